"""The command on the log of acts: read it, verify its chain, move old entries out."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zxdata.cli.asking import settled
from zxdata.cli.options import AsJson, Db, Since, Until
from zxdata.cli.printing import print_json, print_table, say
from zxdata.inquiry.written import plain

if TYPE_CHECKING:
    from zxdata.access.chain import Entry

Verify = Annotated[bool, typer.Option("--verify", help="逐条核对：有改动或缺失时退出码为 1")]
Archive = Annotated[
    list[Path] | None, typer.Option("--archive", metavar="FILE", help="连同移出的日志一起核对，按时间先后可重复")
]
MoveTo = Annotated[
    Path | None, typer.Option("--move-to", metavar="FILE", help="把 --to 及以前的日志移出到这个文件，至少留六个月")
]


def register(app: typer.Typer) -> None:
    app.command("audit")(audit)


def audit(
    since: Since = None,
    until: Until = None,
    as_json: AsJson = False,
    verify: Verify = False,
    archive: Archive = None,
    move_to: MoveTo = None,
    db: Db = None,
) -> int:
    """操作日志：谁、何时、从哪里、做了什么、结果；每条都接在前一条之后。"""
    from zxdata.access import acts_log
    from zxdata.access.acts import Act
    from zxdata.errors import WrongUse
    from zxdata.ledger import require

    settings = settled(db)
    require(acts_log.own_tables(settings))
    if verify:
        moved = [entry for path in archive or () for entry in _read(path)]
        found = acts_log.verify(settings, moved)
        for sentence in found:
            print(sentence)
        if not found:
            print("日志完好：逐条相接，没有改动或缺失。")
        return 1 if found else 0
    if move_to:
        if until is None or since is not None:
            raise WrongUse("移出日志要用 --to 写明移到哪一天为止，不用 --from。")
        out = acts_log.move_out(settings, until, lambda entries: _write(move_to, entries))
        print(f"移出 {out} 条到 {move_to}。" if out else "没有那么早的日志，什么也没有移出。")
        return 0
    entries = acts_log.entries(settings, since, until)
    if as_json:
        print_json([vars(entry) for entry in entries])
        return 0
    rows = [
        [
            str(entry.number),
            f"{entry.at:%Y-%m-%d %H:%M:%S}",
            entry.who or "—",
            entry.address or "—",
            Act(entry.act).label,
            entry.subject,
            acts_log.RESULTS[entry.result],
            entry.note,
        ]
        for entry in entries
    ]
    print_table(["序号", "时间", "谁", "从哪里", "操作", "对象", "结果", "说明"], rows) if rows else say("没有日志。")
    return 0


def _write(path: Path, entries: "list[Entry]") -> None:
    """One entry a line; on the disk before this returns. Raises WrongUse where there is such a file."""
    from zxdata.errors import WrongUse

    try:
        with path.open("x", encoding="utf-8") as file:
            file.writelines(json.dumps(plain(vars(entry)), ensure_ascii=False) + "\n" for entry in entries)
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        raise WrongUse(f"日志没有移出：写不了文件“{path}”（{fault.strerror}）。") from fault


def _read(path: Path) -> "list[Entry]":
    """Raises WrongUse where it is not such a file."""
    from zxdata.access.chain import Entry
    from zxdata.errors import WrongUse

    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return [Entry(**row | {"at": datetime.fromisoformat(row["at"])}) for row in rows]
    except (OSError, ValueError, TypeError, KeyError) as fault:
        raise WrongUse(f"“{path}”不是移出的日志。") from fault
