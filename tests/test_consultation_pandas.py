"""Every number of 协商活动 by every dimension equals pandas on the ledger's tables, on demonstration data."""

from collections.abc import Callable, Iterator
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Engine

from tests.ledger_rows import default_rules, settings_for
from zxdata.demo import fill
from zxdata.divisions import load_home
from zxdata.filters import UNFILLED, Filters, Scope
from zxdata.ledger import TABLES, connect, upgrade
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.metrics.consultation.people import visits_of_members
from zxdata.metrics.consultation.topics import Months, surges, texts_with, topic_counts, word_counts
from zxdata.rules.consulting import Consulting
from zxdata.snapshot.build import refresh
from zxdata.store import Reading, Store
from zxdata.views import view
from zxdata.views.consultation import PARTS

TODAY, EARLIER = date(2025, 9, 30), date(2025, 3, 14)
DIMS = ("platform", "form", "channel", "category")
Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = connect(f"sqlite:///{tmp_path_factory.mktemp('consultation') / 'ledger.db'}")
    upgrade(engine)
    load_home(engine, "500000")
    folder = tmp_path_factory.mktemp("snapshot")
    settings = settings_for(engine, folder)
    fill(engine, settings)
    refresh(engine, settings)
    engine.folder = settings.snapshot_dir  # type: ignore[attr-defined]
    return engine


@pytest.fixture(scope="module")
def tables(ledger: Engine) -> Tables:
    with ledger.connect() as connection:
        return {n: pd.DataFrame(connection.execute(t.select()).mappings().all()) for n, t in TABLES.items()}


@pytest.fixture
def reading(ledger: Engine) -> Iterator[Reading]:
    with Store(ledger.folder).reading(Scope.whole()) as found:  # type: ignore[attr-defined]
        yield found


def meetings(tables: Tables, day: date) -> pd.DataFrame:
    found = tables["consultations"]
    return found[found["held_on"] <= day]


def suggestions(tables: Tables, day: date) -> pd.DataFrame:
    """Suggestions of consultations with the meeting's dimensions and what is known of each on the day."""
    found = tables["suggestions"]
    found = found[(found["origin"] == "协商") & (found["raised_on"] <= day)]
    joined = found.merge(tables["consultations"][["consultation_no", *DIMS]], how="left", left_on="origin_no",
                         right_on="consultation_no")  # fmt: skip
    replied = joined["replied_on"].map(lambda d: pd.notna(d) and d <= day)
    known = joined["replied_on"].where(joined["replied_on"].notna(), joined["raised_on"]).map(lambda d: d <= day)
    done = joined["implemented_on"].map(lambda d: pd.notna(d) and d <= day)
    partly = known & joined["adoption"].isin(["采纳", "部分采纳"])
    return joined.assign(replied=replied, adopted=known & (joined["adoption"] == "采纳"), partly=partly, done=done)


COUNTS: dict[str, tuple[Callable[[Tables, date], pd.DataFrame], Callable[[pd.DataFrame], pd.Series]]] = {
    "meetings": (meetings, lambda f: pd.Series(True, f.index)),
    "suggestions": (suggestions, lambda f: pd.Series(True, f.index)),
    "replied": (suggestions, lambda f: f["replied"]),
    "adopted": (suggestions, lambda f: f["adopted"]),
    "implemented": (suggestions, lambda f: f["done"]),
}
RATES: dict[str, tuple[str, str]] = {
    "adoption_rate": ("adopted", ""), "adoption_rate_with_partial": ("partly", ""), "reply_rate": ("replied", ""),
    "implementation_rate": ("partly_done", "partly"),
}  # fmt: skip


def asked(reading: Reading, key: str, by: str, day: date) -> dict[str, float | None]:
    frame = answer(reading, (metric(f"consultation.{key}"),), (by,), Filters(day), default_rules()).frame
    return dict(zip(frame[by], frame[f"consultation.{key}"], strict=True))


@pytest.mark.parametrize("day", [TODAY, EARLIER])
@pytest.mark.parametrize("by", [*DIMS, "month", "quarter"])
def test_counts_and_rates_equal_pandas(by: str, day: date, reading: Reading, tables: Tables) -> None:
    for key, (source, chosen) in COUNTS.items():
        frame = source(tables, day)
        groups = _groups(frame, by)
        expected = chosen(frame).groupby(groups).sum()
        told = {g: n for g, n in asked(reading, key, by, day).items() if n}
        assert told == {g: n for g, n in expected.items() if n}, key
    frame = suggestions(tables, day)
    frame["partly_done"] = frame["partly"] & frame["done"]
    for key, (top, bottom) in RATES.items():
        base = frame[frame[bottom]] if bottom else frame
        expected = base.groupby(_groups(base, by))[top].mean()
        told = {g: n for g, n in asked(reading, key, by, day).items() if n is not None}
        assert told == pytest.approx(expected.to_dict()), key


def _groups(frame: pd.DataFrame, by: str) -> pd.Series:
    if by in DIMS:
        return frame[by].fillna(UNFILLED)
    days = pd.to_datetime(frame["held_on" if "held_on" in frame else "raised_on"])
    return days.dt.to_period("M" if by == "month" else "Q").astype(str).str.replace("Q", "-Q")


def test_districts_equal_pandas(reading: Reading, tables: Tables) -> None:
    """On a day before any district changed, a region's district is its own or its parent."""
    parents = dict(zip(tables["regions"]["code"], tables["regions"]["parent_code"], strict=True))
    levels = dict(zip(tables["regions"]["code"], tables["regions"]["level"], strict=True))
    names = dict(zip(tables["regions"]["code"], tables["regions"]["name"], strict=True))

    def district(code: str) -> str:
        found = parents[code] if levels[code] == "乡镇街道" else code
        return names[found] if levels[found] == "区县" else f"{names[found]}本级"

    rows = meetings(tables, TODAY)
    spread = [(no, district(code)) for no, own, guests in rows[["consultation_no", "region", "partner_regions"]].itertuples(index=False)
              for code in [own, *(guests.split("、") if pd.notna(guests) else ())]]  # fmt: skip
    expected = pd.DataFrame(spread, columns=["no", "district"]).drop_duplicates()["district"].value_counts().to_dict()
    assert {k: v for k, v in asked(reading, "meetings", "district", TODAY).items() if v} == expected


def test_visits_equal_pandas(reading: Reading, tables: Tables) -> None:
    members = tables["members"]
    serving = members[
        members["term_to"].map(lambda d: pd.isna(d) or d >= TODAY)
        & members["term_from"].map(lambda d: pd.isna(d) or d <= TODAY)
    ]
    came = tables["consultation_members"].drop_duplicates(["consultation_no", "member_no"])
    came = came[came["consultation_no"].isin(meetings(tables, TODAY)["consultation_no"])]["member_no"].value_counts()
    expected = serving["member_no"].map(came).fillna(0).astype(int)
    found = visits_of_members(reading, Filters(TODAY), default_rules()).set_index("no")["visits"]
    assert found.to_dict() == dict(zip(serving["member_no"], expected, strict=True))


def texts(tables: Tables) -> pd.DataFrame:
    titles = meetings(tables, TODAY)[["consultation_no", "title", "held_on"]].set_axis(["no", "text", "day"], axis=1)
    said = suggestions(tables, TODAY)[["suggestion_no", "text", "raised_on"]].set_axis(["no", "text", "day"], axis=1)
    return pd.concat([titles, said], ignore_index=True).dropna(subset="text")


def test_a_dictionary_word_counts_the_texts_that_contain_it(reading: Reading, tables: Tables) -> None:
    found = texts(tables)
    words = {w: topic for topic, many in Consulting().keywords.items() for w in many}
    expected = {w: int(n) for w in words if (n := found["text"].str.contains(w, regex=False).sum())}
    counted = word_counts(reading, Filters(TODAY), default_rules())
    known = counted[counted["topic"] != ""]
    assert dict(zip(known["word"], known["texts"], strict=True)) == expected
    beyond = counted.loc[counted["topic"] == "", "word"]
    assert not set(beyond) & set(words) and "关于" not in set(beyond)
    word = known["word"].iloc[0]
    opened, whole = texts_with(reading, Filters(TODAY), default_rules(), word, 10_000)
    assert whole == len(opened) == expected[word]
    assert opened["text"].str.contains(word, regex=False).all()


def test_classes_count_a_text_once(reading: Reading, tables: Tables) -> None:
    found = texts(tables)["text"]
    expected = {
        topic: int(sum(any(w in text for w in many) for text in found)) for topic, many in Consulting().keywords.items()
    }
    counted, whole = topic_counts(reading, Filters(TODAY), default_rules())
    assert dict(counted.itertuples(index=False, name=None)) == expected
    assert whole == len(found)


def test_the_month_so_far_is_set_beside_as_many_days_of_the_last() -> None:
    assert Months.of(date(2025, 3, 14)) == Months(
        date(2025, 3, 1), date(2025, 3, 14), date(2025, 2, 1), date(2025, 2, 14)
    )
    assert Months.of(date(2025, 3, 31)).until_before == date(2025, 2, 28)
    assert Months.of(date(2025, 2, 28)).until_before == date(2025, 1, 31)  # both whole
    assert Months.of(date(2025, 3, 30)).until_before == date(2025, 2, 28)


def test_surges_count_each_span_and_name_only_the_improbable(reading: Reading, tables: Tables) -> None:
    rising, now, before = surges(reading, Filters(TODAY), default_rules())
    found = texts(tables)
    spans = [found[(found["day"] >= a) & (found["day"] <= b)] for a, b in (
        (date(2025, 9, 1), TODAY), (date(2025, 8, 1), date(2025, 8, 31)))]  # fmt: skip
    assert (now, before) == (len(spans[0]), len(spans[1]))
    word = rising[rising["topic"] != ""].iloc[0]
    assert [word["now"], word["before"]] == [
        int(s["text"].str.contains(word["word"], regex=False).sum()) for s in spans
    ]
    assert not rising.loc[rising["now"] < default_rules().consultation.surge_least, "surge"].any()


@pytest.mark.parametrize("key", ["consultation", *PARTS])
@pytest.mark.parametrize(
    "filters",
    [Filters(TODAY), Filters(TODAY, region="500107"), Filters(TODAY, region="500107007"), Filters(date(2019, 1, 1)),
     Filters(TODAY, where=(("platform", ("渝事好商量",)),)), Filters(TODAY, since=date(2025, 9, 1)),
     Filters(TODAY, options=(("measure", "adoption"), ("partial", "yes"), ("word", "养老")))],
    ids=["whole", "district", "township", "before the ledger", "a platform", "this month", "options"],
)  # fmt: skip
def test_every_part_shows_any_question(key: str, filters: Filters, ledger: Engine) -> None:
    folder = ledger.folder  # type: ignore[attr-defined]
    shown = view(Store(folder), key, filters, Scope.whole(), settings_for(ledger, folder.parent))
    assert shown.headline
    assert len({f.key for f in shown.figures}) == len(shown.figures)
    for figure in shown.figures:
        assert figure.title and figure.unit
