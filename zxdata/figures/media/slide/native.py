"""Native charts with their workbooks: of names and values, of numbers against numbers, of bars with lines."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from lxml import etree
from pptx.enum.chart import XL_CHART_TYPE as KIND
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from zxdata import words
from zxdata.figures.grid import Grid
from zxdata.figures.kind import Box
from zxdata.figures.media.slide.chart_data import Categories, Points
from zxdata.figures.media.slide.chart_style import fill
from zxdata.figures.palette import PAPER

STRETCHES = f'<c:areaChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/></c:areaChart>'
STANDS = (
    f'<c:barChart {nsdecls("c")}><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
    '<c:gapWidth val="0"/></c:barChart>'
)
SEEN = 0.4  # of the ground: what lies behind it is seen
STANDING = 18  # so many names still lie under each other; more stand upright beside each other


def chart_of(shapes: Any, box: Box, kind: Any, rows: Grid, names: str, columns: Sequence[str]) -> Any:
    """A chart of the grid's column ``names`` and these ``columns`` of numbers. ISO days become days."""
    data = Categories()
    data.categories = _days([str(name) for name in rows.frame[names]])
    for column in columns:
        header = rows.columns[rows.position(column)].header
        data.add_series(header, [_number(value) for value in rows.frame[column]])
    return shapes.add_chart(kind, *box, data).chart


def plotted(shapes: Any, box: Box, lines: Iterable[tuple[str, Iterable[Any], Iterable[Any]]]) -> Any:
    """A chart of numbers against numbers; ``lines``: name, x, y; what is missing is left out."""
    data = Points()
    for name, x, y in lines:
        held = data.add_series(name)
        for here, there in zip(x, y, strict=True):
            if _number(here) is not None and _number(there) is not None:
                held.add_data_point(float(here), float(there))
    return shapes.add_chart(KIND.XY_SCATTER_LINES_NO_MARKERS, *box, data).chart


def as_lines(chart: Any, count: int) -> Any:
    """The last ``count`` series of a chart of columns as lines on the same axes; answers their plot."""
    columns = chart._chartSpace.find(f".//{qn('c:barChart')}")
    lines = parse_xml(f'<c:lineChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/></c:lineChart>')
    for series in columns.findall(qn("c:ser"))[-count:]:
        for unknown in series.findall(qn("c:invertIfNegative")):
            series.remove(unknown)
        lines.append(series)
    for tag, value in [("c:marker", "1"), *(("c:axId", axis.get("val")) for axis in columns.findall(qn("c:axId")))]:
        etree.SubElement(lines, qn(tag)).set("val", value)
    columns.addnext(lines)
    return chart.plots[1]


def over_ground(
    shapes: Any, box: Box, kind: Any, rows: Grid, columns: Sequence[str], *, lasting: bool
) -> tuple[Any, list[Any]]:
    """A chart over periods, and the series of ``columns``. Where the grid has a ``ground``, that is drawn with them:
    lines before it, areas seen through it; as stretches where days are ``lasting``, else as columns.
    """
    grounded = any(column.name == "ground" for column in rows.columns)
    chart = chart_of(shapes, box, kind, rows, "period", [*(["ground"] if grounded else []), *columns])
    if not grounded:
        return chart, list(chart.plots[0].series)
    drawn = chart._chartSpace.find(f".//{qn('c:ser')}").getparent()
    ground = parse_xml(STRETCHES if lasting else STANDS)
    first = drawn.find(qn("c:ser"))
    for of_lines in first.findall(qn("c:marker")) + first.findall(qn("c:smooth")):
        first.remove(of_lines)
    ground.find(qn("c:varyColors")).addnext(first)
    for axis in drawn.findall(qn("c:axId")):
        etree.SubElement(ground, qn("c:axId")).set("val", axis.get("val"))
    if kind == KIND.LINE:
        drawn.addprevious(ground)
    else:
        drawn.addnext(ground)
    plots = {plot._element: plot for plot in chart.plots}
    fill(plots[ground].series[0], PAPER.hair, SEEN)
    return chart, list(plots[drawn].series)


def _days(names: list[str]) -> list[Any]:
    try:
        days = [date.fromisoformat(name) for name in names]
    except ValueError:
        return names
    return days if days == sorted(days) else names


def _number(value: Any) -> float | None:
    return None if words.missing(value) else float(value)
