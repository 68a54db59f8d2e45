"""What becomes of suggestions: are they signed for, answered and looked back at in time; are results followed up.

一月一调度、一季一通报、一年一评估: an adopted suggestion that is not carried out owes a follow-up of each kind again
and again; each is a clock that starts anew with the last one held.
"""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Date, FromClause, Select, and_, func, literal, null, or_, select
from sqlalchemy import cast as sql_cast

from zxdata.filters import Filters
from zxdata.metrics import consultation
from zxdata.metrics.model import AsOf, Fact
from zxdata.metrics.question import as_of, conditions
from zxdata.rules.book import Rules
from zxdata.rules.colours import ORDER, Judged
from zxdata.snapshot.facts import follow_up, nth, suggestion, workday
from zxdata.store import Reading

SIGNED, LOOKED_BACK = "签收", "回头看"
_NEVER = sql_cast(null(), Date)


def _raised(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    raised: ColumnElement[bool] = t.c.raised_on <= at.day
    return raised


# Suggestions of every origin, where consultation counts its own.
SUGGESTION = Fact("意见建议", lambda at: suggestion, _raised, "raised_on", consultation.SUGGESTION.dims,
                  consultation.SUGGESTION.details, consultation.SUGGESTION.bridge)  # fmt: skip


def suggestion_clocks(reading: Reading, filters: Filters, rules: Rules) -> pd.DataFrame:
    """Suggestions by clock and colour: name, series, value. A clock nothing in the ledger records is undecidable."""
    at = as_of(reading, filters, rules)
    rule, s = rules.suggestions, suggestion
    signed, looked = _first(reading, at, SIGNED), _first(reading, at, LOOKED_BACK)
    clocks = {
        f"签收（{rule.sign_days} 日）": (s.c.raised_on + rule.sign_days, signed),
        f"答复（{rule.limit_words}）": (s.c.due_on, None),
        f"回头看（{rule.look_back_months} 个月）": (_months(s.c.raised_on, rule.look_back_months), looked),
    }
    parts = []
    for name, (due, first) in clocks.items():
        joined: FromClause = s if first is None else s.outerjoin(first, first.c.no == s.c.no)
        done: ColumnElement[Any] = s.c.replied_on if first is None else first.c.held_on
        if first is not None and name.startswith(SIGNED):
            done = func.least(done, s.c.replied_on)
        recorded = literal(True) if first is None else _recorded(reading, at, SIGNED if SIGNED in name else LOOKED_BACK)
        counted = _coloured(reading, at, joined, due, done, rule.yellow_workdays, recorded)
        found = dict(reading.rows(counted))
        parts += [(name, colour, int(found.get(colour, 0))) for colour in ORDER]
    return pd.DataFrame(parts, columns=["name", "series", "value"])


def cadences(reading: Reading, filters: Filters, rules: Rules) -> pd.DataFrame:
    """Adopted suggestions not yet carried out, one row for each and each cadence: kind, no, text, unit, last_on
    (None: none yet), due_on, colour, over (calendar days, negative: left); the longest over first.
    """
    at = as_of(reading, filters, rules)
    parts = []
    for cadence in rules.cadences:
        s = suggestion
        last = _last(at, cadence.kind)
        since = func.coalesce(last.c.held_on, s.c.replied_on)
        due = _months(since, cadence.months)
        judged, joined = _judged(
            at, s.outerjoin(last, last.c.no == s.c.no), due, _NEVER, rules.suggestions.yellow_workdays
        )
        asked = (
            select(literal(cadence.kind).label("kind"), s.c.no, s.c.text, s.c.unit, last.c.held_on.label("last_on"),
                   due.label("due_on"), judged.colour().label("colour"), (literal(at.day) - due).label("over"))
            .select_from(joined)
            .where(*conditions(reading, SUGGESTION, s, at), s.c.adoption.in_(("采纳", "部分采纳")),
                   s.c.replied_on <= at.day, or_(s.c.implemented_on.is_(None), s.c.implemented_on > at.day))
        )  # fmt: skip
        parts.append(reading.frame(asked))
    columns = ["kind", "no", "text", "unit", "last_on", "due_on", "colour", "over"]
    found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
    return found.sort_values(["over", "no"], ascending=[False, True], kind="stable").reset_index(drop=True)


def _months(day: ColumnElement[Any], months: int) -> ColumnElement[date]:
    return sql_cast(day + func.to_months(months), Date)


def _held(at: AsOf, kind: str, pick: Any) -> FromClause:
    f = follow_up
    return (
        select(f.c.no, pick(f.c.held_on).label("held_on"))
        .where(f.c.kind == kind, f.c.held_on <= at.day)
        .group_by(f.c.no)
        .subquery()
    )


def _first(_: Reading, at: AsOf, kind: str) -> FromClause:
    return _held(at, kind, func.min)


def _last(at: AsOf, kind: str) -> FromClause:
    return _held(at, kind, func.max)


def _recorded(reading: Reading, at: AsOf, kind: str) -> ColumnElement[bool]:
    known = reading.rows(select(func.count()).where(follow_up.c.kind == kind, follow_up.c.held_on <= at.day))
    return literal(bool(known[0][0]))


def _judged(
    at: AsOf, joined: FromClause, due: ColumnElement[Any], done: ColumnElement[Any], yellow_workdays: int
) -> tuple[Judged, FromClause]:
    """A clock made on the spot, by the rules that all clocks obey."""
    counted, warned = workday.alias("counted"), nth.alias("warned")
    joined = joined.outerjoin(counted, counted.c.day == due)
    joined = joined.outerjoin(warned, warned.c.n == counted.c.n - yellow_workdays)
    return Judged(done, due, _NEVER, warned.c.day, sql_cast(due + 1, Date), _NEVER, at.day), joined


def _coloured(
    reading: Reading, at: AsOf, joined: FromClause, due: ColumnElement[Any], done: ColumnElement[Any],
    yellow_workdays: int, recorded: ColumnElement[bool],
) -> Select[str, int]:  # fmt: skip
    due = sql_cast(func.if_(recorded, due, _NEVER), Date)
    judged, joined = _judged(at, joined, due, done, yellow_workdays)
    shade = judged.colour().label("colour")
    alive = and_(*conditions(reading, SUGGESTION, suggestion, at))
    return select(shade, func.count()).select_from(joined).where(alive).group_by(shade)
