"""The daily digest tells changes of state, and nothing where there is none."""

import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.commands import command, configured
from tests.ledger_rows import put
from tests.supervision_days import Matter, write
from zxdata.ledger import connect


def d(text: str) -> date:
    return date.fromisoformat(text)


MATTERS = [
    Matter("J1", d("2025-08-01"), d("2025-09-29")),  # red on the 30th
    Matter("J2", d("2025-08-01"), d("2025-10-17")),  # yellow on 9 October
    Matter("J3", d("2025-08-01"), d("2025-09-30"), (("销号", d("2025-09-30")),)),  # yellow, then done
    Matter("J4", d("2025-06-01"), d("2025-08-29")),  # long red: no news
    Matter("J5", d("2025-09-30"), d("2025-12-30")),  # newly raised in time: no news
]


@pytest.fixture
def folder(tmp_path: Path, migrated_file: Path) -> Path:
    (tmp_path / "ledger.db").write_bytes(migrated_file.read_bytes())
    write(connect(f"sqlite:///{tmp_path / 'ledger.db'}"), MATTERS)
    return tmp_path


def _digest(folder: Path, capsys: pytest.CaptureFixture[str], day: str, *asked: str) -> str:
    with configured(folder, today=day):
        said = command(capsys, "digest", "--to", str(folder / "日报"), *asked)
    assert said.code == 0, said.err
    path = Path(said.out.strip())
    assert path.name == f"监督预警日报_{day}.md"
    return path.read_text("utf-8")


def test_only_what_changed_its_colour_is_told_each_with_its_reason(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = _digest(folder, capsys, "2025-09-30")
    assert "## 变差（1）\n\n- ▲黄 → ■红：九龙坡区　事项J1（J1），期限9月29日，已超 1 个工作日" in text
    assert "## 转好（1）\n\n- ▲黄 → ○办结：九龙坡区　事项J3（J3），期限9月30日，9月30日办结，按期" in text
    assert "J4" not in text and "J5" not in text and "异常升高" not in text


def test_the_same_day_again_gives_the_same_file_and_the_next_begins_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = _digest(folder, capsys, "2025-09-30")
    assert _digest(folder, capsys, "2025-09-30") == first
    later = _digest(folder, capsys, "2025-10-09")
    assert "与2025年9月30日相比" in later
    assert re.findall(r"（(J\d)）", later) == ["J2"] and "●绿 → ▲黄" in later
    assert {p.name for p in (folder / "日报").iterdir()} == {"监督预警日报_2025-09-30.md", "监督预警日报_2025-10-09.md"}


def test_a_quiet_day_says_so_in_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = _digest(folder, capsys, "2025-08-26")
    assert "没有变色的事项，没有异常升高。" in text and "## 变差" not in text


def test_what_turns_within_a_week_is_announced(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = _digest(folder, capsys, "2025-10-08")
    assert "## 未来 7 日将变色（若无进展）（1）\n\n- 10月9日转▲黄：九龙坡区　事项J2（J2）" in text


def test_text_from_data_is_not_markup(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    engine: Engine = connect(f"sqlite:///{folder / 'ledger.db'}")
    put(
        engine,
        supervisions=[
            {
                "matter_no": "J9",
                "title": "<b>[点我](http://x)\n# 大",
                "opened_on": d("2025-08-01"),
                "due_on": d("2025-09-29"),
                "region": "500107",
            }
        ],
    )
    text = _digest(folder, capsys, "2025-09-30")
    assert r"\<b\>\[点我\](http://x) \# 大" in text


def test_a_folder_that_cannot_be_written_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "占用").write_text("x")
    with configured(folder):
        said = command(capsys, "digest", "--to", str(folder / "占用" / "下级"))
    assert said.code == 2 and "日报写不进文件夹" in said.err and said.out == ""


@pytest.mark.parametrize(
    ("asked", "named"),
    [((), "政协重庆市委员会"), (("--scope", "九龙坡区"), "九龙坡区"), (("--region", "九龙坡区"), "九龙坡区")],
)
def test_a_report_is_called_by_whose_cases_it_tells(
    asked: tuple[str, ...], named: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = _digest(folder, capsys, "2025-09-30", *asked)
    assert said.split("\n")[2].startswith(f"{named}，与")
