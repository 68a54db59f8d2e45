"""Commands on the rules file: what a changed one would do, keeping it, what it said before."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zxdata.cli.asking import settled
from zxdata.cli.options import AsJson, Db, operator, whole
from zxdata.cli.printing import print_json, print_table, say, working

if TYPE_CHECKING:
    from zxdata.configuration import Settings

File = Annotated[Path, typer.Argument(metavar="FILE", help="改过的规则文件（TOML）")]
Number = Annotated[int | None, typer.Argument(metavar="N", parser=whole, help="历史里的第几次；不写为现在用的")]

family = typer.Typer(help="规则文件：改了会怎样，保存，历史。", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    for command in (show, preview, keep, history):
        family.command(command.__name__)(command)
    app.add_typer(family, name="rules")


def show(number: Number = None, db: Db = None) -> None:
    """把规则文件打印出来：现在用的，或历史里的一次。"""
    from zxdata.errors import Unknown
    from zxdata.revising.rules_file import rules_file, rules_history

    settings = settled(db)
    if number is None:
        print(rules_file(settings).text, end="")
        return
    kept = {str(each.number): each.text for each in rules_history(_ready(settings))}
    if str(number) not in kept:
        raise Unknown("规则的历史", str(number), kept)
    print(kept[str(number)], end="")


def preview(file: File, as_json: AsJson = False, db: Db = None) -> None:
    """按今天的台账试算：每条改动使几件变色、积分怎样变；什么也不保存。"""
    from zxdata.revising.effect import effect_in_words
    from zxdata.revising.preview import preview as tried
    from zxdata.revising.rules_file import check_rules
    from zxdata.rules.book import read_rules

    settings = _ready(settled(db))
    new = check_rules(settings, _text(file))
    with working("正在按改后的规则重判今天的台账"):
        found = tried(settings, read_rules(settings.rules), new)
    if as_json:
        print_json(_data(found))
        return
    if not found.changes:
        print("规则没有改动。")
        return
    rows = [
        [each.where, each.before, each.after, each.untried or (effect_in_words(each.effect, found.palette) if each.effect else "不影响三色和积分")]
        for each in found.changes
    ]  # fmt: skip
    print_table(["规则", "现在", "改后", "今天会怎样"], rows)
    print(f"合计：{effect_in_words(found.whole, found.palette) or '不影响三色和积分'}。")
    for sentence in found.doubts:
        say(sentence)


def keep(file: File, db: Db = None) -> None:
    """检查后写进 ZX_RULES 指的文件，原来的留在历史里；页面随下一版数据快照换成新规则。"""
    from zxdata.revising.rules_file import keep_rules, rules_file

    settings = _ready(settled(db))
    text, found = _text(file), rules_file(settings)
    changed = keep_rules(settings, text, instead_of=found.text, by=operator())
    print(f"规则文件 {found.path.name} 已保存，改 {changed} 条规则；原来的在历史里。")


def history(db: Db = None) -> None:
    """规则文件的历史：谁在何时保存了哪一次。"""
    from zxdata.revising.rules_file import rules_history

    settings = _ready(settled(db))
    rows = [
        [
            str(each.number),
            each.name,
            each.change,
            each.made_by or "—",
            f"{each.made_at.astimezone(settings.zone):%Y-%m-%d %H:%M}",
        ]
        for each in rules_history(settings)
    ]
    print_table(["次", "文件", "改动", "谁", "何时"], rows) if rows else say("规则还没有在驾驶舱里改过。")


def _ready(settings: "Settings") -> "Settings":
    """The installation, once its own tables are there."""
    from zxdata.access.acts_log import own_tables
    from zxdata.ledger import require

    require(own_tables(settings))
    return settings


def _text(file: Path) -> str:
    from zxdata.errors import WrongUse

    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise WrongUse(f"规则文件“{file}”读不出来：{fault}。") from fault


def _data(found: Any) -> dict[str, Any]:
    def effect(of: Any) -> dict[str, Any] | None:
        return of and {"moves": [vars(move) for move in of.moves], "points": of.points and vars(of.points)}

    return {
        "changes": [
            {"rule": c.where, "before": c.before, "after": c.after, "effect": effect(c.effect), "untried": c.untried}
            for c in found.changes
        ],
        "whole": effect(found.whole),
        "doubts": list(found.doubts),
    }
