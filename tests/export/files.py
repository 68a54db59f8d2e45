"""What a written file holds of one figure, read with the file's own library into plain lists."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

import openpyxl
from docx import Document
from openpyxl.utils import range_boundaries
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

HEADER = 4  # rows above a sheet's table
Row = list[Any]
Series = list[tuple[str, list[tuple[Any, Any]]]]  # name and points, each (category or x, value)


@dataclass(frozen=True)
class Chart:
    """``kinds``: the chart elements that lie over each other."""

    kinds: list[str]
    series: Series


@dataclass(frozen=True)
class Sheet:
    """The cells of a figure's sheet: title, unit and note; its table; the table that only the chart needs."""

    head: Row
    table: list[Row]
    aside: list[Row]
    chart: Chart | None


def read_sheet(content: bytes) -> Sheet:
    """What openpyxl reads: a chart's series are resolved through their references into cells."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book.worksheets[1]
    rows = [[_plain(cell) for cell in row] for row in page.iter_rows(values_only=True)]
    heads = rows[HEADER]
    gap = heads.index(None) if None in heads else len(heads)
    start = next((n for n in range(gap, len(heads)) if heads[n] is not None), len(heads))
    chart = _sheet_chart(book, page._charts[0]) if page._charts else None
    return Sheet(
        [row[0] for row in rows[:3]],
        _filled(row[:gap] for row in rows[HEADER:]),
        _filled(row[start:] for row in rows[HEADER:]) if start < len(heads) else [],
        chart,
    )


def _sheet_chart(book: Any, drawn: Any) -> Chart:
    series: Series = []
    for plot in drawn._charts:
        for each in plot.series:
            across, up = (each.xVal, each.yVal) if each.val is None else (each.cat, each.val)
            name = each.tx.v if each.tx.strRef is None else _pointed(book, each.tx.strRef.f)[0]
            points = zip_longest(_pointed(book, _reference(across)), _pointed(book, _reference(up)))
            series.append((str(name), list(points)))
    return Chart([plot.tagname for plot in drawn._charts], series)


def _reference(held: Any) -> str:
    return str((held.numRef or held.strRef).f)


def _pointed(book: Any, reference: str) -> Row:
    """The cells that a reference names: 'name of a sheet'!$B$6:$B$9."""
    name, _, cells = reference.rpartition("!")
    left, top, right, bottom = range_boundaries(cells)
    page = book[name.strip("'").replace("''", "'")]
    return [_plain(cell) for row in page.iter_rows(top, bottom, left, right, values_only=True) for cell in row]


@dataclass(frozen=True)
class Slide:
    """``texts``: of its boxes, in order; ``groups``: name → texts or names of what is grouped; ``fills``:
    name → colour of the grouped shapes; ``notes``: its notes.
    """

    texts: list[str]
    chart: Chart | None
    table: list[Row]
    groups: dict[str, list[str]]
    fills: dict[str, str]
    notes: str


def read_slide(content: bytes) -> Slide:
    """What python-pptx reads of the figure's first slide."""
    page = Presentation(io.BytesIO(content)).slides[1]
    charts = [read_chart(shape.chart) for shape in page.shapes if shape.has_chart]
    tables = [shape.table for shape in page.shapes if shape.has_table]
    groups = [shape for shape in page.shapes if hasattr(shape, "shapes")]
    return Slide(
        [shape.text_frame.text for shape in page.shapes if shape.has_text_frame and shape.text_frame.text],
        charts[0] if charts else None,
        [[cell.text for cell in row.cells] for row in tables[0].rows] if tables else [],
        {group.name: [_said(part) for part in group.shapes] for group in groups},
        {part.name: str(part.fill.fore_color.rgb) for group in groups for part in group.shapes if part.fill.type == 1},
        page.notes_slide.notes_text_frame.text,
    )


def read_chart(drawn: Any) -> Chart:
    return _read_plots(drawn._chartSpace.chart.plotArea)


def _read_plots(plots: Any) -> Chart:
    series: Series = []
    for each in plots.sers:
        name = "".join(text.text or "" for text in each.find("{*}tx").iter("{*}v"))
        across = each.find("{*}cat") if each.find("{*}cat") is not None else each.find("{*}xVal")
        up = each.find("{*}val") if each.find("{*}val") is not None else each.find("{*}yVal")
        keys, values = _cached(across), _cached(up)
        count = max([*keys, *values], default=-1) + 1
        series.append((name, [(keys.get(n), values.get(n)) for n in range(count)]))
    kinds = [child.tag.rpartition("}")[2] for child in plots if child.tag.endswith("Chart")]
    return Chart(kinds, series)


def _cached(held: Any) -> dict[int, Any]:
    """The points that the chart itself holds, by their position: numbers as numbers."""
    text = held.find(".//{*}strCache") is not None
    points = {int(point.get("idx")): point.find("{*}v").text for point in held.iter("{*}pt")}
    return points if text else {n: float(value) for n, value in points.items()}


def _said(shape: Any) -> str:
    return (shape.text_frame.text if shape.has_text_frame else "") or str(shape.name)


@dataclass(frozen=True)
class Letter:
    """The figure's section of a letter: its paragraphs without the heading, its table, its native chart and the workbook
    behind that, how many pictures it has.
    """

    paragraphs: list[str]
    table: list[Row]
    chart: Chart | None
    book: list[Row]
    pictures: int


def read_letter(content: bytes, title: str) -> Letter:
    """What python-docx reads between the figure's heading and the next chapter."""
    document = Document(io.BytesIO(content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    start = texts.index(f"（一）{title}")
    end = next(n for n, text in enumerate(texts) if text.endswith("、下一步工作建议"))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    # The view's own table is the figure again, where the figure is a table.
    again = next((n for n in range(start, end) if texts[n] == f"（二）{title}"), end)
    section = document.paragraphs[start:again]
    pictures = [p for p in section if p._p.findall(".//{*}drawing//{*}blip")]
    charts = [mark for p in section for mark in p._p.findall(".//{*}drawing//{*}chart")]
    chart, book = _letter_chart(document, charts[0]) if charts else (None, [])
    return Letter(
        [text for text in texts[start + 1 : again] if text], tables[0] if tables else [], chart, book, len(pictures)
    )


def _letter_chart(document: Any, mark: Any) -> tuple[Chart, list[Row]]:
    """A chart and the cells of the workbook that is opened to edit it."""
    part = document.part.related_parts[mark.get(qn("r:id"))]
    space = parse_xml(part.blob)
    held = part.related_parts[space.find(qn("c:externalData")).get(qn("r:id"))]
    page = openpyxl.load_workbook(io.BytesIO(held.blob)).active
    return _read_plots(space.chart.plotArea), [
        [_plain(cell) for cell in row] for row in page.iter_rows(values_only=True)
    ]


def _plain(cell: Any) -> Any:
    return cell.date().isoformat() if isinstance(cell, datetime) else cell


def _filled(rows: Iterator[Row]) -> list[Row]:
    """Without the empty rows at the end."""
    found = list(rows)
    while found and all(cell is None for cell in found[-1]):
        found.pop()
    return found
