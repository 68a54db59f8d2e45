"""Second rounds, evaluations and review: small ledgers with the right numbers worked out by hand."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import day, default_rules, event, proposal, publish, put, settings_for, unit
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.rules.book import Rules
from zxdata.rules.procedure import Procedure, SecondRound
from zxdata.store import Store
from zxdata.views import view

RULES = default_rules()


def ask(store: Store, key: str, on: str = "2025-09-30", rules: Rules = RULES, **filters: Any) -> Any:
    with store.reading(Scope.whole()) as reading:
        return answer(reading, (metric(f"proposals.{key}"),), (), Filters(day(on), **filters), rules).value(
            f"proposals.{key}"
        )


def handled(number: str, outcome: str, rating: str = "", second: str = "") -> list[dict[str, Any]]:
    events = [
        event(number, "交办", "2025-01-10", unit="A", role="主办"),
        event(number, "答复", "2025-03-01", unit="A", role="主办", result=outcome),
    ]
    if rating:
        events.append(event(number, "评价", "2025-03-10", unit="A", rater="张某", result=rating))
    if second:
        events += [
            event(number, "二次办理", "2025-03-20", unit="A"),
            event(number, "答复", "2025-04-10", unit="A", role="主办", result=second),
        ]
    return events


# fmt: off
CASES = {
    "1": ("A", "满意"), "2": ("A", "不满意"), "3": ("B", "满意"), "4": ("C", "满意", "A"), "5": ("B", "不满意", "B"),
    "6": ("D", "基本满意"), "7": ("B",),
}
# fmt: on


@pytest.fixture
def rounds(sqlite_ledger: Engine, tmp_path: Path) -> Store:
    events = [e for number, case in CASES.items() for e in handled(number, *case)]
    put(
        sqlite_ledger,
        units=[unit("A", "甲局")],
        proposals=[proposal(n, "2025-01-02") for n in CASES],
        proposal_events=events,
    )
    return publish(sqlite_ledger, tmp_path)


def test_b_c_or_dissatisfaction_sends_a_proposal_back(rounds: Store) -> None:
    assert ask(rounds, "second_round_due") == 5  # 2, 3, 4, 5, 7
    assert ask(rounds, "second_round_missing") == 3  # 2, 3, 7
    assert ask(rounds, "second_round_replied") == 2
    assert ask(rounds, "second_round_adopted_rate") == 0.5
    assert ask(rounds, "unadopted") == 1


def test_what_went_round_again_is_told_by_both_its_outcomes(rounds: Store) -> None:
    by = {("first_outcome", ("C",)): 1, ("second_outcome", ("B",)): 1, ("second_outcome", ("C",)): 0}
    assert [ask(rounds, "second_round_replied", where=(cut,)) for cut in by] == list(by.values())


def test_what_sends_back_is_configuration(rounds: Store) -> None:
    both = RULES.model_copy(update={"procedure": Procedure(second_round=SecondRound(both=True))})
    assert ask(rounds, "second_round_due", rules=both) == 1  # 5
    only_c = RULES.model_copy(
        update={"procedure": Procedure(second_round=SecondRound(outcomes=("C",), satisfactions=()))}
    )
    assert ask(rounds, "second_round_due", rules=only_c) == 1  # 4
    b_counts = RULES.model_copy(update={"procedure": Procedure(second_round=SecondRound(adopted=("A", "B")))})
    assert ask(rounds, "second_round_adopted_rate", rules=b_counts) == 1


def test_a_second_answer_after_the_day_has_not_happened(rounds: Store) -> None:
    assert ask(rounds, "second_round_missing", "2025-03-15") == 5
    assert (ask(rounds, "second_round", "2025-03-20"), ask(rounds, "second_round_replied", "2025-03-20")) == (2, 0)
    assert ask(rounds, "second_round_adopted_rate", "2025-04-09") is None


def test_the_register_says_why_and_where_each_stands(rounds: Store, sqlite_ledger: Engine, tmp_path: Path) -> None:
    shown = view(
        rounds, "proposals.rounds", Filters(day("2025-09-30")), Scope.whole(), settings_for(sqlite_ledger, tmp_path)
    )
    assert shown.table is not None
    told = shown.table.frame.set_index("no")[["why", "state"]].agg(tuple, axis=1).to_dict()
    assert told == {
        "5": ("B 类、不满意", "仍未采纳"),
        "4": ("C 类", "二次后采纳"),
        "2": ("不满意", "应转未转"),
        "3": ("B 类", "应转未转"),
        "7": ("B 类", "应转未转"),
    }


def test_a_reply_without_a_rating_is_reminded_of_after_its_days(rounds: Store) -> None:
    assert ask(rounds, "unrated", "2025-03-31") == 0  # thirty days are not yet over
    assert ask(rounds, "unrated", "2025-04-01") == 1


def test_scores_of_a_proposal_are_averaged_within_it_first(sqlite_ledger: Engine, tmp_path: Path) -> None:
    events = [*handled("1", "A"), *handled("2", "A"), *handled("3", "A")]
    events += [
        event("1", "提案质量评价", f"2025-03-{n:02}", unit="A", rater="承办", score=score)
        for n, score in ((5, 100), (6, 80), (7, 60))
    ]
    events.append(event("2", "提案质量评价", "2025-03-05", unit="A", rater="承办", score=90))
    put(
        sqlite_ledger,
        units=[unit("A", "甲局")],
        proposals=[proposal(n, "2025-01-02") for n in "123"],
        proposal_events=events,
    )
    store = publish(sqlite_ledger, tmp_path)
    assert ask(store, "quality_score_mean") == 85
    assert ask(store, "quality_rated_rate") == pytest.approx(2 / 3)


def test_a_proposal_counts_as_scored_by_both_once_the_later_of_the_two_has_scored(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    """1: 80 given, 90 and 70 received; 2: received only; 3: a word without a score."""
    put(
        sqlite_ledger,
        units=[unit("A", "甲局")],
        proposals=[proposal(n, "2025-01-02") for n in "123"],
        proposal_events=[
            *handled("1", "A"),
            *handled("2", "A"),
            *handled("3", "A"),
            event("1", "提案质量评价", "2025-03-05", unit="A", rater="承办", score=80),
            event("1", "评价", "2025-03-06", unit="A", rater="甲", result="满意", score=90),
            event("1", "评价", "2025-03-07", unit="A", rater="乙", result="基本满意", score=70),
            event("2", "评价", "2025-03-06", unit="A", rater="甲", result="满意", score=100),
            event("3", "评价", "2025-03-06", unit="A", rater="甲", result="满意"),
            event("3", "提案质量评价", "2025-03-06", unit="A", rater="承办", score=60),
        ],
    )
    store = publish(sqlite_ledger, tmp_path)
    assert ask(store, "handling_score_mean") == 90  # (80 + 100) / 2
    assert ask(store, "both_scored") == 1
    assert ask(store, "both_scored", "2025-03-05") == 0


def test_666_proposals_reviewed_in_15_days_are_44_4_a_day(sqlite_ledger: Engine, tmp_path: Path) -> None:
    first = date(2025, 3, 3)
    numbers = [str(n) for n in range(666)]
    events = [event(n, "审查", str(first + timedelta(int(n) % 15))) for n in numbers]
    events += [event(n, "审查", "2025-05-06", note="复审") for n in numbers[:40]]
    put(
        sqlite_ledger,
        proposals=[proposal(n, "2025-02-20") for n in [*numbers, "后", "无"]],
        proposal_events=[*events, event("后", "审查", "2025-04-20")],
    )
    store = publish(sqlite_ledger, tmp_path)
    period: dict[str, Any] = {"since": first, "until": date(2025, 3, 17)}
    assert ask(store, "reviewed", **period) == 666
    assert ask(store, "reviewed_per_day", **period) == 44.4
    assert ask(store, "reviewed_per_day") == 667 / 16
    assert ask(store, "pending") == 668


def test_received_is_filed_merged_and_converted(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """5890 = 5002 + 262 + 626, a hundredth of it: a proposal merged before filing is decided but not filed."""
    verdicts = ["立案"] * 50 + ["并案"] * 3 + ["转社情民意"] * 6
    rows = [proposal(str(n), "2025-03-01") for n in range(len(verdicts))]
    put(sqlite_ledger, proposals=rows, proposal_events=[event(str(n), v, "2025-03-05") for n, v in enumerate(verdicts)])
    store = publish(sqlite_ledger, tmp_path)
    assert ask(store, "filing_rate") == pytest.approx(50 / 59)
    assert (ask(store, "pending"), ask(store, "pending", "2025-03-04")) == (0, 59)


def test_a_refusal_counts_by_what_was_last_written_about_it(sqlite_ledger: Engine, tmp_path: Path) -> None:
    events = [
        event("1", "不予立案", "2025-03-05", note="不属职责"),
        event("1", "不予立案", "2025-03-09", note="事由不清"),
        event("2", "不予立案", "2025-03-05", result="重复"),
    ]
    put(sqlite_ledger, proposals=[proposal(n, "2025-03-01") for n in "123"], proposal_events=events)
    store = publish(sqlite_ledger, tmp_path)
    counted = {
        ground: ask(store, "refused", where=(("ground", (ground,)),)) for ground in ("不属职责", "事由不清", "重复")
    }
    assert counted == {"不属职责": 0, "事由不清": 1, "重复": 1}
    assert ask(store, "refused", "2025-03-08", where=(("ground", ("不属职责",)),)) == 1
    assert ask(store, "refused") == ask(store, "rejected") == 2


def test_each_sector_has_its_own_proposal_once_a_year_or_not(sqlite_ledger: Engine, tmp_path: Path) -> None:
    rows = [
        proposal("1", "2025-02-01", sector="经济界", proposer_kind="界别"),
        proposal("2", "2025-03-01", sector="经济界", proposer_kind="界别"),
        proposal("3", "2024-03-01", sector="教育界", proposer_kind="界别"),
        proposal("4", "2025-03-01", sector="教育界", proposer_kind="委员"),
        proposal("5", "2025-03-01", proposer_kind="界别"),
    ]
    members = [
        {"member_no": f"M{n}", "name": f"某{n}", "sector": s} for n, s in enumerate(["经济界", "教育界", "教育界"])
    ]
    put(sqlite_ledger, members=members, proposals=rows)
    store = publish(sqlite_ledger, tmp_path)
    shown = view(
        store, "proposals.review", Filters(day("2025-09-30")), Scope.whole(), settings_for(sqlite_ledger, tmp_path)
    )
    assert shown.table is not None
    table = shown.table.frame.set_index("sector")
    assert table[["2025", "2024"]].to_dict("index") == {
        "教育界": {"2025": "0", "2024": "1"},
        "经济界": {"2025": "1（2 件）", "2024": "0"},
        "未填": {"2025": "—", "2024": "—"},
    }
    assert shown.table.aid == "2 个界别；2025年已有集体提案的 1 个"
    assert ask(store, "per_member") == pytest.approx(5 / 3)
    assert table.loc["教育界", "proposals.per_member"] == 1.0
