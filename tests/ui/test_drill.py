"""Where marks lead: every page can read what its figures write, siblings stay, and opened rows are as many as the number."""

from dataclasses import replace
from functools import cache

import pytest

import zxdata as zx
from tests.demonstration import EARLIER, demonstration
from tests.ledger_rows import default_rules
from ui import drill, url
from ui.contents import CONTENTS, entry
from ui.marks import marks
from ui.show.heading import restricted
from zxdata import words
from zxdata.figures import (
    Bars,
    Board,
    ColumnsFigure,
    Figure,
    Matrix,
    Profile,
    Ranking,
    Sankey,
    Stacked,
    Survival,
    Table,
    View,
    numbers,
)
from zxdata.figures.items import Item
from zxdata.filter_choices import Choices
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS, metric
from zxdata.metrics.answer import answer
from zxdata.rules.book import read_rules
from zxdata.rules.palette import ORDER
from zxdata.views import VIEWS, view

PAGES = {e.key for e in CONTENTS if e.key not in ("data", "definitions")}
SHOWN = sorted(key for key in VIEWS if key.partition(".")[0] in PAGES)
QUESTIONS = {"proposals.card": {"case": "20250001"}, "coverage.station": {"station": "S00003"}}
# View and figure whose marks open the rows that they count; and those that keep their siblings when one is chosen.
OPENING = [
    "consultation platforms",
    "consultation.people spread",
    "consultation.steps method1",
    "consultation.steps method2",
    "consultation.steps method3",
    "consultation.steps method4",
    "members kinds",
    "members spread",
    "members.learning modes",
    "members.relations kinds",
    "members.spread spread",
    "overview late_units",
    "party.bases onsite",
    "party.bases online",
    "party.organisations kinds",
    "programmes due",
    "programmes.company roles",
    "proposals.colours districts",
    "proposals.colours due",
    "proposals.oversight replies",
    "proposals.review grounds",
    "proposals.review kinds",
    "proposals.review returns",
    "proposals.rounds outcomes",
    "proposals.rounds mutual",
    "proposals.units roles",
    "supervision due",
    "supervision districts",
    "supervision.closing clocks",
    "supervision.closing cadences",
    "supervision.outcomes became",
    "supervision.spread form",
    "supervision.spread category",
    "voices.colours due",
    "voices.grading grades",
    "voices.grading themes",
    "voices.grading by_theme",
    "voices.reports levels",
    "voices.visits kinds",
]
# What adds up a column of its rows, where others count them.
SUMMED = {"party.base_visits": "visits", "party.base_visits_online": "visits"}
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


def filters() -> Filters:
    return Filters(as_of=EARLIER)


@cache
def shown(key: str, asked: Filters | None = None, options: tuple[tuple[str, str], ...] = ()) -> View:
    demo, options = demonstration(EARLIER), options or tuple(QUESTIONS.get(key, {}).items())
    return view(demo.store, key, asked or filters(), Scope.whole(), demo.settings, options)


@cache
def choices() -> Choices:
    return zx.choices(demonstration(EARLIER).store, filters(), Scope.whole(), default_rules())


def here(key: str) -> drill.Here:
    return drill.Here(entry(key), {name: code for code, name in choices().districts})


def led(view: View, found: Figure) -> list[tuple[Item, drill.Step]]:
    place = here(view.key)
    return [(m, s) for m in marks(found, place) if (s := drill.step(found, m.carried, place))]


def as_url(query: drill.Query) -> dict[str, list[str]]:
    return {name: [value] if isinstance(value, str) else list(value) for name, value in query.items() if value}


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


@pytest.mark.parametrize("name", OPENING)
def test_rows_opened_within_a_mark_are_as_many_as_its_number(name: str) -> None:
    key, found = drawn(name)
    narrowed = [(m, s) for m, s in led(shown(key), found) if s.query.get("within")]
    assert narrowed
    for mark, step in narrowed[:2]:
        asked = url.within(as_url(step.query), filters())
        demo = demonstration(EARLIER)
        rules = read_rules(demo.settings.rules)
        rows = zx.rows(demo.store, str(step.query["rows"]), asked, Scope.whole(), rules).frame
        counted = rows[SUMMED[found.metric]].sum() if found.metric in SUMMED else len(rows)
        assert counted == number(found, mark), mark.label


def test_the_figures_whose_marks_open_rows_or_have_siblings_are_those_named_here() -> None:
    charts = [(f"{key} {f.key}", key, f) for key in SHOWN for f in shown(key).figures if not isinstance(f, Table)]
    opening = {
        name
        for name, key, found in charts
        if isinstance(found, Bars | Stacked | ColumnsFigure)
        and "metric" not in found.frame
        and any(step.query.get("within") for _, step in led(shown(key), found))
        and metric(found.metric).value_format == "integer"
    }
    assert opening == set(OPENING)
    assert {name for name, key, found in charts if len(filtering(key, found)) > 1} == set(SIBLINGS)


@pytest.mark.parametrize(
    ("key", "table", "counted"),
    [
        ("coverage.members", "sector", "coverage.members"),
        ("coverage.members", "groups", "coverage.members_grouped"),
        ("consultation.people", "sector", "members"),
    ],
)
def test_a_row_that_filters_nothing_opens_as_many_rows_as_it_says(key: str, table: str, counted: str) -> None:
    found = shown(key).figure(table)
    assert len(found.frame) >= 3
    for said, (mark, step) in list(zip(found.frame[counted], led(shown(key), found), strict=True))[:3]:
        asked = url.within(as_url(step.query), filters())
        demo = demonstration(EARLIER)
        rules = read_rules(demo.settings.rules)
        opened = zx.rows(demo.store, str(step.query["rows"]), asked, Scope.whole(), rules).frame
        assert len(opened) == said, mark.label


@pytest.mark.parametrize("key", ["consultation.outcomes", "supervision.outcomes"])
def test_a_mean_opens_the_ratings_that_it_is_the_mean_of(key: str) -> None:
    found = shown(key).figure("scores")
    assert len(led(shown(key), found)) == len(found.frame) >= 3
    for said, (mark, step) in list(zip(found.frame["value"], led(shown(key), found), strict=True))[:3]:
        asked = url.within(as_url(step.query), filters())
        demo = demonstration(EARLIER)
        rules = read_rules(demo.settings.rules)
        opened = zx.rows(demo.store, str(step.query["rows"]), asked, Scope.whole(), rules).frame
        assert len(opened) > 1 and opened["score"].mean() == pytest.approx(said), mark.label


def test_each_answer_of_proposers_opens_as_many_proposals_as_its_bar() -> None:
    found = shown("proposals.rounds").figure("answers")
    assert len(led(shown("proposals.rounds"), found)) == len(found.frame) >= 4
    for said, (mark, step) in zip(found.frame["value"], led(shown("proposals.rounds"), found), strict=True):
        demo = demonstration(EARLIER)
        rules = read_rules(demo.settings.rules)
        opened = zx.rows(demo.store, str(step.query["rows"]), filters(), Scope.whole(), rules).frame
        assert len(opened) == said, mark.label


def number(found: Figure, mark: Item) -> float:
    frame = found.frame
    carried = frame["carries" if "carries" in frame else "name"]
    if isinstance(found, Stacked):
        frame = frame[(carried == mark.carried[0]) & (frame["series"] == mark.carried[1])]
    else:
        frame = frame[[value in (mark.carried[0], list(mark.carried)) for value in carried]]
    return float(frame["value"].sum())


@pytest.mark.parametrize("name", SIBLINGS)
def test_a_figure_clicked_for_its_own_dimension_keeps_its_siblings(name: str) -> None:
    key, found = drawn(name)
    asked = url.read(as_url(filtering(key, found)[1].query), entry(key), EARLIER)
    chosen = replace(asked.filters, region=asked.region or None)
    after = shown(key, chosen, asked.options).figure(found.key)
    assert names(after) == names(found)
    assert getattr(after, "selected", None)


def filtering(key: str, found: Figure) -> list[drill.Step]:
    """What marks set that filter the page itself, of figures that keep what stands beside the chosen."""
    if not isinstance(found, Ranking | Bars | Stacked | Matrix):
        return []
    steps = [s for _, s in led(shown(key), found) if not s.query.get("rows") and not s.page]
    return [s for s in steps if not set(s.query) & set(entry(key).options)]


def drawn(name: str) -> tuple[str, Figure]:
    key, figure = name.split()
    return key, shown(key).figure(figure)


def names(found: Figure) -> set[str]:
    return set(found.rows) if isinstance(found, Matrix) else set(found.frame["name"])


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


def test_a_class_of_topics_lists_the_texts_it_counts() -> None:
    classes = next(f for f in shown("consultation.topics").figures if f.key == "classes")
    last = led(shown("consultation.topics"), classes)[-2:]
    assert len(last) == 2
    for mark, step in last:
        opened = shown("consultation.topics", options=(("topic", "".join(step.query["topic"] or ())),))
        texts = next(f for f in opened.figures if f.key == "topical")
        assert texts.aid.startswith(f"{number(classes, mark):,.0f} 段") and len(texts.frame) > 0
        again = drill.step(next(f for f in opened.figures if f.key == "classes"), mark.carried, here(opened.key))
        assert again == drill.Step("", {"topic": None}), "what is chosen again is let go"


def test_a_band_of_the_flow_lists_the_proposals_it_is_as_wide_as() -> None:
    sankey = next(f for f in shown("proposals.flow").figures if isinstance(f, Sankey))
    first = led(shown("proposals.flow"), sankey)[:3]
    assert len(first) == 3
    for mark, step in first:
        source, target = mark.carried
        wide = sankey.frame[(sankey.frame["source"] == source) & (sankey.frame["target"] == target)]["value"].item()
        opened = shown("proposals.flow", options=(("step", str(step.query["step"])),))
        passed = next(f for f in opened.figures if f.key == "passed")
        assert len(passed.frame) == passed.frame["no"].nunique() == wide


def test_a_cell_of_the_flips_lists_the_matters_it_counts() -> None:
    flips = next(f for f in shown("supervision.replay").figures if f.key == "flips")
    assert led(shown("supervision.replay"), flips)
    for mark, step in led(shown("supervision.replay"), flips):
        row, column = mark.carried
        counted = flips.frame[(flips.frame["row"] == row) & (flips.frame["column"] == column)]["value"].item()
        listed = next(
            f
            for f in shown("supervision.replay", options=(("flip", str(step.query["flip"])),)).figures
            if f.key == "changed"
        )
        assert isinstance(listed, Table) and len(listed.frame) == min(counted, 300), mark.label


def test_a_colour_of_the_board_has_as_many_rows_as_it_says() -> None:
    board = next(f for f in shown("supervision").figures if isinstance(f, Board))
    demo = demonstration(EARLIER)
    rules = read_rules(demo.settings.rules)
    counted = {c: len(zx.rows(demo.store, m, filters(), Scope.whole(), rules).frame) for c, m in board.metrics.items()}
    assert counted == {c: board.counts[c] for c in board.metrics} and counted["red"] > 0


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


def test_a_band_from_a_channel_opens_the_rows_it_is_as_wide_as() -> None:
    flow = shown("voices.became").figure("flow")
    assert len(led(shown("voices.became"), flow)) == len(flow.frame) >= 3
    for wide, (mark, step) in list(zip(flow.frame["value"], led(shown("voices.became"), flow), strict=True))[:3]:
        demo = demonstration(EARLIER)
        rules = read_rules(demo.settings.rules)
        asked = url.within(as_url(step.query), filters())
        assert len(zx.rows(demo.store, str(step.query["rows"]), asked, Scope.whole(), rules).frame) == wide, mark.label


def test_a_tag_shows_who_is_good_at_it() -> None:
    mark, step = led(shown("members.matching"), shown("members.matching").figure("tags"))[0]
    found = shown("members.matching", options=tuple((name, "".join(v or "")) for name, v in step.query.items()))
    assert (
        len(found.figure("fitting").frame) and found.figure("tags").frame["name"].tolist().count(mark.carried[0]) == 1
    )
