"""Every text of the ledger tells whose it is: nothing that a district's reader is given tells of another district."""

import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import zxdata as zx
from tests.canaries import MARKS, PERSONAL, canaries, foreign
from tests.commands import command, configured
from tests.demonstration import TODAY
from tests.ledger_rows import default_rules
from tests.neighbours import OWN, STRANGER
from tests.odd_rows import NEIGHBOUR
from tests.unpacked import unpacked
from tests.values import plain
from zxdata.access import Role, accounts
from zxdata.configuration import Settings
from zxdata.dimensions import DIMENSIONS, TIME_DIMENSIONS
from zxdata.errors import Unknown
from zxdata.export import pdf
from zxdata.export.libreoffice import libreoffice
from zxdata.export.pictures import picture
from zxdata.figures import Ranking, Table
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS
from zxdata.metrics.answer import answer
from zxdata.metrics.listing import listed, listing
from zxdata.quality import check, issue_rows
from zxdata.search import search_all
from zxdata.views import OPTIONS, VIEWS, view
from zxdata.words import MISSING

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
            if DIMENSIONS[word].personal:
                continue  # such a reader knows none of them; one who does: below
            fitting = [metric for metric in METRICS.values() if word in metric.dims]
            told.append(answer(reading, fitting, (word,), FILTERS, RULES).frame[word])
    text = str(plain(told))
    assert MARKS[district] in text
    assert not foreign(text, district)


@pytest.mark.parametrize("district", DISTRICTS[:2])
@pytest.mark.parametrize("word", [key for key, each in DIMENSIONS.items() if each.personal])
def test_a_dimension_of_single_people_names_no_one_of_another_district(word: str, district: str) -> None:
    fitting = [metric for metric in METRICS.values() if word in metric.dims]
    with canaries().store.reading(Scope.of(district), seconds=300) as reading, pytest.raises(Unknown, match=word):
        answer(reading, fitting, (word,), FILTERS, RULES)
    with canaries().store.reading(Scope.of(district, personal=True), seconds=300) as reading:
        text = str(plain(answer(reading, fitting, (word,), FILTERS, RULES).frame[word]))
    assert MARKS[district] in text
    assert not foreign(text, district, personal=True)


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
    assert not foreign(said.out + said.err, OWN, personal=True)
    assert foreign(everything.out, OWN, personal=True)


@pytest.fixture
def with_accounts(tmp_path: Path) -> Path:
    """A copy of the canaries' installation with an account for a district and one without rows."""
    of = canaries()
    of.ledger.dispose()
    shutil.copytree(of.folder, tmp_path / "copy", symlinks=True)
    settings = replace_settings(of.settings, tmp_path / "copy")
    accounts.add(settings, "甲区", Role.READER, (OWN,), password="正确的马电池订书钉九十", by="测试")
    accounts.add(settings, "系统", Role.ADMIN, password="正确的马电池订书钉九十", by="测试")
    return tmp_path / "copy"


def replace_settings(settings: Settings, folder: Path) -> Settings:
    return settings.model_copy(
        update={
            "database_url": f"sqlite:///{folder / 'ledger.db'}",
            "snapshot_dir": folder / "snapshot",
            "secret_key": "k" * 40,
        }
    )


def test_no_file_written_for_a_district_holds_what_is_of_another_or_personal(
    with_accounts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, scoped = tmp_path / "out", ("--as", "甲区")
    out.mkdir()
    with configured(with_accounts, str(TODAY)):
        written = [
            command(capsys, "brief", "--period", "2026-03", "--out", str(out / "brief"), *scoped),
            command(capsys, "digest", "--to", str(out / "digest"), *scoped),
            command(capsys, "export", "data", "--out", str(out / "data.xlsx"), *scoped),
            command(capsys, "export", "proposals.list", "--out", str(out / "waiting.csv"), *scoped),
            command(capsys, "rows", "proposals.submitted", "--out", str(out / "rows.xlsx"), *scoped),
        ]
    assert [said.err for said in written if said.code] == []
    files = [file for file in out.rglob("*") if file.is_file()]
    assert {file.suffix for file in files} == {".docx", ".pptx", ".xlsx", ".csv", ".md"}
    assert [(file.name, leaked) for file in files if (leaked := foreign(unpacked(file), OWN))] == []
    assert MARKS[OWN] in "".join(map(unpacked, files))


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


def test_a_dimension_of_single_people_is_unknown_without_the_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(DIMENSIONS, "session", replace(DIMENSIONS["session"], personal=True))  # type: ignore[arg-type]
    metric = METRICS["proposals.submitted"]
    for personal in (True, False):
        with canaries().store.reading(Scope.whole(personal), seconds=60) as reading:
            if personal:
                assert len(answer(reading, [metric], ("session",), FILTERS, RULES).frame) > 1
            else:
                with pytest.raises(Unknown, match="没有名为“session”的维度"):
                    answer(reading, [metric], ("session",), FILTERS, RULES)


def test_a_command_as_an_account_answers_what_that_account_may_see(
    with_accounts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("rows", "outcomes.ratings", "--format", "csv")
    with configured(with_accounts, str(TODAY)):
        own = command(capsys, *asked, "--as", "甲区")
        scoped = command(capsys, *asked, "--scope", OWN)
        narrower = command(capsys, *asked, "--as", "甲区", "--scope", NEIGHBOUR)
        refused = [command(capsys, *asked, "--as", name) for name in ("系统", "没有的人")]
    assert own.code == scoped.code == 0
    assert own.out.count("\n") == scoped.out.count("\n") > 1
    assert PERSONAL in scoped.out
    assert not foreign(own.out + own.err, OWN)
    assert narrower.code == 2 and "没有名为" in narrower.err
    assert [said.code for said in refused] == [2, 2]
    assert "看不到数据" in refused[0].err and "没有的人" in refused[1].err


def test_who_is_compared_sees_of_others_what_is_published_and_no_more() -> None:
    of, options = canaries(), (("beside", TOWARDS_OTHERS),)
    every, own = (
        view(of.store, "supervision.comparison", FILTERS, scope, of.settings, options).figure("districts", Table)
        for scope in (Scope.whole(), Scope.of(OWN))
    )
    whole, seen = (found.frame.set_index("metric") for found in (every, own))
    assert seen[OWN].tolist() == whole[OWN].tolist()
    told = {other: seen[other][seen[other] != MISSING] for other in (NEIGHBOUR, STRANGER)}
    assert any("supervision.closed_rate" in each.index for each in told.values())
    for other, each in told.items():
        assert set(each.index) <= set(of.store.rules().published.metrics)
        assert each.tolist() == whole[other][each.index].tolist()


DRAWN = ("proposals", "supervision", "consultation", "voices", "programmes", "party.bases")


def written_in(key: str, scope: Scope) -> str:
    """The words of every picture of a view, as they reach the writer of SVG and PNG."""
    of = canaries()
    found = view(of.store, key, FILTERS, scope, of.settings)
    return "".join((picture(figure, "svg", titled=True) or b"").decode() for figure in found.figures)


def test_no_picture_tells_a_district_of_another() -> None:
    told = {key: written_in(key, Scope.of(OWN)) for key in DRAWN}
    assert {key: leaked for key, text in told.items() if (leaked := foreign(text, OWN))} == {}
    assert MARKS[OWN] in "".join(told.values())
    everything = "".join(written_in(key, Scope.whole()) for key in ("consultation", "voices", "party.bases"))
    assert all(mark in everything for mark in MARKS.values())  # else nothing could be seen here


@pytest.mark.skipif(
    not (libreoffice() and shutil.which("pdftotext")), reason="没有 LibreOffice、poppler-utils，不能出 PDF 再读"
)
def test_no_pdf_tells_a_district_of_another(tmp_path: Path) -> None:
    of, told = canaries(), {}
    for name, scope in (("own", Scope.of(OWN)), ("whole", Scope.whole())):
        (tmp_path / f"{name}.pdf").write_bytes(pdf.write(view(of.store, "supervision", FILTERS, scope, of.settings)))
        asked = ["pdftotext", "-raw", str(tmp_path / f"{name}.pdf"), "-"]
        told[name] = "".join(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split())
    assert not foreign(told["own"], OWN) and MARKS[OWN] in told["own"]
    assert MARKS[NEIGHBOUR] in told["whole"]
