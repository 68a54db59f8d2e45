"""The cache: one computation however many ask, errors told to all and kept by none."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from zxdata.store.answers import Answers


def test_many_who_ask_at_once_cause_one_computation() -> None:
    answers, calls, go = Answers(), [], Event()
    start = Barrier(9)

    def compute() -> int:
        calls.append(1)
        go.wait(5)
        return 42

    def ask() -> int:
        start.wait(5)
        return answers.get("v1", "question", compute)

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(ask) for _ in range(8)]
        start.wait(5)
        go.set()
        assert [future.result(5) for future in asked] == [42] * 8
    assert calls == [1]


def test_an_error_reaches_the_asker_and_is_not_kept() -> None:
    answers = Answers()
    with pytest.raises(ZeroDivisionError):
        answers.get("v1", "question", lambda: 1 // 0)
    assert answers.get("v1", "question", lambda: 7) == 7


def test_the_least_recently_used_answer_goes_first() -> None:
    answers = Answers(most=2)
    answers.get("v1", "a", lambda: 1)
    answers.get("v1", "b", lambda: 1)
    answers.get("v1", "a", lambda: 2)
    answers.get("v1", "c", lambda: 1)
    assert answers.get("v1", "a", lambda: 3) == 1
    assert answers.get("v1", "b", lambda: 3) == 3


def test_answers_of_an_older_version_go_with_the_first_question_to_a_newer_one() -> None:
    answers = Answers()
    answers.get("v000009", "a", lambda: 1)
    assert answers.get("v000010", "a", lambda: 2) == 2
    assert answers.get("v000009", "a", lambda: 3) == 3
    assert answers.get("v000010", "a", lambda: 4) == 2
