"""What lies outside a reader's scope changes no page, no file, no card and no search of theirs."""

from pathlib import Path
from typing import Any

import pytest

import zxdata as zx
from tests.commands import command, configured
from tests.demonstration import TODAY
from tests.exports import read
from tests.ledger_rows import default_rules
from tests.neighbours import OWN, OWN_TOWN, STRANGER, Installation, neighbours
from tests.odd_rows import NEIGHBOUR
from tests.values import plain
from zxdata.errors import Unknown
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS
from zxdata.quality import check
from zxdata.search import search_all
from zxdata.views import VIEWS, view

Options = tuple[tuple[str, str], ...]
FILTERS, SCOPE, RULES = Filters(TODAY), Scope.of(OWN), default_rules()
COMPARED = {
    f"{subject}.comparison": f"{OWN}.{NEIGHBOUR}.{STRANGER}"
    for subject in ("coverage", "proposals", "supervision", "consultation")
}


def shown(of: Installation, key: str, options: Options = (), scope: Scope = SCOPE) -> Any:
    try:
        return plain(
            view(of.store, key, FILTERS, scope, of.settings, options), without=("version", "shapes", "centres")
        )
    except Unknown as said:
        return str(said)


@pytest.mark.parametrize("key", VIEWS)
def test_no_page_tells_of_what_lies_outside_the_scope(key: str) -> None:
    one, other = (shown(of, key) for of in neighbours())
    assert one == other


@pytest.mark.parametrize("key", COMPARED)
def test_who_is_compared_with_others_learns_nothing_of_them(key: str) -> None:
    one, other = (shown(of, key, (("beside", COMPARED[key]),)) for of in neighbours())
    assert one == other


@pytest.mark.parametrize(
    ("key", "option", "metric"),
    [
        ("proposals.card", "case", "proposals.submitted"),
        ("supervision.replay", "matter", "supervision.matters"),
        ("coverage.station", "station", "coverage.stations"),
    ],
)
def test_a_case_outside_the_scope_answers_like_one_that_does_not_exist(key: str, option: str, metric: str) -> None:
    of, _ = neighbours()
    everyones = zx.rows(of.store, metric, Filters(TODAY, region=NEIGHBOUR), Scope.whole(), RULES).frame["no"]
    theirs, own = str(everyones.iloc[-1]), str(zx.rows(of.store, metric, FILTERS, SCOPE, RULES).frame["no"].iloc[-1])
    nobody = "没有这一件"
    said = str(shown(of, key, ((option, nobody),)))
    assert str(shown(of, key, ((option, theirs),))).replace(theirs, nobody) == said
    assert str(shown(of, key, ((option, own),))).replace(own, nobody) != said
    assert str(shown(of, key, ((option, theirs),), Scope.whole())).replace(theirs, nobody) != said


@pytest.mark.parametrize("key", METRICS)
def test_what_stands_behind_a_number_tells_nothing_of_others(key: str) -> None:
    one, other = (plain(zx.drill_through(of.store, key, FILTERS, Scope.of(OWN_TOWN), RULES)) for of in neighbours())
    one["meaning"], other["meaning"] = (
        [pair for pair in each["meaning"] if pair[0] != "数据版本"] for each in (one, other)
    )
    assert one == other


def test_a_search_finds_nothing_outside_the_scope() -> None:
    for words in ("关于", "的", "奇", "站", "局", "区", "巴南", "大足", "5001"):
        one, other = (search_all(of.store, words, TODAY, SCOPE, RULES, 1000) for of in neighbours())
        assert one == other, words
    everything = [search_all(of.store, "奇", TODAY, Scope.whole(), RULES, 1000) for of in neighbours()]
    assert everything[0] != everything[1]


def test_what_can_be_chosen_in_the_filters_is_in_use_within_the_scope() -> None:
    one, other = (zx.choices(of.store, FILTERS, SCOPE, RULES) for of in neighbours())
    assert one == other
    assert all(one.values[dimension] for dimension in ("category", "sector", "unit", "platform", "kind"))
    everyones = zx.choices(neighbours()[0].store, FILTERS, Scope.whole(), RULES)
    assert set(one.values["unit"]) < set(everyones.values["unit"])


def test_no_finding_on_the_data_is_about_others() -> None:
    one, other = (findings(of) for of in neighbours())
    assert one == other


def findings(of: Installation) -> Any:
    with of.store.reading(SCOPE, seconds=300) as reading:
        return plain(check(reading, FILTERS, RULES))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_file_tells_of_what_lies_outside_the_scope(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = []
    for n, of in enumerate(neighbours()):
        path = tmp_path / f"{n}.{kind}"
        with configured(of.folder, str(TODAY), ZX_RULES=str(of.settings.rules)):
            said = command(capsys, "export", "proposals", "--scope", OWN, "--out", str(path))
        assert said.code == 0, said.err
        written.append(read(path).replace(of.store.version, "版本"))
    assert written[0] == written[1]
