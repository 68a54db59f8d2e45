"""Who listens: members in office by what they raised in the period, and by how many people they met in the year."""

from datetime import date

from sqlalchemy import ColumnElement, FromClause, and_, func, select

from zxdata.filters import UNFILLED
from zxdata.metrics.coverage.stations import STATE, serves
from zxdata.metrics.expressions import AsOf, Condition, column, columns
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric, Ratio, Total
from zxdata.metrics.taking_part import GROUP, acts, of_member
from zxdata.periods import months_before
from zxdata.snapshot.facts import contact, member, telling

_HEEDED = ("channel", "category", "grade")


def _engaged(at: AsOf) -> FromClause:
    """Members with the number of voices that they raised in the period and in twelve months, and of people met in the
    calendar year of the day.
    """
    said, met = _said(at), _met(at)
    counted = [
        func.coalesce(t.c[name], 0).label(name)
        for t, name in ((said, "voices"), (said, "voices_year"), (met, "people"))
    ]
    joined = member.outerjoin(said, said.c.member_no == member.c.no).outerjoin(met, met.c.member_no == member.c.no)
    return select(*member.c, *counted).select_from(joined).subquery("engaged")


def _said(at: AsOf) -> FromClause:
    t, filters = telling, at.filters
    raised = [t.c.raised_on <= min(filters.until or at.day, at.day)]
    if filters.since:
        raised.append(t.c.raised_on >= filters.since)
    for dimension in _HEEDED:
        if values := filters.values(dimension):
            raised.append(func.coalesce(func.nullif(t.c[dimension], ""), UNFILLED).in_(values))
    year = and_(t.c.raised_on > months_before(at.day, 12), t.c.raised_on <= at.day)
    return (
        select(
            t.c.member_no,
            func.count().filter(and_(*raised)).label("voices"),
            func.count().filter(year).label("voices_year"),
        )
        .where(t.c.member_no.is_not(None), t.c.raised_on <= at.day, *acts(at, t.c.member_no, t.c.raised_on))
        .group_by(t.c.member_no)
        .subquery("said")
    )


def _met(at: AsOf) -> FromClause:
    c = contact.c
    return (
        select(c.member_no, func.sum(c.people).label("people"))
        .where(c.held_on >= date(at.day.year, 1, 1), c.held_on <= at.day, *acts(at, c.member_no, c.held_on))
        .group_by(c.member_no)
        .subquery("met")
    )


def _where(condition: Condition) -> Count:
    return Count(ENGAGED, condition)


def _met_enough(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.people >= at.rules.voices.contact_people


def _active(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.voices_year >= at.rules.voices.active_voices


# fmt: off
ENGAGED = Fact(
    "在任委员", "人", _engaged, serves, None, columns("sector"),
    (Detail("no", "委员编号", column("no"), of="members", personal=True), Detail("name", "姓名", column("name"), personal=True),
     Detail("sector", "界别", column("sector")), Detail("voices", "期间内民情", column("voices"), "integer"),
     Detail("voices_year", "近12个月民情", column("voices_year"), "integer"), Detail("people", "今年联系人次", column("people"), "integer")),
    consumes=(*_HEEDED, GROUP), spans=True,
    grouped=of_member(),
)
_all, _covered = Count(ENGAGED), _where(lambda t, at: t.c.voices > 0)
METRICS = (
    Metric("voices.members", "反映民情的委员", "人", "截至日在任、期间内至少收集一条民情的委员；任期已满的不计。", _covered, STATE, better=1),
    Metric("voices.member_coverage", "委员覆盖率", "%", "期间内至少收集一条民情的委员，占在任委员的比例。", Ratio(_covered, _all), STATE,
           "反映民情的委员", "在任委员", 1, told_by=("voices", "contacts")),
    Metric("voices.active_members", "活跃委员", "人",
           "近 12 个月收集民情达到规则条数（默认 2 条）的在任委员。", _where(_active), STATE, better=1, told_by=("voices", "contacts")),
    Metric("voices.active_rate", "委员活跃度", "%",
           "活跃委员占在任委员的比例。", Ratio(_where(_active), _all), STATE, "活跃委员", "在任委员", 1, told_by=("voices", "contacts")),
    Metric("voices.contact_met", "联系达标委员", "人",
           "截至日所在年度联系群众达到规则人次（默认 30 人次）的在任委员。", _where(_met_enough), STATE, better=1, told_by=("contacts",)),
    Metric("voices.contact_met_rate", "联系达标率", "%", "联系达标委员占在任委员的比例。", Ratio(_where(_met_enough), _all), STATE,
           "联系达标委员", "在任委员", 1, told_by=("contacts",)),
    Metric("voices.per_100_members", "每百名委员民情", "条", "期间内由在任委员收集的民情 ÷ 在任委员数 × 100；并入另一件的也各计一条。",
           Ratio(Total(ENGAGED, column("voices"), counter="条"), _all, scale=100), STATE, "在任委员收集的民情", "在任委员", 1, told_by=("voices", "contacts")),
)
# fmt: on
