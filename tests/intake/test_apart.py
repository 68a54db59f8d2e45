"""Files given through the page are worked on in a process of their own, limited whole, and can be stopped."""

import os
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.commands import configured
from zxdata.apart import Progress, apart
from zxdata.collecting.files import Wish, rehearse_files
from zxdata.collecting.own_sheets import SheetAnswers, understand_sheet
from zxdata.configuration import settings
from zxdata.errors import LedgerUnavailable, Unknown, Unreadable, WrongUse

PROPOSALS = Path(__file__).parent / "data" / "提案台账.xlsx"


def process_of(given: str, progress: Progress) -> tuple[str, int]:
    progress(1, 2, given)
    return given.upper(), os.getpid()


def failing(kind: str, progress: Progress) -> None:
    raise Unknown("数据集", "x", ["units"]) if kind == "unknown" else LedgerUnavailable("不在。")


def greedy(size: int, progress: Progress) -> int:
    return len(bytearray(size))


def endless(mark: Path, progress: Progress) -> None:
    mark.write_text(str(os.getpid()))
    time.sleep(60)


def test_the_answer_comes_from_another_process_and_says_how_far_it_is() -> None:
    said: list[tuple[int, int, str]] = []
    answer, process = apart(process_of, "ab", progress=lambda *at: said.append(at))
    assert (answer, process != os.getpid()) == ("AB", True)
    assert (1, 2, "ab") in said


def test_what_the_work_refuses_is_refused_in_its_own_sentence() -> None:
    with pytest.raises(WrongUse, match="没有名为“x”的数据集"):
        apart(failing, "unknown", progress=lambda *_: None)
    with pytest.raises(LedgerUnavailable, match="不在"):
        apart(failing, "down", progress=lambda *_: None)


def test_work_that_takes_too_much_memory_is_a_named_refusal() -> None:
    with pytest.raises(Unreadable, match=r"1024 MB 内存.*没有写入"):
        apart(greedy, 2 << 30, progress=lambda *_: None)


def test_a_fault_of_the_work_is_not_taken_for_a_large_file() -> None:
    with pytest.raises(RuntimeError, match="process_of failed"):
        apart(process_of, None, progress=lambda *_: None)


def test_what_the_page_hands_over_and_gets_back_crosses_the_border(sqlite_ledger: Engine, tmp_path: Path) -> None:
    with configured(tmp_path):
        seen = rehearse_files([PROPOSALS], Wish(answers={"year": "2025"}), settings(), lambda *_: None)
        assert [outcome.own for outcome in seen] == [True]
        found = understand_sheet(PROPOSALS, SheetAnswers(said={"year": "标题"}), settings(), lambda *_: None)
    assert (found.rows, found.receipt, found.kept) == (6, None, False)


def test_stopping_ends_the_process(tmp_path: Path) -> None:
    mark = tmp_path / "begun"

    def stopped(n: int, of: int, name: str) -> None:
        if mark.exists() and mark.read_text():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apart(endless, mark, progress=stopped)
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)
