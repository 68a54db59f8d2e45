"""Handling times equal lifelines and pandas, computed from the event table."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
import pytest
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test

from tests.demonstration import TODAY, Demonstration, proposal_events
from tests.ledger_rows import default_rules
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer, survival
from zxdata.metrics.survival import log_rank
from zxdata.store import Reading
from zxdata.views import view

RULES = default_rules()
LEFT = ("并案", "不予立案", "转社情民意")
MEDIAN = metric("proposals.handling_days_median")


@pytest.fixture
def reading(demo: Demonstration) -> Iterator[Reading]:
    with demo.store.reading(Scope.whole()) as found:
        yield found


def firsts(as_of: date) -> pd.DataFrame:
    """The day each stage first happened to each proposal, by the lead unit's events."""
    told = proposal_events()
    seen = told[(told["on_day"] <= as_of) & (told["role"] == "主办")]
    return seen.pivot_table(index="proposal_no", columns="stage", values="on_day", aggfunc="min").reindex(
        columns=sorted(told["stage"].unique())
    )


def handled(as_of: date) -> pd.DataFrame:
    """unit, days, ended of each proposal: from its last lead unit's taking over to that unit's first reply."""
    told = proposal_events()
    seen = told[(told["on_day"] <= as_of) & (told["role"] == "主办")].sort_values("moment")
    taken = seen[seen["stage"].isin(["交办", "改派"])].groupby("proposal_no").last()[["on_day", "unit"]]
    replies = seen[seen["stage"] == "答复"].merge(taken, on=["proposal_no", "unit"], suffixes=("", "_taken"))
    first = replies[replies["on_day"] >= replies["on_day_taken"]].groupby("proposal_no")["on_day"].min()
    until = taken.index.map(first)
    ended = pd.notna(until)
    last = [day if done else as_of for day, done in zip(until, ended, strict=True)]
    days = [(b - a).days for a, b in zip(taken["on_day"], last, strict=True)]
    return pd.DataFrame({"unit": taken["unit"], "days": days, "ended": ended}, index=taken.index)


def quantile(days: Any, ended: Any, q: float) -> float | None:
    """The first day on which lifelines' curve is down to 1 - q; ``percentile`` misses exact ties by rounding."""
    shares = KaplanMeierFitter().fit(days, ended).survival_function_.iloc[:, 0]
    reached = shares.index[shares <= 1 - q + 1e-9]
    return float(reached[0]) if len(reached) else None


@pytest.mark.parametrize("as_of", [TODAY, date(2025, 6, 30), date(2024, 2, 29)])
def test_curves_by_unit_are_those_of_lifelines(as_of: date, reading: Reading) -> None:
    expected = handled(as_of)
    found = survival(reading, MEDIAN, ("unit",), Filters(as_of), RULES)
    assert {str(group[0]): c.count for group, c in found.items()} == expected.groupby("unit").size().to_dict()
    for group, curve in list(found.items())[::4]:
        rows = expected[expected["unit"] == group[0]]
        fitted = KaplanMeierFitter().fit(rows["days"], rows["ended"])
        assert curve.open_share == pytest.approx(fitted.predict(curve.days).to_numpy())
        assert curve.quantile(0.5) == quantile(rows["days"], rows["ended"], 0.5)
        assert curve.quantile(0.9) == quantile(rows["days"], rows["ended"], 0.9)


def test_the_log_rank_test_is_that_of_lifelines(reading: Reading) -> None:
    expected = handled(TODAY)
    found = survival(reading, MEDIAN, ("unit",), Filters(TODAY), RULES)
    test = multivariate_logrank_test(expected["days"], expected["unit"], expected["ended"])
    assert log_rank(list(found.values())) == pytest.approx(test.p_value, rel=1e-6)
    two = [c for g, c in found.items() if g[0] in ("市教育委员会", "市公安局")]
    rows = expected[expected["unit"].isin(["市教育委员会", "市公安局"])]
    assert log_rank(two) == pytest.approx(
        multivariate_logrank_test(rows["days"], rows["unit"], rows["ended"]).p_value, rel=1e-6
    )


def test_one_group_or_nothing_ended_has_no_log_rank(demo: Demonstration) -> None:
    with demo.store.reading(Scope.whole()) as reading:
        whole = survival(reading, MEDIAN, (), Filters(TODAY), RULES)
    assert log_rank(list(whole.values())) is None


@pytest.mark.parametrize(
    ("key", "since", "until", "gone"),
    [
        ("review_days", "提交", ("立案", "并案", "不予立案", "转社情民意"), ()),
        ("handing_days", "立案", ("交办",), ("并案",)),
        ("signing_days", "交办", ("签收", "答复"), ()),
        ("closing_days", "评价", ("办结",), ()),
        ("whole_days", "提交", ("办结",), LEFT),
    ],
)
@pytest.mark.parametrize("as_of", [TODAY, date(2025, 3, 15)])
def test_each_leg_is_what_lifelines_finds(
    key: str, since: str, until: tuple[str, ...], gone: tuple[str, ...], as_of: date, reading: Reading
) -> None:
    told = proposal_events()
    table = firsts(as_of)
    if key == "closing_days":
        rated = told[(told["stage"] == "评价") & (told["result"] != "未反馈") & (told["on_day"] <= as_of)]
        table = table.assign(评价=rated.groupby("proposal_no")["on_day"].min())
    begun = table[table[since].notna() & ~table[list(gone)].notna().any(axis=1)]
    ends = begun[list(until)].apply(lambda row: min((d for d in row if pd.notna(d)), default=None), axis=1)
    ended = ends.notna()
    days = [((end if done else as_of) - a).days for a, end, done in zip(begun[since], ends, ended, strict=True)]
    now = answer(reading, [metric(f"proposals.{key}_{q}") for q in ("median", "p90")], (), Filters(as_of), RULES)
    assert now.value(f"proposals.{key}_median") == quantile(days, ended, 0.5)
    assert now.value(f"proposals.{key}_p90") == quantile(days, ended, 0.9)


def test_the_verdict_says_in_words_what_the_test_finds(demo: Demonstration) -> None:
    by = (("curve", "category"),)
    shown = view(demo.store, "proposals.time", Filters(TODAY), Scope.whole(), demo.settings, by)
    assert "不像是偶然的（对数秩检验 p<0.001）" in shown.headline
    assert shown.figure("survival").frame["at_risk"].min() >= 15
    legs = shown.figure("legs").frame
    assert legs["value"].iloc[-1] == legs["value"].iloc[:-1].sum()


def test_earlier_periods_are_answered_on_their_own_cut_off(demo: Demonstration, reading: Reading) -> None:
    table = view(demo.store, "proposals.time", Filters(TODAY), Scope.whole(), demo.settings).figure("comparison").frame
    rate = table.set_index("name").loc["按期办复率"]
    for column, as_of in (("now", TODAY), ("month", date(2026, 2, 28)), ("year", date(2025, 3, 31))):
        since = date(as_of.year - 1, as_of.month, as_of.day)
        value = answer(reading, [metric("proposals.on_time_rate")], (), Filters(as_of, since=since), RULES)
        assert rate[column] == f"{value.value('proposals.on_time_rate'):.1%}"
