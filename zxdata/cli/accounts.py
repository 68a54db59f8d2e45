"""Commands on who may see what: accounts of people, tokens of walls and programs."""

import sys
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from zxdata.cli.asking import followed, settled
from zxdata.cli.options import AsJson, Db, operator, whole
from zxdata.cli.printing import print_json, print_table, say

if TYPE_CHECKING:
    from zxdata.configuration import Settings


def _role(text: str) -> str:
    from zxdata.access import Role

    if text not in [*Role]:
        known = "、".join(f"{role}（{role.label}）" for role in Role)
        raise typer.BadParameter(f"“{text}”不是角色；可用 {known}。")
    return text


def _purpose(text: str) -> str:
    if text not in ("wall", "program", "embed"):
        raise typer.BadParameter(f"“{text}”不是用途；可用 wall（大屏）、program（程序）、embed（嵌入）。")
    return text


Name = Annotated[str, typer.Argument(metavar="NAME", help="账号或令牌的名字")]
RoleOf = Annotated[
    str, typer.Option("--role", metavar="ROLE", parser=_role, help="reader、staff、admin、security 或 auditor")
]
Regions = Annotated[
    list[str] | None, typer.Option("--scope", metavar="REGION", help="数据范围，可重复：区划代码或名称；不写为全部")
]
Personal = Annotated[bool, typer.Option("--personal", help="可看个人信息：委员得分、党员身份、民情原文")]
FromInput = Annotated[bool, typer.Option("--password-stdin", help="首次口令从标准输入读一行；不写就生成一个")]
Days = Annotated[int | None, typer.Option("--days", metavar="N", parser=whole, help="几天后失效；不写就不失效")]
PurposeOf = Annotated[
    str | None,
    typer.Option(
        "--for", metavar="PURPOSE", parser=_purpose, help="只用作 wall 大屏、program 程序或 embed 嵌入；不写都行"
    ),
]
Member = Annotated[
    str | None, typer.Option("--member", metavar="NO", help="只看这位委员自己的委员卡，用 /embed/card?token=… 打开")
]

users = typer.Typer(help="账号：谁能登录，能看什么、做什么。", no_args_is_help=True)
tokens = typer.Typer(help="令牌：大屏和程序凭它看数据。", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    for command in (add, grant, disable, enable, password):
        users.command(command.__name__)(command)
    users.command("list")(list_users)
    tokens.command("add")(add_token)
    tokens.command("list")(list_tokens)
    tokens.command("revoke")(revoke)
    app.add_typer(users, name="users")
    app.add_typer(tokens, name="tokens")


def add(
    name: Name,
    role: RoleOf,
    scope: Regions = None,
    personal: Personal = False,
    password_stdin: FromInput = False,
    db: Db = None,
) -> None:
    """新开账号；首次口令印在标准输出，只有这一次，首次登录时要改。"""
    from zxdata.access import Role, accounts

    settings = _ready(db)
    given = sys.stdin.readline().rstrip("\n") if password_stdin else ""
    first = accounts.add(
        settings, name, Role(role), _codes(settings, scope), personal=personal, password=given, by=operator()
    )
    say(f"账号“{name}”已开：{accounts.account(settings, name).rights}。首次登录时要改口令。")
    if not password_stdin:
        print(first)


def grant(name: Name, role: RoleOf, scope: Regions = None, personal: Personal = False, db: Db = None) -> None:
    """改一个账号的角色和数据范围；它的登录随即结束。"""
    from zxdata.access import Role, accounts

    settings = _ready(db)
    accounts.grant(settings, name, Role(role), _codes(settings, scope), personal=personal, by=operator())
    print(f"账号“{name}”：{accounts.account(settings, name).rights}。")


def disable(name: Name, db: Db = None) -> None:
    """停用一个账号；它的登录随即结束。"""
    from zxdata.access import accounts

    accounts.disable(_ready(db), name, by=operator())
    print(f"账号“{name}”已停用。")


def enable(name: Name, db: Db = None) -> None:
    """重新启用一个账号，也解除锁定。"""
    from zxdata.access import accounts

    accounts.enable(_ready(db), name, by=operator())
    print(f"账号“{name}”已启用。")


def password(name: Name, password_stdin: FromInput = False, db: Db = None) -> None:
    """重设首次口令，去掉第二因子，解除锁定。"""
    from zxdata.access import accounts

    given = sys.stdin.readline().rstrip("\n") if password_stdin else ""
    first = accounts.renew_password(_ready(db), name, password=given, by=operator())
    say(f"账号“{name}”的口令已重设，下次登录时要改。")
    if not password_stdin:
        print(first)


def list_users(as_json: AsJson = False, db: Db = None) -> None:
    """全部账号。"""
    from zxdata.access import accounts

    settings = _ready(db)
    found = accounts.accounts(settings)
    if as_json:
        print_json([vars(one) for one in found])
        return
    rows = [
        [
            one.name,
            one.rights,
            f"停用于 {one.disabled_at:%Y-%m-%d %H:%M}" if one.disabled_at else "可用",
            f"{one.made_at:%Y-%m-%d %H:%M} {one.made_by}",
        ]
        for one in found
    ]
    print_table(["账号", "授权", "状态", "开立"], rows) if rows else say("还没有账号。")


def add_token(
    name: Name,
    role: RoleOf,
    scope: Regions = None,
    personal: Personal = False,
    days: Days = None,
    purpose: PurposeOf = None,
    member: Member = None,
    db: Db = None,
) -> None:
    """新发令牌，印在标准输出，只有这一次：大屏用 ?token=…，程序用 Authorization: Bearer …。"""
    from zxdata.access import Role
    from zxdata.access import tokens as issued

    settings = _ready(db)
    secret = issued.add(
        settings,
        name,
        Role(role),
        _codes(settings, scope),
        personal=personal or bool(member),
        days=days,
        purpose="card" if member else purpose or "",  # type: ignore[arg-type]
        member=member or "",
        by=operator(),
    )
    say(f"令牌“{name}”已发。它只能看，不能操作。")
    print(secret)


def list_tokens(as_json: AsJson = False, db: Db = None) -> None:
    """全部令牌，收回的也列出；令牌本身没有保存。"""
    from zxdata.access import tokens as issued
    from zxdata.access.reader import PURPOSES

    found = issued.tokens(_ready(db))
    if as_json:
        print_json([vars(one) for one in found])
        return
    rows = [
        [
            one.name,
            f"{one.role.label}，{'、'.join(one.regions) or '全部'}",
            f"{PURPOSES[one.purpose]} {one.member}".strip() if one.purpose else "大屏、程序、嵌入",
            f"{one.ends_at:%Y-%m-%d}" if one.ends_at else "不失效",
            "有效" if one.holds else "收回" if one.revoked_at else "过期",
        ]
        for one in found
    ]
    print_table(["令牌", "能看", "用途", "到", "状态"], rows) if rows else say("还没有令牌。")


def revoke(name: Name, db: Db = None) -> None:
    """收回一个令牌；凭它打开的大屏随即停止。"""
    from zxdata.access import tokens as issued

    issued.revoke(_ready(db), name, by=operator())
    print(f"令牌“{name}”已收回。")


def _ready(db: str | None) -> "Settings":
    """The installation, once its own tables are there."""
    from zxdata.access.acts_log import own_tables
    from zxdata.ledger import require

    settings = settled(db)
    require(own_tables(settings))
    return settings


def _codes(settings: "Settings", regions: list[str] | None) -> tuple[str, ...]:
    """The regions in force today by which they were named. Raises Unknown."""
    from zxdata.filters import Scope
    from zxdata.metrics.places import region_in_force

    if not regions:
        return ()
    with closing(followed(settings)) as store, store.reading(Scope.whole()) as reading:
        return tuple(region_in_force(reading, name, settings.day()) for name in regions)
