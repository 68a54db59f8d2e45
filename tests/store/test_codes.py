"""A condition on a column of codes holds for the rows whose word meets it, however these words stand to each other."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from zxdata.store import Coded

WORDS = ["甲", "乙", None, "丙", "乙", "丁", "甲", None, "戊", "乙"]


@pytest.mark.parametrize(
    "among",
    [
        (),
        ("甲",),
        (None,),
        ("甲", "乙"),
        ("丙", "丁", "戊"),
        ("甲", "丙"),
        ("乙", "戊", None),
        ("甲", "乙", "丙", "丁", "戊", None),
    ],
    ids=["none", "one", "what is missing", "two side by side", "three side by side", "two apart", "three apart", "all"],
)
def test_rows_whose_word_meets_a_condition_are_found(among: tuple[str | None, ...]) -> None:
    column = Coded.of(pa.table({"word": pa.array(WORDS)}))["word"]
    assert column.where(lambda word: word in among).tolist() == [word in among for word in WORDS]


def test_a_condition_holds_for_chosen_rows_and_for_words_named_anew_alike() -> None:
    column = Coded.of(pa.table({"word": pa.array(WORDS)}))["word"]
    chosen = column.of(np.array([9, 0, 2]))
    assert chosen.where(lambda word: word == "乙").tolist() == [True, False, False]
    early = column.named(lambda word: word is not None and word in "甲乙")
    assert early.where(lambda known: known is True).tolist() == [word in ("甲", "乙") for word in WORDS]


def test_no_row_meets_a_condition_where_there_is_none() -> None:
    assert Coded.of(pa.table({"word": pa.array([], pa.string())}))["word"].where(lambda _: True).tolist() == []


def test_a_missing_day_is_neither_before_nor_after_another() -> None:
    days = Coded.of(pa.table({"day": pa.array([date(2026, 3, 31), None, date(2026, 4, 1)])}))["day"]
    first = np.datetime64("2026-04-01")
    assert days.among(days.words.days < first).tolist() == [True, False, False]
    assert days.among(days.words.days >= first).tolist() == [False, False, True]


def test_chosen_rows_share_the_words_of_their_column() -> None:
    column = Coded.of(pa.table({"n": pa.array([3, None, 7])}))["n"]
    assert column.of(np.array([2])).words is column.words
    assert column.words.numbers.tolist() == [3, 7, -1] and column.words.known.tolist() == [True, True, False]


@pytest.mark.parametrize(("numbers", "whole"), [([1.0, None, -3.0], True), ([1.0, 2.5], False), ([], True)])
def test_numbers_are_whole_where_each_of_them_is(numbers: list[float | None], whole: bool) -> None:
    assert Coded.of(pa.table({"n": pa.array(numbers, pa.float64())}))["n"].words.whole is whole


def test_some_rows_have_each_column_of_theirs_and_no_more() -> None:
    whole = Coded.of(pa.table({"word": pa.array(WORDS), "number": pa.array(range(10))}))
    some = whole.take(np.array([9, 2, 4]))
    assert (some.height, list(some.columns)) == (3, ["word", "number"])
    assert [some["word"].values[n] for n in some["word"].codes] == ["乙", None, "乙"]
    assert [some["number"].values[n] for n in some["number"].codes] == [9, 2, 4]
