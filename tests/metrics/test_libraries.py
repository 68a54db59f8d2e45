"""民意库 and 议事员库, counted again in the raw tables by pandas; who may not see what is personal sees no names."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from tests.demonstration import TODAY, demonstration, tables
from zxdata.figures import Table
from zxdata.filters import Filters, Scope
from zxdata.metrics.duty.deliberators import Deliberator, deliberators
from zxdata.metrics.voices.library import COUNTED_BY, Library, opinions
from zxdata.views import view

YEAR = Filters(TODAY, since=date(2025, 1, 1), until=date(2025, 12, 31))
WHOLE = Scope.whole()
UNTOLD = replace(WHOLE, personal=False)


def library(word: str, scope: Scope = WHOLE) -> Library:
    shared = demonstration()
    with shared.store.reading(scope) as reading:
        return opinions(reading, YEAR, reading.version.rules, word, 10_000)


def seen(word: str = "") -> list[Deliberator]:
    shared = demonstration()
    with shared.store.reading(WHOLE) as reading:
        return list(deliberators(reading, YEAR, reading.version.rules, word))


def of_2025(table: str, day: str) -> pd.DataFrame:
    frame = tables()[table]
    days = pd.to_datetime(
        frame[day].map(
            lambda at: at.astimezone(demonstration().settings.zone).date() if hasattr(at, "astimezone") else at
        )
    )
    return frame[(days >= "2025-01-01") & (days <= "2025-12-31")]


@pytest.mark.parametrize("word", ["电梯", "停车", "没有人说过的词"])
def test_the_library_holds_what_the_tables_say(word: str) -> None:
    voices, suggestions = of_2025("voices", "raised_at"), of_2025("suggestions", "raised_on")
    own = suggestions[suggestions["origin"] == "协商"]
    holds = {
        "民情": voices["title"].fillna("").str.contains(word) | voices["text"].fillna("").str.contains(word),
        "社情民意信息": of_2025("bulletins", "submitted_on")["title"].str.contains(word),
        "征集议题": of_2025("topics", "raised_on")["title"].str.contains(word),
        "协商建议": own["text"].str.contains(word),
    }
    found = library(word)
    assert found.kinds == {kind: int(mask.sum()) for kind, mask in holds.items()}
    assert found.whole == sum(found.categories.values()) == len(found.listed)
    assert Counter(each.kind for each in found.listed) == {kind: n for kind, n in found.kinds.items() if n}
    assert all(word in each.text for each in found.listed if each.kind != "民情")


def test_without_a_word_each_kind_is_as_many_as_its_metric_says() -> None:
    shared = demonstration()
    shown = view(shared.store, "voices.library", YEAR, WHOLE, shared.settings)
    values = {card.metric: int(card.value.replace(",", "")) for card in shown.indicators}
    assert library("").kinds == {kind: values[key] for kind, key in COUNTED_BY.items()}


def test_what_people_wrote_is_searched_only_for_who_may_see_it() -> None:
    """“物业” stands in what people wrote, and in few titles."""
    voices = of_2025("voices", "raised_at")
    titled, written = (voices[name].fillna("").str.contains("物业") for name in ("title", "text"))
    assert library("物业").kinds["民情"] == int((titled | written).sum()) > int(titled.sum()) + 50
    assert library("物业", UNTOLD).kinds["民情"] == int(titled.sum())


def test_a_deliberator_is_told_by_field_concern_times_and_last_day() -> None:
    came, meetings, tags = (tables()[name] for name in ("consultation_members", "consultations", "member_tags"))
    held = of_2025("consultations", "held_on")[["consultation_no", "held_on", "category"]]
    joined = came.merge(held, on="consultation_no")
    members = {each.no: each for each in seen()}
    assert len(members) > 300 and len(meetings)
    for no, own in list(joined.groupby("member_no"))[:400]:
        if no not in members:  # left office since
            continue
        told = members[no]
        assert (told.visits, told.last_on) == (len(own), max(own["held_on"]))
        often = own["category"].dropna().loc[lambda c: c != ""].value_counts()
        named = told.concerns.split("、") if told.concerns else []
        assert [often[name] for name in named] == sorted(often, reverse=True)[:2]
        assert set(told.fields.split("、") if told.fields else []) <= set(tags.loc[tags["member_no"] == no, "tag"])
    visits = [each.visits for each in seen()]
    assert visits == sorted(visits, reverse=True)


def test_deliberators_are_found_by_a_word_and_named_only_for_who_may_see_them() -> None:
    fitting = seen("养老")
    assert fitting and all("养老" in f"{each.fields}{each.concerns}{each.sector}" for each in fitting)
    shared = demonstration()
    for scope, named in ((WHOLE, True), (UNTOLD, False)):
        shown = view(shared.store, "consultation.people", YEAR, scope, shared.settings, (("who", "养老"),))
        table = shown.figure("deliberators", Table)
        assert (len(table.frame) == len(fitting)) is named and (len(table.frame) == 0) is not named
    assert "个人信息" in table.empty and table.metric == ""
