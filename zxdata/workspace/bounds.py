"""How much people may keep, and whose it is: what everyone's lists hold stays readable, and nobody drops another's."""

from sqlalchemy import Table, func, select
from sqlalchemy.engine import Connection

from zxdata.errors import WrongUse

QUERY_LONGEST = 4000  # characters: some hundred chosen values
SIGNED_LONGEST = 40


def check_query(query: str) -> None:
    """Raises WrongUse where the choices of a view are too many to be kept."""
    if len(query) > QUERY_LONGEST:
        raise WrongUse(f"现在的筛选写下来有 {len(query):,} 个字符，最多 {QUERY_LONGEST:,} 个；请少选几项再保存。")


def check_room(connection: Connection, table: Table, most: int, what: str) -> None:
    """Raises WrongUse where as many are kept as may be."""
    held = connection.scalar(select(func.count()).select_from(table)) or 0
    if held >= most:
        raise WrongUse(f"已有 {held:,} {what}，最多 {most:,} {what[0]}；请先删除不再用的。")


def check_owner(owner: str | None, by: str, what: str, act: str = "删除") -> None:
    """Raises WrongUse where it belongs to someone else; what was kept without a name is everyone's."""
    if owner and owner != by:
        raise WrongUse(f"{what}是{owner}保存的，只有本人可以{act}。")


def signed(by: str) -> str:
    """Who signs, in one line. Raises WrongUse where that is too long for a register."""
    name = " ".join(by.split())
    if len(name) > SIGNED_LONGEST:
        raise WrongUse(f"经办最多 {SIGNED_LONGEST} 个字，现在有 {len(name)} 个。")
    return name
