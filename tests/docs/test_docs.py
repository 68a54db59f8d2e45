"""The documentation says what is so: its commands run, what is made from the registry is fresh, its links lead somewhere."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.commands import command, configured
from ui.contents import CONTENTS
from ui.help import DOCS, FITTING, ORDER, ROUTES, address
from zxdata.configuration import ASSETS, ROOT
from zxdata.inquiry.documented import documented
from zxdata.rules.book import read_rules

PAGES = [(DOCS / f"{name}.md") for name in ORDER]


def commands(page: Path) -> Iterator[list[str]]:
    for block in re.findall(r"^```sh\n(.*?)^```", page.read_text("utf-8"), re.M | re.S):
        for line in block.splitlines():
            words = shlex.split(line, comments=True)
            if words[:3] == ["python", "-m", "zxdata"]:
                yield words[3:]
            else:
                assert not words, f"{page.name}: {line} 不是能在测试里运行的命令；请缩进四格写"


def test_every_command_of_the_documentation_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran: set[str] = set()
    with configured(tmp_path):
        for words in (words for page in PAGES for words in commands(page)):
            if (line := " ".join(words)) in ran:
                continue
            ran.add(line)
            said = command(capsys, *words)
            finds = words[0] in ("check", "doctor", "import")
            assert said.code in ((0, 1) if finds else (0,)), (line, said.err)
    assert len(ran) > 15 and (tmp_path / "退回.xlsx").exists()
    assert len(list((tmp_path / "每日备份").glob("*.zip"))) == 1


def test_the_meanings_of_the_numbers_are_those_of_the_registry() -> None:
    assert (DOCS / "指标口径.md").read_text("utf-8") == documented(), (
        "python -m zxdata metrics --markdown > docs/指标口径.md"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_between_pages_lead_to_pages(page: Path) -> None:
    linked = re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8"))
    assert [to for to in linked if not (page.parent / to).exists()] == []
    named = re.findall(r"`((?:deploy|assets|docs)/[\w./-]+)`", page.read_text("utf-8"))
    assert [file for file in named if not (ROOT / file).exists()] == []


@pytest.fixture(scope="module")
def served() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=list(ROUTES))) as client:
        yield client


@pytest.mark.parametrize("key", [*(entry.key for entry in CONTENTS), "office"])
def test_help_opens_at_a_place_that_exists(key: str, served: TestClient) -> None:
    path, _, anchor = address(key).partition("#")
    answer = served.get(path, follow_redirects=False)
    assert answer.status_code == 200
    assert key in FITTING or f'id="{unquote(anchor)}"' in answer.text


def test_a_page_of_help_names_itself_and_leads_to_the_others(served: TestClient) -> None:
    text = served.get("/help/权限").text
    assert '<a href="/help/%E6%9D%83%E9%99%90" aria-current="page">权限</a>' in text and "<h1" in text
    assert "<table>" in text and 'href="/help/备份"' not in text
    assert 'href="/help/%E5%A4%87%E4%BB%BD' in served.get("/help/常见问题").text
    assert (
        served.get("/help/没有", follow_redirects=False)
        .headers["location"]
        .endswith("/help/%E5%8D%81%E5%88%86%E9%92%9F%E4%B8%8A%E6%89%8B")
    )
    assert "<script" not in text


def test_every_rules_file_of_the_documentation_can_be_used(tmp_path: Path) -> None:
    texts = [
        text for page in PAGES for text in re.findall(r"^```toml\n(.*?)^```", page.read_text("utf-8"), re.M | re.S)
    ]
    rules = [text for text in texts if "extends" in text]
    assert rules
    for n, text in enumerate(rules):
        path = tmp_path / f"{n}.toml"
        path.write_text(text, "utf-8")
        assert read_rules(path) != read_rules(ASSETS / "rules" / "default.toml"), text
