"""Small ledgers of consultations with one trap each; the right numbers are worked out by hand."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import Row, day, default_rules, meeting, publish, put, region, settings_for, suggestion
from zxdata.figures import View
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.metrics.consultation.partners import partners
from zxdata.metrics.consultation.people import concentration
from zxdata.metrics.consultation.steps import by_step, overdue_meetings, strays
from zxdata.metrics.listing import listing
from zxdata.rules.consulting import Consulting
from zxdata.store import Store
from zxdata.views import view

PLACES = [
    region("50", "某省", "省"), region("5001", "甲区", "区县", "50"), region("5002", "乙区", "区县", "50"),
    region("5003", "丙区", "区县", "50"), region("5001001", "东镇", "乡镇街道", "5001"),
    region("5002001", "南镇", "乡镇街道", "5002"),
]  # fmt: skip
TODAY = "2025-09-30"


class Ledger:
    """A published ledger of a few rows, and questions to it."""

    def __init__(self, engine: Engine, folder: Path, store: Store) -> None:
        self._engine, self._folder, self._store = engine, folder, store

    def of(self, key: str, on: str = TODAY, by: str = "", **filters: Any) -> Any:
        with self._store.reading(Scope.whole()) as reading:
            dims = (by,) if by else ()
            frame = answer(reading, (metric(key),), dims, Filters(day(on), **filters), default_rules()).frame
        return dict(zip(frame[by], frame[key], strict=True)) if by else frame[key].iloc[0]

    def read(self, asked: Callable[..., Any], on: str = TODAY, *more: Any) -> Any:
        with self._store.reading(Scope.whole()) as reading:
            return asked(reading, Filters(day(on)), default_rules(), *more)

    def view(self, key: str, on: str = TODAY, **filters: Any) -> View:
        return view(
            self._store, key, Filters(day(on), **filters), Scope.whole(), settings_for(self._engine, self._folder)
        )


@pytest.fixture
def ledger_of(sqlite_ledger: Engine, tmp_path: Path) -> Callable[..., Ledger]:
    def made(**rows: list[Row]) -> Ledger:
        put(sqlite_ledger, **({"regions": PLACES} | rows))
        return Ledger(sqlite_ledger, tmp_path, publish(sqlite_ledger, tmp_path))

    return made


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
    assert list(pairs.itertuples(index=False, name=None)) == [("5001", "5002", 1), ("5001", "5003", 1)]
    shown = found.view("consultation.partners")
    assert shown.figure("counted").unit == "各区县相加 3 场，合计只计 1 场"
    assert shown.headline == "跨区域协商 1 场，最多的有 2 对，如甲区牵头、乙区协作（1 场）。"


def test_partners_within_one_district_are_no_pair(ledger_of: Callable[..., Ledger]) -> None:
    found = ledger_of(consultations=[meeting("1", "5001001", "2025-03-01", partner_regions="5001")])
    assert found.of("consultation.cross_region") == 1
    assert found.read(partners).empty


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
        return {"plan_no": number, "year": 2025, "kind": "协商", "title": number, "region": "5001",
                "planned_on": planned_on, "done_no": done}  # fmt: skip

    found = ledger_of(
        consultations=[meeting("1", "5001", "2025-06-01")],
        plans=[plan("P1", "2025-05-01", "1"), plan("P2", "2025-06-30", "1"), plan("P3", "2025-07-01", "nowhere"),
               plan("P4", "2025-10-15", None), plan("P5", None, None)],
    )  # fmt: skip
    assert found.of("consultation.meetings") == 1
    assert [found.of(f"consultation.{n}") for n in ("planned", "planned_done", "planned_behind")] == [5, 2, 1]
    assert found.of("consultation.plan_rate") == 2 / 5
    assert found.of("consultation.planned_done", "2025-05-31") == 0  # held on 1 June
    assert found.of("consultation.planned_behind", "2025-05-31") == 1
    assert found.of("consultation.planned_behind", "2026-01-01") == 3  # without a day: due by 31 December
    assert found.of("consultation.agenda") == 2 and found.of("consultation.held_rate") == 1 / 2
    assert found.of("consultation.agenda", "2025-05-31", by="district") == {
        "甲区": 1,
        "乙区": 0,
        "丙区": 0,
    }  # P1 is late
    assert found.of("consultation.agenda", where=(("platform", ("圆桌会",)),)) == 0
    chain = found.view("consultation").figure("chain").frame.set_index("name")
    assert chain.loc["议题", "value"] == 2  # one held, one plan not kept
    assert chain.loc["协商", "base"].startswith("1 / 2 个议题，50.0%")


def test_contradictions_are_flagged_and_never_mended(ledger_of: Callable[..., Ledger]) -> None:
    early = {"replied_on": day("2025-05-01"), "implemented_on": day("2025-04-01")}
    found = ledger_of(
        consultations=[meeting("1", "5001", "2025-03-01")],
        suggestions=[
            suggestion("unreplied", "1", "2025-03-01", adoption="采纳"),
            suggestion("early", "1", "2025-03-01", adoption="采纳", **early),
            suggestion("unadopted", "1", "2025-03-01", adoption="未采纳", replied_on=day("2025-03-09"), implemented_on=day("2025-06-01")),
            suggestion("fine", "1", "2025-03-01", adoption="部分采纳", replied_on=day("2025-03-11"), implemented_on=day("2025-03-31")),
        ],
    )  # fmt: skip
    assert found.of("consultation.adopted_unreplied") == 1
    assert found.of("consultation.implemented_early") == 1
    assert found.of("consultation.implemented_unadopted") == 1
    assert found.of("consultation.adopted") == 2 and found.of("consultation.adoption_rate") == 2 / 4
    assert found.of("consultation.implementation_rate") == 2 / 3  # early, fine ÷ unreplied, early, fine
    assert found.of("consultation.implementation_days_median") == 20  # fine; unreplied is still open, early no time
    flaws = found.view("consultation.outcomes").figure("flaws").frame
    assert sorted(flaws["no"]) == ["early", "unadopted", "unreplied"]
    # On 15 April the early one is carried out and its reply not yet given: nothing is known of its adoption.
    assert found.of("consultation.implemented_early", "2025-04-15") == 1
    assert found.of("consultation.implementation_rate", "2025-04-15") == 1 / 2


def test_nothing_suggested_is_no_rate(ledger_of: Callable[..., Ledger]) -> None:
    found = ledger_of(consultations=[meeting("1", "5001", "2025-03-01")])
    assert found.of("consultation.suggestions") == 0
    for name in (
        "reply_rate",
        "on_time_rate",
        "adoption_rate",
        "implementation_rate",
        "satisfaction_rate",
        "sign_rate",
    ):
        assert found.of(f"consultation.{name}") is None
    shown = found.view("consultation.outcomes")
    assert {card.value for card in shown.cards} == {"—"}
    assert found.view("consultation").figure("chain").frame["value"].tolist()[:2] == [1, 1]


def test_a_meeting_of_a_retired_district_counts_in_its_successor_afterwards(ledger_of: Callable[..., Ledger]) -> None:
    places = [
        region("50", "某省", "省"), region("5001", "甲区", "区县", "50", valid_to=day("2025-06-30"), successor_code="5009"),
        region("5002", "乙区", "区县", "50"),
        region("5009", "新区", "区县", "50", valid_from=day("2025-07-01")),
    ]  # fmt: skip
    found = ledger_of(
        regions=places,
        consultations=[meeting("1", "5001", "2025-03-01", partner_regions="5002"), meeting("2", "5001", "2025-08-01")],
        suggestions=[suggestion("a", "1", "2025-03-01")],
        consultation_steps=[{"consultation_no": "1", "step": "商", "done_on": day("2025-03-01")}],
    )
    assert found.of("consultation.meetings", "2025-06-30", by="district") == {"甲区": 1, "乙区": 1}
    assert found.of("consultation.meetings", by="district") == {"乙区": 1, "新区": 2}
    assert found.of("consultation.suggestions", by="district") == {"乙区": 1, "新区": 1}
    assert found.read(partners)["host"].tolist() == ["5009"]
    assert found.read(partners, "2025-06-30")["host"].tolist() == ["5001"]
    assert found.of("consultation.steps_overdue", by="district") == {"乙区": 1, "新区": 1}


@pytest.mark.parametrize("partial", ["no", "yes"])
def test_every_step_of_the_chain_opens_as_many_rows_as_it_says(partial: str, ledger_of: Callable[..., Ledger]) -> None:
    told = {"replied_on": day("2025-03-09"), "implemented_on": day("2025-06-01")}
    found = ledger_of(
        consultations=[meeting("1", "5001", "2025-03-01", partner_regions="5002"), meeting("2", "5001", "2025-03-01")],
        plans=[{"plan_no": "P", "year": 2025, "kind": "协商", "title": "P", "planned_on": day("2025-05-01")}],
        suggestions=[
            suggestion("a", "1", "2025-03-01", adoption="采纳", **told),
            suggestion("b", "1", "2025-03-01", adoption="部分采纳", **told),
            suggestion("c", "1", "2025-03-01", adoption="采纳", implemented_on=day("2025-06-01")),
            suggestion("d", "1", "2025-03-01", adoption="未采纳", **told),
            suggestion("e", "1", "2025-03-01"),
        ],
    )
    steps = found.view("consultation", options=(("partial", partial),)).figure("chain").frame
    assert steps["value"].tolist() == [3, 2, 1, 5, 3 if partial == "yes" else 2, 3, 2]
    for key, value in steps[["metric", "value"]].itertuples(index=False):
        assert len(found.read(lambda *asked, of=metric(key): listing(asked[0], of, *asked[1:])[1])) == value, key


def test_quzhou_is_red_against_its_target(ledger_of: Callable[..., Ledger]) -> None:
    rows = [
        suggestion(str(n), "1", "2025-04-01", replied_on=day("2025-04-09"), adoption="采纳" if n < 802 else "部分采纳" if n < 900 else "未采纳")
        for n in range(1904)
    ]  # fmt: skip
    found = ledger_of(consultations=[meeting("1", "5001", "2025-03-01")], suggestions=rows)
    rate = found.of("consultation.adoption_rate")
    assert f"{rate:.2%}" == "42.12%"
    table = found.view("consultation").table
    assert table is not None
    assert table.frame.set_index("name").loc["甲区", "colour"] == "red"
    assert table.frame.set_index("name").loc["乙区", "colour"] == "unknown"  # nothing suggested is not green
    shown = found.view("consultation.outcomes")
    assert shown.headline == "采纳率 42.1%（802 / 1,904 条，部分采纳不计入采纳），低于目标 70%，差 27.9 百分点。"
    assert shown.figure("adopting").target == 0.7  # type: ignore[attr-defined]


def test_partial_adoption_is_the_readers_explicit_choice(ledger_of: Callable[..., Ledger]) -> None:
    rows = [
        suggestion(str(n), "1", "2025-04-01", adoption=a) for n, a in enumerate(["采纳", "部分采纳", "待定", "未采纳"])
    ]
    found = ledger_of(consultations=[meeting("1", "5001", "2025-03-01")], suggestions=rows)
    strict, with_partial = (found.view("consultation", options=(("partial", choice),)) for choice in ("no", "yes"))
    assert [v.cards[4].metric for v in (strict, with_partial)] == [
        "consultation.adoption_rate", "consultation.adoption_rate_with_partial"]  # fmt: skip
    assert [v.cards[4].value for v in (strict, with_partial)] == ["25.0", "50.0"]
    assert "部分采纳不计入采纳" in strict.figure("chain").note
    assert "部分采纳计入采纳" in with_partial.figure("chain").note
    assert found.view("consultation").cards[4].value == "25.0"  # the rules' default


def test_the_sign_and_reply_clocks_turn_on_the_day_after_their_last(ledger_of: Callable[..., Ledger]) -> None:
    raised = day("2025-03-01")
    found = ledger_of(
        consultations=[meeting("1", "5001", "2025-03-01")],
        suggestions=[suggestion(n, "1", "2025-03-01") for n in ("a", "b", "c")],
        follow_ups=[{"suggestion_no": "a", "kind": "签批", "held_on": raised + timedelta(7)},
                    {"suggestion_no": "b", "kind": "签批", "held_on": raised + timedelta(8)}],
    )  # fmt: skip
    assert found.of("consultation.sign_rate", "2025-03-08") == 1  # a on its last day; b and c are not late yet
    assert found.of("consultation.sign_rate", "2025-03-09") == 1 / 3
    assert found.of("consultation.signed") == 2
    # No due date is written: three calendar months by the rules.
    assert [found.of("consultation.overdue", d) for d in ("2025-06-01", "2025-06-02")] == [0, 3]
    assert found.of("consultation.on_time_rate", "2025-06-02") == 0


def test_without_any_signing_on_record_there_is_no_sign_rate(ledger_of: Callable[..., Ledger]) -> None:
    found = ledger_of(
        consultations=[meeting("1", "5001", "2025-03-01")], suggestions=[suggestion("a", "1", "2025-03-01")]
    )
    assert found.of("consultation.sign_rate") is None


def test_the_last_rating_by_the_day_counts_and_none_is_not_satisfied(ledger_of: Callable[..., Ledger]) -> None:
    def rated(number: str, on: str, result: str) -> Row:
        return {"suggestion_no": number, "kind": "评价", "held_on": day(on), "result": result}

    found = ledger_of(
        consultations=[meeting("1", "5001", "2025-03-01")],
        suggestions=[suggestion(n, "1", "2025-03-01") for n in ("a", "b", "c")],
        follow_ups=[
            rated("a", "2025-05-01", "不满意"),
            rated("a", "2025-07-01", "满意"),
            rated("b", "2025-05-01", "基本满意"),
        ],
    )
    assert [found.of("consultation.satisfaction_rate", d) for d in ("2025-04-30", "2025-06-30", TODAY)] == [
        None,
        0,
        1 / 2,
    ]
    assert found.of("consultation.rated") == 2


def test_a_meeting_stands_at_the_step_after_the_last_one_done(ledger_of: Callable[..., Ledger]) -> None:
    def step(number: str, name: str, on: str) -> Row:
        return {"consultation_no": number, "step": name, "done_on": day(on)}

    found = ledger_of(
        consultations=[meeting(n, "5001", "2025-03-01") for n in ("1", "2", "3")] + [meeting("4", "5001", "2025-03-01", platform="界别圆桌会")],
        consultation_steps=[
            step("1", "收", "2025-02-01"), step("1", "商", "2025-03-01"),  # 定 and 研 left out; 转 is next, due 16 March
            step("2", "评", "2025-05-01"),
            step("4", "开展协商", "2025-03-01"), step("4", "喝茶", "2025-03-02"),
        ],
    )  # fmt: skip
    assert found.of("consultation.stepped") == 3  # nothing is known of the third
    assert [found.of("consultation.steps_overdue", d) for d in ("2025-03-16", "2025-03-17")] == [0, 2]
    assert found.of("consultation.steps_finished") == 1
    assert found.of("consultation.steps_skipped") == 3
    assert found.of("consultation.steps_overdue", by="stage") == {"报送意见": 1, "转": 1, "未填": 0}
    late = found.read(overdue_meetings, TODAY, 10).set_index("no")
    assert (late.loc["1", "reached"], late.loc["1", "next_step"], late.loc["1", "skipped"]) == ("商", "转", 2)
    assert late.loc["1", "days"] == (day(TODAY) - day("2025-03-16")).days
    assert late.loc["4", "method"] == "七步法"
    assert found.read(strays) == 1
    assert found.read(by_step)["meetings"].sum() == 3


def test_members_seen_never_seen_and_how_unevenly(ledger_of: Callable[..., Ledger]) -> None:
    members = [
        {"member_no": f"M{n}", "name": f"委员{n}", "sector": "农业界" if n % 2 else "教育界", "region": "5001"} for n in range(10)
    ]  # fmt: skip
    gone = {"member_no": "M99", "name": "离任", "region": "5001", "term_to": day("2025-01-31")}
    came = [("1", "M0"), ("2", "M0"), ("3", "M0"), ("1", "M1"), ("1", "M99")]
    found = ledger_of(
        members=[*members, gone],
        consultations=[meeting("1", "5001", "2025-01-10"), meeting("2", "5001", "2025-03-01"), meeting("3", "5001", "2025-10-01")],
        consultation_members=[{"consultation_no": c, "member_no": m} for c, m in came],
    )  # fmt: skip
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
        region("50", "某省", "省"), region("5001", "甲区", "区县", "50", population=200_000), region("5002", "乙区", "区县", "50"),
        region("5003", "丙区", "区县", "50"), region("5002001", "南镇", "乡镇街道", "5002", population=30_000),
        region("5002002", "北镇", "乡镇街道", "5002", population=20_000),
    ]  # fmt: skip
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
    rows = found.read(lambda *asked: listing(asked[0], metric("consultation.meetings_per_100_members"), *asked[1:])[1])
    assert len(rows) == 3 and "in_numerator" not in rows
    held = found.read(lambda *asked: listing(asked[0], metric("consultation.fruitful_rate"), *asked[1:])[1])
    assert held[["no", "suggestions", "in_numerator"]].values.tolist() == [["1", 2, True]]


def test_where_nothing_was_held_is_listed(ledger_of: Callable[..., Ledger]) -> None:
    found = ledger_of(consultations=[meeting("1", "5001001", "2025-03-01")])
    shown = found.view("consultation.places")
    assert shown.figure("quiet").frame["name"].tolist() == ["乙区", "丙区"]
    assert shown.figure("quiet_townships").frame["names"].tolist() == ["南镇"]
    before = found.view("consultation.places", since=day("2025-04-01"))
    assert before.figure("quiet").frame["name"].tolist() == ["甲区", "乙区", "丙区"]


def test_sub_brands_stand_under_their_platform(ledger_of: Callable[..., Ledger]) -> None:
    names = ["渝事好商量", "涪务面对面", "涪务面对面", "别的", None]
    found = ledger_of(consultations=[meeting(str(n), "5001", "2025-03-01", platform=p) for n, p in enumerate(names)])
    rows = found.view("consultation").figure("platforms").frame
    assert rows[["name", "value"]].values.tolist() == [["渝事好商量", 3], ["涪务面对面", 2], ["别的", 1], ["未填", 1]]
    assert Consulting().parent("涪务面对面") == "渝事好商量" and Consulting().parent("别的") == "别的"
