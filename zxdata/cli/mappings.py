"""Commands on mappings: what an office's own sheet becomes is proposed, kept, shown and dropped."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zxdata.cli.asking import settled
from zxdata.cli.options import Db, operator
from zxdata.cli.printing import print_table, say

if TYPE_CHECKING:
    from zxdata.intake.mapping import Choice

Sheet = Annotated[Path, typer.Argument(metavar="FILE", help="本单位自己的台账：一行一件，表头照旧")]
Out = Annotated[Path | None, typer.Option("--out", metavar="M.toml", help="把对照写到这里；不写就打印出来")]
Answers = Annotated[
    list[str] | None, typer.Option("--answer", metavar="KEY=VALUE", help="回答一个问题，可重复，例如 year=标题")
]
Toml = Annotated[Path, typer.Argument(metavar="M.toml", help="对照文件")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="对照的名字")]
NewName = Annotated[str, typer.Argument(metavar="NEW", help="新的名字")]
Called = Annotated[str, typer.Option("--name", metavar="NAME", help="保存在共享数据库里的名字；已有的由它代替")]

family = typer.Typer(help="本单位自己的台账怎样成为各数据集：proposals、proposal_events 等。", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    for command in (propose, save, show, rename, drop, history):
        family.command(command.__name__)(command)
    family.command("list")(list_kept)
    app.add_typer(family, name="mapping")


def propose(file: Sheet, out: Out = None, answer: Answers = None, db: Db = None) -> int:
    """看一份台账，写出对照；拿不准的写成问题，在文件里填或用 --answer 回答。"""
    from zxdata.errors import WrongUse
    from zxdata.intake import open_book
    from zxdata.intake.mapping import understand, write
    from zxdata.ledger import open_ledger, require

    settings = settled(db)
    engine = open_ledger(settings)
    require(engine)
    answers = dict(text.partition("=")[::2] for text in answer or ())
    if blank := [text for text in answer or () if not text.partition("=")[2]]:
        raise WrongUse(f"--answer 应写成 KEY=VALUE，例如 year=标题；“{blank[0]}”不是。")
    found = understand(engine, open_book(engine, file, settings).sheets, file.name, settings)
    left = found.open(answers)
    remarks = {q.key: f"待确认：{q.ask}\n{_ways(q.choices)}" for q in left}
    text = write(found.settled(answers), remarks)
    if out:
        out.write_text(text, encoding="utf-8")
        say(f"对照已写到 {out}。")
    else:
        print(text, end="")
    for question in left:
        say(f"{question.key}：{question.ask}{_ways(question.choices)}")
    if found.proposal.unread:
        say(f"没有读的列：{'、'.join(found.proposal.unread)}。")
    return 1 if left else 0


def save(file: Toml, name: Called, db: Db = None) -> None:
    """把对照存进共享数据库；以后表头相同的台账自动按它导入。"""
    from zxdata.errors import WrongUse
    from zxdata.intake.mapping import read
    from zxdata.ledger import open_ledger, require
    from zxdata.revising.mappings import keep_mapping

    if not file.is_file():
        raise WrongUse(f"没有文件“{file}”。")
    settings = settled(db)
    require(open_ledger(settings))
    saved = keep_mapping(settings, read(file.read_text(encoding="utf-8"), file.stem), name, by=operator())
    print(f"对照“{saved.name}”已保存。")


def list_kept(db: Db = None) -> None:
    """保存着的对照。"""
    from zxdata.datasets import BY_NAME
    from zxdata.intake.mapping import saved_mappings
    from zxdata.ledger import open_ledger, require

    settings = settled(db)
    engine = open_ledger(settings)
    require(engine)
    rows = [
        [
            each.mapping.name,
            BY_NAME[each.mapping.case].title,
            "、".join("".join(header.split()) for header in each.mapping.headers),
            f"{each.saved_at.astimezone(settings.zone):%Y-%m-%d %H:%M}",
            each.saved_by or "—",
        ]
        for each in saved_mappings(engine)
    ]
    if rows:
        print_table(["名字", "一行是", "读的列", "保存于", "保存人"], rows)
    else:
        say("还没有保存过对照。")


def show(name: Name, db: Db = None) -> None:
    """把一个对照打印成 TOML。"""
    from zxdata.intake.mapping import get, write
    from zxdata.ledger import open_ledger, require

    engine = open_ledger(settled(db))
    require(engine)
    print(write(get(engine, name)), end="")


def rename(name: Name, new: NewName, db: Db = None) -> None:
    """给一个对照改名。"""
    from zxdata.ledger import open_ledger, require
    from zxdata.revising.mappings import rename_mapping

    settings = settled(db)
    require(open_ledger(settings))
    print(f"对照“{name}”已改名为“{rename_mapping(settings, name, new, by=operator())}”。")


def drop(name: Name, db: Db = None) -> None:
    """删去一个对照；已经导入的不动。"""
    from zxdata.ledger import open_ledger, require
    from zxdata.revising.mappings import drop_mapping

    settings = settled(db)
    require(open_ledger(settings))
    drop_mapping(settings, name, by=operator())
    print(f"对照“{name}”已删去。")


def history(db: Db = None) -> None:
    """对照的历史：谁在何时保存、改名、删去了哪一个。"""
    from zxdata.ledger import open_ledger, require
    from zxdata.revising.mappings import mappings_history

    settings = settled(db)
    require(open_ledger(settings))
    rows = [
        [each.name, each.change, each.made_by or "—", f"{each.made_at.astimezone(settings.zone):%Y-%m-%d %H:%M}"]
        for each in mappings_history(settings)
    ]
    print_table(["对照", "改动", "谁", "何时"], rows) if rows else say("对照还没有改过。")


def _ways(choices: "tuple[Choice, ...]") -> str:
    return f"可填：{'、'.join(f'{choice.value}（{choice.words}）' for choice in choices)}。"
