"""承办单位: what each unit holds, as lead, joint or split unit, each with its own clock.

A duty (件次) is one unit's part in one proposal; it belongs to one unit and one role. A proposal of three units is
three duties and one proposal: duties are never added up to proposals.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Select,
    and_,
    case,
    cast,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy import String as Text

from zxdata.filters import UNFILLED
from zxdata.metrics.expressions import AsOf, always, column, columns
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import AT_END, Count, Distinct, Metric, Ratio, decided_on
from zxdata.metrics.proposals.cases import PROPOSAL, REPLIED, REPLIED_OR_DUE
from zxdata.metrics.question import decided_in
from zxdata.metrics.taking_part import in_case
from zxdata.rules.procedure import Limit
from zxdata.rules.running import LEAD
from zxdata.snapshot.facts import proposal, proposal_event, workday

_OF_PROPOSAL = (
    "no",
    "title",
    "category",
    "sector",
    "session",
    "proposer_kind",
    "leader",
    "body",
    "key",
    "place",
    "submitted_on",
)
_GIVEN = ("交办", "改派")


def _duties(at: AsOf) -> FromClause:
    """One row a unit, role and proposal on the day: assigned_on, due_on, accepted_on, replied_on, satisfaction and when
    it was told (rated_on).
    """
    return union_all(_leading(at), _partaking(at)).subquery("duty")


def _leading(at: AsOf) -> Select[Any]:
    """The lead unit of the day, by the same dates that every metric of proposals has; none where units share a proposal."""
    p, e = proposal, proposal_event
    signed = (
        select(e.c.no, e.c.unit, func.max(e.c.on_day).label("on_day"))
        .where(e.c.stage == "签收", e.c.on_day <= at.day)
        .group_by(e.c.no, e.c.unit)
        .subquery("signed")
    )
    same = and_(signed.c.no == p.c.no, or_(signed.c.unit == p.c.unit, signed.c.unit.is_(None), p.c.unit.is_(None)))
    accepted = func.max(case((signed.c.on_day >= p.c.assigned_on, signed.c.on_day)))
    wanted = [p.c[n] for n in _OF_PROPOSAL] + [p.c[n] for n in ("unit", "assigned_on", "due_on", "replied_on")]
    rated = case((p.c.rated_on <= at.day, p.c.satisfaction.cast(Text)))
    return (
        select(
            *wanted[:-3],
            literal(LEAD).label("role"),
            *wanted[-3:],
            accepted.label("accepted_on"),
            rated.label("satisfaction"),
            case((p.c.rated_on <= at.day, p.c.rated_on)).label("rated_on"),
        )
        .select_from(p.outerjoin(signed, same))
        .where(PROPOSAL.alive(p, at), p.c.assigned_on <= at.day, not_(p.c.shared))
        .group_by(*wanted, rated, p.c.rated_on)
    )


def _partaking(at: AsOf) -> Select[Any]:
    """Joint and split units: from their last 交办, unless they have returned it since."""
    p, e = proposal, proposal_event
    role = e.c.role.cast(Text)
    assigned = func.max(e.c.on_day).filter(e.c.stage.in_(_GIVEN))
    held = (
        select(
            e.c.no,
            e.c.unit,
            role.label("role"),
            assigned.label("assigned_on"),
            func.arg_max(e.c.due_on, e.c.on_day)
            .filter(e.c.stage.in_((*_GIVEN, "延期")), e.c.due_on.is_not(None))
            .label("due"),
            func.max(e.c.on_day).filter(e.c.stage == "签收").label("signed_on"),
            func.max(e.c.on_day).filter(e.c.stage == "退办").label("returned_on"),
            func.min(e.c.on_day).filter(e.c.stage == "答复").label("replied_on"),
        )
        .where(e.c.on_day <= at.day, e.c.role.is_not(None), role.not_in((LEAD, "")))
        .group_by(e.c.no, e.c.unit, role)
        .having(assigned.is_not(None))
        .subquery("held")
    )
    judged = _judged(at).subquery("judged")
    limits = [
        (held.c.role == r, _after(held.c.assigned_on, clock))
        for clock in at.rules.procedure.clocks
        for r in clock.roles
        if clock is at.rules.procedure.of_role(r) and not clock.main
    ]
    due = func.coalesce(held.c.due, case(*limits, else_=null()) if limits else null())
    return (
        select(
            *(p.c[n] for n in _OF_PROPOSAL),
            held.c.unit,
            held.c.role,
            held.c.assigned_on,
            cast(due, Date).label("due_on"),
            held.c.replied_on,
            case((held.c.signed_on >= held.c.assigned_on, held.c.signed_on)).label("accepted_on"),
            judged.c.satisfaction,
            judged.c.rated_on,
        )
        .select_from(
            held.join(p, held.c.no == p.c.no).outerjoin(
                judged, and_(judged.c.no == held.c.no, judged.c.unit == held.c.unit)
            )
        )
        .where(PROPOSAL.alive(p, at), or_(held.c.returned_on.is_(None), held.c.returned_on < held.c.assigned_on))
    )


def _judged(at: AsOf) -> Select[Any]:
    """Each unit's rating in each proposal: the worst of every rater's latest word, and the first day on which it had
    one; 未反馈 is none.
    """
    e = proposal_event
    latest = (
        select(
            e.c.no,
            e.c.unit,
            func.arg_max(e.c.result.cast(Text), e.c.clock).label("word"),
            func.min(e.c.on_day).label("on_day"),
        )
        .where(e.c.stage == "评价", e.c.on_day <= at.day, e.c.result != "未反馈", e.c.unit.is_not(None))
        .group_by(e.c.no, e.c.unit, func.coalesce(e.c.rater, ""))
        .subquery("latest")
    )
    severity = case({"不满意": 3, "基本满意": 2, "满意": 0}, value=latest.c.word, else_=1)
    worst = func.arg_max(latest.c.word, severity).label("satisfaction")
    first = func.min(latest.c.on_day).label("rated_on")
    return select(latest.c.no, latest.c.unit, worst, first).group_by(latest.c.no, latest.c.unit)


def _after(since: ColumnElement[Any], limit: Limit) -> ColumnElement[Any]:
    """The due day of what begins on ``since``, as SQL."""
    if limit.workdays is not None:
        begin, end = workday.alias("begins"), workday.alias("ends")
        return (
            select(func.min(end.c.day))
            .where(end.c.n == begin.c.n + limit.workdays, begin.c.day == since)
            .scalar_subquery()
        )
    if limit.days is not None:
        return since + literal(limit.days)
    return since + func.to_months(limit.months) if limit.months is not None else null()


def _replied(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.replied_on <= at.day


def _overdue(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(or_(t.c.replied_on.is_(None), t.c.replied_on > at.day), t.c.due_on < at.day)


def _due(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return case((_replied(t, at), True), else_=t.c.due_on < at.decided_before)


def _in_time(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(_replied(t, at), t.c.replied_on <= t.c.due_on)


def _answers(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.role.in_(at.rules.procedure.answering)


def _rated(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(_replied(t, at), t.c.satisfaction.is_not(None))


_DIMS = columns("unit", "role", "category", "sector", "session", "proposer_kind", "leader", "body") | {
    "key": PROPOSAL.dims["key"]
}
# fmt: off
DUTY = Fact(
    "件次", "件次", _duties, always, "submitted_on", _DIMS,
    (Detail("no", "提案号", column("no"), of="proposals"), Detail("title", "标题", column("title")),
     Detail("unit", "承办单位", column("unit")), Detail("role", "角色", column("role")),
     Detail("category", "类别", column("category")), Detail("submitted_on", "提交日期", column("submitted_on"), "date"),
     Detail("assigned_on", "交办日期", column("assigned_on"), "date"), Detail("due_on", "期限", column("due_on"), "date"),
     Detail("accepted_on", "签收日期", column("accepted_on"), "date"),
     Detail("replied_on", "答复日期", lambda t, at: case((_replied(t, at), t.c.replied_on)), "date"),
     Detail("satisfaction", "委员评价", column("satisfaction"))),
    grouped=in_case("提案"),
)
# fmt: on


GIVEN = decided_on("交办日期", "assigned_on")


def _held(at: AsOf) -> FromClause:
    """Proposals in which a unit asked for holds a duty asked for; each once."""
    duty = _duties(at)
    chosen: list[ColumnElement[bool]] = [
        func.coalesce(func.nullif(duty.c[d].cast(Text), ""), UNFILLED).in_(at.filters.values(d))
        for d in ("unit", "role")
        if at.filters.values(d)
    ]
    if at.filters.basis == "period":
        chosen += decided_in(GIVEN.dates, duty, at)
    held = select(duty.c.no).where(*chosen)
    return select(proposal).where(PROPOSAL.alive(proposal, at), proposal.c.no.in_(held)).subquery("held_proposal")


# fmt: off
HELD = Fact(
    "提案", "件", _held, always, "submitted_on",
    {name: PROPOSAL.dims[name] for name in ("category", "sector", "session", "proposer_kind", "leader", "body", "key")},
    PROPOSAL.details, consumes=("unit", "role"),
    grouped=in_case("提案"),
)
# fmt: on

_DAY = "提交日期"
_ALL, _REPLIED, _ANSWERABLE = Count(DUTY), Count(DUTY, _replied), Count(DUTY, _answers)
_OVERDUE = Count(DUTY, _overdue)
_DUE = Count(DUTY, _due)
_RATED_ON = decided_on("评价日期", "rated_on")
_EACH = "一个单位承办一件为一个件次，几个单位承办的不可相加当作提案件数；退办、改派后由接办单位计。"

# fmt: off
METRICS = (
    Metric("proposals.handled", "承办提案", "件", "有单位（可限定单位、角色）承办的提案；在每个单位的行里各计一件，合计只计一件。",
           Distinct(DUTY, column("no"), always, Count(HELD, on=()), counter=HELD.counter), _DAY, decided=GIVEN),
    Metric("proposals.duties", "承办件次", "件次", _EACH, _ALL, _DAY, decided=GIVEN),
    Metric("proposals.duties_answerable", "应答复件次", "件次", "其中角色应直接答复提案者的（规则文件可改，默认主办、分办）；会办只送办理意见。",
           _ANSWERABLE, _DAY, decided=GIVEN),
    Metric("proposals.duties_replied", "已答复件次", "件次", "其中承办单位已答复（会办为已送办理意见）的。", _REPLIED, _DAY, better=1,
           decided=REPLIED),
    Metric("proposals.duties_overdue", "逾期件次", "件次", "未答复且截至日已过本单位期限的；会办、分办各按自己的期限。", _OVERDUE, _DAY, better=-1, stock=True,
           decided=AT_END),
    Metric("proposals.duties_signing_rate", "签收率", "%", "有签收记录的件次占承办件次；没有登记签收就答复的不算签收。",
           Ratio(Count(DUTY, lambda t, at: t.c.accepted_on <= at.day), _ALL), _DAY, "已签收件次", "承办件次", 1,
           decided=GIVEN),
    Metric("proposals.duties_on_time_rate", "单位按期率", "%", "期限当日及以前答复的件次，占已答复与逾期件次之和；各按自己的期限。",
           Ratio(Count(DUTY, _in_time), _DUE), _DAY, "按期答复件次", "已答复 + 逾期件次", 1, pool=_ALL, decided=REPLIED_OR_DUE,
           decided_of="期间内答复 + 期间内到期的件次"),
    Metric("proposals.duties_satisfaction_rate", "单位满意率", "%", "评价为“满意”的件次占已评价件次；同一单位几人评价取最低的，未反馈不算评价。",
           Ratio(Count(DUTY, lambda t, at: and_(_rated(t, at), t.c.satisfaction == "满意")), Count(DUTY, _rated)),
           _DAY, "满意件次", "已评价件次", 1, decided=_RATED_ON),
)
# fmt: on
