"""What members do, a row a thing that is recorded of one of them: how much, by whom, and who came of those who were due."""

from sqlalchemy import ColumnElement, FromClause, and_, or_

from zxdata.metrics.expressions import AsOf, Condition, column, columns
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric, Ratio, decided_on
from zxdata.metrics.taking_part import by_member
from zxdata.rules.points import PRESENT
from zxdata.snapshot.facts import duty_record

RECORDED = "履职日期"
EXCUSED, ABSENT = "请假", "缺席"
MEMBER_DIMS = ("sector", "committee", "post")


def _of_term(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Known on the day, and of the member's term."""
    begun = or_(t.c.term_from.is_(None), t.c.held_on >= t.c.term_from)
    return and_(t.c.held_on <= at.day, begun, or_(t.c.term_to.is_(None), t.c.held_on <= t.c.term_to))


def member_name(number: str) -> Condition:
    """``张某（M00001）``: names are borne by many."""
    return lambda t, at: t.c.name + "（" + t.c[number] + "）"


HANDED_IN = (
    "duties", "proposal_members", "consultation_members", "voices", "bulletins", "contacts", "programme_records", "credits",
)  # fmt: skip
"""What tells of members' duty: whatever names one who did something."""

# fmt: off
RECORD = Fact(
    "履职记录", "条", lambda at: duty_record, _of_term, "held_on",
    columns("kind", *MEMBER_DIMS, "attendance") | {"role": column("role"), "member": member_name("member_no")},
    (Detail("held_on", "日期", column("held_on"), "date"), Detail("kind", "类型", column("kind")),
     Detail("role", "角色", column("role")), Detail("attendance", "出勤", column("attendance")),
     Detail("source", "记在", column("source")), Detail("no", "编号", column("no"), within="case_place"),
     Detail("sector", "界别", column("sector")),
     Detail("name", "姓名", column("name"), personal=True), Detail("member_no", "委员编号", column("member_no"), personal=True)),
    grouped=by_member(),
    datasets=HANDED_IN,
)
# fmt: on


def _attended(*words: str) -> Condition:
    return lambda t, _: t.c.attendance.in_(words)


def _due(t: FromClause, _: AsOf) -> ColumnElement[bool]:
    return t.c.attendance.is_not(None)


def _on_turn(*words: str) -> Condition:
    return lambda t, at: and_(t.c.kind.in_(at.rules.coverage.turns), t.c.attendance.in_(words))


_present, _expected = Count(RECORD, _attended(PRESENT)), Count(RECORD, _attended(PRESENT, ABSENT))
_BY = decided_on(RECORDED, "held_on")

# fmt: off
METRICS = (
    Metric("duty.records", "履职记录", "条",
           "期间内记下的履职：提案（按角色）、立案、重点和评优，协商参会，民情，社情民意信息及其采用，联系群众，学习，以及履职记录表里的会议和活动；"
           "一条一行，已在别处记下的不重复录入。任期以外的不计。", Count(RECORD), RECORDED, better=1),
    Metric("duty.due", "应到", "人次", "期间内写明出勤的会议和活动，出席、请假、缺席都计。", Count(RECORD, _due), RECORDED, decided=_BY),
    Metric("duty.present", "出席", "人次", "应到中出席的。", _present, RECORDED, better=1, decided=_BY),
    Metric("duty.excused", "请假", "人次", "应到中请假的。", Count(RECORD, _attended(EXCUSED)), RECORDED, decided=_BY),
    Metric("duty.absent", "缺席", "人次", "应到中无故缺席的。", Count(RECORD, _attended(ABSENT)), RECORDED, better=-1, decided=_BY),
    Metric("duty.attendance_rate", "出席率", "%", "出席 ÷（应到 − 请假）。没有写明出勤的记录不在其中。",
           Ratio(_present, _expected), RECORDED, "出席", "应到减请假", 1, decided=_BY),
    Metric("duty.turns_kept_rate", "轮值到岗率", "%", "委员到阵地轮值，到岗 ÷（排班 − 请假）。没有写明出勤的记录不在其中。",
           Ratio(Count(RECORD, _on_turn(PRESENT)), Count(RECORD, _on_turn(PRESENT, ABSENT))), RECORDED, "到岗", "排班减请假", 1,
           decided=_BY),
)
# fmt: on
