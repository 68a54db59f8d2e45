"""Rows with typed columns: numbers right, names left, rates as bars, states as symbol and word."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from unicodedata import east_asian_width
from zlib import crc32

import pandas as pd
import streamlit as st

from ui import widgets
from ui.browser import current_tokens
from ui.marks import marks
from ui.per_figure import PerFigure
from ui.show.clicks import here, row_clicked
from ui.show.heading import heading, source
from ui.show.picks import headed
from ui.show.states import empty, guarded
from ui.words import MISSING
from zxdata.figures import Table, TableColumn, View
from zxdata.figures.palette import Tokens
from zxdata.rules.palette import ORDER, Palette

NARROW = 4  # columns of a table that may stand beside a chart

ROW, ROWS, NO_ROWS = 30, 14, 90  # px of a row, rows of a table, px of one without any
SHORT = 16
CHARACTER, LETTER, MARGIN, WIDEST = 13, 8, 18, 520  # px: of Chinese, of Latin and digits, around a cell, of a column
INTEGER, DECIMAL, DAYS, SHARE = "localized", "%.1f", "%.0f", "%.1f%%"

_SHOWN: PerFigure[tuple[pd.DataFrame, dict[str, Any]]] = PerFigure()


def data_table(
    table: Table,
    key: str,
    title: str = "",
    most_rows: int = ROWS,
    on_row: Callable[[str], None] | None = None,
) -> None:
    """``on_row`` is called with the table's key when a row is chosen."""
    st.html(heading(title or table.title, table.unit_line))
    _rows(table, key, most_rows, on_row)


def _rows(table: Table, key: str, most_rows: int, on_row: Callable[[str], None] | None) -> None:
    if table.frame.empty:
        st.html(empty(table.empty, NO_ROWS))
        return
    shown, config = _SHOWN.get(table, lambda: _shown(table))
    st.dataframe(
        _tinted(shown, table.columns, current_tokens(table.palette), key),
        key=key,
        hide_index=True,
        row_height=ROW,
        placeholder=MISSING,
        width="stretch",
        height=ROW * (min(len(shown), most_rows) + 1) + 2,
        column_config=config,
        on_select=partial(on_row, key) if on_row else "ignore",
        selection_mode="single-row" if on_row else "multi-row",
    )
    if table.note:
        st.html(source(table.note))


def _shown(table: Table) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The cells as they are read, and how each column is laid out; not to be changed by the caller."""
    shown = table.frame[[c.name for c in table.columns]].copy()
    for column in table.columns:
        shown[column.name] = _ready(shown[column.name], column, table.palette)
    return shown, {c.name: _config(c, shown[c.name]) for c in table.columns}


def answering_table(view: View, shown: Table, key: str, height: int = 0) -> None:
    """A table of a view, at most ``height`` px high (0: fourteen rows); a chosen row leads to its card or filters the
    page.
    """
    # Another question is another table: a row chosen in the last one is not chosen in this one.
    asked = crc32(f"{view.subtitle}{shown.title}{len(shown.frame)}".encode())
    click = partial(row_clicked, view, shown) if marks(shown, here(view)) else None
    rows = height // ROW - 1 if height else ROWS
    headed(view, shown)
    _rows(shown, f"{key}-{asked:x}", rows, click)


def table(view: View) -> None:
    """The view's own table, where it has one."""
    if view.table is not None:
        with st.container(key=f"table-{view.key}", gap=None), guarded(f"{view.key}.table"):
            answering_table(view, view.table, key=f"rows-{view.key}")


def searchable(view: View) -> None:
    """The view's table with a box that keeps the rows in which every typed word occurs."""
    if view.table is None:
        return
    words = widgets.text_input("查找", placeholder="输入名称、口径或维度中的字词", key="search", width=420).split()
    data_table(
        replace(view.table, frame=matching(view.table.frame, words), empty="没有含这些字词的指标。"),
        key="found",
        most_rows=24,
    )


def matching(frame: pd.DataFrame, words: list[str]) -> pd.DataFrame:
    """The rows in which every one of the words occurs, whatever the column."""
    lines = (" ".join(map(str, row)) for row in frame.itertuples(index=False))
    return frame[[all(word in line for word in words) for line in lines]]


def _ready(values: pd.Series, column: TableColumn, states: Palette) -> pd.Series:
    match column.kind:
        case "colour":
            return values.map(lambda c: states.sign(c) if c in ORDER else MISSING)
        case "percent":
            return pd.to_numeric(values, errors="coerce") * 100
        case "flag":
            return values.map({True: "是", False: "否"}).fillna(MISSING)
        case "text":
            return values.astype("object").where(values.notna(), MISSING).astype(str)
    return values


def _config(column: TableColumn, values: pd.Series) -> Any:
    label, help_text = column.header, widgets.plain(column.help) or None
    config = st.column_config
    match column.kind:
        case "percent" if values.isna().any():  # a bar of nothing is drawn as nothing, not as missing
            return config.NumberColumn(label, help=help_text, format=SHARE)
        case "percent":
            return config.ProgressColumn(label, help=help_text, format=SHARE, min_value=0, max_value=100)
        case "integer":
            return config.NumberColumn(label, help=help_text, format=INTEGER)
        case "decimal":
            return config.NumberColumn(label, help=help_text, format=DECIMAL)
        case "coefficient":
            return config.NumberColumn(label, help=help_text, format="%.2f")
        case "days":
            return config.NumberColumn(label, help=help_text, format=DAYS)
        case "date":
            return config.DateColumn(label, help=help_text, format="YYYY-MM-DD")
        case "months":
            return config.BarChartColumn(label, help=help_text, y_min=0)
    return config.TextColumn(label, help=help_text, width=_width(values, label))


def _width(values: pd.Series, header: str) -> int:
    """Room in px by the longest cell where that is short, else by what most filled cells need: a long one may be cut and
    is shown whole on a click.
    """
    texts = values.astype(str)
    filled = texts[texts.str.len() > len(MISSING)]
    short = filled.str.len().max() <= SHORT
    rooms = filled.drop_duplicates().map(_room) if short else filled.map(_room)
    needed = 0 if filled.empty else float(rooms.max() if short else rooms.quantile(0.9))
    return min(round(max(needed, _room(header))) + MARGIN, WIDEST)


def _room(text: str) -> int:
    return sum(CHARACTER if east_asian_width(one) in "WFA" else LETTER for one in text)


def _tinted(frame: pd.DataFrame, columns: tuple[TableColumn, ...], tokens: Tokens, key: str) -> Any:
    """Only columns of states are styled: a Styler would take the number formats of the others. ``key`` stands in its
    place of a random mark, so that the same table is the same to the browser."""
    states = [c.name for c in columns if c.kind == "colour"]
    if not states:
        return frame
    ink = {tokens.states.sign(colour): f"color: {tokens.word(colour)}" for colour in ORDER}
    return frame.style.set_uuid(key).map(lambda value: ink.get(value, ""), subset=states)


def wide_tables(view: View) -> list[str]:
    """The keys of a view's tables that have too many columns to stand beside another."""
    return [found.key for found in view.figures if isinstance(found, Table) and len(found.columns) > NARROW]
