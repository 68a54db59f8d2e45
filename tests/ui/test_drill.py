"""Where marks lead: every page can read what its figures write, and siblings stay."""

from dataclasses import replace

import pytest

from tests.demonstration import EARLIER, demonstration
from tests.ui.marks import SHOWN, as_url, charts, choices, drawn, filtering, filters, led, names, shown
from ui import drill, url
from ui.contents import entry
from ui.show.heading import restricted
from zxdata import words
from zxdata.figures import Board, Profile, Survival, Table, numbers
from zxdata.filters import Scope
from zxdata.metrics import METRICS
from zxdata.metrics.answer import answer
from zxdata.rules.book import read_rules
from zxdata.rules.palette import ORDER

# View and figure that keep what stands beside the chosen.
SIBLINGS = [
    "consultation ranking",
    "consultation platforms",
    "consultation.agenda collected",
    "consultation.outcomes adopting",
    "consultation.partners matrix",
    "consultation.places form",
    "consultation.places channel",
    "consultation.places category",
    "coverage ranking",
    "members ranking",
    "overview ranking",
    "party organised",
    "party worked",
    "party.talks talking",
    "programmes districts",
    "programmes.actions where",
    "programmes.assessment assessment_made_of",
    "programmes.standing monthly",
    "proposals units",
    "proposals.colours districts",
    "proposals.flow bottlenecks",
    "proposals.oversight leaders",
    "proposals.units ranking",
    "supervision districts",
    "supervision.closing closed",
    "supervision.closing lasting",
    "supervision.closing adopting",
    "supervision.spread units",
    "supervision.spread months",
    "supervision.spread form",
    "supervision.spread channel",
    "supervision.spread category",
    "supervision.spread leader",
    "supervision.worth effectiveness_made_of",
    "supervision.worth influence_made_of",
    "supervision.worth participation_made_of",
    "voices channels",
    "voices ranking",
    "voices.colours districts",
    "voices.grading grades",
    "voices.index voices_made_of",
    "voices.library categories",
    "voices.sources channels",
    "voices.sources by_district",
    "voices.visits ranking",
]


@pytest.mark.parametrize("key", SHOWN)
def test_what_a_mark_writes_its_page_can_read(key: str) -> None:
    for found in (*shown(key).figures, *filter(None, [shown(key).table])):
        for mark, step in led(shown(key), found):
            there = entry(step.page or key)
            asked = url.read(as_url(step.query), there, EARLIER)
            assert asked.notices == (), (found.key, mark.label)
            # A township's code begins with that of its district.
            assert not asked.region or asked.region[:6] in dict(choices().districts), (found.key, mark)
            for dimension, values in asked.filters.where:
                offered = set(ORDER) if dimension == "colour" else set(choices().values[dimension])
                assert set(values) <= offered, (found.key, mark.label)


def test_the_figures_that_keep_their_siblings_are_those_named_here() -> None:
    assert {name for name, key, found in charts() if len(filtering(key, found)) > 1} == set(SIBLINGS)


@pytest.mark.parametrize("name", SIBLINGS)
def test_a_figure_clicked_for_its_own_dimension_keeps_its_siblings(name: str) -> None:
    key, found = drawn(name)
    asked = url.read(as_url(filtering(key, found)[1].query), entry(key), EARLIER)
    chosen = replace(asked.filters, region=asked.region or None)
    after = shown(key, chosen, asked.options).figure(found.key)
    assert names(after) == names(found)
    assert getattr(after, "selected", None)


@pytest.mark.parametrize("key", SHOWN)
def test_whatever_is_drawn_answers_and_says_what_it_shows(key: str) -> None:
    """Of one case there is nothing to drill into; a board answers by itself; a curve of all is one mark."""
    for found in shown(key).figures:
        if isinstance(found, Table | Profile) or found.frame.empty or key.endswith((".card", ".station")):
            continue
        whole = isinstance(found, Board) or (isinstance(found, Survival) and not found.dimension)
        assert whole or led(shown(key), found), found.key
        assert found.key in ("known", "beyond", "classes", "categories", "bottlenecks", "likely", "tags") or numbers(
            found
        ), found.key


@pytest.mark.parametrize("key", SHOWN)
def test_a_number_at_the_head_of_a_part_is_the_one_that_its_meaning_tells(key: str) -> None:
    demo, told = (
        demonstration(EARLIER),
        [indicator for indicator in shown(key).indicators if indicator.metric in METRICS],
    )
    with demo.store.reading(Scope.whole()) as reading:
        rules = read_rules(demo.settings.rules)
        now = answer(reading, [METRICS[indicator.metric] for indicator in told], (), filters(), rules)
    formats = [(now.value(indicator.metric), METRICS[indicator.metric].value_format) for indicator in told]
    assert [indicator.value for indicator in told] == [words.number(value, kind) for value, kind in formats]


def test_a_figure_is_not_said_to_be_filtered_by_what_it_spreads_out() -> None:
    chosen = replace(filters(), where=(("colour", ("red",)), ("form", ("会议",)), ("unit", ("市林业局",))))
    figures = {
        f.key: restricted(f, chosen, "", shown("supervision.spread").palette)
        for f in shown("supervision.spread").figures
    }
    assert figures["units"] == "会议" and figures["form"] == "市林业局"
    assert figures["months"] == "■ 红　会议　市林业局"


def test_a_month_a_quarter_and_a_year_are_their_first_and_last_days() -> None:
    assert drill.period("2024-02") == {"from": "2024-02-01", "to": "2024-02-29", "period": None}
    assert drill.period("2025-Q3") == {"from": "2025-07-01", "to": "2025-09-30", "period": None}
    assert drill.period("2025") == {"from": "2025-01-01", "to": "2025-12-31", "period": None}
    assert drill.period("2025-09-30") == {"as_of": "2025-09-30"} and drill.period("近期") == {}


def test_a_tag_shows_who_is_good_at_it() -> None:
    mark, step = led(shown("members.matching"), shown("members.matching").figure("tags"))[0]
    found = shown("members.matching", options=tuple((name, "".join(v or "")) for name, v in step.query.items()))
    assert (
        len(found.figure("fitting").frame) and found.figure("tags").frame["name"].tolist().count(mark.carried[0]) == 1
    )
