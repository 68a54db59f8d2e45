"""What units hold: against the event table, and traps of two units, returns and their own limits."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.demonstration import TODAY, Demonstration, proposal_events
from tests.ledger_rows import day, default_rules, event, proposal, publish, put, settings_for, unit
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS, metric
from zxdata.metrics.answer import answer
from zxdata.metrics.listing import listing
from zxdata.metrics.proposals import METRICS as HANDLING
from zxdata.rules.book import Rules, read_rules
from zxdata.rules.procedure import Procedure
from zxdata.snapshot.build import refresh
from zxdata.store import Store

RULES = default_rules()
Ask = Callable[..., Any]


def asked(store: Store, key: str, on: date, by: str = "", rules: Rules = RULES, **filters: Any) -> Any:
    """A number, or {value of ``by``: number}."""
    with store.reading(Scope.whole()) as reading:
        dims = tuple(by.split(",")) if by else ()
        where = tuple((d, (v,)) for d, v in filters.items())
        frame = answer(reading, (metric(key),), dims, Filters(on, where=where), rules).frame
    return dict(zip(frame[by], frame[key], strict=True)) if by else frame[key].iloc[0]


@pytest.fixture
def ask(sqlite_ledger: Engine, tmp_path: Path) -> Callable[..., Ask]:
    def after(*events: dict[str, Any], numbers: tuple[str, ...] = ("1",)) -> Ask:
        put(
            sqlite_ledger,
            units=[unit("A", "甲局"), unit("B", "乙局"), unit("C", "丙局")],
            proposals=[proposal(n, "2025-01-02") for n in numbers],
            proposal_events=list(events),
        )
        store = publish(sqlite_ledger, tmp_path)
        return lambda key, on="2025-09-30", by="", rules=RULES, **where: asked(
            store, f"proposals.{key}", day(on), by, rules, **where
        )

    return after


@pytest.mark.parametrize(
    "pair",
    [
        ("duties", "assigned"),
        ("duties_replied", "replied"),
        ("duties_overdue", "overdue"),
        ("duties_on_time_rate", "on_time_rate"),
        ("duties_satisfaction_rate", "satisfaction_rate"),
    ],
)
@pytest.mark.parametrize("as_of", [TODAY, date(2025, 2, 10)])
def test_the_lead_units_row_is_what_every_other_metric_says(
    demo: Demonstration, pair: tuple[str, str], as_of: date
) -> None:
    duty = asked(demo.store, f"proposals.{pair[0]}", as_of, "unit", role="主办")
    plain = asked(demo.store, f"proposals.{pair[1]}", as_of, "unit")
    assert {k: v for k, v in duty.items() if v} == {k: v for k, v in plain.items() if v and k != "未填"}


def test_joint_and_split_units_are_counted_from_the_event_table(demo: Demonstration) -> None:
    told = proposal_events()
    seen = told[told["role"].isin(["会办", "分办"])]
    given = seen[seen["stage"] == "交办"].groupby(["proposal_no", "unit", "role"])[["due_on"]].max()
    first = seen[seen["stage"] == "答复"].groupby(["proposal_no", "unit", "role"])["on_day"].min()
    held = given.join(first.rename("replied_on"))
    counts = held.groupby("role").size().to_dict()
    by_role = asked(demo.store, "proposals.duties", TODAY, "role")
    assert {r: by_role[r] for r in counts} == counts
    in_time = held["replied_on"].notna() & (held["replied_on"] <= held["due_on"])
    overdue = held["replied_on"].isna() & (held["due_on"] < TODAY)
    due = held["replied_on"].notna() | overdue
    expected = (in_time.groupby("role").sum() / due.groupby("role").sum()).to_dict()
    rates = asked(demo.store, "proposals.duties_on_time_rate", TODAY, "role")
    assert {r: rates[r] for r in expected} == pytest.approx(expected)


def test_a_proposal_of_several_units_is_one_proposal_and_several_duties(ask: Callable[..., Ask]) -> None:
    of = ask(
        event("1", "交办", "2025-01-10", unit="A", role="主办"),
        event("1", "交办", "2025-01-10", unit="B", role="会办"),
        event("1", "交办", "2025-01-10", unit="C", role="分办"),
    )
    assert (of("handled"), of("duties"), of("duties_answerable")) == (1, 3, 2)
    assert of("handled", by="unit") == {"甲局": 1, "乙局": 1, "丙局": 1}
    assert of("handled", unit="乙局") == 1 and of("handled", unit="乙局", role="主办") == 0
    assert of("assigned") == 1


def test_each_unit_answers_to_its_own_limit(ask: Callable[..., Ask]) -> None:
    of = ask(
        event("1", "交办", "2025-01-10", unit="A", role="主办"),
        event("1", "交办", "2025-01-31", unit="B", role="会办"),
        event("1", "答复", "2025-02-28", unit="B", role="会办"),
    )
    assert of("duties_on_time_rate", "2025-03-01") == 1  # a month from 31 January is 28 February
    assert of("duties_overdue", "2025-04-10") == 0
    assert of("duties_overdue", "2025-04-11", by="unit")["甲局"] == 1
    rules = RULES.model_copy(update={"procedure": _joint_in(days=20)})
    assert of("duties_on_time_rate", "2025-03-01", rules=rules) == 0
    # Ten working days from 31 January 2025: the new year until 4 February, Saturday 8 February works.
    working = RULES.model_copy(update={"procedure": _joint_in(workdays=10)})
    assert of("duties_overdue", "2025-02-16", rules=working) == 0
    assert of("duties_overdue", "2025-02-18", rules=working) == 1


def _joint_in(**limit: int) -> Procedure:
    clocks = tuple(c.model_copy(update={"months": None} | limit) if c.name == "会办" else c for c in Procedure().clocks)
    return Procedure(clocks=clocks)


def test_a_unit_that_returned_it_holds_it_no_more(ask: Callable[..., Ask]) -> None:
    of = ask(
        event("1", "交办", "2025-01-10", unit="A", role="主办"),
        event("1", "交办", "2025-01-10", unit="B", role="会办"),
        event("1", "退办", "2025-01-13", unit="B", role="会办"),
        event("1", "退办", "2025-01-14", unit="A", role="主办"),
        event("1", "改派", "2025-01-20", unit="C", role="主办"),
    )
    assert of("duties", "2025-01-12", by="unit") == {"甲局": 1, "乙局": 1}
    assert of("duties", by="unit") == {"丙局": 1}
    assert of("duties_signing_rate") == 0


def test_a_signature_before_the_unit_took_over_does_not_count(ask: Callable[..., Ask]) -> None:
    of = ask(
        event("1", "签收", "2025-01-05", unit="A", role="主办"), event("1", "交办", "2025-01-10", unit="A", role="主办")
    )
    assert of("duties_signing_rate") == 0


def test_two_raters_of_one_unit_count_once_and_the_worse_is_heard(ask: Callable[..., Ask]) -> None:
    of = ask(
        event("1", "交办", "2025-01-10", unit="A", role="主办"),
        event("1", "交办", "2025-01-10", unit="C", role="分办"),
        event("1", "答复", "2025-02-01", unit="A", role="主办"),
        event("1", "答复", "2025-02-01", unit="C", role="分办"),
        event("1", "评价", "2025-02-10", unit="A", rater="张某", result="满意"),
        event("1", "评价", "2025-02-11", unit="A", rater="李某", result="不满意"),
        event("1", "评价", "2025-02-11", unit="C", rater="李某", result="满意"),
        event("1", "评价", "2025-02-12", unit="C", rater="张某", result="未反馈"),
    )
    assert of("duties_satisfaction_rate", by="unit") == {"甲局": 0, "丙局": 1}
    assert of("duties_satisfaction_rate", "2025-02-10", by="unit") == {"甲局": 1, "丙局": None}


@pytest.mark.parametrize("key", [m.key for m in HANDLING if m.value_format == "integer"])
def test_as_many_rows_stand_behind_every_count(demo: Demonstration, key: str) -> None:
    choices = [Filters(TODAY), Filters(TODAY, region="500107"), Filters(TODAY, since=date(2025, 1, 1), until=TODAY)]
    if "unit" in METRICS[key].filters:
        choices.append(Filters(TODAY).only("unit", "市教育委员会"))
    with demo.store.reading(Scope.whole()) as reading:
        for filters in choices:
            counted = answer(reading, (METRICS[key],), (), filters, RULES).value(key) or 0
            rows = listing(reading, METRICS[key], filters, RULES).frame
            assert len(rows) == counted


@pytest.mark.parametrize(
    ("rules", "due"),
    [
        ("", "2025-04-20"),
        ('[procedure]\nreassigned = "continue"', "2025-04-16"),
        ("[proposals]\nlimit_workdays = 15", "2025-02-14"),
        ('[proposals]\nlimit_days = 15\n[procedure]\nreassigned = "continue"', "2025-01-31"),
        ('[procedure]\nreassigned = "continue"\nreturned = "run"', "2025-04-10"),
    ],
)
def test_a_bodys_own_limit_restarts_or_goes_on_with_a_new_unit(
    rules: str, due: str, sqlite_ledger: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(rules, encoding="utf-8")
    put(
        sqlite_ledger,
        units=[unit("A", "甲局"), unit("C", "丙局")],
        proposals=[proposal("1", "2025-01-02")],
        proposal_events=[
            event("1", "交办", "2025-01-10", unit="A"),
            event("1", "退办", "2025-01-14", unit="A"),
            event("1", "改派", "2025-01-20", unit="C"),
        ],
    )
    settings = settings_for(sqlite_ledger, tmp_path).model_copy(update={"rules": file})
    refresh(sqlite_ledger, settings)
    with Store(settings.snapshot_dir).reading(Scope.whole()) as reading:
        rows = listing(reading, metric("proposals.open"), Filters(day("2025-09-30")), read_rules(file)).frame
    assert rows["due_on"].tolist() == [day(due)]
