"""Room that a table's column of words gets, and how often a table is laid out."""

import json
import sys
from importlib import import_module

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from ui.show.table import _tinted, _width
from zxdata.figures import Table, TableColumn
from zxdata.figures.palette import themes
from zxdata.rules.palette import SHIPPED_PALETTE

UNITS = Table(
    key="units",
    title="承办单位",
    unit="件",
    frame=pd.DataFrame({"unit": ["市水利局", "市教委"], "filed": [3, 5]}),
    columns=(TableColumn("unit", "单位"), TableColumn("filed", "立案", "integer")),
)


RATES = Table(
    key="rates",
    title="按期",
    unit="%",
    frame=pd.DataFrame({"known": [0.5, 1.0], "partly": [0.25, None]}),
    columns=(TableColumn("known", "按期率", "percent"), TableColumn("partly", "满意率", "percent")),
)


def page() -> None:
    from tests.ui.test_table import UNITS
    from ui.show.table import data_table

    data_table(UNITS, key="units")


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


def test_shares_are_bars_and_numbers_where_one_is_missing_since_a_missing_bar_is_not_told_from_none() -> None:
    def shares() -> None:
        from tests.ui.test_table import RATES
        from ui.show.table import data_table

        data_table(RATES, key="rates")

    (table,) = AppTest.from_function(shares).run().dataframe
    laid_out = json.loads(table.proto.columns)
    kinds = {name: laid_out[name]["type_config"] for name in ("known", "partly")}
    assert {name: kind["type"] for name, kind in kinds.items()} == {"known": "progress", "partly": "number"}
    assert {kind["format"] for kind in kinds.values()} == {"%.1f%%"}
    assert table.proto.placeholder == "—"


def test_a_table_is_laid_out_once_for_all_who_look_at_it(monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out: list[str] = []
    tables = import_module("ui.show.table")  # the room gives its function under this name
    config = tables._config

    def counted(column: TableColumn, values: pd.Series) -> object:
        laid_out.append(column.name)
        return config(column, values)

    monkeypatch.setattr(tables, "_config", counted)
    # The script under test becomes __main__, which every child process spawned later would run again.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    shown = [AppTest.from_function(page, default_timeout=60).run().dataframe[0].value for _ in range(2)]
    assert laid_out == ["unit", "filed"]
    assert [frame.to_dict("list") for frame in shown] == 2 * [{"unit": ["市水利局", "市教委"], "filed": [3, 5]}]
