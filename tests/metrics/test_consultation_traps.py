"""Small ledgers of consultations with one trap each; the right numbers are worked out by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.consultation_ledger import PLACES, TODAY, Ledger, making
from tests.ledger_rows import Row, day, meeting, region, suggestion
from zxdata.metrics import metric
from zxdata.metrics.consultation.partners import partners
from zxdata.metrics.consultation.people import concentration
from zxdata.metrics.consultation.steps import by_step, overdue_meetings, strays
from zxdata.metrics.listing import listing
from zxdata.rules.consulting import Consulting


@pytest.fixture
def ledger_of(sqlite_ledger: Engine, tmp_path: Path) -> Callable[..., Ledger]:
    return making(sqlite_ledger, tmp_path)


def test_a_meeting_of_three_districts_counts_once_in_the_total_and_once_in_each(
    ledger_of: Callable[..., Ledger],
) -> None:
    found = ledger_of(
        consultations=[
            meeting("1", "5001001", "2025-03-01", partner_regions="5002、5003"),
            meeting("2", "5001", "2025-04-01"),
        ],
        suggestions=[suggestion("Y", "1", "2025-03-02", adoption="采纳", replied_on=day("2025-03-20"))],
    )
    assert found.of("consultation.meetings") == 2
    assert found.of("consultation.meetings", by="district") == {"甲区": 2, "乙区": 1, "丙区": 1}
    assert found.of("consultation.cross_region", by="district") == {"甲区": 1, "乙区": 1, "丙区": 1}
    assert found.of("consultation.single_region", by="district") == {"甲区": 1, "乙区": 0, "丙区": 0}
    assert found.of("consultation.adopted", by="district") == {"甲区": 1, "乙区": 1, "丙区": 1}
    assert (found.of("consultation.adopted"), found.of("consultation.adopted", region="5003")) == (1, 1)
    pairs = found.read(partners)
    assert pairs.rows == (("5001", "5002", 1), ("5001", "5003", 1))
    shown = found.view("consultation.partners")
    assert shown.figure("counted").aid == "各区县相加 3 场，合计只计 1 场"
    assert shown.headline == "跨区域协商 1 场，最多的有 2 对，如甲区牵头、乙区协作（1 场）。"


def test_partners_within_one_district_are_no_pair(ledger_of: Callable[..., Ledger]) -> None:
    found = ledger_of(consultations=[meeting("1", "5001001", "2025-03-01", partner_regions="5001")])
    assert found.of("consultation.cross_region") == 1
    assert not found.read(partners)


def test_a_suggestion_from_a_joint_meeting_and_one_from_no_known_meeting_each_count_once(
    ledger_of: Callable[..., Ledger],
) -> None:
    found = ledger_of(
        consultations=[meeting("1", "5001", "2025-03-01", partner_regions="5002", platform="圆桌会")],
        suggestions=[suggestion("a", "1", "2025-03-01"), suggestion("b", "merged away", "2025-03-01")],
    )
    assert found.of("consultation.suggestions") == 2
    assert found.of("consultation.suggestions", by="district") == {"甲区": 1, "乙区": 1, "丙区": 0, "未填": 1}
    assert found.of("consultation.suggestions", by="platform") == {"圆桌会": 1, "未填": 1}
    assert found.of("consultation.meetings_with_suggestions") == 1


def test_two_plans_merged_into_one_meeting_are_both_done(ledger_of: Callable[..., Ledger]) -> None:
    def plan(number: str, planned: str | None, done: str | None) -> Row:
        planned_on = day(planned) if planned else None
        return {
            "plan_no": number,
            "year": 2025,
            "kind": "协商",
            "title": number,
            "region": "5001",
            "planned_on": planned_on,
            "done_no": done,
        }

    found = ledger_of(
        consultations=[meeting("1", "5001", "2025-06-01")],
        plans=[
            plan("P1", "2025-05-01", "1"),
            plan("P2", "2025-06-30", "1"),
            plan("P3", "2025-07-01", "nowhere"),
            plan("P4", "2025-10-15", None),
            plan("P5", None, None),
        ],
    )
    assert found.of("consultation.meetings") == 1
    assert [found.of(f"consultation.{n}") for n in ("planned", "planned_done", "planned_behind")] == [5, 2, 1]
    assert found.of("consultation.plan_rate") == 2 / 5
    assert found.of("consultation.planned_done", "2025-05-31") == 0  # held on 1 June
    assert found.of("consultation.planned_behind", "2025-05-31") == 1
    assert found.of("consultation.planned_behind", "2026-01-01") == 3  # without a day: due by 31 December


def test_a_meeting_of_a_retired_district_counts_in_its_successor_afterwards(ledger_of: Callable[..., Ledger]) -> None:
    places = [
        region("50", "某省", "省"),
        region("5001", "甲区", "区县", "50", valid_to=day("2025-06-30"), successor_code="5009"),
        region("5002", "乙区", "区县", "50"),
        region("5009", "新区", "区县", "50", valid_from=day("2025-07-01")),
    ]
    found = ledger_of(
        regions=places,
        consultations=[meeting("1", "5001", "2025-03-01", partner_regions="5002"), meeting("2", "5001", "2025-08-01")],
        suggestions=[suggestion("a", "1", "2025-03-01")],
        consultation_steps=[{"consultation_no": "1", "step": "商", "done_on": day("2025-03-01")}],
    )
    assert found.of("consultation.meetings", "2025-06-30", by="district") == {"甲区": 1, "乙区": 1}
    assert found.of("consultation.meetings", by="district") == {"乙区": 1, "新区": 2}
    assert found.of("consultation.suggestions", by="district") == {"乙区": 1, "新区": 1}
    assert [pair.host for pair in found.read(partners)] == ["5009"]
    assert [pair.host for pair in found.read(partners, "2025-06-30")] == ["5001"]
    assert found.of("consultation.steps_overdue", by="district") == {"乙区": 1, "新区": 1}


def test_a_meeting_stands_at_the_step_after_the_last_one_done(ledger_of: Callable[..., Ledger]) -> None:
    def step(number: str, name: str, on: str) -> Row:
        return {"consultation_no": number, "step": name, "done_on": day(on)}

    found = ledger_of(
        consultations=[meeting(n, "5001", "2025-03-01") for n in ("1", "2", "3")]
        + [meeting("4", "5001", "2025-03-01", platform="界别圆桌会")],
        consultation_steps=[
            step("1", "收", "2025-02-01"),
            step("1", "商", "2025-03-01"),  # 定 and 研 left out; 转 is next, due 16 March
            step("2", "评", "2025-05-01"),
            step("4", "开展协商", "2025-03-01"),
            step("4", "喝茶", "2025-03-02"),
        ],
    )
    assert found.of("consultation.stepped") == 3  # nothing is known of the third
    assert [found.of("consultation.steps_overdue", d) for d in ("2025-03-16", "2025-03-17")] == [0, 2]
    assert found.of("consultation.steps_finished") == 1
    assert found.of("consultation.steps_skipped") == 3
    assert found.of("consultation.stepped", by="colour") == {"red": 2, "未填": 1}
    assert found.of("consultation.steps_overdue", by="stage") == {"报送意见": 1, "转": 1, "未填": 0}
    late = {meeting.no: meeting for meeting in found.read(overdue_meetings, TODAY, 10)}
    assert (late["1"].reached, late["1"].next_step, late["1"].skipped) == ("商", "转", 2)
    assert late["1"].days == (day(TODAY) - day("2025-03-16")).days
    assert late["4"].method == "七步法"
    assert found.read(strays) == 1
    assert sum(step.meetings for step in found.read(by_step)) == 3


def test_members_seen_never_seen_and_how_unevenly(ledger_of: Callable[..., Ledger]) -> None:
    members = [
        {"member_no": f"M{n}", "name": f"委员{n}", "sector": "农业界" if n % 2 else "教育界", "region": "5001"}
        for n in range(10)
    ]
    gone = {"member_no": "M99", "name": "离任", "region": "5001", "term_to": day("2025-01-31")}
    came = [("1", "M0"), ("2", "M0"), ("3", "M0"), ("1", "M1"), ("1", "M99")]
    found = ledger_of(
        members=[*members, gone],
        consultations=[
            meeting("1", "5001", "2025-01-10"),
            meeting("2", "5001", "2025-03-01"),
            meeting("3", "5001", "2025-10-01"),
        ],
        consultation_members=[{"consultation_no": c, "member_no": m} for c, m in came],
    )
    assert [found.of(f"consultation.{n}") for n in ("members_seen", "members_never", "attendances")] == [2, 8, 3]
    assert found.of("consultation.members_seen", since=day("2025-02-01")) == 1
    assert found.of("consultation.members_seen", by="sector") == {"农业界": 1, "教育界": 1}
    assert found.of("consultation.seen_rate") == 2 / 10
    assert found.of("consultation.meetings_per_100_members") == 2 / 10 * 100
    table = found.view("consultation.people").figure("sector")
    assert "前十分之一" in table.note
    assert table.frame.set_index("sector")["gini"].to_dict() == pytest.approx({"农业界": 4 / 5, "教育界": 4 / 5})


def test_concentration_is_what_its_definition_says() -> None:
    even, one = concentration([2, 2, 2, 2]), concentration([0, 0, 0, 8])
    assert (even.gini, even.top_share) == (0, 1 / 4)
    assert one.gini is not None and one.gini == pytest.approx(3 / 4) and one.top_share == 1
    visits = [0, 0, 1, 1, 2, 3, 5, 8, 13, 21, 34]
    pairs = sum(abs(a - b) for a in visits for b in visits)
    expected = pairs / (2 * len(visits) ** 2 * (sum(visits) / len(visits)))
    assert concentration(visits).gini == pytest.approx(expected)
    assert concentration(visits).top_share == (34 + 21) / sum(visits)  # two of eleven
    assert concentration([0, 0]).gini is None and concentration([]).top_share is None


def test_meetings_per_ten_thousand_people_leave_out_districts_without_population(
    ledger_of: Callable[..., Ledger],
) -> None:
    places = [
        region("50", "某省", "省"),
        region("5001", "甲区", "区县", "50", population=200_000),
        region("5002", "乙区", "区县", "50"),
        region("5003", "丙区", "区县", "50"),
        region("5002001", "南镇", "乡镇街道", "5002", population=30_000),
        region("5002002", "北镇", "乡镇街道", "5002", population=20_000),
    ]
    found = ledger_of(
        regions=places,
        consultations=[
            meeting("1", "5001", "2025-03-01"),
            meeting("2", "5002001", "2025-03-01"),
            meeting("3", "5003", "2025-03-01"),
        ],
    )
    assert found.of("consultation.meetings_per_10k_people", by="district") == {
        "甲区": 1 / 20,
        "乙区": 1 / 5,
        "丙区": None,
    }
    assert found.of("consultation.meetings_per_10k_people") == pytest.approx(2 / 25)
    assert found.of("consultation.meetings_per_township") == 3 / 2


def test_the_members_below_a_number_of_meetings_are_not_said_to_be_counted_above(
    ledger_of: Callable[..., Ledger],
) -> None:
    found = ledger_of(
        members=[{"member_no": f"M{n}", "name": f"委员{n}", "region": "5001"} for n in range(3)],
        consultations=[meeting("1", "5001", "2025-03-01")],
        suggestions=[suggestion(n, "1", "2025-03-02") for n in ("a", "b")],
    )
    rows = found.read(
        lambda *asked: listing(asked[0], metric("consultation.meetings_per_100_members"), *asked[1:]).frame
    )
    assert len(rows) == 3 and "in_numerator" not in rows
    held = found.read(lambda *asked: listing(asked[0], metric("consultation.fruitful_rate"), *asked[1:]).frame)
    assert held[["no", "suggestions", "in_numerator"]].values.tolist() == [["1", 2, True]]


def test_where_nothing_was_held_is_listed(ledger_of: Callable[..., Ledger]) -> None:
    found = ledger_of(consultations=[meeting("1", "5001001", "2025-03-01")])
    shown = found.view("consultation.places")
    assert shown.figure("quiet").frame["name"].tolist() == ["乙区", "丙区"]
    assert shown.figure("quiet_townships").frame["names"].tolist() == ["南镇"]
    before = found.view("consultation.places", since=day("2025-04-01"))
    assert before.figure("quiet").frame["name"].tolist() == ["甲区", "乙区", "丙区"]


def test_no_township_is_judged_where_meetings_are_recorded_by_district_only(ledger_of: Callable[..., Ledger]) -> None:
    """One of the three meetings of 乙区 names a township; the other two may have been held in its only other one."""
    meetings = [meeting("1", "5002001", "2025-03-01"), *(meeting(str(n), "5002", "2025-03-01") for n in (2, 3))]
    towns = [region("5002001", "南镇", "乡镇街道", "5002"), region("5002002", "北镇", "乡镇街道", "5002")]
    found = ledger_of(regions=[*PLACES[:3], *towns], consultations=[*meetings, meeting("4", "5001", "2025-03-01")])
    shown = found.view("consultation.places")
    quiet = shown.figure("quiet_townships").frame
    assert quiet[["name", "meetings", "told", "unknown", "towns", "names"]].values.tolist() == [
        ["乙区", 3, 1, 1, 2, ""]
    ]
    assert quiet["share"].tolist() == [pytest.approx(1 / 3)] and quiet["quiet"].isna().all()
    assert found.of("consultation.located_rate") == 1 / 4
    assert "4 场中记到镇街的 1 场，占 25.0%，1 个镇街无从判断，" in shown.headline
    assert "没有协商的 0 个" in shown.headline and shown.headline.startswith("各区县都开过协商（")


def test_sub_brands_stand_under_their_platform(ledger_of: Callable[..., Ledger]) -> None:
    names = ["渝事好商量", "涪务面对面", "涪务面对面", "别的", None]
    found = ledger_of(consultations=[meeting(str(n), "5001", "2025-03-01", platform=p) for n, p in enumerate(names)])
    rows = found.view("consultation").figure("platforms").frame
    assert rows[["name", "value"]].values.tolist() == [["渝事好商量", 3], ["涪务面对面", 2], ["别的", 1], ["未填", 1]]
    assert Consulting().parent("涪务面对面") == "渝事好商量" and Consulting().parent("别的") == "别的"
