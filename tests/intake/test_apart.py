"""Files given through the page are worked on in a process of their own, limited whole, and can be stopped."""

import os
import time
from pathlib import Path

import pytest

from zxdata.collecting.apart import Progress, apart
from zxdata.errors import LedgerUnavailable, Unknown, Unreadable, WrongUse


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


def test_stopping_ends_the_process(tmp_path: Path) -> None:
    mark = tmp_path / "begun"

    def stopped(n: int, of: int, name: str) -> None:
        if mark.exists() and mark.read_text():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apart(endless, mark, progress=stopped)
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)
