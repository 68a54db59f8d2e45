"""A map of places on a slide."""

from math import cos, pi, sin
from typing import Any

from zxdata import words
from zxdata.figures.kind import Box
from zxdata.figures.layout.cartography import Place, places
from zxdata.figures.layout.spots import Spots, count, covered, spots
from zxdata.figures.media.slide.map_scale import LEGEND, Key, MapScale, draw_legend
from zxdata.figures.media.slide.shapes import Ring, dot, grouped, outline, veiled, write
from zxdata.figures.palette import PAPER, Tokens
from zxdata.figures.point_map import PointMap

SINGLE = 600  # more marks than these are one shape, else the file grows slow to open
DOT, LIGHT = 70_000, 0.22
CORNERS = 8


def draw(figure: PointMap, shapes: Any, box: Box) -> Any:
    """Groups 区划 and 图例, a group or one shape for each state of places."""
    if not figure.outlines:
        return None
    left, top, width, height = box
    main, _ = places(figure.outlines, (), (width - LEGEND) / height)
    scale = MapScale.fitted((left, top, width - LEGEND, height), main, None)
    paths = {code: [scale.ring(ring, main) for ring in rings] for code, rings in figure.outlines.items()}
    regions = grouped(
        shapes,
        "区划",
        [
            outline(
                shapes,
                rings,
                PAPER["surface" if code in figure.chosen or not figure.chosen else "hair"],
                PAPER.axis,
                code,
            )
            for code, rings in paths.items()
        ],
    )
    keys = []
    if circles := covered(figure):
        reach = [scale.ring(ring, main) for ring in circles]
        veiled(outline(shapes, reach, PAPER.accent, "", f"半径 {words.rounded(figure.radius_km, 1)} 公里内"), LIGHT)
        keys.append(Key(f"半径 {words.rounded(figure.radius_km, 1)} 公里内", PAPER.ramp[0]))
    for each in spots(figure):
        _mark(shapes, each, figure.tokens, scale, main)
        keys.append(Key(f"{each.word} {count(each):,}", figure.tokens[each.colour], round=True, hollow=each.hollow))
    if any(len(each.frame) > SINGLE for each in spots(figure)):
        keys.append(Key(f"同类超过 {SINGLE} 个的为一个图形"))
    draw_legend(shapes, keys, box)
    return regions


def _mark(shapes: Any, each: Spots, inks: Tokens, scale: MapScale, place: Place) -> None:
    colour, size = inks[each.colour], round(DOT * each.size)
    fill, edge = (PAPER.surface, colour) if each.hollow else (colour, "")
    where = [(scale.x(place.x(row.lon)), scale.y(place.y(row.lat))) for row in each.frame.itertuples()]
    if len(where) > SINGLE:
        outline(shapes, [_octagon(x, y, size // 2) for x, y in where], fill, edge, f"{each.word} {count(each):,}")
        return
    drawn = []
    for row, (x, y) in zip(each.frame.itertuples(), where, strict=True):
        drawn.append(dot(shapes, x, y, size, fill, str(row.name), str(row.about).replace("\n", "　"), edge))
        if "rank" in each.frame:
            drawn.append(write(shapes, str(row.rank), (x - size, y - size, 2 * size, 2 * size), 9, "surface"))
            drawn.append(write(shapes, str(row.name), (x - 500_000, y - 280_000, 1_000_000, 180_000), 10, "t1"))
    grouped(shapes, each.word, drawn)


def _octagon(x: int, y: int, radius: int) -> Ring:
    turns = (2 * pi * (n + 0.5) / CORNERS for n in range(CORNERS))
    return [(x + round(radius * cos(turn)), y + round(radius * sin(turn))) for turn in turns]
