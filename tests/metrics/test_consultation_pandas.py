"""Every number of 协商活动 by every dimension equals pandas on the ledger's tables, on demonstration data."""

from collections.abc import Callable, Iterator
from datetime import date

import pandas as pd
import pytest

from tests.consultation_cases import DIMS, TODAY, Tables, districts, meetings, suggestions, tables
from tests.demonstration import demonstration
from tests.ledger_rows import default_rules
from tests.neighbours import neighbours
from zxdata.filters import UNFILLED, Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.metrics.consultation.people import visits_of_members
from zxdata.store import Reading
from zxdata.views import view
from zxdata.views.consultation import PARTS

EARLIER = date(2025, 3, 14)


@pytest.fixture
def reading() -> Iterator[Reading]:
    with demonstration(TODAY).store.reading(Scope.whole()) as found:
        yield found


Source = Callable[[Tables, date], pd.DataFrame]
# fmt: off
COUNTS: dict[str, tuple[Source, str]] = {
    **{key: (meetings, marked) for key, marked in {
        "meetings": "any", "meetings_with_leaders": "led", "meetings_with_public": "peopled", "meetings_untold": "untold",
        "cross_region": "cross", "single_region": "single", "meetings_with_suggestions": "fruitful"}.items()},
    **{key: (suggestions, marked) for key, marked in {
        "suggestions": "any", "replied": "replied", "adopted": "adopted", "heeded": "partly", "implemented": "done",
        "fulfilled": "partly_done", "overdue": "overdue", "signed": "signed", "rated": "rated",
        "adopted_unreplied": "unreplied", "implemented_early": "early", "implemented_unadopted": "unadopted"}.items()},
}
# fmt: on
RATES: dict[str, tuple[Source, str, str]] = {
    "fruitful_rate": (meetings, "fruitful", "any"),
    "adoption_rate": (suggestions, "adopted", "any"),
    "adoption_rate_with_partial": (suggestions, "partly", "any"),
    "reply_rate": (suggestions, "replied", "any"),
    "on_time_rate": (suggestions, "in_time", "settled"),
    "sign_rate": (suggestions, "signed_in_time", "sign_settled"),
    "implementation_rate": (suggestions, "partly_done", "partly"),
    "satisfaction_rate": (suggestions, "satisfied", "rated"),
}


def asked(reading: Reading, by: str, day: date) -> pd.DataFrame:
    """Every number that can be broken down so, in one answer."""
    fitting = [metric(f"consultation.{key}") for key in (*COUNTS, *RATES)]
    fitting = [one for one in fitting if by in one.dims]
    return answer(reading, fitting, (by,), Filters(day), default_rules()).frame.set_index(by)


@pytest.mark.parametrize("day", [TODAY, EARLIER])
@pytest.mark.parametrize("by", [*DIMS, "unit", "district", "day", "month", "quarter", "year"])
def test_counts_and_rates_equal_pandas(by: str, day: date, reading: Reading) -> None:
    told = asked(reading, by, day)
    grouped: dict[object, pd.DataFrame] = {
        source: _grouped(source(tables(), day), by) for source in (meetings, suggestions)
    }
    compared = 0
    for key, (source, marked) in COUNTS.items():
        if f"consultation.{key}" in told:
            expected = grouped[source].groupby("group")[marked].sum()
            found = told[f"consultation.{key}"]
            assert found[found > 0].to_dict() == expected[expected > 0].to_dict(), key
            compared += 1
    for key, (source, top, bottom) in RATES.items():
        if f"consultation.{key}" in told:
            sums = grouped[source].groupby("group")[[top, bottom]].sum()
            expected = (sums[top] / sums[bottom])[sums[bottom] > 0]
            assert told[f"consultation.{key}"].dropna().to_dict() == pytest.approx(expected.to_dict()), key
            compared += 1
    assert compared == (19 if by == "unit" else len(COUNTS) + len(RATES))


def _grouped(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """The rows with the ``group`` in which each counts; in each of its districts once."""
    if by == "district":
        found = frame["origin_no" if "origin_no" in frame else "consultation_no"].map(districts(tables()))
        return frame.assign(group=found).explode("group").fillna({"group": UNFILLED})
    if by not in frame and by not in ("month", "quarter", "year", "day"):
        return frame.assign(group=UNFILLED)
    if by in frame:
        return frame.assign(group=frame[by].fillna(UNFILLED))
    days = pd.to_datetime(frame["held_on" if "held_on" in frame else "raised_on"])
    names = {"day": "D", "month": "M", "quarter": "Q", "year": "Y"}
    return frame.assign(group=days.dt.to_period(names[by]).astype(str).str.replace("Q", "-Q"))


def test_visits_equal_pandas(reading: Reading) -> None:
    members = tables()["members"]
    serving = members[
        members["term_to"].map(lambda d: pd.isna(d) or d >= TODAY)
        & members["term_from"].map(lambda d: pd.isna(d) or d <= TODAY)
    ]
    came = tables()["consultation_members"].drop_duplicates(["consultation_no", "member_no"])
    came = came[came["consultation_no"].isin(meetings(tables(), TODAY)["consultation_no"])]["member_no"].value_counts()
    expected = serving["member_no"].map(came).fillna(0).astype(int)
    found = visits_of_members(reading, Filters(TODAY), default_rules()).frame.set_index("no")["visits"]
    assert found.to_dict() == dict(zip(serving["member_no"], expected, strict=True))


@pytest.mark.parametrize("key", ["consultation", *PARTS])
@pytest.mark.parametrize(
    "filters",
    [
        Filters(TODAY),
        Filters(TODAY, region="500107"),
        Filters(TODAY, region="500107007"),
        Filters(date(2019, 1, 1)),
        Filters(TODAY, where=(("platform", ("渝事好商量",)),)),
        Filters(TODAY, since=date(2025, 9, 1)),
    ],
    ids=["whole", "district", "township", "before the ledger", "a platform", "this month"],
)
@pytest.mark.parametrize("options", [(), (("measure", "adoption"), ("partial", "yes"), ("word", "养老"))])
def test_every_part_shows_any_question(key: str, filters: Filters, options: tuple[tuple[str, str], ...]) -> None:
    own = neighbours()[0]
    shown = view(own.store, key, filters, Scope.whole(), own.settings, options)
    assert shown.headline or not shown.figures  # the cards over every part stand without a sentence
    assert len({f.key for f in shown.figures}) == len(shown.figures)
    for figure in shown.figures:
        assert figure.title and figure.unit_line
