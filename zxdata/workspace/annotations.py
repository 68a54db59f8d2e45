"""Dated notes on trends, e.g. 专项行动启动: kept in the shared database beside the ledger."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, delete, func, insert, select

from zxdata.errors import WrongUse
from zxdata.ledger.engine import ASKED_SECONDS, reading, writing
from zxdata.ledger.tables import annotations
from zxdata.workspace.bounds import check_owner, check_room

LONGEST, MOST = 20, 1000


@dataclass(frozen=True)
class Annotation:
    """``page``: the page whose trends carry it, or ``all``."""

    id: int
    day: date
    page: str
    text: str
    by: str = ""


def annotated(ledger: Engine) -> tuple[Annotation, ...]:
    """All notes, the oldest day first; raises LedgerUnavailable."""
    t = annotations
    with reading(ledger, ASKED_SECONDS) as connection:
        rows = connection.execute(
            select(t.c.id, t.c.day, t.c.page, t.c.text, func.coalesce(t.c.made_by, "")).order_by(t.c.day, t.c.id)
        ).all()
    return tuple(Annotation(*row) for row in rows)


def annotate(ledger: Engine, day: date, page: str, text: str, by: str = "") -> None:
    """Keep a note, for whom it is ``by``; raises WrongUse for one without words or too long to stand on a chart, and for too
    many, LedgerUnavailable."""
    text = " ".join(text.split())
    if not text or len(text) > LONGEST:
        raise WrongUse(f"标注要有 1 到 {LONGEST} 个字，现在有 {len(text)} 个。")
    with writing(ledger) as connection:
        check_room(connection, annotations, MOST, "条标注")
        connection.execute(insert(annotations).values(day=day, page=page, text=text, made_by=by or None))


def erase(ledger: Engine, number: int, by: str = "") -> None:
    """Take a note out; raises WrongUse where it is already gone or another's, LedgerUnavailable."""
    t = annotations
    with writing(ledger) as connection:
        found = connection.execute(select(t.c.text, t.c.made_by).where(t.c.id == number)).first()
        check_owner(found.made_by if found else None, by, f"标注“{found.text}”" if found else "")
        gone = connection.execute(delete(annotations).where(annotations.c.id == number)).rowcount
    if not gone:
        raise WrongUse("这条标注已被删除。")
