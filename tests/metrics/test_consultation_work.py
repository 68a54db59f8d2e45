"""Topics, partners, surveys, plans and joint groups of consultations, each counted by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine

from tests.consultation_ledger import Ledger, making
from tests.ledger_rows import Row, at, day, default_rules, meeting
from zxdata.filters import Filters, Scope
from zxdata.metrics.consultation.deciding import deciding
from zxdata.metrics.consultation.joint import Duty, joint_duties
from zxdata.metrics.consultation.monthly import Series, months_held
from zxdata.rules.consulting import Consulting, JointGroup


@pytest.fixture
def ledger_of(sqlite_ledger: Engine, tmp_path: Path) -> Callable[..., Ledger]:
    return making(sqlite_ledger, tmp_path)


def test_a_topic_goes_from_collected_to_settled_to_consulted(ledger_of: Callable[..., Ledger]) -> None:
    def topic(number: str, channel: str) -> Row:
        return {
            "topic_no": number,
            "title": number,
            "channel": channel,
            "region": "5001",
            "raised_on": day("2025-01-01"),
        }

    def event(number: str, stage: str, on: str) -> Row:
        return {"topic_no": number, "stage": stage, "occurred_at": at(on)}

    found = ledger_of(
        consultations=[meeting("X1", "5001", "2025-03-01"), meeting("X2", "5001", "2025-12-01")],
        topics=[topic("T1", "二维码征集"), topic("T2", "委员提出"), topic("T3", "码上商"), topic("T4", "委员提出")],
        topic_events=[
            event("T1", "确定", "2025-02-01"),
            event("T2", "确定", "2025-02-10"),
            event("T2", "圈题", "2025-02-12"),
            event("T3", "确定", "2025-11-01"),
            event("T4", "退回", "2025-02-01"),
        ],
        links=[
            {"from_kind": "议题", "from_no": no, "to_kind": "协商", "to_no": to, "linked_on": day("2025-02-20")}
            for no, to in (("T1", "X1"), ("T2", "X2"))
        ],
    )
    names = ("topics", "topics_by_code", "topics_settled", "topics_marked", "topics_consulted")
    assert [found.of(f"consultation.{n}") for n in names] == [4, 2, 2, 1, 1]
    assert found.of("consultation.topics_settled_rate") == 2 / 4
    assert found.of("consultation.topics_consulted_rate") == 1 / 2
    assert found.of("consultation.topics_consulted", "2025-02-28") == 0
    # T4 was sent back. Settled after 31 and 40 days, T3 still open: half are after 40.
    assert found.of("consultation.topic_days_median") == 40
    shown = found.view("consultation.agenda")
    assert shown.figure("way").frame["value"].tolist() == [4, 2, 0, 1]
    assert shown.figure("waiting").frame["no"].tolist() == ["T2"]


def test_quzhou_says_how_often_the_chief_came(ledger_of: Callable[..., Ledger]) -> None:
    """118 of 211 meetings that say so; two say nothing."""
    rows = [meeting(str(n), "5001", "2025-03-01", chief_attended=n < 118, planned=n < 100) for n in range(211)]
    rows += [meeting(f"无{n}", "5001", "2025-03-01", platform="圆桌会", solved=3) for n in range(2)]
    found = ledger_of(consultations=rows)
    assert f"{found.of('consultation.chief_rate'):.1%}" == "55.9%"
    assert found.of("consultation.as_planned_rate") == 100 / 211
    assert found.of("consultation.platform_rate") == 2 / 213
    assert found.of("consultation.solved") == 6


def test_partners_from_outside_the_home_division_have_their_desk_minutes_and_reply(
    ledger_of: Callable[..., Ledger],
) -> None:
    found = ledger_of(
        consultations=[
            meeting("X1", "5001", "2025-03-01", outside_partners="内江市"),
            meeting("X2", "5002", "2025-03-01"),
        ],
        partners=[
            {
                "subject": "协商",
                "subject_no": "X1",
                "name": "甲区政协",
                "desk": "提案委",
                "minutes_on": day("2025-03-05"),
            }
            | {"replied_on": day("2025-06-01")},
            {"subject": "协商", "subject_no": "X1", "name": "内江市政协", "minutes_on": day("2025-03-06")},
        ],
    )
    assert found.of("consultation.with_outside") == 1
    assert found.of("consultation.partners", by="district") == {"甲区": 2, "乙区": 0, "丙区": 0}
    assert found.of("consultation.minutes_rate") == 1 and found.of("consultation.partner_reply_rate") == 1 / 2
    assert found.of("consultation.partner_reply_rate", "2025-05-31") == 0
    assert found.view("consultation.partners").figure("assisting").frame["name"].tolist() == ["内江市政协", "甲区政协"]


def test_a_survey_comes_before_the_meeting(ledger_of: Callable[..., Ledger]) -> None:
    def step(number: str, name: str, on: str) -> Row:
        return {"consultation_no": number, "step": name, "done_on": day(on)}

    found = ledger_of(
        consultations=[meeting(n, "5001", "2025-03-01") for n in ("1", "2", "3", "4")],
        consultation_steps=[
            step("1", "研", "2025-02-20"),
            step("1", "商", "2025-03-01"),
            step("2", "研", "2025-03-02"),
            step("2", "商", "2025-03-01"),
            step("3", "商", "2025-03-01"),
        ],
    )
    assert found.of("consultation.unsurveyed") == 2  # 2 surveyed too late, 3 never; of 4 nothing is known
    assert found.of("consultation.surveyed_rate") == 1 / 3


def test_a_platform_of_every_month_names_the_months_without(ledger_of: Callable[..., Ledger]) -> None:
    held = ("2025-05-10", "2025-06-01", "2025-06-20", "2025-08-31", "2025-09-01")
    found = ledger_of(
        consultations=[
            *(meeting(str(n), "5001", on, platform="政企协商会") for n, on in enumerate(held)),
            meeting("别的", "5002", "2025-05-10", platform="圆桌会"),
        ]
    )
    # September is not over, so it is not due; before May there was none.
    assert found.read(months_held) == (Series("5001", "政企协商会", 3, 4, 1, 4, ("2025-07",)),)
    assert found.view("consultation.steps").figure("monthly").frame["rate"].tolist() == [3 / 4]


def test_a_platform_may_owe_several_meetings_a_month(ledger_of: Callable[..., Ledger]) -> None:
    held = ("2025-05-10", "2025-06-01", "2025-06-20", "2025-08-31", "2025-09-01")
    found = ledger_of(consultations=[meeting(str(n), "5001", on, platform="政企协商会") for n, on in enumerate(held)])
    twice = default_rules().model_copy(update={"consultation": Consulting(monthly={"政企协商会": 2})})
    series = found.read(lambda reading, filters, _: months_held(reading, filters, twice))
    assert series == (Series("5001", "政企协商会", 1, 4, 2, 4, ("2025-05（1 / 2）", "2025-07", "2025-08（1 / 2）")),)
    assert Consulting(monthly=["政企协商会"]).monthly == {"政企协商会": 1}  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="1 到 31"):
        Consulting(monthly={"政企协商会": 0})


def test_topics_stand_at_the_furthest_step_that_they_have_come_to(ledger_of: Callable[..., Ledger]) -> None:
    """提 is reached by all six, 议 by all but 1, 审 by 3 to 6, 定 by 4; 5 was sent back, 6 came again after that."""
    ways = {
        "1": (),
        "2": (("商议", "2025-02-10"),),
        "3": (("审议", "2025-03-01"),),
        "4": (("商议", "2025-02-01"), ("审议", "2025-03-01"), ("确定", "2025-04-01")),
        "5": (("审议", "2025-02-05"), ("退回", "2025-02-10")),
        "6": (("退回", "2025-02-05"), ("审议", "2025-03-20")),
        "7": (("商议", "2025-02-10"),),  # raised after the cut-off
    }
    found = ledger_of(
        topics=[
            {
                "topic_no": no,
                "title": no,
                "channel": "委员",
                "raised_on": day("2025-01-01" if no != "7" else "2025-12-01"),
            }
            for no in ways
        ],
        topic_events=[
            {"topic_no": no, "stage": stage, "occurred_at": at(on)} for no, way in ways.items() for stage, on in way
        ],
    )
    assert [tuple(step) for step in found.read(deciding)] == [
        ("提", 6, 1, day("2025-01-01")),
        ("议", 5, 1, day("2025-02-10")),
        ("审", 4, 2, day("2025-03-01")),
        ("定", 1, 0, None),
    ]
    table = found.view("consultation.agenda").figure("deciding").frame
    assert table["longest"].iloc[:3].tolist() == [272, 232, 213]  # days from these to 30 September
    assert found.of("consultation.topics_discussed") == 2 and found.of("consultation.topics_deliberated") == 4


def test_the_yearly_plan_is_done_form_by_form(ledger_of: Callable[..., Ledger]) -> None:
    def plan(number: str, form: str | None, done: str | None) -> Row:
        return {"plan_no": number, "year": 2025, "kind": "协商", "title": number, "form": form, "done_no": done}

    found = ledger_of(
        consultations=[meeting("1", "5001", "2025-06-01")],
        plans=[plan("P1", "专题协商", "1"), plan("P2", "专题协商", None), plan("P3", None, None)],
    )
    assert found.of("consultation.plan_rate", by="form") == {"专题协商": 1 / 2, "未填": 0}


def test_a_joint_group_owes_its_meetings_in_the_year(ledger_of: Callable[..., Ledger]) -> None:
    rules = default_rules()
    groups = (
        JointGroup(name="第一联组", sectors=("民革", "民盟"), platforms=("界别圆桌会",), each_year=2),
        JointGroup(name="第二联组", sectors=("经济界",)),
    )
    own = rules.model_copy(update={"consultation": rules.consultation.model_copy(update={"joint_groups": groups})})
    found = ledger_of(
        members=[
            {"member_no": no, "name": no, "sector": sector, "region": "5001"}
            for no, sector in (("A", "民革"), ("B", "民盟"), ("C", "经济界"))
        ],
        consultations=[
            meeting("1", "5001", "2025-03-01", platform="界别圆桌会"),
            meeting("2", "5001", "2025-04-01", platform="院坝会"),
            meeting("3", "5001", "2024-12-31", platform="界别圆桌会"),
        ],
        consultation_members=[
            {"consultation_no": no, "member_no": member}
            for no, member in (("1", "A"), ("1", "B"), ("1", "C"), ("2", "A"), ("2", "C"), ("3", "A"))
        ],
    )
    with found._store.reading(Scope.whole()) as reading:
        told = joint_duties(reading, Filters(day("2025-09-30")), own)
    assert told == (Duty("第一联组", 1, 2), Duty("第二联组", 2, 1))
    assert [duty.met for duty in told] == [False, True]
    assert "没有设联组的任务" in found.view("consultation.people").figure("joint").empty
