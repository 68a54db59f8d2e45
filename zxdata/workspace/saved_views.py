"""Named views: a link kept under a name in the shared database, for everyone who knows the cockpit."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, delete, func, insert, select

from zxdata.errors import WrongUse
from zxdata.ledger.engine import ASKED_SECONDS, reading, writing
from zxdata.ledger.tables import saved_views
from zxdata.workspace.bounds import check_owner, check_query, check_room

LONGEST, MOST = 40, 500


@dataclass(frozen=True)
class SavedView:
    """A page and the query that shows it again; ``saved_at`` with its time zone."""

    name: str
    page: str
    query: str
    saved_at: datetime
    by: str = ""


def saved(ledger: Engine) -> tuple[SavedView, ...]:
    """All named views, by name; raises LedgerUnavailable."""
    t = saved_views
    with reading(ledger, ASKED_SECONDS) as connection:
        rows = connection.execute(select(*_columns()).order_by(t.c.name)).all()
    return tuple(SavedView(*row) for row in rows)


def _columns() -> tuple[ColumnElement[Any], ...]:
    t = saved_views.c
    return t.name, t.page, t.query, t.saved_at, func.coalesce(t.shared_by, "")


def save(ledger: Engine, name: str, page: str, query: str, by: str = "") -> SavedView:
    """Keep a view under a name, for whom it is ``by``; raises WrongUse for a name that is empty, too long or taken, for too
    many choices or views, LedgerUnavailable."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise WrongUse(f"视图名要有 1 到 {LONGEST} 个字，现在有 {len(name)} 个。")
    check_query(query)
    t = saved_views
    with writing(ledger) as connection:
        check_room(connection, t, MOST, "个视图")
        if connection.execute(select(t.c.name).where(t.c.name == name)).first():
            raise WrongUse(f"已有名为“{name}”的视图。请换一个名字，或先删除原来的。")
        connection.execute(insert(t).values(name=name, page=page, query=query, shared_by=by or None))
        row = connection.execute(select(*_columns()).where(t.c.name == name)).one()
    return SavedView(*row)


def forget(ledger: Engine, name: str, by: str = "") -> None:
    """Take a named view out; raises WrongUse where there is none of that name or it is another's, LedgerUnavailable."""
    with writing(ledger) as connection:
        owner = connection.scalar(select(saved_views.c.shared_by).where(saved_views.c.name == name))
        check_owner(owner, by, f"视图“{name}”")
        gone = connection.execute(delete(saved_views).where(saved_views.c.name == name)).rowcount
    if not gone:
        raise WrongUse(f"没有名为“{name}”的视图，可能已被删除。")
