"""Instants in the shared database: timestamptz where the database has it, text with its offset in SQLite, local in MySQL.

In which zone a body lives is said by the engine that reads and writes for it.
"""

from datetime import datetime, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import TypeDecorator, TypeEngine

from zxdata.configuration import TIMEZONE


def live_in(engine: Engine, timezone: str) -> None:
    """Moments without an offset are local in this zone, and moments read are told in it."""
    vars(engine.dialect)["body_zone"] = ZoneInfo(timezone)


def zone_of(dialect: Dialect) -> tzinfo:
    """That of the body for which the engine was made, else that of China."""
    found: tzinfo = vars(dialect).get("body_zone") or ZoneInfo(TIMEZONE)
    return found


class Instant(TypeDecorator[datetime]):
    """A moment something happened, in the body's time zone. SQLite holds ``2025-03-05 09:30:00+08:00``.

    A value without an offset, in Python or in the database, is local time.
    """

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(sa.Text() if dialect.name == "sqlite" else sa.DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if dialect.name == "mysql":  # knows no zone: everything is local
            return self._aware(value, dialect).astimezone(zone_of(dialect)).replace(tzinfo=None)
        moment = self._aware(value, dialect).astimezone(self._stored_in(dialect))
        return moment.isoformat(sep=" ") if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return self._aware(moment, dialect).astimezone(zone_of(dialect))

    def _aware(self, moment: datetime, dialect: Dialect) -> datetime:
        return moment if moment.tzinfo else moment.replace(tzinfo=zone_of(dialect))

    def _stored_in(self, dialect: Dialect) -> tzinfo:
        return zone_of(dialect)


class Stamp(Instant):
    """A moment a row was written. SQLite holds it in UTC, so that the text sorts by time."""

    cache_ok = True

    @staticmethod
    def now() -> "written_now":
        return written_now()

    def _stored_in(self, dialect: Dialect) -> tzinfo:
        return timezone.utc


class written_now(GenericFunction[datetime]):
    type = sa.DateTime(timezone=True)
    inherit_cache = True


@compiles(written_now)
def _written_now(element: written_now, compiler: SQLCompiler, **_: Any) -> str:
    return "CURRENT_TIMESTAMP"


@compiles(written_now, "mysql")
def _written_now_in_mysql(element: written_now, compiler: SQLCompiler, **_: Any) -> str:
    return "CURRENT_TIMESTAMP(6)"


@compiles(written_now, "sqlite")
def _written_now_in_sqlite(element: written_now, compiler: SQLCompiler, **_: Any) -> str:
    # SQLite's CURRENT_TIMESTAMP is UTC without saying so and would be read as local time.
    return "(strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now'))"
