"""A dimension is declared once: what it is called, how it is counted, what cuts a row, what the filters offer."""

from dataclasses import replace

from tests.demonstration import TODAY, demonstration
from tests.sample_districts import ranking
from ui.contents import CONTENTS
from zxdata.dimensions import DIMENSIONS, OFFERED, REGIONAL, TIME_DIMENSIONS
from zxdata.figures.media.phrases import counted
from zxdata.filter_choices import choices
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS
from zxdata.rules.book import read_rules


def test_every_dimension_that_a_fact_gives_or_heeds_is_declared_as_its_own() -> None:
    given = {d for m in METRICS.values() for leaf in m.leaves for d in (*leaf.fact.dims, *leaf.fact.consumes)}

    assert {d for d in given if DIMENSIONS[d].kind != "fact"} == set()
    assert {key for key, each in DIMENSIONS.items() if each.kind == "fact"} - given == set()


def test_time_and_place_come_in_their_order() -> None:
    assert TIME_DIMENSIONS == ("day", "month", "quarter", "year")
    assert REGIONAL == ("district", "township")


def test_the_filters_offer_what_is_declared_so_and_the_states_of_a_case() -> None:
    here = demonstration()
    found = choices(here.store, Filters(TODAY), Scope.whole(), read_rules(here.settings.rules))

    assert " ".join(found.values) == (
        "category sector unit form platform kind tier channel grade session proposer_kind leader group owner horizon "
        "committee post body"
    )
    assert {d for page in CONTENTS for d in page.dimensions} - {*OFFERED, "colour"} == set()


def test_the_filters_offer_where_topics_come_from_also_within_a_scope() -> None:
    here = demonstration()
    for scope in (Scope.whole(), Scope.of("500107")):
        found = choices(here.store, Filters(TODAY), scope, read_rules(here.settings.rules))

        assert {"二维码征集", "委员提出"} <= set(found.values["channel"]), scope


def test_values_are_counted_as_their_dimension_says() -> None:
    assert counted(3, replace(ranking(), dimension="leader")) == "3 位领导"
    assert counted(38, replace(ranking(), dimension="district")) == "38 个区县"
    assert counted(5, replace(ranking(), dimension="quality")) == "5 项"


def test_a_question_in_words_calls_a_dimension_by_its_name() -> None:
    asked = Filters(TODAY).only("proposer_kind", "委员", "党派")

    assert asked.in_words("重庆市") == "重庆市，提案者类型：委员、党派，截至2026年3月31日"
