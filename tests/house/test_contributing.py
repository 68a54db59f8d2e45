"""What CONTRIBUTING.md tells a newcomer to do is done here, word for word, in a copy, and what comes of it works."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.demonstration import EARLIER, own_demonstration, tables
from tests.sharing import RUN, tree
from zxdata.configuration import ROOT
from zxdata.ledger.schema import newest

RECIPE = re.compile(r"^```python (\S+\.py)(?: (after|before) ([^\n]*))?\n(.*?)^```$", re.M | re.S)
COPIED = (
    "api",
    "app.py",
    "assets",
    "pages",
    "tests",
    "ui",
    "zxdata",
    "pyproject.toml",
    "ARCHITECTURE.md",
    "cockpit.toml",
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy with every recipe carried out, and a demonstration ledger of its own."""
    copy = tmp_path_factory.mktemp("house")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    written = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    recipes = RECIPE.findall(written)
    assert len(recipes) == written.count("```python") > 10
    for path, where, anchor, text in recipes:
        carry_out(copy / path, where, anchor, text.replace("最新一次迁移的编号", newest()))
    own_demonstration(copy / "data", EARLIER)
    done(copy, "zxdata", "init")
    done(copy, "zxdata", "refresh")
    published = (
        Path(os.environ[RUN]) / tree(copy) / f"demonstration-{EARLIER}"
    )  # where the copy's own tests look for it
    shutil.copytree(copy / "data", published, symlinks=True)
    published.with_name(f"{published.name}.filled").touch()
    return copy


def carry_out(file: Path, where: str, anchor: str, text: str) -> None:
    if not where:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
        return
    lines = file.read_text("utf-8").splitlines(keepends=True)
    assert f"{anchor}\n" in lines, (file.name, anchor)
    at = lines.index(f"{anchor}\n") + (where == "after")
    file.write_text("".join([*lines[:at], text, *lines[at:]]), "utf-8")


def done(copy: Path, module: str, *words: str) -> str:
    """What a command in the copy prints; it must not fail."""
    own = os.environ | {
        "ZX_DATABASE_URL": f"sqlite:///{copy / 'data' / 'ledger.db'}",
        "ZX_SNAPSHOT_DIR": str(copy / "data" / "snapshot"),
        "ZX_TODAY": EARLIER.isoformat(),
        "ZX_AUTH": "none",
    }
    command = [sys.executable, "-m", module, *words]
    answer = subprocess.run(command, cwd=copy, env=own, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


def test_a_metric_and_a_dimension_answer_as_the_ledger_says(house: Path) -> None:
    asked = ("query", "proposals.key_submitted", "proposals.rated", "--by", "rated")
    rows = json.loads(done(house, "zxdata", *asked))["rows"]
    ledger = tables(EARLIER)
    assert sum(row["proposals.key_submitted"] for row in rows) == ledger["proposals"]["key"].eq(True).sum()
    assert {row["rated"]: row["proposals.rated"] > 0 for row in rows} == {"已评价": True, "未评价": False}


def test_a_page_is_listed_found_and_exported(house: Path, tmp_path: Path) -> None:
    done(house, "zxdata", "export", "sectors", "--out", str(tmp_path / "界别.xlsx"))
    book = load_workbook(tmp_path / "界别.xlsx")
    cells = {row[:2] for sheet in book for row in sheet.iter_rows(values_only=True)}
    sectors = tables(EARLIER)["proposals"]["sector"].dropna().value_counts()
    assert {(str(name), int(count)) for name, count in sectors.items()} <= cells
    shown = "import ui.contents as c; print([e.title for e in c.CONTENTS][-1], c.entry('sectors').script.is_file())"
    found = subprocess.run([sys.executable, "-c", shown], cwd=house, capture_output=True, text=True, check=True)
    assert found.stdout == "各界别 True\n"


def test_a_kind_keeps_what_every_kind_promises(house: Path) -> None:
    done(house, "pytest", "-q", "-p", "no:cacheprovider", "tests/figures/test_kinds.py", "-k", "Dots")


def test_a_dataset_has_its_table_template_and_import(house: Path, tmp_path: Path) -> None:
    (tmp_path / "荣誉.csv").write_text("荣誉编号,名称,授予日期\nR1,优秀提案,2025年3月5日\n", "utf-8")
    said = json.loads(done(house, "zxdata", "import", str(tmp_path / "荣誉.csv"), "--json"))
    assert said[0]["dataset"] == "honours" if isinstance(said, list) else said["dataset"] == "honours"
    done(house, "zxdata", "templates", str(tmp_path))
    assert list(tmp_path.glob("*荣誉*.xlsx"))


def test_the_house_still_stands_with_the_page_in_it(house: Path) -> None:
    figures = "tests/views/test_figure_keys.py::test_a_page_spells_only_figures_that_its_views_have[sectors]"
    done(house, "pytest", "-q", "-p", "no:cacheprovider", "tests/house/test_rooms.py", figures)
