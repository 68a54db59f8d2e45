"""The map as grouped freeform shapes: each region can be recoloured by hand and bears its name."""

from typing import Any

import pandas as pd
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from zxdata import words
from zxdata.briefing.look import tokens
from zxdata.briefing.slides.dress import rgb, unstyled
from zxdata.cartography import Box, Place, places
from zxdata.figures import COLOURS, RegionMap
from zxdata.shading import Classes, classes

NAME_SIZE, LABEL_SIZE = 7, (Emu(900_000), Emu(190_000))
NO_DATA = "没有数据"


def draw_map(figure: RegionMap, shapes: Any, box: tuple[int, int, int, int]) -> None:
    """Groups 地图, 放大图, 名称 and 图例 in ``box`` (left, top, width, height in EMU)."""
    left, top, width, height = box
    legend = Emu(2_300_000)
    main, inset = places(figure.shapes, figure.inset, (width - legend) / height)
    sheet = _Sheet.fitted((left, top, width - legend, height), main, inset)
    steps = classes(figure)
    regions = shapes.add_group_shape()
    regions.name = "地图"
    rows = {row.code: row for row in figure.frame.itertuples()}
    for code, rings in figure.shapes.items():
        _region(regions.shapes, figure, steps, rings, rows.get(code), sheet, main)
    names = {code: main for code in rows if code in figure.shapes and code not in (figure.inset if inset else ())}
    if inset is not None:
        enlarged = shapes.add_group_shape()
        enlarged.name = figure.inset_title or "放大图"
        for code in figure.inset:
            if code in figure.shapes:
                _region(enlarged.shapes, figure, steps, figure.shapes[code], rows.get(code), sheet, inset)
                names[code] = inset
        for frame in (inset.padded, inset.source(main)):
            _frame(enlarged.shapes, sheet, frame)
        _text(enlarged.shapes, figure.inset_title, sheet.x(inset.padded[0]), sheet.y(inset.padded[3]) - LABEL_SIZE[1],
              PP_ALIGN.LEFT)  # fmt: skip
    labels = shapes.add_group_shape()
    labels.name = "名称"
    for code, place in names.items():
        if code in rows and code in figure.centres:
            _name(labels.shapes, figure, steps, rows[code], sheet, place)
    _legend(shapes, figure, left + width - legend + Emu(250_000), top + height)


class _Sheet:
    """From the map's plane to EMU on the slide."""

    def __init__(self, scale: float, west: float, north: float, left: int, top: int) -> None:
        self.scale, self.west, self.north, self.left, self.top = scale, west, north, left, top

    @classmethod
    def fitted(cls, box: tuple[int, int, int, int], main: Place, inset: Place | None) -> "_Sheet":
        around: list[Box] = [main.box, *([inset.padded] if inset else [])]
        west, east = min(b[0] for b in around), max(b[1] for b in around)
        south, north = min(b[2] for b in around), max(b[3] for b in around)
        left, top, width, height = box
        head = LABEL_SIZE[1] if inset else 0
        scale = min(width / (east - west), (height - head) / (north - south))
        return cls(scale, west, north, left, top + head)

    def x(self, x: float) -> int:
        return self.left + round((x - self.west) * self.scale)

    def y(self, y: float) -> int:
        return self.top + round((self.north - y) * self.scale)


def _region(shapes: Any, figure: RegionMap, steps: Classes, rings: Any, row: Any, sheet: _Sheet, place: Place) -> None:
    """All its rings in one path, so that holes stay open."""
    outlines = [[(sheet.x(place.x(lon)), sheet.y(place.y(lat))) for lon, lat in ring] for ring in rings]
    builder = shapes.build_freeform(*outlines[0][0], scale=1.0)
    for n, outline in enumerate(outlines):
        if n:
            builder.move_to(*outline[0])
        builder.add_line_segments(outline[1:], close=True)
    shape = builder.convert_to_shape()
    unstyled(shape)
    shape.line.color.rgb, shape.line.width = rgb(tokens()["surface"]), Pt(0.75)
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(_shade(steps, row))
    if row is not None:
        shape.name = str(row.name)
        shape._element.nvSpPr.cNvPr.set("descr", _about(figure, row))


def _shade(steps: Classes, row: Any) -> str:
    if row is None or pd.isna(row.value):
        return str(tokens()["hair"])
    return str(tokens()["ramp"][steps.step(float(row.value))])


def _about(figure: RegionMap, row: Any) -> str:
    value = words.with_unit(row.value, figure.value_format)
    base = f"（{words.base(row.numerator, row.denominator, '')}）" if pd.notna(row.denominator) else ""
    return f"{row.name}：{figure.value_name} {value}{base}"


def _name(shapes: Any, figure: RegionMap, steps: Classes, row: Any, sheet: _Sheet, place: Place) -> None:
    lon, lat = figure.centres[row.code]
    colour = _shade(steps, row)
    theme = tokens("dark" if _dark(colour) else "light")
    x, y = sheet.x(place.x(lon)) - LABEL_SIZE[0] // 2, sheet.y(place.y(lat)) - LABEL_SIZE[1] // 2
    text = _text(shapes, str(row.name), x, y, PP_ALIGN.CENTER, theme["t1"])
    for state in ("red", "yellow"):
        count = getattr(row, state)
        if pd.notna(count) and count > 0:
            run = text.text_frame.paragraphs[0].add_run()
            run.text = f" {COLOURS[state][0]}{int(count)}"
            run.font.size, run.font.bold = Pt(NAME_SIZE + 1), True
            run.font.color.rgb = rgb(theme[state])


def _text(shapes: Any, words_: str, x: int, y: int, align: Any, ink: str = "") -> Any:
    box = shapes.add_textbox(Emu(x), Emu(y), *LABEL_SIZE)
    frame = box.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap, frame.vertical_anchor = False, MSO_ANCHOR.MIDDLE
    paragraph = frame.paragraphs[0]
    paragraph.alignment = align
    run = paragraph.add_run()
    run.text = words_
    run.font.size = Pt(NAME_SIZE)
    run.font.color.rgb = rgb(ink or tokens()["t2"])
    return box


def _frame(shapes: Any, sheet: _Sheet, box: Box) -> None:
    west, east, south, north = box
    shape = shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(sheet.x(west)), Emu(sheet.y(north)),
                             Emu(sheet.x(east) - sheet.x(west)), Emu(sheet.y(south) - sheet.y(north)))  # fmt: skip
    shape.name = "放大范围"
    unstyled(shape)
    shape.fill.background()
    shape.line.color.rgb, shape.line.width = rgb(tokens()["axis"]), Pt(0.75)


def _legend(shapes: Any, figure: RegionMap, left: int, bottom: int) -> None:
    """The seven steps with their bounds, strongest on top, then what has no data and the marks in use."""
    group = shapes.add_group_shape()
    group.name = "图例"
    steps, ramp = classes(figure), tokens()["ramp"]
    size = (steps.high - steps.low) / len(ramp)
    entries = []
    for rank in range(len(ramp)):
        low, high = (words.with_unit(steps.low + size * n, figure.value_format) for n in (rank, rank + 1))
        said = f"低于 {high}" if rank == 0 else f"{low} 及以上" if rank == len(ramp) - 1 else f"{low}–{high}"
        entries.append((ramp[steps.step(steps.low + size * (rank + 0.5))], said))
    entries = entries if figure.gap == "low" else entries[::-1]
    if figure.frame["value"].isna().any():
        entries.append((tokens()["hair"], NO_DATA))
    lines = [figure.value_name, *(said for _, said in entries)]
    lines += [" ".join(COLOURS[s]) for s in ("red", "yellow") if (pd.to_numeric(figure.frame[s]).fillna(0) > 0).any()]
    pitch = Emu(230_000)
    top = bottom - pitch * len(lines)
    for n, said in enumerate(lines):
        y = top + pitch * n
        if 0 < n <= len(entries):
            swatch = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(left), Emu(y + 25_000), Emu(260_000), Emu(150_000))
            unstyled(swatch)
            swatch.fill.solid()
            swatch.fill.fore_color.rgb = rgb(entries[n - 1][0])
            swatch.line.fill.background()
            swatch.name = said
        box = _text(group.shapes, said, left + (340_000 if 0 < n <= len(entries) else 0), y, PP_ALIGN.LEFT)
        for run in box.text_frame.paragraphs[0].runs:
            run.font.size = Pt(10)


def _dark(colour: str) -> bool:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 140
