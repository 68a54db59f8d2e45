"""Commands on what was imported: the list of imports, and taking one back."""

from typing import Annotated

import typer

from zxdata.cli.asking import settled
from zxdata.cli.noting import noted
from zxdata.cli.options import AsJson, Db, account, whole
from zxdata.cli.printing import print_json, say, working

Number = Annotated[int, typer.Argument(metavar="N", parser=whole, help="第几次导入，imports 里的编号")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只说会怎样，不改动")]


def register(app: typer.Typer) -> None:
    app.command("imports")(imports)
    app.command("withdraw")(withdraw)


def imports(as_json: AsJson = False, db: Db = None) -> None:
    """每一次导入：编号、文件、经办、时间和行数；撤回的注明。"""
    from zxdata.datasets import BY_NAME
    from zxdata.imports import list_imports
    from zxdata.ledger import open_ledger, require

    engine = open_ledger(settled(db))
    require(engine)
    found = list_imports(engine)
    if as_json:
        print_json([one.to_dict() for one in found])
    elif not found:
        print("还没有导入过。")
    for one in () if as_json else found:
        titles = "、".join(BY_NAME[name].title for name in one.datasets if name in BY_NAME)
        rows = one.rows
        counts = f"新增 {rows.new} 行，更新 {rows.changed} 行，未变 {rows.unchanged} 行，退回 {rows.refused} 行"
        replaced = f"，替换掉 {rows.removed} 行" if rows.removed else ""
        gone = f"；{one.withdrawn_at:%Y-%m-%d %H:%M} 已撤回" if one.withdrawn_at else ""
        who = f" {one.imported_by}" if one.imported_by else ""
        print(f"{one.number}\t{one.imported_at:%Y-%m-%d %H:%M}{who}\t{titles}“{one.file}”：{counts}{replaced}{gone}")


def withdraw(number: Number, dry_run: DryRun = False, as_json: AsJson = False, db: Db = None) -> int:
    """撤回一次导入：逐行恢复导入前的样子；此后在别处改过的行保留并列出。"""
    from dataclasses import asdict

    from zxdata.access import Act
    from zxdata.datasets import BY_NAME
    from zxdata.imports import withdraw as take_back
    from zxdata.ledger import open_ledger, require

    settings = settled(db)
    engine = open_ledger(settings)
    require(engine)
    with working(f"正在撤回第 {number} 次导入"):
        if dry_run:
            done = take_back(engine, number, by=account(), dry_run=True)
        else:
            with noted(settings, Act.WITHDRAW, f"第 {number} 次导入") as words:
                done = take_back(engine, number, by=account())
                words.append(done.summary)
    if as_json:
        print_json(asdict(done))
    else:
        print(done.summary)
        for row in done.stayed[:20]:
            say(f"{BY_NAME[row.dataset].title} {row.row} 保留：{row.reason}。")
        if len(done.stayed) > 20:
            say(f"……共 {len(done.stayed)} 行保留，加 --json 可得到全部。")
    return 1 if done.stayed else 0
