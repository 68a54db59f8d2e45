"""Where each meeting stands in its body's method, and which step is overdue."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, FromClause, and_, case, func, literal, not_, null, select

from zxdata.filters import Filters
from zxdata.metrics.consultation.meetings import DIMS, HELD, MEETING
from zxdata.metrics.expressions import AsOf, column, columns, ended
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import AT_END, Count, Decided, Metric, Ratio, decided_on
from zxdata.metrics.places import region_name
from zxdata.metrics.question import as_of, conditions
from zxdata.metrics.taking_part import in_case
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import meeting, meeting_step, meeting_stray, place_set
from zxdata.store import Reading


def _current_step(at: AsOf) -> FromClause:
    """Meetings of which a step is done by the day: the last step done (``reached``), the next after it (``next_step``, ``next_due``),
    how many are done and how many before the last were left out (``skipped``).
    """
    s, surveying = meeting_step, meeting_step.c.step.in_(at.rules.consultation.surveying)
    done = and_(s.c.done_on.is_not(None), s.c.done_on <= at.day)
    last = (
        select(
            s.c.no,
            s.c.method,
            func.count().label("steps"),
            func.count().filter(done).label("done"),
            func.max(s.c.n).filter(done).label("last_n"),
            func.bool_or(surveying).label("surveyable"),
            func.min(s.c.done_on).filter(and_(done, surveying)).label("surveyed_on"),
            func.max(s.c.done_on).filter(done).label("last_on"),
        )
        .group_by(s.c.no, s.c.method)
        .having(func.count().filter(done) > 0)
        .subquery("last_step")
    )
    here, following = meeting_step.alias("here"), meeting_step.alias("following")
    joined = (
        meeting.join(last, last.c.no == meeting.c.no)
        .outerjoin(here, and_(here.c.no == last.c.no, here.c.n == last.c.last_n))
        .outerjoin(following, and_(following.c.no == last.c.no, following.c.n == last.c.last_n + 1))
    )
    return (
        select(
            *meeting.c,
            last.c.method,
            last.c.steps,
            last.c.done,
            (last.c.last_n - last.c.done).label("skipped"),
            last.c.surveyable,
            last.c.surveyed_on,
            here.c.step.label("reached"),
            following.c.step.label("next_step"),
            following.c.due_on.label("next_due"),
            following.c.n.label("next_n"),
            case((following.c.step.is_(None), last.c.last_on)).label("finished_on"),
        )
        .select_from(joined)
        .subquery("current_step")
    )


def _finished(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.next_step.is_(None)


def overdue(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """The next step is not done and its day has passed."""
    return t.c.next_due < at.day


def _surveyable(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Its method has a step of survey."""
    return t.c.surveyable


def _surveyed(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Surveyed on the day of the meeting at the latest."""
    return and_(t.c.surveyable, t.c.surveyed_on <= t.c.held_on)


def _colour(t: FromClause, at: AsOf) -> ColumnElement[str]:
    """Red: the next step is overdue; green: it is waited for; missing where none is left."""
    return case((_finished(t, at), null()), (overdue(t, at), literal("red")), else_=literal("green"))


# fmt: off
STANDING = Fact(
    "走步骤的协商", "场", _current_step, lambda t, at: t.c.held_on <= at.day, "held_on",
    {**columns(*DIMS, "body", "method"), "stage": column("next_step"), "colour": _colour},
    (*MEETING.details[:5], Detail("method", "工作法", column("method")), Detail("reached", "已到步骤", column("reached")),
     Detail("next_step", "下一步", column("next_step")), Detail("next_due", "下一步期限", column("next_due"), "date"),
     Detail("skipped", "跳过", column("skipped"), "integer")),
    place_set,
    grouped=in_case("协商"),
)
# fmt: on

_all = Count(STANDING)

# fmt: off
METRICS = (
    Metric("consultation.stepped", "有步骤记录的协商", "场", "协商步骤台账里截至日至少完成一步的协商；一步都没有的无法判定，不在此计。", _all, HELD),
    Metric("consultation.steps_finished", "走完步骤的协商", "场", "其中工作法的最后一步截至日已完成的。", Count(STANDING, _finished), HELD,
           better=1, decided=decided_on("走完日期", "finished_on")),
    Metric("consultation.steps_overdue", "步骤逾期的协商", "场", "其中下一步的期限已过而没有完成的；期限为协商之日加工作法规定的天数。"
           "按节点分组时，节点是下一步；按颜色分组时，红为逾期。", Count(STANDING, overdue), HELD, better=-1, stock=True, decided=AT_END),
    Metric("consultation.steps_skipped", "跳步的协商", "场", "其中后面的步骤已完成、前面的步骤没有记录的。",
           Count(STANDING, lambda t, at: t.c.skipped > 0), HELD, better=-1, decided=decided_on(HELD, "held_on")),
    Metric("consultation.unsurveyed", "未调研而协商", "场", "工作法有调研一步（由规则文件定），协商当日及以前却没有调研记录的。",
           Count(STANDING, lambda t, at: and_(t.c.surveyable, not_(func.coalesce(_surveyed(t, at), False)))), HELD, better=-1,
           decided=decided_on(HELD, "held_on")),
    Metric("consultation.surveyed_rate", "先调研后协商率", "%", "工作法有调研一步的协商中，协商当日及以前已调研的比例。",
           Ratio(Count(STANDING, _surveyed), Count(STANDING, _surveyable)), HELD, "已调研", "工作法有调研一步的协商", 1,
           decided=decided_on(HELD, "held_on")),
    Metric("consultation.steps_finished_rate", "步骤走完率", "%", "走完步骤的协商占有步骤记录的协商的比例。",
           Ratio(Count(STANDING, _finished), _all), HELD, "走完步骤的协商", "有步骤记录的协商", 1,
           decided=Decided("走完日期；期末尚未走完的也计", (ended("finished_on"),)), decided_of="期间内走完 + 期末尚未走完"),
)
# fmt: on


DONE = "走完"


class StepCount(NamedTuple):
    """How many meetings of one method wait for one step (DONE: for none), and for how many it is overdue."""

    method: str
    step: str
    meetings: int
    overdue: int


class OverdueMeeting(NamedTuple):
    """One meeting whose next step is overdue by ``days`` calendar days; ``skipped``: how many steps were left out."""

    no: str
    title: str
    region: str | None
    method: str
    reached: str
    next_step: str
    next_due: date
    days: int
    skipped: int


def by_step(reading: Reading, filters: Filters, rules: Rules) -> Records[StepCount]:
    """In each method's order, DONE at the end."""
    at = as_of(reading, filters, rules)
    t = STANDING.source(at)
    step = case((t.c.next_step.is_(None), DONE), else_=t.c.next_step)
    order = func.coalesce(func.min(t.c.next_n), 99)
    late = func.count().filter(overdue(t, at))
    asked = (
        select(t.c.method, step.label("step"), func.count().label("meetings"), late.label("overdue"))
        .where(*conditions(reading, STANDING, t, at, (ended("finished_on"),)))
        .group_by(t.c.method, step)
        .order_by(t.c.method, order)
    )
    return reading.records(StepCount, asked)


def overdue_meetings(reading: Reading, filters: Filters, rules: Rules, limit: int) -> Records[OverdueMeeting]:
    """The longest overdue first."""
    at = as_of(reading, filters, rules)
    t = STANDING.source(at)
    asked = (
        select(t.c.no, t.c.title, t.c.place, t.c.method, t.c.reached, t.c.next_step, t.c.next_due, t.c.skipped)
        .where(*conditions(reading, STANDING, t, at, ()), overdue(t, at))
        .order_by(t.c.next_due, t.c.no)
        .limit(limit)
    )
    rows = (
        OverdueMeeting(
            no, title, region_name(reading, place, at), method, reached, step, due, (at.day - due).days, skipped
        )
        for no, title, place, method, reached, step, due, skipped in reading.rows(asked)
    )
    return Records(OverdueMeeting, tuple(rows))


def strays(reading: Reading, filters: Filters, rules: Rules) -> int:
    """How many recorded steps are none of their meeting's method."""
    at = as_of(reading, filters, rules)
    asked = select(meeting.c.no).where(*conditions(reading, MEETING, meeting, at))
    found = select(func.count()).where(meeting_stray.c.no.in_(asked), meeting_stray.c.done_on <= at.day)
    return int(reading.rows(found)[0][0])
