"""What becomes of suggestions: are they signed, answered and looked back at in time; are results followed up.

一月一调度、一季一通报、一年一评估: an adopted suggestion that is not carried out owes a follow-up of each kind again
and again; each is a clock that starts anew with the last one held. Every clock is a row of its own, so that one metric
counts them by kind and colour and lists those of any.
"""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Select,
    and_,
    case,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy import cast as sql_cast

from zxdata.filters import Filters
from zxdata.metrics import consultation
from zxdata.metrics.audience import bound
from zxdata.metrics.expressions import AsOf, column, columns
from zxdata.metrics.fact import Detail
from zxdata.metrics.model import AT_END, Count, Metric
from zxdata.metrics.question import as_of, conditions
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.rules.colours import ORDER, Judged
from zxdata.rules.evaluation import Cadence
from zxdata.snapshot.facts import follow_up, nth, suggestion, workday
from zxdata.store import Reading

SIGNED, REPLIED, LOOKED_BACK = "签批", "答复", "回头看"
_NEVER = sql_cast(null(), Date)
_NOTHING_OWED = (Cadence(kind="—", months=1),)


def _raised(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    raised: ColumnElement[bool] = t.c.raised_on <= at.day
    return raised


def _owing(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Adopted, told so, and not carried out."""
    heeded = and_(t.c.adoption.in_(("采纳", "部分采纳")), t.c.replied_on <= at.day)
    return and_(_raised(t, at), heeded, or_(t.c.implemented_on.is_(None), t.c.implemented_on > at.day))


def _clocks(at: AsOf) -> FromClause:
    """Each suggestion by each of the three clocks that are a rule for it. A clock nothing in the ledger records is
    undecidable.
    """
    rule, s = at.rules.suggestions, suggestion
    looked = _held(at, LOOKED_BACK, func.min)
    joined = s.outerjoin(looked, looked.c.no == s.c.no)
    signing = case((consultation.signings_known(s, at), s.c.sign_due_on))
    looking = _if_recorded(at, LOOKED_BACK, _months(s.c.raised_on, rule.look_back_months))
    clocks = (
        (SIGNED, signing, func.least(s.c.signed_on, s.c.replied_on), bound(s, at, rule.sign_for)),
        (REPLIED, s.c.due_on, s.c.replied_on, true()),
        (LOOKED_BACK, looking, looked.c.held_on, bound(s, at, rule.look_back_for)),
    )
    return _coloured(
        at,
        [
            select(
                *_kept(), literal(stage).label("stage"), sql_cast(due, Date).label("falls_due"), done.label("done_on")
            )
            .select_from(joined)
            .where(applies)
            for stage, due, done, applies in clocks
        ],
    )


def _follow_ups(at: AsOf) -> FromClause:
    """Each suggestion by each cadence: the last follow-up of its kind, and by when the next is due."""
    parts = []
    for cadence in at.rules.cadences or _NOTHING_OWED:
        last = _held(at, cadence.kind, func.max)
        due = _months(func.coalesce(last.c.held_on, suggestion.c.replied_on), cadence.months)
        parts.append(
            select(
                *_kept(),
                literal(cadence.kind).label("kind"),
                last.c.held_on.label("last_on"),
                due.label("falls_due"),
                _NEVER.label("done_on"),
            )
            .select_from(suggestion.outerjoin(last, last.c.no == suggestion.c.no))
            .where(literal(bool(at.rules.cadences)), bound(suggestion, at, cadence))
        )
    return _coloured(at, parts)


# Suggestions of every origin, where consultation counts its own.
_OF_ALL = replace(consultation.SUGGESTION, alive=_raised, dims=dict(consultation.SUGGESTION.dims) | columns("leader"))
_DUE = (Detail("falls_due", "应于", column("falls_due"), "date"), Detail("colour", "颜色", column("colour"), "colour"))
# fmt: off
CLOCK = replace(
    _OF_ALL, name="建议时限", counter="项", source=_clocks,
    dims={**_OF_ALL.dims, "stage": column("stage"), "colour": column("colour")},
    details=(*_OF_ALL.details, Detail("stage", "时限", column("stage")), *_DUE,
             Detail("done_on", "办于", lambda t, at: case((t.c.done_on <= at.day, t.c.done_on)), "date")),
)
FOLLOW_UP = replace(
    _OF_ALL, name="应做的调度", counter="项", source=_follow_ups, alive=_owing,
    dims={**_OF_ALL.dims, "kind": column("kind"), "colour": column("colour")},
    details=(*_OF_ALL.details, Detail("kind", "应做", column("kind")), Detail("last_on", "最近一次", column("last_on"), "date"),
             *_DUE),
)
# fmt: on

_AXIS = consultation.RAISED
_OWED = (
    "采纳或部分采纳、已答复而截至日尚未落实的建议，按规则文件应做的调度、通报、评估各计一项（缺省只管监督提出的建议）"
)
# fmt: off
METRICS = (
    Metric("supervision.suggestion_clocks", "意见建议的时限", "项",
           "期间内提出的意见建议，不论出自协商、监督还是提案，签批、答复、回头看中管得到它的时限各计一项（回头看缺省只管监督）。"
           "按节点分组时是哪一个时限，按颜色分组时是到期没有；台账从未记过的签批、回头看无法判定。", Count(CLOCK), _AXIS),
    Metric("supervision.follow_ups_owed", "应做的成果调度", "项", f"{_OWED}，从最近一次（没有则从答复）起算。", Count(FOLLOW_UP), _AXIS, stock=True,
           decided=AT_END),
    Metric("supervision.follow_ups_overdue", "逾期的成果调度", "项", f"{_OWED}，其中已过应做之日的。",
           Count(FOLLOW_UP, lambda t, at: t.c.colour == "red"), _AXIS, better=-1, stock=True, decided=AT_END),
)
# fmt: on


class ClockCount(NamedTuple):
    """How many suggestions are in one colour by one clock, whose limit stands in words."""

    clock: str
    limit: str
    colour: str
    value: int


class OwedFollowUp(NamedTuple):
    """One suggestion by one cadence. ``last_on``: when it was last followed up so, if ever; ``over``: calendar days
    past the day on which it is due next, negative before it.
    """

    kind: str
    no: str
    text: str
    origin: str
    origin_no: str
    unit: str | None
    adoption: str
    last_on: date | None
    due_on: date
    colour: str
    over: int


def suggestion_clocks(reading: Reading, filters: Filters, rules: Rules) -> Records[ClockCount]:
    """Every clock in every colour, where none is too."""
    at, rule = as_of(reading, filters, rules), rules.suggestions
    t = CLOCK.source(at)
    asked = select(t.c.stage, t.c.colour, func.count()).where(*conditions(reading, CLOCK, t, at))
    found = {(stage, colour): n for stage, colour, n in reading.rows(asked.group_by(t.c.stage, t.c.colour))}
    limits = {SIGNED: f"{rule.sign_days} 日", REPLIED: rule.limit_words, LOOKED_BACK: f"{rule.look_back_months} 个月"}
    rows = (
        ClockCount(stage, limit, colour, found.get((stage, colour), 0))
        for stage, limit in limits.items()
        for colour in ORDER
    )
    return Records(ClockCount, tuple(rows))


def cadences(reading: Reading, filters: Filters, rules: Rules) -> Records[OwedFollowUp]:
    """Adopted suggestions not yet carried out, each by each cadence, the longest over first."""
    at = as_of(reading, filters, rules)
    t = FOLLOW_UP.source(at)
    over = (literal(at.day) - t.c.falls_due).label("over")
    return reading.records(
        OwedFollowUp,
        select(
            *(t.c[name] for name in ("kind", "no", "text", "origin", "origin_no", "unit", "adoption", "last_on")),
            t.c.falls_due.label("due_on"),
            t.c.colour,
            over,
        )
        .where(*conditions(reading, FOLLOW_UP, t, at, ()))
        .order_by(over.desc(), t.c.no, t.c.kind),
    )


def _kept() -> list[ColumnElement[Any]]:
    """What a clock keeps of its suggestion: not the colours of the answer's own."""
    own = (
        "no",
        "text",
        "origin",
        "origin_no",
        "unit",
        "platform",
        "form",
        "channel",
        "category",
        "leader",
        "body",
        "places",
        "raised_on",
        "replied_on",
        "adoption",
        "implemented_on",
    )
    return [suggestion.c[name] for name in own]


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


def _if_recorded(at: AsOf, kind: str, due: ColumnElement[Any]) -> ColumnElement[Any]:
    held = select(literal(1)).where(follow_up.c.kind == kind, follow_up.c.held_on <= at.day)
    return case((held.exists(), due))


def _coloured(at: AsOf, parts: list[Select[Any]]) -> FromClause:
    """Clocks made on the spot, judged by the rules that all clocks obey."""
    t, counted, warned = union_all(*parts).subquery("clocks"), workday.alias("counted"), nth.alias("warned")
    joined = t.outerjoin(counted, counted.c.day == t.c.falls_due)
    joined = joined.outerjoin(warned, warned.c.n == counted.c.n - at.rules.suggestions.yellow_workdays)
    judged = Judged(t.c.done_on, t.c.falls_due, _NEVER, warned.c.day, sql_cast(t.c.falls_due + 1, Date), _NEVER, at.day)
    return select(t, judged.colour().label("colour")).select_from(joined).subquery("coloured")
