"""What becomes of suggestions, on ledgers small enough to be worked out by hand."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.consultation_ledger import TODAY, Ledger, making
from tests.ledger_rows import Row, day, meeting, suggestion
from zxdata.metrics import metric
from zxdata.metrics.listing import listing


@pytest.fixture
def ledger_of(sqlite_ledger: Engine, tmp_path: Path) -> Callable[..., Ledger]:
    return making(sqlite_ledger, tmp_path)


def test_contradictions_are_flagged_and_never_mended(ledger_of: Callable[..., Ledger]) -> None:
    early = {"replied_on": day("2025-05-01"), "implemented_on": day("2025-04-01")}
    found = ledger_of(
        consultations=[meeting("1", "5001", "2025-03-01")],
        suggestions=[
            suggestion("unreplied", "1", "2025-03-01", adoption="采纳"),
            suggestion("early", "1", "2025-03-01", adoption="采纳", **early),
            suggestion(
                "unadopted",
                "1",
                "2025-03-01",
                adoption="未采纳",
                replied_on=day("2025-03-09"),
                implemented_on=day("2025-06-01"),
            ),
            suggestion(
                "fine",
                "1",
                "2025-03-01",
                adoption="部分采纳",
                replied_on=day("2025-03-11"),
                implemented_on=day("2025-03-31"),
            ),
        ],
    )
    assert found.of("consultation.adopted_unreplied") == 1
    assert found.of("consultation.implemented_early") == 1
    assert found.of("consultation.implemented_unadopted") == 1
    assert found.of("consultation.adopted") == 2 and found.of("consultation.adoption_rate") == 2 / 4
    assert found.of("consultation.implementation_rate") == 2 / 3  # early, fine ÷ unreplied, early, fine
    assert found.of("consultation.implementation_days_median") == 20  # fine; unreplied is still open, early no time
    flaws = found.view("consultation.outcomes").figure("flaws").frame
    assert sorted(flaws["no"]) == ["early", "unadopted", "unreplied"]
    # On 15 April the early one is carried out and its reply not yet given: nothing is known of what it came before.
    assert found.of("consultation.implemented_early", "2025-04-15") == 0
    assert found.of("consultation.implementation_rate", "2025-04-15") == 1 / 2


def test_nothing_suggested_is_no_rate(ledger_of: Callable[..., Ledger]) -> None:
    found = ledger_of(consultations=[meeting("1", "5001", "2025-03-01")])
    assert found.of("consultation.suggestions") is None  # nobody handed any in
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
    assert {card.value for card in shown.indicators} == {"—"}
    assert found.view("consultation").figure("chain").frame["value"].tolist() == [1]  # no step of suggestions


@pytest.mark.parametrize("partial", ["no", "yes"])
def test_every_step_of_the_chain_opens_as_many_rows_as_it_says(partial: str, ledger_of: Callable[..., Ledger]) -> None:
    told = {"replied_on": day("2025-03-09"), "implemented_on": day("2025-06-01")}
    found = ledger_of(
        consultations=[meeting("1", "5001", "2025-03-01", partner_regions="5002"), meeting("2", "5001", "2025-03-01")],
        suggestions=[
            suggestion("a", "1", "2025-03-01", adoption="采纳", **told),
            suggestion("b", "1", "2025-03-01", adoption="部分采纳", **told),
            suggestion("c", "1", "2025-03-01", adoption="采纳", implemented_on=day("2025-06-01")),
            suggestion("d", "1", "2025-03-01", adoption="未采纳", **told),
            suggestion("e", "1", "2025-03-01"),
        ],
    )
    steps = found.view("consultation", options=(("partial", partial),)).figure("chain").frame
    assert steps["value"].tolist() == [2, 1, 5, 3, 3 if partial == "yes" else 2, 3, 0]
    for key, value in steps[["metric", "value"]].itertuples(index=False):
        assert len(found.read(lambda *asked, of=metric(key): listing(asked[0], of, *asked[1:]).frame)) == value, key


def test_partial_adoption_is_the_readers_explicit_choice(ledger_of: Callable[..., Ledger]) -> None:
    rows = [
        suggestion(str(n), "1", "2025-04-01", adoption=a) for n, a in enumerate(["采纳", "部分采纳", "待定", "未采纳"])
    ]
    found = ledger_of(consultations=[meeting("1", "5001", "2025-03-01")], suggestions=rows)
    strict, with_partial = (found.view("consultation", options=(("partial", choice),)) for choice in ("no", "yes"))
    assert [v.indicators[4].metric for v in (strict, with_partial)] == [
        "consultation.adoption_rate",
        "consultation.adoption_rate_with_partial",
    ]
    assert [v.indicators[4].value for v in (strict, with_partial)] == ["25.0", "50.0"]
    assert "部分采纳不计入采纳" in strict.figure("chain").note
    assert "部分采纳计入采纳" in with_partial.figure("chain").note
    assert found.view("consultation").indicators[4].value == "25.0"  # the rules' default


def test_the_sign_and_reply_clocks_turn_on_the_day_after_their_last(ledger_of: Callable[..., Ledger]) -> None:
    raised = day("2025-03-01")
    found = ledger_of(
        consultations=[meeting("1", "5001", "2025-03-01")],
        suggestions=[suggestion(n, "1", "2025-03-01") for n in ("a", "b", "c")],
        follow_ups=[
            {"suggestion_no": "a", "kind": "签批", "held_on": raised + timedelta(7)},
            {"suggestion_no": "b", "kind": "签批", "held_on": raised + timedelta(8)},
        ],
    )
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
