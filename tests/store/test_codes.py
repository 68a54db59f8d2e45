"""A condition on a column of codes holds for the rows whose word meets it, however these words stand to each other."""

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
