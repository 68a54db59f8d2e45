"""Small ledgers with one trap each; the right numbers are worked out by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import (
    at,
    day,
    default_rules,
    event,
    matter,
    meeting,
    progress,
    proposal,
    publish,
    put,
    region,
    station,
    suggestion,
    unit,
)
from zxdata.divisions import load_home
from zxdata.errors import WrongUse
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.metrics.listing import listing
from zxdata.store import Store

Ask = Callable[..., Any]
# fmt: off
TOWNS = [
    region("50", "某省", "省"), region("5001", "甲区", "区县", "50"), region("5002", "乙区", "区县", "50"),
    region("5003", "丙区", "区县", "50"), region("5001001", "东镇", "乡镇街道", "5001"),
    region("5001002", "西镇", "乡镇街道", "5001"), region("5002001", "南镇", "乡镇街道", "5002"),
    region("5001001001", "一村", "村社区", "5001001"),
]
# fmt: on


@pytest.fixture
def ask(sqlite_ledger: Engine, tmp_path: Path) -> Callable[..., Ask]:
    """Rows in; gives a function that asks for a metric: a number, or a dict by ``by``."""

    def after(**rows: list[Any]) -> Ask:
        put(sqlite_ledger, **rows)
        return asking(publish(sqlite_ledger, tmp_path))

    return after


def asking(store: Store) -> Ask:
    def of(key: str, on: str = "2025-09-30", by: str = "", **filters: Any) -> Any:
        with store.reading(Scope.whole()) as reading:
            dims = tuple(by.split(",")) if by else ()
            frame = answer(reading, (metric(key),), dims, Filters(day(on), **filters), default_rules()).frame
            if not by:
                return frame[key].iloc[0]
            names = frame[list(dims)].itertuples(index=False, name=None)
            return {n[0] if len(n) == 1 else n: v for n, v in zip(names, frame[key], strict=True)}

    return of


def numbers(store: Store, key: str, on: str, **filters: Any) -> list[str]:
    with store.reading(Scope.whole()) as reading:
        rows = listing(reading, metric(key), Filters(day(on), **filters), default_rules()).frame
        return sorted(rows["no"])


LEAD, JOINT = {"unit": "U1", "role": "主办"}, {"unit": "U2", "role": "会办"}
UNITS = [unit("U1", "甲局"), unit("U2", "乙局"), unit("U3", "丙局")]


def test_a_proposal_of_two_units_and_two_raters_counts_once(ask: Callable[..., Ask]) -> None:
    of = ask(
        units=UNITS,
        proposals=[proposal("1", "2025-01-10")],
        proposal_events=[
            event("1", "交办", "2025-02-01", **LEAD),
            event("1", "交办", "2025-02-01", **JOINT),
            event("1", "答复", "2025-02-10", **JOINT),
            event("1", "答复", "2025-03-01", **LEAD),
            event("1", "评价", "2025-03-05", rater="张", result="满意"),
            event("1", "评价", "2025-03-06", rater="李", result="不满意"),
        ],
    )
    assert [of(f"proposals.{n}") for n in ("submitted", "assigned", "replied", "rated")] == [1, 1, 1, 1]
    assert of("proposals.assigned", by="unit") == {"甲局": 1}
    assert of("proposals.handling_days_median") == 28  # not 9: a joint unit's reply ends nothing
    assert of("proposals.satisfaction_rate") == 0  # the worst of what the raters say
    assert of("proposals.satisfaction_rate", "2025-03-05") == 1  # 李 had not spoken yet


def test_a_joint_units_extension_moves_no_deadline(ask: Callable[..., Ask]) -> None:
    of = ask(
        units=UNITS,
        proposals=[proposal("1", "2025-01-10")],
        proposal_events=[event("1", "交办", "2025-02-01", **LEAD), event("1", "延期", "2025-02-20", **JOINT)],
    )
    assert (of("proposals.overdue", "2025-05-01"), of("proposals.overdue", "2025-05-02")) == (0, 1)


def test_an_extension_by_the_lead_unit_does(ask: Callable[..., Ask]) -> None:
    of = ask(
        units=UNITS,
        proposals=[proposal("1", "2025-01-10"), proposal("2", "2025-01-10")],
        proposal_events=[
            event("1", "交办", "2025-02-01", **LEAD),
            event("1", "延期", "2025-04-20", due_on=day("2025-06-01"), **LEAD),
            event("2", "交办", "2025-02-01", **LEAD),
            event("2", "延期", "2025-04-20"),
        ],
    )
    days = ("2025-05-02", "2025-06-01", "2025-06-02", "2025-08-01", "2025-08-02")
    assert [of("proposals.overdue", d) for d in days] == [0, 0, 1, 1, 2]  # 延期 without a date: six months in all


def test_a_new_lead_unit_starts_anew(ask: Callable[..., Ask]) -> None:
    of = ask(
        units=UNITS,
        proposals=[proposal("1", "2025-01-10")],
        proposal_events=[
            event("1", "交办", "2025-02-01", **LEAD),
            event("1", "答复", "2025-02-20", result="A", **LEAD),
            event("1", "评价", "2025-02-25", result="满意"),
            event("1", "退办", "2025-03-01", **LEAD),
            event("1", "改派", "2025-03-05", unit="U3", role="主办"),
            event("1", "答复", "2025-06-06", unit="U3"),
        ],
    )
    assert of("proposals.replied", "2025-03-04", by="unit") == {"甲局": 1}
    assert of("proposals.open", "2025-03-05", by="unit") == {"丙局": 1}
    assert of("proposals.rated", "2025-03-05") == 0
    assert (of("proposals.overdue", "2025-06-05"), of("proposals.on_time_rate", "2025-06-06")) == (0, 0)
    assert of("proposals.submitted", "2025-06-06", by="outcome") == {"未填": 1}  # the former unit's A is not its word
    assert of("proposals.handling_days_median", "2025-06-06") == 93


def test_a_second_reply_gives_a_new_outcome_and_no_new_clock(ask: Callable[..., Ask]) -> None:
    of = ask(
        units=UNITS,
        proposals=[proposal("1", "2025-01-10")],
        proposal_events=[
            event("1", "交办", "2025-02-01", **LEAD),
            event("1", "答复", "2025-03-01", result="B", **LEAD),
            event("1", "评价", "2025-03-10", rater="张", result="不满意"),
            event("1", "二次办理", "2025-03-12", unit="U1"),
            event("1", "答复", "2025-07-01", result="A", **LEAD),
            event("1", "评价", "2025-07-05", rater="张", result="满意"),
        ],
    )
    assert [of("proposals.submitted", d, by="outcome") for d in ("2025-06-30", "2025-07-01")] == [{"B": 1}, {"A": 1}]
    assert [of("proposals.satisfaction_rate", d) for d in ("2025-07-04", "2025-07-05")] == [0, 1]
    assert of("proposals.on_time_rate") == 1 and of("proposals.handling_days_median") == 28
    assert of("proposals.second_round") == 1


def test_no_answer_to_a_rating_is_not_a_rating(ask: Callable[..., Ask]) -> None:
    of = ask(
        units=UNITS,
        proposals=[proposal("1", "2025-01-10")],
        proposal_events=[
            event("1", "交办", "2025-02-01", **LEAD),
            event("1", "答复", "2025-03-01", **LEAD),
            event("1", "评价", "2025-03-10", result="未反馈"),
        ],
    )
    assert of("proposals.rated") == 0 and of("proposals.satisfaction_rate") is None


def test_three_calendar_months_from_30_november_end_on_28_february(ask: Callable[..., Ask]) -> None:
    of = ask(
        units=UNITS, proposals=[proposal("1", "2024-11-01")], proposal_events=[event("1", "交办", "2024-11-30", **LEAD)]
    )
    assert [of("proposals.overdue", d) for d in ("2025-02-28", "2025-03-01")] == [0, 1]


def test_done_on_the_due_day_is_in_time_and_the_day_after_is_late(ask: Callable[..., Ask]) -> None:
    of = ask(
        units=UNITS,
        proposals=[proposal("1", "2025-01-01"), proposal("2", "2025-01-01")],
        proposal_events=[
            event("1", "交办", "2025-02-01", **LEAD),
            event("1", "答复", "2025-05-01 23:59", **LEAD),
            event("2", "交办", "2025-02-01", **LEAD),
            event("2", "答复", "2025-05-02 00:00", **LEAD),
        ],
    )
    assert of("proposals.on_time_rate", "2025-05-01") == 1
    assert of("proposals.on_time_rate", "2025-05-02") == 0.5
    assert of("proposals.submitted", "2025-05-02", by="colour") == {"done": 1, "done_late": 1}


def test_what_was_assigned_on_the_day_and_replied_in_the_morning_counts(ask: Callable[..., Ask]) -> None:
    """Clocks are kept in days: an hour that runs backwards within a day is no contradiction."""
    of = ask(
        units=UNITS,
        proposals=[proposal("1", "2025-01-01")],
        proposal_events=[
            event("1", "交办", "2025-02-01 16:00", **LEAD),
            event("1", "答复", "2025-02-01 09:00", **LEAD),
        ],
    )
    assert of("proposals.replied") == 1 and of("proposals.handling_days_median") == 0


def test_no_base_gives_no_rate(ask: Callable[..., Ask]) -> None:
    of = ask(regions=TOWNS, proposals=[proposal("1", "2025-01-01")])
    assert of("proposals.reply_rate") is None and of("proposals.handling_days_median") is None
    assert of("coverage.member_rate", by="district") == {"甲区": None, "乙区": None, "丙区": None}
    assert of("coverage.member_visits", by="district") == {"甲区": 0, "乙区": 0, "丙区": 0}


def test_a_makeup_saturday_is_a_working_day_for_the_yellow_line(ask: Callable[..., Ask]) -> None:
    # 2025-10-11 is a Saturday that is worked; 10-01 to 10-08 are holidays; 09-28 is a Sunday that is worked.
    of = ask(supervisions=[matter("1", "2025-09-01", due_on=day("2025-10-11"))])
    # After 09-24: 25, 26, 28, 29, 30, 10-09, 10, 11 are eight; after 09-25 seven.
    assert [of("supervision.green", d) for d in ("2025-09-24", "2025-09-25")] == [1, 0]
    assert [of("supervision.yellow", d) for d in ("2025-09-25", "2025-10-11", "2025-10-12")] == [1, 1, 0]
    assert of("supervision.red", "2025-10-12") == 1


def test_the_ledgers_calendar_overrules_the_library(ask: Callable[..., Ask]) -> None:
    rows = [{"day": day(f"2025-09-{n}"), "is_workday": False} for n in (25, 26)]
    of = ask(supervisions=[matter("1", "2025-09-01", due_on=day("2025-10-11"))], calendar=rows)
    assert [of("supervision.green", d) for d in ("2025-09-22", "2025-09-23")] == [1, 0]


def test_without_a_date_nothing_is_green(ask: Callable[..., Ask]) -> None:
    of = ask(
        supervisions=[matter("1", "2025-01-01"), matter("2", "2025-01-01"), matter("3", "2025-01-01")],
        supervision_events=[progress("2", "销号", "2025-02-01"), progress("3", "交办", "2025-03-05")],
    )
    assert of("supervision.matters", "2025-03-04", by="colour") == {"unknown": 3}
    assert of("supervision.matters", "2025-03-05", by="colour") == {"green": 1, "unknown": 2}  # due three months on
    assert of("supervision.matters", "2025-06-06", by="colour") == {"red": 1, "unknown": 2}
    assert of("supervision.closed_rate", "2025-06-06") == 0


def test_a_matter_sent_back_is_open_again_until_it_is_closed_again(ask: Callable[..., Ask]) -> None:
    of = ask(
        supervisions=[matter("1", "2025-01-01", due_on=day("2025-03-31"))],
        supervision_events=[
            progress("1", "销号", "2025-03-01"),
            progress("1", "退回重办", "2025-03-10"),
            progress("1", "销号", "2025-04-02"),
        ],
    )
    days = ("2025-02-28", "2025-03-01", "2025-03-09", "2025-03-10", "2025-04-01", "2025-04-02")
    found = [next(iter(of("supervision.matters", d, by="colour"))) for d in days]
    assert found == ["green", "done", "done", "green", "red", "done_late"]
    assert of("supervision.rectification_days_median", "2025-03-09") == 59
    assert of("supervision.rectification_days_median", "2025-03-10") is None
    assert of("supervision.rectification_days_median") == 91


@pytest.mark.parametrize(("closed", "colour"), [("09:00", "green"), ("17:00", "done")])
def test_on_the_day_of_sending_back_the_hour_decides(ask: Callable[..., Ask], closed: str, colour: str) -> None:
    of = ask(
        supervisions=[matter("1", "2025-01-01", due_on=day("2025-06-30"))],
        supervision_events=[
            progress("1", "退回重办", "2025-02-01 12:00"),
            progress("1", "销号", f"2025-02-01 {closed}"),
        ],
    )
    assert of("supervision.matters", "2025-02-01", by="colour") == {colour: 1}


def test_a_unit_that_only_the_assignment_names_is_known_from_then_on(ask: Callable[..., Ask]) -> None:
    of = ask(
        units=UNITS,
        supervisions=[matter("1", "2025-01-01")],
        supervision_events=[progress("1", "交办", "2025-01-05", unit="U1")],
    )
    assert of("supervision.matters", "2025-01-04", by="unit") == {"未填": 1}
    assert of("supervision.matters", "2025-01-05", by="unit") == {"甲局": 1}


def test_a_meeting_of_three_districts_counts_in_each_and_once_in_all(ask: Callable[..., Ask]) -> None:
    of = ask(
        regions=TOWNS,
        consultations=[
            meeting("X1", "5001", "2025-03-01", partner_regions="5002、5003", member_visits=5),
            meeting("X2", "5001", "2025-03-02", partner_regions="5001001", member_visits=7),
        ],
        suggestions=[suggestion("Y1", "X1", "2025-03-01"), suggestion("Y2", "X9", "2025-03-01")],
    )
    assert of("consultation.meetings", by="district") == {"甲区": 2, "乙区": 1, "丙区": 1}
    assert of("consultation.meetings") == 2 and of("consultation.meetings", region="5002") == 1
    assert of("consultation.member_visits") == 12
    assert of("consultation.suggestions", by="district") == {"甲区": 1, "乙区": 1, "丙区": 1, "未填": 1}
    assert of("consultation.suggestions") == 2
    only = (("district", ("5002",)),)
    assert of("consultation.meetings", by="district", where=only) == {"乙区": 1}


def test_a_station_is_open_on_its_first_day_and_closed_on_its_last(ask: Callable[..., Ask]) -> None:
    of = ask(
        regions=TOWNS, workstations=[station("S1", "5001001", opened_on=day("2025-01-10"), closed_on=day("2025-02-10"))]
    )
    assert [of("coverage.stations", d) for d in ("2025-01-09", "2025-01-10", "2025-02-09", "2025-02-10")] == [
        0,
        1,
        1,
        0,
    ]


def test_a_community_covers_its_township_and_a_district_covers_none(ask: Callable[..., Ask]) -> None:
    of = ask(
        regions=TOWNS,
        workstations=[
            station("S1", "5001001001"),
            station("S2", "5001001"),
            station("S3", "5002"),
            station("S4", "50"),
        ],
    )
    assert of("coverage.townships_covered", by="district") == {"甲区": 1, "乙区": 0, "丙区": 0, "某省本级": 0}
    assert of("coverage.township_rate", region="5001") == 0.5
    assert of("coverage.stations", by="township") == {"东镇": 2, "西镇": 0, "南镇": 0, "乙区本级": 1, "某省本级": 1}


def test_a_member_of_two_stations_is_one_member(ask: Callable[..., Ask]) -> None:
    of = ask(
        regions=TOWNS,
        workstations=[station("S1", "5001", tier="镇街"), station("S2", "5002", tier="区县")],
        members=[{"member_no": n, "name": n, "region": "5001"} for n in ("M1", "M2")],
        workstation_members=[
            {"station_no": "S1", "member_no": "M1", "since": day("2025-01-01")},
            {"station_no": "S2", "member_no": "M1", "since": day("2025-01-01"), "until": day("2025-06-01")},
        ],
    )
    assert of("coverage.members_assigned") == 1 and of("coverage.member_rate") == 0.5
    assert of("coverage.members_assigned", "2025-05-31", by="tier") == {"区县": 1, "镇街": 1}
    assert of("coverage.member_rate", "2025-06-01", by="tier") == {"镇街": 0.5}


def test_twelve_months_end_on_29_february_and_on_28(ask: Callable[..., Ask]) -> None:
    def held(number: str, on: str) -> dict[str, Any]:
        return {"activity_no": number, "station_no": f"S{number}", "held_on": day(on)}

    of = ask(
        regions=TOWNS,
        workstations=[station(f"S{n}", "5001") for n in range(1, 5)],
        activities=[held("1", "2023-02-28"), held("2", "2023-03-01"), held("3", "2024-02-28"), held("4", "2024-02-29")],
    )
    assert of("coverage.stations_active", "2024-02-29") == 3  # all but 28 February a year before
    assert of("coverage.stations_active", "2025-02-28") == 1  # the activity of 29 February alone


def test_missing_regions_and_words_count_and_are_named(ask: Callable[..., Ask]) -> None:
    of = ask(
        regions=TOWNS,
        proposals=[
            proposal("1", "2025-01-01"),
            proposal("2", "2025-01-01", region="5001", category="教育"),
            proposal("3", "2025-01-01", region="5002", category=""),
        ],
    )
    assert of("proposals.submitted") == 3
    assert of("proposals.submitted", by="district") == {"甲区": 1, "乙区": 1, "丙区": 0, "未填": 1}
    assert of("proposals.submitted", by="category") == {"教育": 1, "未填": 2}
    assert of("proposals.submitted", where=(("category", ("未填",)),)) == 2
    assert of("proposals.submitted", where=(("district", ("未填",)),)) == 1
    assert of("proposals.submitted", where=(("category", ("没有的类别",)),)) == 0


def test_members_visits_nobody_told_are_not_none_at_all(ask: Callable[..., Ask]) -> None:
    of = ask(
        regions=TOWNS,
        consultations=[meeting("1", "5001", "2025-01-01"), meeting("2", "5002", "2025-01-01", member_visits=0)],
    )
    assert of("consultation.member_visits", by="district") == {"甲区": None, "乙区": 0, "丙区": 0}


def test_an_empty_table_of_regions_is_legal(ask: Callable[..., Ask]) -> None:
    of = ask(proposals=[proposal("1", "2025-01-01")], supervisions=[matter("1", "2025-01-01")])
    assert of("proposals.submitted", by="district") == {"未填": 1}
    assert of("coverage.township_rate") is None and of("coverage.townships") == 0


def test_a_period_includes_both_its_days(ask: Callable[..., Ask]) -> None:
    of = ask(proposals=[proposal(str(n), f"2025-03-0{n}") for n in range(1, 6)])
    assert of("proposals.submitted", since=day("2025-03-02"), until=day("2025-03-04")) == 3
    assert of("proposals.submitted", by="month", since=day("2025-03-02")) == {"2025-03": 4}
    assert of("proposals.submitted", by="quarter") == {"2025-Q1": 5}
    assert of("proposals.submitted", where=(("day", ("2025-03-02", "2025-03-09")),)) == 1


@pytest.fixture
def chongqing(ledger: Engine, tmp_path: Path) -> Store:
    """大湾镇 went from 渝北区 to 北碚区 when 江北区 and 渝北区 became 两江新区."""
    load_home(ledger, "500000")
    put(
        ledger,
        proposals=[
            proposal(n, "2025-06-01", region=code)
            for n, code in {
                "江北": "500105",
                "渝北": "500112",
                "大湾": "500112135",
                "北碚": "500109",
                "鱼嘴": "500105100",
            }.items()
        ],
        workstations=[station("S1", "500112135"), station("S2", "500105100"), station("S3", "500112")],
    )
    return publish(ledger, tmp_path)


def test_a_retired_district_counts_in_its_successor_and_a_town_where_it_went(chongqing: Store) -> None:
    of = asking(chongqing)
    before, after = (of("proposals.submitted", d, by="district") for d in ("2025-11-06", "2025-11-07"))
    assert {n: v for n, v in before.items() if v} == {"江北区": 2, "北碚区": 1, "渝北区": 2}
    assert {n: v for n, v in after.items() if v} == {"两江新区": 3, "北碚区": 2}
    assert len(before) == 38 and len(after) == 37
    assert of("proposals.submitted", "2025-11-06") == of("proposals.submitted", "2025-11-07") == 5
    assert numbers(chongqing, "proposals.submitted", "2025-11-07", region="500109") == ["北碚", "大湾"]
    towns = of("coverage.townships_covered", "2025-11-07", by="township")
    assert {n for n, v in towns.items() if v} == {"大湾镇", "鱼嘴镇"}


def test_a_region_is_asked_for_as_it_stood(chongqing: Store) -> None:
    of = asking(chongqing)
    towns = {on: of("coverage.townships", on) for on in ("2025-11-06", "2025-11-07")}
    assert towns == {"2025-11-06": 1031, "2025-11-07": 1028}
    only = (("district", ("渝北区",)),)
    assert of("proposals.submitted", "2025-11-07", by="district", where=only) == {"两江新区": 3}
    with pytest.raises(WrongUse, match=r"两江新区自 2025-11-07 起设立.*江北区、渝北区"):
        of("proposals.submitted", "2025-11-06", where=(("district", ("两江新区",)),))


def test_quzhous_published_adoption_rate_comes_out(ask: Callable[..., Ask]) -> None:
    of = ask(
        regions=TOWNS,
        consultations=[meeting("X", "5001", "2024-01-01")],
        suggestions=[
            suggestion(str(n), "X", "2024-02-01", adoption="采纳" if n < 802 else "未采纳") for n in range(1904)
        ],
    )
    assert round(of("consultation.adoption_rate") * 100, 2) == 42.12
    assert of("consultation.adoption_rate") == 802 / 1904


def test_adoption_is_known_from_the_reply_on(ask: Callable[..., Ask]) -> None:
    of = ask(
        regions=TOWNS,
        consultations=[meeting("X", "5001", "2025-01-01")],
        suggestions=[
            suggestion(
                "1", "X", "2025-01-01", adoption="采纳", replied_on=day("2025-03-01"), implemented_on=day("2025-05-01")
            )
        ],
    )
    assert [of("consultation.adopted", d) for d in ("2025-02-28", "2025-03-01")] == [0, 1]
    assert [of("consultation.implementation_rate", d) for d in ("2025-02-28", "2025-04-30", "2025-05-01")] == [
        None,
        0,
        1,
    ]


def test_midnights_written_in_utc_are_local_days(ledger: Engine, tmp_path: Path) -> None:
    """A question of 5 March, stamped 4 March 16:00 UTC, is of 5 March; so is one stamped at 15:59 the day after."""
    put(
        ledger,
        units=UNITS,
        proposals=[proposal("1", "2025-01-01")],
        proposal_events=[event("1", "交办", "2025-03-05", **LEAD), event("1", "答复", "2025-05-04", **LEAD)],
    )
    stamps = {"交办": "2025-03-04 16:00:00+00:00", "答复": "2025-05-04T15:59:59Z"}
    with ledger.begin() as connection:
        for stage, stamp in stamps.items():
            connection.exec_driver_sql(f"update proposal_events set occurred_at = '{stamp}' where stage = '{stage}'")
    assert asking(publish(ledger, tmp_path))("proposals.handling_days_median") == 60
    assert at("2025-03-05 00:00").tzinfo is None
