"""How all charts of a deck look: fonts, axes, grid, labels, colours."""

from collections.abc import Iterable
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from zxdata.figures.palette import FONT, PAPER

FORMATS = {"percent": "0%", "integer": "#,##0", "decimal": "0.0", "days": "0"}
LABELS = FORMATS | {"percent": "0.0%"}
DAYS_APART = 14  # between two labels of an axis of dates
PERIODS_NAMED = 16


def rgb(colour: str) -> RGBColor:
    found: RGBColor = RGBColor.from_string(colour.removeprefix("#").upper())
    return found


def style_chart(chart: Any, *, legend: bool = False, size: float = 11) -> None:
    chart.font.size, chart.font.name, chart.font.color.rgb = Pt(size), FONT, rgb(PAPER.t2)
    chart.has_title = False
    chart.has_legend = legend
    if legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        chart.legend.font.size = Pt(11)


def over_periods(chart: Any, periods: int, series: int, value_format: str, most: float | None = None) -> None:
    """A chart of so many series over so many periods; ``most``: where its values end, if that is given."""
    style_chart(chart, legend=series > 1)
    names_axis(chart.category_axis, size=10, every=-(-periods // PERIODS_NAMED))
    value_axis(chart.value_axis, value_format, most=1 if value_format == "percent" else most)


def untold(chart: Any, *series: int) -> None:
    """These series do not stand in the legend."""
    at = chart.legend._element.find(qn("c:legendPos"))
    for n in sorted(series, reverse=True):
        at.addnext(parse_xml(f'<c:legendEntry {nsdecls("c")}><c:idx val="{n}"/><c:delete val="1"/></c:legendEntry>'))


def plot_area(chart: Any, share: tuple[float, float, float, float]) -> None:
    """The plot without its labels lies at these shares (left, top, width, height) of the chart."""
    area = chart._chartSpace.find(f".//{qn('c:plotArea')}")
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    edges = "".join(f'<c:{edge} val="{value}"/>' for edge, value in zip("xywh", share, strict=True))
    area.insert(
        0,
        parse_xml(
            f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            f'<c:yMode val="edge"/>{edges}</c:manualLayout></c:layout>'
        ),
    )


def names_axis(axis: Any, *, reverse: bool = False, standing: bool = False, size: float = 11, every: int = 1) -> None:
    """``reverse``: the first name on top, its values' axis below; ``standing``: the signs of a name under each other;
    ``every``: so many names share one label. An axis of dates chooses its own."""
    axis.reverse_order = reverse
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.has_major_gridlines = False
    axis.format.line.color.rgb = rgb(PAPER.axis)
    axis.tick_labels.font.size = Pt(size)
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if standing:
        axis._element.find(qn("c:txPr")).find(qn("a:bodyPr")).set("vert", "wordArtVert")
    if reverse:
        other = axis._element.getparent().find(qn("c:valAx"))
        other.find(qn("c:crosses")).set("val", "max")
    if axis._element.tag == qn("c:dateAx"):
        _dates(axis)
    else:
        skip = etree.Element(qn("c:tickLblSkip"))
        skip.set("val", str(every))
        axis._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)


def _dates(axis: Any) -> None:
    axis.tick_labels.number_format_is_linked, axis.tick_labels.number_format = False, 'm"月"d"日"'
    for old in [*axis._element.iterchildren(qn("c:baseTimeUnit"), qn("c:majorUnit"), qn("c:majorTimeUnit"))]:
        axis._element.remove(old)
    for tag, value in (("baseTimeUnit", "days"), ("majorUnit", str(DAYS_APART)), ("majorTimeUnit", "days")):
        etree.SubElement(axis._element, qn(f"c:{tag}")).set("val", value)


def numbers_axis(axis: Any, title: str) -> None:
    """The level axis of a chart of numbers against numbers."""
    value_axis(axis, "#,##0")
    axis.has_major_gridlines = False
    axis.has_title = True
    axis.axis_title.text_frame.text = title


def value_axis(axis: Any, value_format: str, *, least: float | None = 0, most: float | None = None) -> None:
    axis.minimum_scale, axis.maximum_scale = least, most
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = rgb(PAPER.hair)
    axis.major_gridlines.format.line.width = Pt(0.5)
    axis.format.line.fill.background()
    axis.tick_labels.number_format_is_linked = False
    axis.tick_labels.number_format = FORMATS.get(value_format, value_format)


def fill(thing: Any, colour: str, share: float = 1) -> None:
    """A series or a point in one colour, of which ``share`` stays if it is seen through; no colour hides it."""
    if colour:
        thing.format.fill.solid()
        thing.format.fill.fore_color.rgb = rgb(colour)
        if share < 1:
            seen = thing.format.fill._xPr.find(qn("a:solidFill"))[0]
            seen.append(seen.makeelement(qn("a:alpha"), {"val": str(round(share * 100_000))}))
    else:
        thing.format.fill.background()
        thing.format.line.fill.background()


def line(series: Any, colour: str, width: float, marker: Any = None, dash: str | None = None) -> None:
    """A series, or the stretch that leads to one of its points."""
    if hasattr(series, "smooth"):
        series.smooth = False
    series.format.line.color.rgb = rgb(colour)
    series.format.line.width = Pt(width)
    if dash is not None:
        drawn = series.format.line._get_or_add_ln()
        drawn.append(parse_xml(f'<a:prstDash {nsdecls("a")} val="{dash}"/>'))
    if marker is not None:
        series.marker.style = marker


def dots(series: Any, colour: str, size: int, edge: str = "") -> None:
    """Circles without a line."""
    series.smooth = False
    series.format.line.fill.background()
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, size
    fill(series.marker, colour)
    if edge:
        series.marker.format.line.color.rgb = rgb(edge)
    else:
        series.marker.format.line.fill.background()


def label(point: Any, position: Any, value_format: str = "", text: str = "") -> None:
    """At one point: ``text``, else its value."""
    shown_at = point.data_label
    if text:
        shown_at.text_frame.text = text
        shown_at.text_frame.paragraphs[0].runs[0].font.size = Pt(10)
    else:
        shown_at.has_text_frame = False
        shown = shown_at._get_or_add_dLbl()
        form = parse_xml(f'<c:numFmt {nsdecls("c")} formatCode="{LABELS[value_format]}" sourceLinked="0"/>')
        shown.find(qn("c:idx")).addnext(form)
        shown_at.font.size = Pt(10)
    shown_at.position = position


def tell(plot: Any, value_format: str, size: float, *, outside: bool = True) -> None:
    """The value written at each bar."""
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value = True
    labels.number_format_is_linked, labels.number_format = False, LABELS[value_format]
    labels.font.size = Pt(size)
    if outside:
        labels.position = XL_LABEL_POSITION.OUTSIDE_END


def fitting(names: Iterable[Any], *, standing: bool = False) -> float:
    """Type size in points at which the names stand under, or upright beside each other; the longest takes a third."""
    held = [str(name) for name in names]
    longest, many = max((len(name) for name in held), default=1), max(len(held), 1)
    room = min(500 / many, 120 / longest) if standing else min(260 / many, 300 / longest)
    return max(7.0, min(12.0, room))
