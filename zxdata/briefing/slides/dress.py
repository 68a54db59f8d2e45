"""How all charts of a deck look: fonts, axes, grid, labels, colours."""

from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.util import Pt

from zxdata.briefing.look import FONT, tokens

FORMATS = {"percent": "0%", "integer": "#,##0", "decimal": "0.0", "days": "0"}
LABELS = FORMATS | {"percent": "0.0%"}


def rgb(colour: str) -> RGBColor:
    found: RGBColor = RGBColor.from_string(colour.removeprefix("#").upper())
    return found


def dress(chart: Any, *, legend: bool = False, size: float = 11) -> None:
    chart.font.size, chart.font.name, chart.font.color.rgb = Pt(size), FONT, rgb(tokens()["t2"])
    chart.has_title = False
    chart.has_legend = legend
    if legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        chart.legend.font.size = Pt(11)


def names_axis(axis: Any, *, reverse: bool = False, size: float = 11, every: int = 1) -> None:
    """``reverse``: the first name on top, its values' axis below; ``every``: so many names share one label."""
    axis.reverse_order = reverse
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.has_major_gridlines = False
    axis.format.line.color.rgb = rgb(tokens()["axis"])
    axis.tick_labels.font.size = Pt(size)
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if reverse:
        other = axis._element.getparent().find(qn("c:valAx"))
        other.find(qn("c:crosses")).set("val", "max")
    skip = etree.Element(qn("c:tickLblSkip"))
    skip.set("val", str(every))
    axis._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)


def value_axis(axis: Any, value_format: str, *, least: float | None = 0, most: float | None = None) -> None:
    axis.minimum_scale, axis.maximum_scale = least, most
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = rgb(tokens()["hair"])
    axis.major_gridlines.format.line.width = Pt(0.5)
    axis.format.line.fill.background()
    axis.tick_labels.number_format_is_linked = False
    axis.tick_labels.number_format = FORMATS.get(value_format, value_format)


def unstyled(shape: Any) -> None:
    """Without the office's own style, which brings a shadow."""
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def fill(thing: Any, colour: str) -> None:
    """A series or a point in one colour; no colour hides it."""
    if colour:
        thing.format.fill.solid()
        thing.format.fill.fore_color.rgb = rgb(colour)
    else:
        thing.format.fill.background()
        thing.format.line.fill.background()


def line(series: Any, colour: str, width: float, marker: Any = None) -> None:
    series.smooth = False
    if colour:
        series.format.line.color.rgb = rgb(colour)
        series.format.line.width = Pt(width)
    else:
        series.format.line.fill.background()
    if marker is not None:
        series.marker.style = marker


def tell(plot: Any, value_format: str, size: float, *, outside: bool = True) -> None:
    """The value written at each bar."""
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value = True
    labels.number_format_is_linked, labels.number_format = False, LABELS[value_format]
    labels.font.size = Pt(size)
    if outside:
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
