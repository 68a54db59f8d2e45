"""A map of regions on a slide."""

from typing import Any

import pandas as pd
from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

from zxdata import words
from zxdata.figures.kind import Box
from zxdata.figures.layout.cartography import Box as Extent
from zxdata.figures.layout.cartography import Place, places
from zxdata.figures.layout.shading import Classes, classes
from zxdata.figures.media.slide.chart_style import rgb
from zxdata.figures.media.slide.map_scale import HEAD, LEGEND, Key, MapScale, draw_legend
from zxdata.figures.media.slide.shapes import grouped, outline, rectangle, write
from zxdata.figures.palette import PAPER, themes
from zxdata.figures.region_map import RegionMap

NAME_SIZE, NAME_WIDTH = 8, 900_000
NO_DATA = "没有数据"


def draw(figure: RegionMap, shapes: Any, box: Box) -> Any:
    """Groups 地图, 放大图, 名称 and 图例."""
    if not figure.shapes:
        return None
    left, top, width, height = box
    main, inset = places(figure.shapes, figure.inset, (width - LEGEND) / height)
    scale = MapScale.fitted((left, top, width - LEGEND, height), main, inset)
    steps = classes(figure)
    rows = {row.code: row for row in figure.frame.itertuples()}
    regions = grouped(
        shapes,
        "地图",
        [_region(shapes, figure, steps, rings, rows.get(code), scale, main) for code, rings in figure.shapes.items()],
    )
    names = {code: main for code in rows if code in figure.shapes and code not in (figure.inset if inset else ())}
    if inset is not None:
        names |= dict.fromkeys(_enlarged(shapes, figure, steps, rows, scale, main, inset), inset)
    grouped(
        shapes,
        "名称",
        [
            _name(shapes, figure, steps, rows[code], scale, place)
            for code, place in names.items()
            if code in rows and code in figure.centres
        ],
    )
    draw_legend(shapes, _keys(figure, steps), box)
    return regions


def _enlarged(
    shapes: Any, figure: RegionMap, steps: Classes, rows: Any, scale: MapScale, main: Place, inset: Place
) -> list[str]:
    """The inset beside the map, and its frame on it; answers the codes that are enlarged."""
    codes = [code for code in figure.inset if code in figure.shapes]
    drawn = [_region(shapes, figure, steps, figure.shapes[code], rows.get(code), scale, inset) for code in codes]
    for frame in (inset.padded, inset.source(main)):
        drawn.append(rectangle(shapes, _framed(scale, frame), "", PAPER.axis, "放大范围"))
    x, y = scale.x(inset.padded[0]), scale.y(inset.padded[3])
    drawn.append(write(shapes, figure.inset_title, (x, y - HEAD, NAME_WIDTH * 2, HEAD), 10, "t2", PP_ALIGN.LEFT))
    grouped(shapes, figure.inset_title or "放大图", drawn)
    return codes


def _region(shapes: Any, figure: RegionMap, steps: Classes, rings: Any, row: Any, scale: MapScale, place: Place) -> Any:
    name, about = (str(row.name), _about(figure, row)) if row is not None else ("", "")
    paths = [scale.ring(ring, place) for ring in rings]
    chosen = row is not None and row.code == figure.selected
    return outline(shapes, paths, _shade(steps, row), PAPER["t1" if chosen else "surface"], name, about)


def _shade(steps: Classes, row: Any) -> str:
    if row is None or pd.isna(row.value):
        return str(PAPER.hair)
    return str(PAPER.ramp[steps.step(float(row.value))])


def _about(figure: RegionMap, row: Any) -> str:
    value = words.with_unit(row.value, figure.value_format)
    base = f"（{words.base(row.numerator, row.denominator, '')}）" if pd.notna(row.denominator) else ""
    return f"{row.name}：{figure.value_name} {value}{base}"


def _name(shapes: Any, figure: RegionMap, steps: Classes, row: Any, scale: MapScale, place: Place) -> Any:
    """The name, and how many red and yellow matters lie there."""
    lon, lat = figure.centres[row.code]
    theme = themes(figure.palette)["dark" if _dark(_shade(steps, row)) else "light"]
    x, y = scale.x(place.x(lon)), scale.y(place.y(lat))
    text = write(shapes, str(row.name), (x - NAME_WIDTH // 2, y - HEAD // 2, NAME_WIDTH, HEAD), NAME_SIZE, theme["t1"])
    for state in ("red", "yellow"):
        count = getattr(row, state)
        if pd.notna(count) and count > 0:
            run = text.text_frame.paragraphs[0].add_run()
            run.text = f" {figure.palette.tone(state).symbol}{int(count)}"
            run.font.size, run.font.bold = Pt(NAME_SIZE + 1), True
            run.font.color.rgb = rgb(theme[state])
    return text


def _framed(scale: MapScale, extent: Extent) -> Box:
    west, east, south, north = extent
    left, top = scale.x(west), scale.y(north)
    return left, top, scale.x(east) - left, scale.y(south) - top


def _keys(figure: RegionMap, steps: Classes) -> list[Key]:
    """The seven steps with their bounds, strongest on top, then what has no data and the marks in use."""
    ramp = PAPER.ramp
    size = (steps.high - steps.low) / len(ramp)
    shades = []
    for rank in range(len(ramp)):
        low, high = (words.with_unit(steps.low + size * n, figure.value_format) for n in (rank, rank + 1))
        said = f"低于 {high}" if rank == 0 else f"{low} 及以上" if rank == len(ramp) - 1 else f"{low}–{high}"
        shades.append(Key(said, ramp[steps.step(steps.low + size * (rank + 0.5))]))
    keys = [Key(figure.value_name), *(shades if figure.gap == "low" else shades[::-1])]
    if figure.frame["value"].isna().any():
        keys.append(Key(NO_DATA, PAPER.hair))
    marked = (s for s in ("red", "yellow") if (pd.to_numeric(figure.frame[s]).fillna(0) > 0).any())
    return [*keys, *(Key(f"{figure.palette.tone(s).symbol} {figure.palette.adjective(s)}事项件数") for s in marked)]


def _dark(colour: str) -> bool:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 140
