"""Cells of native tables."""

from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Pt

from zxdata.figures.media.slide.chart_style import rgb


def set_cell(
    cell: Any, text: str, size: float, ink: str, fill: str, align: Any, *, bold: bool = False, margin: int = 20_000
) -> None:
    """``ink`` and ``fill`` are colours."""
    cell.margin_top = cell.margin_bottom = Emu(margin)
    cell.margin_left = cell.margin_right = Emu(60_000)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(fill)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = align
    if text:
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = rgb(ink)
    paragraph._p.get_or_add_endParaRPr().set("sz", str(round(size * 100)))  # else an empty row is as tall as 18 pt
