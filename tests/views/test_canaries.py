"""Every text of the ledger tells whose it is: nothing that a district's reader is given tells of another district."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest

import zxdata as zx
from tests.canaries import MARKS, canaries, foreign
from tests.commands import command, configured
from tests.demonstration import TODAY
from tests.ledger_rows import default_rules
from tests.neighbours import NEIGHBOUR, OWN, STRANGER
from tests.values import plain
from zxdata.dimensions import TIME_DIMENSIONS
from zxdata.figures import Ranking
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS
from zxdata.metrics.answer import answer
from zxdata.metrics.listing import listed, listing
from zxdata.quality import check, issue_rows
from zxdata.search import search_all
from zxdata.views import OPTIONS, VIEWS, view

FILTERS, RULES = Filters(TODAY), default_rules()
DISTRICTS = (OWN, NEIGHBOUR, STRANGER)
TOWARDS_OTHERS = f"{OWN}.{NEIGHBOUR}.{STRANGER}"


def shown(key: str, scope: Scope, options: Iterable[tuple[str, str]] = ()) -> str:
    of = canaries()
    found = view(of.store, key, FILTERS, scope, of.settings, tuple(options))
    return str(plain(found, without=("shapes", "centres")))


@pytest.mark.parametrize("key", VIEWS)
def test_no_view_tells_a_district_of_another(key: str) -> None:
    options = [(name, TOWARDS_OTHERS) for name in OPTIONS.get(key, ()) if name == "beside"]
    for district in DISTRICTS:
        assert not foreign(shown(key, Scope.of(district), options), district)


def test_who_sees_everything_finds_every_district_in_the_views() -> None:
    """Without this the tests around it could not see a leak."""
    everything = " ".join(
        shown(key, Scope.whole()) for key in ("proposals", "supervision", "consultation", "coverage.life")
    )
    assert all(mark in everything for mark in MARKS.values())


@pytest.mark.parametrize("district", DISTRICTS[:2])
def test_no_number_and_no_row_behind_one_tells_a_district_of_another(district: str) -> None:
    words = sorted({d for metric in METRICS.values() for d in metric.dims} - {*TIME_DIMENSIONS, "township"})
    of_fact = {id(listed(metric)): metric for metric in METRICS.values()}
    with canaries().store.reading(Scope.of(district), seconds=300) as reading:
        told: list[Any] = [listing(reading, metric, FILTERS, RULES).frame for metric in of_fact.values()]
        for word in words:
            fitting = [metric for metric in METRICS.values() if word in metric.dims]
            told.append(answer(reading, fitting, (word,), FILTERS, RULES).frame[word])
    text = str(plain(told))
    assert MARKS[district] in text
    assert not foreign(text, district)


@pytest.mark.parametrize("district", DISTRICTS[:2])
def test_no_search_choice_or_doubt_tells_a_district_of_another(district: str) -> None:
    of, scope = canaries(), Scope.of(district)
    told: list[Any] = [
        search_all(of.store, words, TODAY, scope, RULES, 1000) for words in ("密", "关于", "局", "1", "站")
    ]
    told.append(zx.choices(of.store, FILTERS, scope, RULES))
    with of.store.reading(scope, seconds=300) as reading:
        issues = check(reading, FILTERS, RULES)
        told += [issues, *(issue_rows(reading, issue.key, FILTERS, RULES) for issue in issues)]
    text = str(plain(told))
    assert MARKS[district] in text
    assert not foreign(text, district)


COMMANDS = (
    ("query", "proposals.submitted", "--by", "unit,sector"),
    ("rows", "supervision.matters", "--format", "csv"),
    ("check",),
    ("check", "--json"),
)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_command_prints_a_district_what_is_of_another(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    of = canaries()
    with configured(of.folder, str(TODAY)):
        said = command(capsys, *words, "--scope", OWN)
        everything = command(capsys, *words)
    assert said.code in (0, 1), said.err
    assert not foreign(said.out + said.err, OWN)
    assert foreign(everything.out, OWN)


def test_no_file_written_for_a_district_holds_what_is_of_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of, scoped = canaries(), ("--scope", OWN)
    with configured(of.folder, str(TODAY)):
        written = [
            command(capsys, "brief", "--period", "2026-03", "--out", str(tmp_path / "brief"), *scoped),
            command(capsys, "digest", "--to", str(tmp_path / "digest"), *scoped),
            command(capsys, "export", "data", "--out", str(tmp_path / "data.xlsx"), *scoped),
            command(capsys, "export", "proposals.list", "--out", str(tmp_path / "waiting.csv"), *scoped),
            command(capsys, "rows", "proposals.submitted", "--out", str(tmp_path / "rows.xlsx"), *scoped),
        ]
    assert [said.err for said in written if said.code] == []
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {file.suffix for file in files} == {".docx", ".pptx", ".xlsx", ".csv", ".md"}
    assert [(file.name, leaked) for file in files if (leaked := foreign(unpacked(file), OWN))] == []
    assert MARKS[OWN] in "".join(map(unpacked, files))


def unpacked(path: Path) -> str:
    """All that a file holds as text, the parts of a packed one and workbooks inside it too."""
    if not is_zipfile(path):
        return path.read_text(encoding="utf-8-sig")
    text = ""
    with ZipFile(path) as packed:
        for name in packed.namelist():
            if name.endswith(".xlsx"):
                inner = path.with_name(f"{path.name}-{Path(name).name}.zip")
                inner.write_bytes(packed.read(name))
                text += unpacked(inner)
                inner.unlink()
            else:
                text += packed.read(name).decode("utf-8", errors="replace")
    return text


PUBLISHED_ON = {
    "overview": ("coverage.township_rate", "ranking"),
    "coverage": ("coverage.township_rate", "ranking"),
    "supervision.closing": ("supervision.closed_rate", "closed"),
    "data.filing": ("data.filing_rate", "rates"),
}


@pytest.mark.parametrize("key", PUBLISHED_ON)
def test_a_ranking_sets_a_district_among_the_published_numbers_of_the_others(key: str) -> None:
    of, (metric, name) = canaries(), PUBLISHED_ON[key]
    every, own = (view(of.store, key, FILTERS, scope, of.settings) for scope in (Scope.whole(), Scope.of(OWN)))
    all_ranked, ranked = (shown.figure(name, Ranking) for shown in (every, own))
    known = all_ranked.frame.set_index("code")["value"]
    told = ranked.frame.set_index("code")["value"]
    assert OWN in told.index and len(told) > 1
    assert (told == known.reindex(told.index)).all()
    assert (ranked.mean, ranked.mean_name) == (all_ranked.mean, "全市")
    left_out = [code for code in known.index if code not in told.index]
    assert bool(left_out) == ("不公布" in ranked.note)
    assert METRICS[metric].key == ranked.metric


def test_a_number_that_is_not_published_ranks_the_own_district_alone() -> None:
    of = canaries()
    alone = view(of.store, "supervision.closing", FILTERS, Scope.of(OWN), of.settings).figure("lasting", Ranking)
    assert set(alone.frame["code"]) <= {OWN}


def test_under_a_filter_the_numbers_of_others_are_not_told_and_it_is_said() -> None:
    of, filters = canaries(), FILTERS.only("category", "教育")
    told = view(of.store, "supervision.closing", filters, Scope.of(OWN), of.settings).figure("closed", Ranking)
    assert set(told.frame["code"]) <= {OWN}
    assert "不公布其他区县的数" in told.note
