"""The ledger's rows as dictionaries."""

from typing import Any

from sqlalchemy import Engine

from zxdata.ledger.tables import TABLES

Row = dict[str, Any]
Tables = dict[str, list[Row]]


def read_tables(engine: Engine) -> Tables:
    with engine.connect() as connection:
        return {name: [dict(r) for r in connection.execute(t.select()).mappings()] for name, t in TABLES.items()}
