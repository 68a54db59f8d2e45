"""The options that commands share, each with its help; values are read here, once for all commands."""

from datetime import date
from getpass import getuser
from typing import Annotated

import typer


def _day(text: str) -> date:
    from zxdata.errors import WrongUse
    from zxdata.periods import read_day

    try:
        return read_day(text)
    except WrongUse as fault:
        raise typer.BadParameter(str(fault)) from fault


def whole(text: str | int) -> int:
    if not str(text).isdecimal():
        raise typer.BadParameter(f"“{text}”不是整数，应如 100。")
    return int(text)


def refuse(option: str, value: object, reason: str) -> None:
    """Raises WrongUse where an option was given that this command could only ignore."""
    from zxdata.errors import WrongUse

    if value is not None:
        raise WrongUse(f"{option} {value} 在这里不起作用：{reason}。请去掉 {option}。")


def _format(text: str) -> str:
    return _one_of(text, "json", "csv", "table")


def _rows_format(text: str) -> str:
    return _one_of(text, "json", "csv", "table", "xlsx")


def _one_of(text: str, *formats: str) -> str:
    if text not in formats:
        raise typer.BadParameter(f"“{text}”不是输出格式；可用 {'、'.join(formats)}。")
    return text


def _basis(text: str) -> str:
    if text not in ("cohort", "period"):
        raise typer.BadParameter(f"“{text}”不是期间的读法；可用 cohort（按批次）、period（按期间）。")
    return text


Db = Annotated[str | None, typer.Option("--db", metavar="URL", help="共享数据库地址；不写用设置里的 database_url")]
LedgerOf = Annotated[
    str | None, typer.Option("--db", metavar="URL", help="另列这个共享数据库里各指标可数的行数；不写只列指标")
]
NoBy = Annotated[str | None, typer.Option("--by", hidden=True)]
By = Annotated[str | None, typer.Option("--by", metavar="DIM[,DIM]", help="按维度分组，例如 district 或 unit,month")]
Region = Annotated[str | None, typer.Option("--region", metavar="CODE|NAME", help="区划：代码、名称、全称或别名")]
Since = Annotated[
    date | None, typer.Option("--from", metavar="D", parser=_day, help="期间的第一日（含），按各指标自己的日期")
]
Until = Annotated[date | None, typer.Option("--to", metavar="D", parser=_day, help="期间的最后一日（含）")]
Where = Annotated[
    list[str] | None, typer.Option("--where", metavar="DIM=VALUE", help="筛选，可重复；同一维度写几次取其一")
]
AsOf = Annotated[date | None, typer.Option("--as-of", metavar="D", parser=_day, help="截至日（含）；不写为今天")]
Today = Annotated[
    date | None, typer.Option("--today", metavar="D", parser=_day, help="“今年”“上周”从哪天看；不写为今天")
]
ScopeRegion = Annotated[str | None, typer.Option("--scope", metavar="REGION", help="只准看的区划；不写为全部")]
AsAccount = Annotated[str | None, typer.Option("--as", metavar="NAME", help="按这个账号的范围和权限看；不写为全部")]
Basis = Annotated[
    str | None,
    typer.Option(
        "--basis",
        metavar="cohort|period",
        parser=_basis,
        help="期间的读法：cohort 期内进入的这一批到截至日办得如何；period 期内发生的和期末的存量",
    ),
]
Format = Annotated[
    str | None,
    typer.Option("--format", metavar="json|csv|table", parser=_format, help="输出格式；屏幕上默认 table，其余 json"),
]
RowsFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="json|csv|table|xlsx",
        parser=_rows_format,
        help="输出格式；屏幕上默认 table，其余 json；xlsx 要写 --out",
    ),
]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", parser=whole, help="最多几行；不写为全部")]
Offset = Annotated[int, typer.Option("--offset", metavar="N", parser=whole, help="从第几行之后列起")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]


def account() -> str:
    """Who runs the command, as the machine knows them; empty where it does not."""
    try:
        return getuser()
    except (KeyError, OSError):
        return ""


def operator() -> str:
    """Who does it, for the log: someone at the machine itself, whose name cannot be that of an account."""
    return f"本机 {account()}".strip()
