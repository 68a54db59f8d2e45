"""The third quarter of 2026 of the demonstration ledger, read as a period and as a cohort, counted anew with pandas on
the raw tables.
"""

from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest

from tests.demonstration import demonstration, tables
from zxdata.filters import Basis, Filters, Scope
from zxdata.metrics import metrics
from zxdata.metrics.answer import answer
from zxdata.rules.book import read_rules
from zxdata.store import Reading

DAY = date(2026, 11, 28)
SINCE, UNTIL = pd.Timestamp(2026, 7, 1), pd.Timestamp(2026, 9, 30)
QUARTER = {"since": SINCE.date(), "until": UNTIL.date()}


@pytest.fixture(scope="module")
def reading() -> Iterator[Reading]:
    with demonstration(DAY).store.reading(Scope.whole(), 300) as found:
        yield found


def asked(reading: Reading, basis: Basis, *keys: str) -> dict[str, float]:
    rules = read_rules(demonstration(DAY).settings.rules)
    frame = answer(reading, metrics(keys), (), Filters(DAY, basis=basis, **QUARTER), rules).frame
    return {str(name): value for name, value in frame.iloc[0].items()}


def events() -> pd.DataFrame:
    found = tables(DAY)["proposal_events"]
    local = found["occurred_at"].map(lambda moment: pd.Timestamp(moment.astimezone(demonstration(DAY).settings.zone)))
    day = local.dt.tz_localize(None).dt.normalize()
    return found.assign(day=day, due=pd.to_datetime(found["due_on"]), moment=local)


def proposals(known: pd.Timestamp) -> pd.DataFrame:
    """One row a proposal as the events up to the day ``known`` tell: its last lead unit's clock, its ratings."""
    every = events()
    seen = every[every["day"] <= known].sort_values("moment", kind="stable")
    listed = tables(DAY)["proposals"].set_index("proposal_no")
    p = pd.DataFrame({"submitted": pd.to_datetime(listed["submitted_on"])})
    p = p[p["submitted"] <= known]
    for stage in ("立案", "二次办理"):
        p[stage] = seen[seen["stage"] == stage].groupby("proposal_no")["day"].min()
    given = seen[seen["stage"].isin(["交办", "改派"]) & (seen["role"] == "主办")]
    p["handed"] = seen[seen["stage"].isin(["交办", "改派"])].groupby("proposal_no")["day"].min()
    p["since"] = given.groupby("proposal_no")["day"].max()
    after = seen.join(p["since"], on="proposal_no")
    after = after[after["day"] >= after["since"]]
    lead = after["role"].isna() | (after["role"] == "主办")
    written = after[lead & after["stage"].isin(["交办", "改派", "延期"]) & after["due"].notna()]
    three_months = p["since"].map(lambda day: day + pd.DateOffset(months=3), na_action="ignore")
    p["due"] = written.groupby("proposal_no")["due"].last().reindex(p.index).fillna(three_months)
    p["replied"] = after[lead & (after["stage"] == "答复")].groupby("proposal_no")["day"].min()
    said = after[(after["stage"] == "评价") & (after["result"] != "未反馈")]
    p["rated"] = said.groupby("proposal_no")["day"].min()
    latest = said.groupby(["proposal_no", said["rater"].fillna("")])["result"].last()
    p["content"] = (latest == "满意").groupby("proposal_no").all()
    return p


def within(day: pd.Series) -> pd.Series:
    return day.between(SINCE, UNTIL)


def test_a_period_counts_what_happened_in_it_and_what_stood_at_its_end(reading: Reading) -> None:
    p = proposals(UNTIL)
    open_ = p["handed"].notna() & p["replied"].isna()
    counts = {
        "proposals.submitted": within(p["submitted"]),
        "proposals.filed": within(p["立案"]),
        "proposals.assigned": within(p["handed"]),
        "proposals.replied": within(p["replied"]),
        "proposals.open": open_,
        "proposals.overdue": open_ & (p["due"] < UNTIL),
        "proposals.second_round": within(p["二次办理"]),
        "proposals.rated": within(p["rated"]) & p["replied"].notna(),
    }
    found = asked(reading, "period", *counts)
    assert found == {key: int(rows.sum()) for key, rows in counts.items()}
    assert found["proposals.overdue"] > 0 and found["proposals.second_round"] > 0


def test_a_rate_of_a_period_is_over_what_was_decided_in_it(reading: Reading) -> None:
    p = proposals(UNTIL)
    decided = within(p["replied"]) | (within(p["due"]) & p["handed"].notna())
    in_time = decided & (p["replied"] <= p["due"])
    in_hand = within(p["replied"]) | (p["handed"].notna() & p["replied"].isna())
    rated = within(p["rated"]) & p["replied"].notna()
    expected = {
        "proposals.on_time_rate": (in_time, decided),
        "proposals.reply_rate": (within(p["replied"]), in_hand),
        "proposals.satisfaction_rate": (rated & p["content"].fillna(False).astype(bool), rated),
    }
    found = asked(reading, "period", *expected)
    for key, (top, bottom) in expected.items():
        assert (found[f"{key}.numerator"], found[f"{key}.denominator"]) == (top.sum(), bottom.sum()), key
        assert f"{key}.undecided" not in found
    assert 0 < in_time.sum() < decided.sum()


def test_a_cohort_is_what_was_submitted_in_it_as_it_stands_today(reading: Reading) -> None:
    p = proposals(pd.Timestamp(DAY))
    p = p[within(p["submitted"])]
    overdue = p["handed"].notna() & p["replied"].isna() & (p["due"] < pd.Timestamp(DAY))
    decided = p["replied"].notna() | overdue
    found = asked(reading, "cohort", "proposals.replied", "proposals.overdue", "proposals.on_time_rate")
    assert (found["proposals.replied"], found["proposals.overdue"]) == (p["replied"].notna().sum(), overdue.sum())
    assert found["proposals.on_time_rate.denominator"] == decided.sum()
    assert found["proposals.on_time_rate.numerator"] == (p["replied"] <= p["due"]).sum()
    assert found["proposals.on_time_rate.undecided"] == pytest.approx(1 - decided.sum() / p["handed"].notna().sum())


def test_supervision_and_consultation_are_read_by_closing_and_answer(reading: Reading) -> None:
    s = tables(DAY)["suggestions"]
    s = s[s["origin"] == "协商"]
    raised, replied, done = (pd.to_datetime(s[name]) for name in ("raised_on", "replied_on", "implemented_on"))
    answered = within(replied) & (raised <= UNTIL)
    found = asked(reading, "period", "consultation.replied", "consultation.adoption_rate", "consultation.implemented")
    assert found["consultation.replied"] == answered.sum()
    assert found["consultation.implemented"] == (within(done) & (raised <= UNTIL)).sum()
    unanswered = replied.isna() & s["adoption"].isin(["采纳", "部分采纳"]) & within(raised)
    assert found["consultation.adoption_rate.denominator"] == (answered | unanswered).sum()
    assert found["consultation.adoption_rate.numerator"] == ((answered | unanswered) & (s["adoption"] == "采纳")).sum()
