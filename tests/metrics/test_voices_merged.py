"""Voices that are one with others, in small ledgers; the right numbers are worked out by hand."""

from collections.abc import Callable

import pytest

from tests.metrics.asking import TOWNS, UNITS, Ask
from tests.voice_rows import link, voice


@pytest.fixture
def of(ask: Callable[..., Ask]) -> Callable[..., Ask]:
    return lambda **rows: ask(regions=TOWNS, units=UNITS, **rows)


def test_what_is_merged_twice_counts_once_and_keeps_its_sources(of: Callable[..., Ask]) -> None:
    asked = of(
        voices=[
            voice("1", "2025-09-01 10:00"),
            voice("2", "2025-09-02 10:00", channel="随手拍", merged_into="1"),
            voice("3", "2025-09-03 10:00", channel="接待日", merged_into="2"),
        ]
    )
    assert asked("voices.collected") == 1
    assert asked("voices.tellings", by="channel") == {"接待日": 1, "民情码": 1, "随手拍": 1}
    assert asked("voices.merged") == 2


def test_what_is_merged_across_districts_counts_in_each_and_once_in_all(of: Callable[..., Ask]) -> None:
    asked = of(voices=[voice("1", "2025-09-01 10:00"), voice("2", "2025-09-02 10:00", region="5002", merged_into="1")])
    assert asked("voices.collected") == 1
    assert asked("voices.collected", by="district") == {"甲区": 1, "乙区": 1, "丙区": 0}
    assert asked("voices.collected", region="5002") == 1


def test_a_merger_holds_from_its_day_on(of: Callable[..., Ask]) -> None:
    asked = of(
        voices=[voice("1", "2025-09-01 10:00"), voice("2", "2025-09-02 10:00", region="5002", merged_into="1")],
        links=[link("2", "民情", "1", "2025-09-10", manner="并入")],
    )
    assert [asked("voices.collected", d) for d in ("2025-09-09", "2025-09-10")] == [2, 1]
    assert asked("voices.collected", "2025-09-09", by="district") == {"甲区": 1, "乙区": 1, "丙区": 0}
    assert asked("voices.collected", "2025-09-10", by="district") == {"甲区": 1, "乙区": 1, "丙区": 0}
    assert asked("voices.collected", "2025-09-10", region="5002") == 1


def test_what_is_merged_in_a_circle_is_not_merged(of: Callable[..., Ask]) -> None:
    asked = of(
        voices=[voice("1", "2025-09-01 10:00", merged_into="2"), voice("2", "2025-09-02 10:00", merged_into="1")]
    )
    assert asked("voices.collected") == 2


def test_a_merge_that_would_close_a_circle_undoes_none_that_was_before(of: Callable[..., Ask]) -> None:
    asked = of(
        voices=[voice("1", "2025-09-01 10:00"), voice("2", "2025-09-02 10:00", region="5002")],
        links=[
            link("1", "民情", "2", "2025-09-05", manner="并入"),
            link("2", "民情", "1", "2025-09-20", manner="并入"),
        ],
    )
    assert [asked("voices.collected", f"2025-09-{d}") for d in ("04", "05", "19", "20", "30")] == [2, 1, 1, 1, 1]
    assert asked("voices.merged", "2025-09-30") == 1


def test_between_two_merges_the_first_counts(of: Callable[..., Ask]) -> None:
    asked = of(
        voices=[
            voice("1", "2025-09-01 10:00"),
            voice("2", "2025-09-01 10:00", region="5002"),
            voice("3", "2025-09-01 10:00"),
        ],
        links=[
            link("1", "民情", "2", "2025-09-05", manner="并入"),
            link("2", "民情", "3", "2025-09-20", manner="并入"),
        ],
    )
    days = ("2025-09-04", "2025-09-05", "2025-09-20")
    assert [asked("voices.collected", d) for d in days] == [3, 2, 1]
    assert [asked("voices.collected", d, region="5001") for d in days] == [2, 2, 1]  # of 2, while 1 is in it
    assert [asked("voices.collected", d, region="5002") for d in days] == [1, 1, 1]


def test_what_a_voice_became_is_its_own_until_it_is_merged(of: Callable[..., Ask]) -> None:
    """Both became something by May; from July on they are one."""
    asked = of(
        voices=[voice("1", "2025-03-03"), voice("2", "2025-03-04")],
        links=[
            link("1", "监督", "J1", "2025-05-12"),
            link("2", "提案", "T1", "2025-05-20"),
            link("1", "民情", "2", "2025-07-01", manner="合并"),
        ],
    )
    days = ("2025-05-11", "2025-05-12", "2025-05-20", "2025-06-30", "2025-07-01")
    assert [asked("voices.converted", on) for on in days] == [0, 1, 2, 2, 1]
    assert [asked("voices.to_supervision", on) for on in days] == [0, 1, 1, 1, 1]


def test_a_voice_that_is_raised_later_widens_nothing_before(of: Callable[..., Ask]) -> None:
    asked = of(
        voices=[voice("1", "2025-03-03"), voice("2", "2025-09-02", region="5002", merged_into="1")],
        links=[link("2", "提案", "T1", "2025-02-01")],
    )
    before, after = (asked("voices.collected", on, by="district") for on in ("2025-09-01", "2025-09-02"))
    assert (before["甲区"], before.get("乙区", 0)) == (1, 0)
    assert (after["甲区"], after["乙区"]) == (1, 1)
    assert [asked("voices.converted", on) for on in ("2025-09-01", "2025-09-02")] == [0, 1]
    assert asked("voices.collected", "2025-09-02") == 1
