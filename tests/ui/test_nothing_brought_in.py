"""Parts of which the ledger has no row: each opens with what to bring in, without a pane that is empty."""

import ast
import json
import shutil
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from tests.commands import configured
from tests.ledger_rows import day, default_rules, proposal, publish, put, region, settings_for
from tests.voice_rows import voice
from zxdata.configuration import ROOT
from zxdata.export import export_file
from zxdata.figures import View
from zxdata.filters import Filters, Scope
from zxdata.ledger import connect
from zxdata.store import Store
from zxdata.views import view
from zxdata.views.dead_end import dead_end
from zxdata.views.needs import NEEDS

TODAY = Filters(day("2025-09-30"), since=day("2024-10-01"))
PLACES = [region("50", "某省", "省"), region("5001", "甲区", "区县", "50"), region("5002", "乙区", "区县", "50")]
SUBJECTS = ("programmes", "party", "voices", "members", "coverage", "supervision", "consultation")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """A published ledger of one proposal that nobody has signed."""
    found = tmp_path_factory.mktemp("bare")
    shutil.copy(migrated_file, found / "ledger.db")
    engine = connect(f"sqlite:///{found / 'ledger.db'}")
    put(engine, regions=PLACES, proposals=[proposal("1", "2025-03-01", region="5001")])
    publish(engine, found)
    return found


def shown(folder: Path, key: str) -> View:
    settings = settings_for(connect(f"sqlite:///{folder / 'ledger.db'}"), folder)
    return view(Store(settings.snapshot_dir), key, TODAY, Scope.whole(), settings)


def parts(subject: str) -> dict[str, str]:
    """The parts of a page as its script names them."""
    script = ast.parse((ROOT / "pages" / f"{subject}.py").read_text())
    named = next(
        node.value
        for node in script.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "PARTS"
    )
    found: dict[str, str] = ast.literal_eval(named)
    return found


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_part_says_what_to_bring_in_and_shows_no_empty_pane(
    subject: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The script under test becomes __main__, which every child process spawned later would run again.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    said: dict[str, str] = {}
    with configured(folder):
        page = AppTest.from_file(str(ROOT / "pages" / f"{subject}.py"), default_timeout=120)
        for part in parts(subject):
            page.query_params["part"] = part
            page.run()
            assert not page.exception, part
            words = [each.proto.body for each in page.get("html")]
            words += [json.loads(each.proto.json or "{}").get("markup", "") for each in page.get("bidi_component")]
            said[part] = "".join(words)
    for part, text in said.items():
        if part in (
            "rules",
            "assessment",
            "published",
        ):  # what rules and publications say, and what other subjects give
            continue
        assert "导入后显示。" in text and "台账里还没有" in text, part
        refused = ('class="empty"', "去掉其中任何一项", "没有画出来", "没有显示出来")
        assert not [words for words in refused if words in text], part


@pytest.mark.parametrize("key", ["voices", "programmes.replay", "members.relations"])
@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx", "csv"])
def test_a_part_without_rows_is_filed_with_its_sentence(key: str, kind: str, folder: Path) -> None:
    assert len(export_file(shown(folder, key), kind)) > 20


def test_one_row_is_enough_to_open_the_part(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """Also one that lies beyond the filters; a reader of another district is told of their own scope alone."""
    put(sqlite_ledger, regions=PLACES, voices=[voice("1", "2020-01-01 10:00", region="5001")])
    store, settings = publish(sqlite_ledger, tmp_path), settings_for(sqlite_ledger, tmp_path)
    assert "导入后显示" not in view(store, "voices", TODAY, Scope.whole(), settings).headline
    assert dead_end(store, "voices", TODAY, Scope.whole(), default_rules()).startswith("“")
    other = view(store, "voices.colours", TODAY, Scope.of("5002"), settings)
    assert other.headline == "截至2025年9月30日，所见的数据范围里还没有民情；按模板“民情”“民情进展”导入后显示。"
    assert other.figures == () and other.absent


def test_what_was_not_there_on_an_early_day_is_there_on_a_later_one(sqlite_ledger: Engine, tmp_path: Path) -> None:
    people = [{"member_no": no, "name": no, "region": "5001", "party_member": no == "甲"} for no in ("甲", "乙")]
    linked = {"kind": "党员联系党外", "from_no": "甲", "to_no": "乙", "since": day("2025-03-01")}
    put(sqlite_ledger, regions=PLACES, members=people, relations=[linked])
    store, settings = publish(sqlite_ledger, tmp_path), settings_for(sqlite_ledger, tmp_path)
    early, late = (
        view(store, "party.talks", Filters(day(on)), Scope.whole(), settings).headline
        for on in ("2025-01-31", "2025-09-30")
    )
    assert early.startswith("截至2025年1月31日，台账里还没有应联系谈心的关系") and "还没有" not in late


def test_what_a_part_needs_is_of_a_part_that_is_there() -> None:
    opened = {subject: parts(subject) for subject in {key.partition(".")[0] for key in NEEDS}}
    for key in NEEDS:
        subject, _, part = key.partition(".")
        assert not part or part in opened[subject], key


def test_a_part_of_a_page_that_has_others_says_what_to_bring_in(folder: Path) -> None:
    said = shown(folder, "consultation.agenda").headline
    assert said == "截至2025年9月30日，台账里还没有议题；按模板“议题”“议题进展”导入后显示。"
