"""Databases that speak MySQL's protocol: how a session has to be set, and of what their tables are made.

Left alone they index no text without a length, hold letters of either case for the same, cut what is too long in places,
and keep no zone of an instant. Loaded with the first engine of such a database.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic.ddl.mysql import MySQLImpl
from sqlalchemy.dialects.mysql import LONGTEXT
from sqlalchemy.ext.compiler import compiles

KEY_LENGTH = 120
"""Characters of a text in a key: six of them, four bytes each, fit into the 3,072 bytes of an index."""
SHORT_LENGTH = 500
EXACT = "COLLATE utf8mb4_bin"
MODE = "STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION"


def options(timezone: str, connect_seconds: int, answer_seconds: int, *, read_only: bool) -> dict[str, Any]:
    """What PyMySQL is given: no wait without an end; strict, and in the body's time zone, in which instants are kept."""
    offset = datetime.now(ZoneInfo(timezone)).strftime("%z")
    session = f"SET SESSION time_zone = '{offset[:3]}:{offset[3:]}', sql_mode = '{MODE}'"
    return {
        "charset": "utf8mb4",
        "connect_timeout": connect_seconds,
        "read_timeout": answer_seconds,
        "write_timeout": answer_seconds,
        "init_command": f"{session}{', SESSION transaction_read_only = 1' if read_only else ''}",
    }


@compiles(sa.Text, "mysql")
def _text(_: sa.Text, compiler: Any, type_expression: Any = None, **__: Any) -> str:
    column = type_expression if isinstance(type_expression, sa.Column) else None
    if column is None:
        return f"LONGTEXT {EXACT}"
    if column.primary_key or column.foreign_keys or column.computed is not None:
        return f"VARCHAR({KEY_LENGTH}) {EXACT}"
    # A long text may have no default.
    return f"LONGTEXT {EXACT}" if column.server_default is None else f"VARCHAR({SHORT_LENGTH}) {EXACT}"


@compiles(sa.DateTime, "mysql")
def _instant(_: sa.DateTime, compiler: Any, **__: Any) -> str:
    return "DATETIME(6)"


class Migrating(MySQLImpl):
    """Known to Alembic by its dialect. A long text is indexed by its beginning."""

    __dialect__ = "mysql"

    def create_index(self, index: sa.Index, **kw: Any) -> None:
        assert self.connection is not None and index.table is not None
        held = sa.inspect(self.connection).get_columns(index.table.name)
        long = {column["name"] for column in held if isinstance(column["type"], LONGTEXT)}
        index.dialect_options["mysql"]["length"] = {c.name: KEY_LENGTH for c in index.columns if c.name in long}
        super().create_index(index, **kw)
