"""Room that a table's column of words gets."""

import pandas as pd

from ui.show.table import _tinted, _width
from zxdata.figures import TableColumn
from zxdata.figures.palette import themes
from zxdata.rules.palette import SHIPPED_PALETTE


def test_cells_without_words_take_no_room_from_those_that_have_some() -> None:
    assert _width(pd.Series(["", "—"] * 50 + ["按期答复的提案数"]), "指标") == 8 * 13 + 18
    assert _width(pd.Series(["渝中区", "九龙坡区"]), "区划") == 4 * 13 + 18


def test_a_column_is_as_wide_as_most_of_its_words_and_never_narrower_than_its_header() -> None:
    assert _width(pd.Series(["", "—"]), "承办单位") == 4 * 13 + 18
    assert _width(pd.Series(["A-12"]), "编号") == 4 * 8 + 18
    assert _width(pd.Series(["字" * 20] * 20 + ["字" * 60]), "说明") == 20 * 13 + 18
    assert _width(pd.Series(["字" * 60] * 3), "说明") == 520


def test_the_same_table_is_drawn_alike_and_another_not() -> None:
    def drawn(*states: str) -> str:
        column = TableColumn("colour", "三色", kind="colour")
        return str(
            _tinted(pd.DataFrame({"colour": states}), (column,), themes(SHIPPED_PALETTE)["light"], "rows-one").to_html()
        )

    assert drawn("■ 红", "● 绿") == drawn("■ 红", "● 绿")
    assert drawn("■ 红", "● 绿") != drawn("● 绿", "● 绿")
