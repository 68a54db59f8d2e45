"""Learning: credits by mode, what each member owes of them, and rows that nobody else has looked at."""

from sqlalchemy import ColumnElement, FromClause, and_, false, func, or_, select

from zxdata.metrics.coverage.stations import serves
from zxdata.metrics.duty.records import MEMBER_DIMS, member_name
from zxdata.metrics.duty.tenure import MONTHS, in_term, months, period
from zxdata.metrics.expressions import AsOf, always, column, columns
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Mean, Metric, Ratio, decided_on
from zxdata.metrics.taking_part import GROUP, acts, by_member, of_member
from zxdata.snapshot.facts import credit, duty_record, member

TAKEN = "学习日期"
PERIOD = "期间内的学习（不写起日的按截至日所在年度），委员按截至日在任"


def _taken(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.held_on <= at.day


# fmt: off
CREDIT = Fact(
    "学习学分", "条", lambda at: credit, _taken, "held_on",
    columns("mode", *MEMBER_DIMS) | {"member": member_name("member_no")},
    (Detail("no", "记录编号", column("no"), of="credits"), Detail("course", "内容", column("course")),
     Detail("mode", "方式", column("mode")), Detail("held_on", "日期", column("held_on"), "date"),
     Detail("entered_by", "操作人", column("entered_by")), Detail("approved_by", "把关人", column("approved_by")),
     Detail("name", "姓名", column("name"), personal=True), Detail("points", "学分", column("points"), "decimal", personal=True)),
    grouped=by_member(),
)
# fmt: on


def unchecked(t: FromClause, _: AsOf) -> ColumnElement[bool]:
    """Nobody but the one who entered it has approved it."""
    alone = t.c.approved_by == t.c.entered_by
    return or_(func.nullif(t.c.approved_by, "").is_(None), func.coalesce(alone, False))


def _learners(at: AsOf) -> FromClause:
    """Members with the credits, readings and trainings of the period within their term, and their months in it."""
    since, before = period(at)
    reads = or_(false(), *(credit.c.course.contains(word) for word in at.rules.duty.learning.reading))
    earned = (
        select(
            credit.c.member_no,
            func.sum(credit.c.points).label("credits"),
            func.count().filter(reads).label("readings"),
        )
        .where(in_term(credit, at), *acts(at, credit.c.member_no, credit.c.held_on))
        .group_by(credit.c.member_no)
        .subquery("earned")
    )
    trained = (
        select(duty_record.c.member_no, func.count().label("trainings"))
        .where(
            in_term(duty_record, at),
            *acts(at, duty_record.c.member_no, duty_record.c.held_on),
            duty_record.c.kind.in_(at.rules.duty.learning.training),
            or_(duty_record.c.attendance.is_(None), duty_record.c.attendance == "出席"),
        )
        .group_by(duty_record.c.member_no)
        .subquery("trained")
    )
    joined = member.outerjoin(earned, earned.c.member_no == member.c.no).outerjoin(
        trained, trained.c.member_no == member.c.no
    )
    return (
        select(
            *member.c,
            func.coalesce(earned.c.credits, 0).label("credits"),
            func.coalesce(earned.c.readings, 0).label("readings"),
            func.coalesce(trained.c.trainings, 0).label("trainings"),
            months(member, since, before).label("months"),
        )
        .select_from(joined)
        .subquery("learners")
    )


# fmt: off
LEARNER = Fact(
    "委员", "人", _learners, serves, None, columns(*MEMBER_DIMS) | {"member": member_name("no")},
    (Detail("no", "委员编号", column("no"), of="members", personal=True), Detail("name", "姓名", column("name"), personal=True),
     Detail("sector", "界别", column("sector")), Detail("credits", "学分", column("credits"), "decimal", personal=True),
     Detail("readings", "读书", column("readings"), "integer", personal=True),
     Detail("trainings", "学习培训", column("trainings"), "integer", personal=True)),
    spans=True,
    consumes=(GROUP,), grouped=of_member(),
)
# fmt: on


def _owing(t: FromClause, _: AsOf) -> ColumnElement[bool]:
    return t.c.months > 0


def _reached(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(_owing(t, at), t.c.credits * MONTHS >= at.rules.duty.learning.credits * t.c.months)


# fmt: off
METRICS = (
    Metric("duty.courses", "学习记录", "条", "期间内登记的学习，线上签到、线下打卡、成果各一条。", Count(CREDIT), TAKEN, better=1),
    Metric("duty.courses_unchecked", "没有第二人把关的学习", "条", "没有把关人，或把关人就是操作人的学习记录（双岗）。",
           Count(CREDIT, unchecked), TAKEN, better=-1, decided=decided_on(TAKEN, "held_on")),
    Metric("duty.credits", "人均学分", "分", "在任委员期间内、任期内的学分之和 ÷ 人数；没有学习记录的按 0 计。",
           Mean(LEARNER, column("credits"), always), PERIOD, better=1, told_by=("credits",)),
    Metric("duty.credit_rate", "学分达标率", "%", "学分达到年度要求（缺省 4 分，供试用；任职不足一年的按月折算）的委员占任职满一个月的在任委员的比例。",
           Ratio(Count(LEARNER, _reached), Count(LEARNER, _owing)), PERIOD, "学分达标的委员", "任职满一个月的在任委员", 1, told_by=("credits",)),
    Metric("duty.trained_rate", "培训覆盖率", "%", "期间内至少参加过一次学习培训的委员占在任委员的比例。",
           Ratio(Count(LEARNER, lambda t, at: t.c.trainings > 0), Count(LEARNER)), PERIOD, "参加过学习培训的委员", "在任委员", 1, told_by=("credits",)),
    Metric("duty.reading_rate", "读书参与率", "%",
           "期间内、任期内至少有一条学习记录是读书的委员占在任委员的比例；内容里有读书、阅读、共读、荐书或书香的是读书（词可在规则里改）。",
           Ratio(Count(LEARNER, lambda t, at: t.c.readings > 0), Count(LEARNER)), PERIOD, "读过书的委员", "在任委员", 1, told_by=("credits",)),
)
# fmt: on
