"""Single shapes of a slide: text without a box, outlines in one path, rectangles and dots."""

from collections.abc import Iterable, Sequence
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from zxdata.figures.kind import Box
from zxdata.figures.media.slide.chart_style import rgb
from zxdata.figures.palette import PAPER

Ring = Sequence[tuple[int, int]]


def grouped(shapes: Any, name: str, drawn: Sequence[Any]) -> Any:
    """Shapes that were drawn on the slide as one group. To draw in a group would measure it anew for each of them."""
    group = shapes.add_group_shape(drawn)
    group.name = name
    return group


def write(shapes: Any, text: str, box: Box, size: float, ink: str = "t2", align: Any = PP_ALIGN.CENTER) -> Any:
    """One line in the middle of ``box``; ``ink``: a token or a colour."""
    drawn = shapes.add_textbox(*(Emu(edge) for edge in box))
    frame = drawn.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap, frame.vertical_anchor = align != PP_ALIGN.CENTER, MSO_ANCHOR.MIDDLE
    paragraph = frame.paragraphs[0]
    paragraph.alignment = align
    run = paragraph.add_run()
    run.text = text
    run.font.size = Pt(size)
    run.font.color.rgb = rgb(ink if ink.startswith("#") else PAPER[ink])
    return drawn


def outline(shapes: Any, rings: Iterable[Ring], colour: str, edge: str = "", name: str = "", about: str = "") -> Any:
    """All rings in one path, so that holes stay open."""
    held = [list(ring) for ring in rings]
    x, y = ([point[axis] for ring in held for point in ring] for axis in (0, 1))
    left, top, width, height = min(x), min(y), max(max(x) - min(x), 1), max(max(y) - min(y), 1)
    builder = shapes.build_freeform(left, top, scale=1.0)
    builder.add_line_segments([(left + width, top + height)], close=True)
    shape = builder.convert_to_shape()
    # The builder measures the whole outline again for each point of it: what it wrote is replaced.
    path = shape._element.spPr.find(f".//{qn('a:path')}")
    path.getparent().replace(path, _path(held, left, top, width, height))
    return dressed(shape, colour, edge, name, about)


def _path(rings: list[list[tuple[int, int]]], left: int, top: int, width: int, height: int) -> Any:
    def point(at: tuple[int, int]) -> str:
        return f'<a:pt x="{at[0] - left}" y="{at[1] - top}"/>'

    drawn = "".join(
        f"<a:moveTo>{point(ring[0])}</a:moveTo>"
        + "".join(f"<a:lnTo>{point(at)}</a:lnTo>" for at in ring[1:])
        + "<a:close/>"
        for ring in rings
    )
    return parse_xml(f'<a:path {nsdecls("a")} w="{width}" h="{height}">{drawn}</a:path>')


def rectangle(shapes: Any, box: Box, colour: str, edge: str = "", name: str = "", about: str = "") -> Any:
    return dressed(shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Emu(e) for e in box)), colour, edge, name, about)


def dot(shapes: Any, x: int, y: int, size: int, colour: str, name: str = "", about: str = "", edge: str = "") -> Any:
    drawn = shapes.add_shape(MSO_SHAPE.OVAL, Emu(x - size // 2), Emu(y - size // 2), Emu(size), Emu(size))
    return dressed(drawn, colour, edge, name, about)


def dressed(shape: Any, colour: str, edge: str, name: str, about: str) -> Any:
    """No colour, no filling; no edge, no line. Office's own style goes, which brings a shadow."""
    unstyled(shape)
    if colour:
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(colour)
    else:
        shape.fill.background()
    if edge:
        shape.line.color.rgb, shape.line.width = rgb(edge), Pt(0.75)
    else:
        shape.line.fill.background()
    if name:
        shape.name = name
    if about:
        shape._element.nvSpPr.cNvPr.set("descr", about)
    return shape


def veiled(shape: Any, share: float) -> None:
    """Seen through: ``share`` of its colour stays."""
    colour = shape.fill._xPr.find(qn("a:solidFill"))[0]
    colour.append(colour.makeelement(qn("a:alpha"), {"val": str(round(share * 100_000))}))


def unstyled(shape: Any) -> None:
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)
