"""数量: what was aimed at and what has come together, exact numbers added, those with 近, 余, 多 told beside them."""

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import func, or_, select

from zxdata.filters import Filters
from zxdata.metrics.programmes.items import ITEM
from zxdata.metrics.programmes.records import RECORD
from zxdata.metrics.question import as_of, conditions
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import item, item_quantity, programme_record
from zxdata.store import Reading

BEFORE = ("近", "约", "超", "逾", "过", "不少于", "不足")
"""Qualifiers that stand before their number; 余, 多, 以上 stand after it."""


class Amount(NamedTuple):
    """An item with a target: ``target`` as it is written (300 余), ``total`` the sum of the exact numbers, ``beside`` those
    that are none (近 7.7、30 余), ``share`` of an exact target (0 and up).
    """

    no: str
    title: str
    checklist: str
    owner: str | None
    measure: str | None
    target: str
    total: float
    beside: str
    share: float | None


class Achieved(NamedTuple):
    """What the records of one action say of one measure; ``total`` and ``beside`` as in Amount."""

    programme: str
    measure: str | None
    records: int
    total: float | None
    beside: str
    member_visits: int | None
    public_visits: int | None


def written(number: float, qualifier: str | None) -> str:
    """``300 余``, ``近 7.7``: a number with its qualifier, as people write it."""
    figure = f"{number:,.6f}".rstrip("0").rstrip(".")
    if not qualifier:
        return figure
    return f"{qualifier} {figure}" if qualifier.startswith(BEFORE) else f"{figure} {qualifier}"


def amounts(reading: Reading, filters: Filters, rules: Rules) -> Records[Amount]:
    """The items with a target number that are due in the period or later, the farthest behind first; those whose target
    is no exact number at the end.
    """
    at = as_of(reading, filters, rules)
    t, q = item, item_quantity
    seen = [*conditions(reading, ITEM, t, at, ()), t.c.target > 0]
    if filters.since:
        seen.append(or_(t.c.due_on.is_(None), t.c.due_on >= filters.since))
    columns = (t.c.no, t.c.title, t.c.checklist, t.c.owner, t.c.measure, t.c.target, t.c.qualifier)
    known = select(q.c.no, func.sum(q.c.quantity).label("total"))
    exact = known.where(q.c.on_day <= at.day, q.c.qualifier.is_(None)).group_by(q.c.no).subquery("exact")
    asked = select(*columns, func.coalesce(exact.c.total, 0.0)).select_from(t.outerjoin(exact, exact.c.no == t.c.no))
    rest = select(q.c.no, q.c.quantity, q.c.qualifier).where(
        q.c.on_day <= at.day, q.c.qualifier.is_not(None), q.c.no.in_(select(t.c.no).where(*seen))
    )
    beside: dict[str, list[str]] = defaultdict(list)
    for no, quantity, qualifier in reading.rows(rest.order_by(q.c.no, q.c.on_day, q.c.quantity)):
        beside[no].append(written(quantity, qualifier))
    found = [
        Amount(
            no,
            title,
            checklist,
            owner,
            measure,
            written(target, qualifier),
            float(total),
            "、".join(beside[no]),
            None if qualifier else float(total) / target,
        )
        for no, title, checklist, owner, measure, target, qualifier, total in reading.rows(asked.where(*seen))
    ]
    return Records(Amount, tuple(sorted(found, key=lambda row: (row.share is None, row.share or 0, row.no))))


def achieved(reading: Reading, filters: Filters, rules: Rules) -> Records[Achieved]:
    """Records of the period by action and measure, the most recorded first."""
    at = as_of(reading, filters, rules)
    r = programme_record
    seen = conditions(reading, RECORD, r, at)
    key = (r.c.programme, r.c.measure)
    exact = r.c.qualifier.is_(None)
    asked = (
        select(*key, func.count(), func.sum(r.c.quantity).filter(exact))
        .add_columns(func.sum(r.c.member_visits), func.sum(r.c.public_visits))
        .where(*seen)
        .group_by(*key)
        .order_by(func.count().desc(), *key)
    )
    rest = select(*key, r.c.quantity, r.c.qualifier).where(*seen, ~exact, r.c.quantity.is_not(None))
    beside: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for programme, measure, quantity, qualifier in reading.rows(rest.order_by(r.c.held_on, r.c.no)):
        beside[programme, measure].append(written(quantity, qualifier))
    rows = (
        Achieved(programme, measure, count, total, "、".join(beside[programme, measure]), members, public)
        for programme, measure, count, total, members, public in reading.rows(asked)
    )
    return Records(Achieved, tuple(rows))
