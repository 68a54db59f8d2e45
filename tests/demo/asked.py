"""What tests ask of a demonstration's ledger."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, and_, func, or_, select

from tests.demonstration import TODAY
from zxdata.configuration import Settings, load_settings
from zxdata.ledger.tables import TABLES

STATIONS = TABLES["workstations"]


def at(day: date, home: str = "500000") -> Settings:
    return load_settings(today=day, home=home)


def number(engine: Engine, question: Select[Any]) -> int:
    with engine.connect() as connection:
        return connection.scalar(question) or 0


def open_stations(*conditions: ColumnElement[bool], day: date = TODAY) -> Select[Any]:
    standing = and_(STATIONS.c.opened_on <= day, or_(STATIONS.c.closed_on.is_(None), STATIONS.c.closed_on > day))
    return select(func.count()).select_from(STATIONS).where(standing, *conditions)


def below(column: ColumnElement[str], code: str) -> ColumnElement[bool]:
    """Regions of a district: its own code or a town's that begins with it."""
    return func.substr(column, 1, 6) == code
