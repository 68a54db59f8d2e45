"""Talks, reviews, suggestions and origins of proposals: small ledgers with the right numbers worked out by hand."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine

from tests.demonstration import TODAY, Demonstration, proposal_events, tables
from tests.ledger_rows import day, default_rules, event, proposal, publish, put, settings_for, suggestion, unit
from zxdata.figures import Matrix
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.metrics.proposals.members import by_member
from zxdata.store import Store
from zxdata.views import view

RULES = default_rules()
WHOLE = Scope.whole()


def ask(store: Store, key: str, on: str = "2025-09-30", **filters: Any) -> Any:
    with store.reading(WHOLE) as reading:
        of = metric(f"proposals.{key}")
        return answer(reading, (of,), (), Filters(day(on), **filters), RULES).value(of.key)


def given(number: str, *talked: tuple[str, str], replied: str = "") -> list[dict[str, Any]]:
    events = [event(number, "交办", "2025-01-10", unit="A", role="主办")]
    events += [event(number, "沟通", when, unit="A", result=phase) for phase, when in talked]
    return [*events, *([event(number, "答复", replied, unit="A", role="主办", result="A")] if replied else [])]


@pytest.fixture
def talks(sqlite_ledger: Engine, tmp_path: Path) -> Store:
    events = [
        *given("1", ("办前", "2025-01-11"), ("办中", "2025-02-01"), ("办后", "2025-03-05"), replied="2025-03-01"),
        *given("2", ("办前", "2025-01-12"), ("", "2025-02-01"), replied="2025-03-01"),
        *given("3", ("办中", "2025-02-03"), ("办中", "2025-02-09")),
        *given("4", ("办前", "2025-01-12"), ("办中", "2025-02-01"), ("办后", "2025-03-20"), replied="2025-03-01"),
    ]
    rows = [proposal(n, "2025-01-02") for n in "12345"]
    put(sqlite_ledger, units=[unit("A", "甲局")], proposals=rows, proposal_events=events)
    return publish(sqlite_ledger, tmp_path)


def test_a_talk_counts_in_the_phase_that_its_result_names(talks: Store) -> None:
    """Of four handed over 1, 2, 4 were talked with before and 1, 3, 4 during; of three answered 1 and 4 after and thrice."""
    rates = [ask(talks, f"talked_{phase}_rate") for phase in ("before", "during", "after", "thrice")]
    assert rates == [3 / 4, 3 / 4, 2 / 3, 2 / 3]


def test_a_talk_that_is_still_to_come_is_not_known(talks: Store) -> None:
    assert ask(talks, "talked_after_rate", "2025-03-10") == 1 / 3
    assert ask(talks, "talked_thrice_rate", "2025-03-04") == 0


def test_each_suggestion_of_a_proposal_stands_somewhere(sqlite_ledger: Engine, tmp_path: Path) -> None:
    def of(number: str, **more: Any) -> dict[str, Any]:
        dates = {name: day(str(value)) for name, value in more.items() if name.endswith("_on")}
        return suggestion(number, "1", "2025-07-01") | {"origin": "提案"} | more | dates

    rows = [
        of("未到期", due_on="2025-10-30"),
        of("逾期", due_on="2025-09-29"),
        of("当日", due_on="2025-09-30"),
        of("采纳", replied_on="2025-08-01", adoption="采纳"),
        of("部分", replied_on="2025-08-01", adoption="部分采纳"),
        of("未采", replied_on="2025-08-01", adoption="未采纳"),
        of("待定", replied_on="2025-08-01", adoption="待定"),
        of("落实", replied_on="2025-08-01", adoption="采纳", implemented_on="2025-09-01"),
        of("未答", replied_on="2025-10-09", adoption="未采纳", due_on="2025-10-10"),
        suggestion("别的", "X", "2025-07-01"),
    ]
    put(sqlite_ledger, proposals=[proposal("1", "2025-06-01")], suggestions=rows)
    store = publish(sqlite_ledger, tmp_path)
    shown = view(store, "proposals.oversight", Filters(day("2025-09-30")), WHOLE, settings_for(sqlite_ledger, tmp_path))
    counted = shown.figure("replies").frame.set_index("name")["value"].to_dict()
    assert counted == {
        "逾期未答复": 1, "待答复": 3, "未采纳": 1, "已答复": 1, "部分采纳": 1, "采纳": 1, "已落实": 1
    }  # fmt: skip
    assert ask(store, "suggestions_reply_rate") == 5 / 9
    assert shown.figure("declined").frame["text"].isna().tolist() == [True]
    assert shown.table is not None
    assert shown.table.frame["reply"].tolist()[0] == "逾期未答复" and set(shown.table.frame["code"]) == {"1"}


def test_a_clue_that_became_a_proposal_counts_once_under_its_first_kind(sqlite_ledger: Engine, tmp_path: Path) -> None:
    def link(kind: str, number: str, to: str, on: str) -> dict[str, Any]:
        own = {"from_kind": kind, "from_no": number, "to_kind": "提案", "to_no": to}
        return own | {"linked_on": day(on), "manner": "转化"}

    put(
        sqlite_ledger,
        proposals=[proposal(n, "2025-03-01", proposer_kind="界别" if n == "3" else "委员") for n in "1234"],
        proposal_events=[event("1", "立案", "2025-03-10")],
        links=[
            link("民情", "V2", "1", "2025-02-20"),
            link("民情", "V1", "1", "2025-02-11"),
            link("监督", "J1", "1", "2025-02-10"),
            link("民情", "V3", "2", "2025-04-01"),
            link("提案", "4", "3", "2025-03-05"),
            link("提案", "2", "1", "2025-03-05"),
        ],
    )
    store = publish(sqlite_ledger, tmp_path)
    by = {kind: ask(store, "from_clues", where=(("source", (kind,)),)) for kind in ("民情", "监督")}
    assert by == {"民情": 1, "监督": 1}
    assert (ask(store, "from_clues"), ask(store, "from_clues_filed"), ask(store, "from_clues", "2025-03-31")) == (
        2,
        1,
        1,
    )
    # Only what a sector's own proposal took up; 1 is a member's.
    assert ask(store, "raised_to_collective") == 1
    shown = view(store, "proposals.review", Filters(day("2025-09-30")), WHOLE, settings_for(sqlite_ledger, tmp_path))
    chain = shown.figure("chain")
    assert chain.frame["source"].tolist() == ["民情", "监督"] and chain.unit_line.endswith("集体提案 1 件")


def test_reviews_are_timed_leg_by_leg_and_returns_counted_by_ground(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """预审 after 2 and 4 days; 3 and 5 were filed without any and are not waited for; 4 still waits."""
    events = [
        event("1", "预审", "2025-03-03"), event("1", "复审", "2025-03-08"), event("1", "立案", "2025-03-09"),
        event("2", "退回补充", "2025-03-02", note="请补充依据"), event("2", "预审", "2025-03-05"),
        event("2", "立案", "2025-03-07"), event("3", "立案", "2025-03-04"), event("5", "立案", "2025-03-04"),
    ]  # fmt: skip
    put(sqlite_ledger, proposals=[proposal(n, "2025-03-01") for n in "12345"], proposal_events=events)
    store = publish(sqlite_ledger, tmp_path)
    assert ask(store, "pre_review_days_median", "2025-03-21") == 4
    assert ask(store, "pre_review_days_median", "2025-03-04") is None  # 1 of 3 done: 2 and 4 wait
    assert ask(store, "re_review_days_median", "2025-03-21") == 5  # 2 was filed without one
    assert ask(store, "sent_back", where=(("ground", ("请补充依据",)),)) == ask(store, "sent_back") == 1
    assert ask(store, "sent_back", "2025-03-01") == 0


def test_the_four_answers_add_up_to_all_that_was_answered(demo: Demonstration) -> None:
    """Counted on the raw events: the worst of each rater's last word on the lead unit's answer."""
    shown = view(demo.store, "proposals.rounds", Filters(TODAY), WHOLE, demo.settings)
    answers = shown.figure("answers").frame.set_index("name")["value"]
    replied = int(answers.sum())
    with demo.store.reading(WHOLE) as reading:
        counted = answer(reading, (metric("proposals.replied"), metric("proposals.rated")), (), Filters(TODAY), RULES)
    assert replied == counted.value("proposals.replied")
    assert answers["未反馈"] == replied - int(counted.value("proposals.rated") or 0)
    assert answers.index.tolist() == ["满意", "基本满意", "不满意", "未反馈"]


def test_each_leader_answers_for_the_proposals_of_each_category(demo: Demonstration) -> None:
    found = view(demo.store, "proposals.oversight", Filters(TODAY), WHOLE, demo.settings).figure("leaders", Matrix)
    events = proposal_events()
    handed = events[events["stage"].isin(["交办", "改派"]) & (events["on_day"] <= TODAY)]["proposal_no"].unique()
    rows = tables()["proposals"]
    own = rows[rows["proposal_no"].isin(handed) & rows["leader"].notna() & rows["category"].notna()]
    by_hand = own.groupby(["leader", "category"]).size()
    assert found.frame.set_index(["row", "column"])["value"].astype(int).sort_index().to_dict() == by_hand.to_dict()
    sizes = own.groupby("leader").size()
    assert [sizes[leader] for leader in found.rows] == sorted(sizes, reverse=True)
    assert pd.Series(found.frame["text"].str.contains("超")).equals(pd.Series(found.frame["outside"].astype(bool)))


def test_each_member_counts_by_the_part_they_had(demo: Demonstration) -> None:
    """The three tables of the ledger, put together by pandas."""
    with demo.store.reading(WHOLE) as reading:
        found = by_member(reading, Filters(TODAY), RULES).frame.set_index("no")
    events = proposal_events()
    known = events[events["on_day"] <= TODAY]
    filed = set(known.loc[known["stage"] == "立案", "proposal_no"])
    parts = tables()["proposal_members"].merge(tables()["proposals"][["proposal_no", "submitted_on"]], on="proposal_no")
    parts = parts[parts["submitted_on"] <= TODAY]
    of = {"first": ["第一提案人"], "co_signed": ["联名"], "took_part": ["主笔", "参与"]}
    for name, roles in of.items():
        counted = parts[parts["role"].isin(roles)].groupby("member_no")["proposal_no"].nunique()
        assert found[name][found[name] > 0].sort_index().to_dict() == counted.to_dict()
    own = parts[parts["proposal_no"].isin(filed)].groupby("member_no")["proposal_no"].nunique()
    assert found["filed"][found["filed"] > 0].sort_index().to_dict() == own.to_dict()
    assert found["first"].is_monotonic_decreasing


def test_the_report_of_collective_proposals_is_by_sector_and_of_nothing_else(demo: Demonstration) -> None:
    shown = view(demo.store, "statistics", Filters(TODAY), WHOLE, demo.settings)
    rows = tables()["proposals"]
    own = rows[(rows["proposer_kind"] == "界别") & (rows["submitted_on"] <= TODAY)]
    by_hand = own["sector"].fillna("未填").value_counts().to_dict()
    told = shown.figure("collective").frame.set_index("name")["proposals.submitted"].to_dict()
    assert told.pop("合计") == len(own) and told == by_hand


def test_the_five_fields_tell_what_is_red_and_what_falls_due_this_week(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """30 September 2025 is a Tuesday: its week ends on Sunday, 5 October; what is due on the 6th is not of it."""
    dues = {
        "1": "2025-09-29",
        "2": "2025-09-30",
        "3": "2025-10-05",
        "4": "2025-10-06",
        "5": "2025-12-01",
        "6": "2025-10-01",
    }
    events = [
        event(number, "交办", "2025-08-01", unit="A", role="主办", due_on=day(due)) for number, due in dues.items()
    ]
    events.append(event("6", "答复", "2025-09-15", unit="A", role="主办", result="A"))
    rows = [proposal(n, "2025-07-01") for n in dues]
    put(sqlite_ledger, units=[unit("A", "甲局")], proposals=rows, proposal_events=events)
    store = publish(sqlite_ledger, tmp_path)
    shown = view(store, "overview", Filters(day("2025-09-30")), WHOLE, settings_for(sqlite_ledger, tmp_path))
    fields = shown.figure("domains").frame.set_index("field")
    assert fields.index.tolist() == ["提案", "协商", "监督", "民情", "委员", "清单", "党建"]
    assert fields.loc["提案", ["said", "red", "yellow", "due"]].tolist() == ["在办 5 件", 1, 3, 2]
    assert fields.loc["监督", ["said", "red", "due"]].tolist() == ["还没有监督事项", None, None]
    assert fields.loc["民情", ["said", "red", "due"]].tolist() == ["还没有民情", None, None]
    assert fields["due"].isna().tolist() == [False, True, True, True, True, True, True]


def test_the_answers_of_a_period_are_those_judged_in_it_and_those_not_judged_since(demo: Demonstration) -> None:
    """More are judged in these twelve months than were answered in them: no bar falls below nought."""
    year = Filters(TODAY, since=date(2025, 4, 1), until=TODAY, basis="period")
    shown = view(demo.store, "proposals.rounds", year, WHOLE, demo.settings).figure("answers")
    with demo.store.reading(WHOLE) as reading:
        of = (metric("proposals.rated"), metric("proposals.silent"))
        counted = answer(reading, of, (), year, RULES)
    said = shown.frame.set_index("name")["value"]
    assert said.sum() == sum(int(counted.value(m.key) or 0) for m in of)
    assert (said > 0).all() and shown.frame["base"].tolist()[-1] == f"{said['未反馈'] / said.sum():.1%}"
