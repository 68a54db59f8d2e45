"""Names and counts on a map, set so that none covers another."""

import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from zxdata import words
from zxdata.figures.layout.cartography import Box, Place
from zxdata.figures.layout.placing import hit
from zxdata.figures.media import labels
from zxdata.figures.media.canvas import Look, Spec, width_of
from zxdata.figures.media.labels import plain
from zxdata.figures.media.names import short
from zxdata.figures.region_map import RegionMap
from zxdata.figures.region_map.shaded import ShadedMap

# Where a name may stand, in name widths and line heights off its place; beside counts it clears them instead.
ENDING = re.compile(r"(?<=..)(新区|[区县市旗])$")
PLAIN = ((0.0, 0.0), (0.0, 0.8), (0.0, -0.8), (0.3, 0.5), (-0.3, 0.5), (0.3, -0.5), (-0.3, -0.5))
BESIDE = ((0, -1), (0, 1), (1, 0), (-1, 0), (0.8, -1), (-0.8, -1), (0.8, 1), (-0.8, 1))


Named = tuple[str, str, Box]  # a region's code, its name as written, and where that stands


@dataclass(frozen=True)
class Sheet:
    """The sheet in px: ``scale`` px a unit; a box is west, east, south, north in units, ``edge`` that of all."""

    look: Look
    scale: float
    edge: Box

    @property
    def name_size(self) -> int:
        return self.look.text if self.look.wall else 12

    def inward(self, x: float, y: float, wide: float, high: float, frame: Box | None = None) -> tuple[float, float]:
        """The point nearest to a place, round which ``wide`` × ``high`` px fit on the sheet, or in the frame that is wide
        enough."""
        dx, dy = wide / 2 / self.scale, high / 2 / self.scale
        west, east, south, north = frame if frame and frame[1] - frame[0] >= 2 * dx else self.edge
        return max(west + dx, min(x, east - dx)), max(south + dy, min(y, north - dy))

    def box(self, x: float, y: float, wide: float, high: float) -> Box:
        """The box of something ``wide`` × ``high`` px centred on a point of the sheet."""
        return (
            x - wide / 2 / self.scale,
            x + wide / 2 / self.scale,
            y - high / 2 / self.scale,
            y + high / 2 / self.scale,
        )


def marks(figure: RegionMap, rows: pd.DataFrame, sheet: Sheet, shaded: ShadedMap) -> list[Spec]:
    """The traces of counts and names."""
    counts, boxes = _counts(rows, sheet, shaded)
    return [*counts, _names(_placed(figure, rows, sheet, shaded, boxes), sheet, shaded)]


def taken(figure: RegionMap, sheet: Sheet, shaded: ShadedMap) -> tuple[list[Box], set[str]]:
    """What counts and names cover, and the codes that are named."""
    rows = figure.frame[figure.frame["code"].isin(figure.shapes)]
    counts = _counts(rows, sheet, shaded)[1]
    placed = _placed(figure, rows, sheet, shaded, counts)
    return [*counts, *(box for _, _, box in placed)], {code for code, _, _ in placed}


def _counts(rows: pd.DataFrame, sheet: Sheet, shaded: ShadedMap) -> tuple[list[Spec], list[Box]]:
    """Red squares and yellow triangles, side by side where a region has both."""
    look, t = sheet.look, sheet.look.tokens
    drawn = {"red": ("square", 18, t.on_red), "yellow": ("triangle-up", 21, t.on_yellow)}
    points: dict[str, list[tuple[float, float, str]]] = {c: [] for c in drawn}
    taken: list[Box] = []
    for row in rows.itertuples():
        x, y = shaded.centre(row.code)
        both = (row.red or 0) > 0 and (row.yellow or 0) > 0
        for colour, count, side in (("red", row.red, -1), ("yellow", row.yellow, 1)):
            if count and count > 0:
                shifted = x + (side * look.px(11.5) / sheet.scale if both else 0)
                points[colour].append((shifted, y, f"<b>{int(count)}</b>"))
                taken.append(sheet.box(shifted, y, look.px(21), look.px(19)))
    traces: list[Spec] = [
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [p[0] for p in points[c]],
            "y": [p[1] for p in points[c]],
            "text": [p[2] for p in points[c]],
            "textposition": "middle center",
            "textfont": look.font(ink),
            "cliponaxis": False,
            "marker": {
                "symbol": symbol,
                "size": look.px(size),
                "color": t.of(c),
                "opacity": 1,
                "line": {"color": t.bg, "width": look.px(1)},
            },
        }
        for c, (symbol, size, ink) in drawn.items()
        if points[c]
    ]
    return traces, taken


def _placed(figure: RegionMap, rows: pd.DataFrame, sheet: Sheet, shaded: ShadedMap, counts: list[Box]) -> list[Named]:
    """Names by urgency, each where it covers nothing; one that finds no room is left to the pointer and the lists."""
    placed: list[Named] = []
    for row in _wanted(figure, rows, sheet.look.wall, shaded.inset):
        for name in _forms(figure, row, shaded.inset):
            free = _free(name, sheet.name_size, row, sheet, shaded, [*counts, *(box for _, _, box in placed)])
            if free is not None:
                placed.append((row.code, name, free))
                break
    return placed


def _names(placed: list[Named], sheet: Sheet, shaded: ShadedMap) -> Spec:
    inks = [shaded.ink(code, box, 2 if sheet.look.wall else 1) for code, _, box in placed]
    font = sheet.look.font("", size=sheet.name_size) | {
        "color": [i.colour for i in inks],
        "shadow": [i.shadow for i in inks],
    }
    return {
        "type": "scatter",
        "mode": "text",
        "x": [(box[0] + box[1]) / 2 for _, _, box in placed],
        "y": [(box[2] + box[3]) / 2 for _, _, box in placed],
        "text": [plain(name) for _, name, _ in placed],
        "textfont": font,
        "cliponaxis": False,
    }


def _free(name: str, size: float, row: Any, sheet: Sheet, shaded: ShadedMap, taken: list[Box]) -> Box | None:
    """The first of a name's boxes that lies clear of what is taken, within the frame of the inset before it crosses that."""
    x, y = shaded.centre(row.code)
    wide, high = width_of(name, size), size * 1.3
    aside, above = wide / 2 + sheet.look.px(24), sheet.look.px(19)
    counted = (row.red or 0) + (row.yellow or 0) > 0
    steps = [(dx * aside, dy * above) for dx, dy in BESIDE] if counted else [(dx * wide, dy * high) for dx, dy in PLAIN]
    frames = [*filter(None, [shaded.frame_of(row.code)]), None]
    near = [(x + dx / sheet.scale, y + dy / sheet.scale) for dx, dy in steps]
    spots = [sheet.inward(*point, wide, high, frame) for frame in frames for point in near]
    boxes = [sheet.box(*spot, wide, high) for spot in spots]
    return next((box for box in boxes if not hit(box, taken)), None)


def _wanted(figure: RegionMap, rows: pd.DataFrame, wall: bool, inset: Place | None) -> list[Any]:
    """Those with red matters, the exceptions in their order, on the desk the rest of the inset."""
    order = {code: n for n, code in enumerate(figure.labels)}
    named = [r for r in rows.itertuples() if r.code in order or (wall and (r.red or 0) > 0)]
    named.sort(key=lambda r: (-(r.red or 0), order.get(r.code, len(order))))
    seen = {r.code for r in named}
    spare = [r for r in rows.itertuples() if inset is not None and r.code in figure.inset and r.code not in seen]
    return named if wall else [*named, *spare]


def _forms(figure: RegionMap, row: Any, inset: Place | None) -> list[str]:
    """How a region may be named, the fullest first: ``城口县 36%`` for exceptions, ``北碚`` within the inset."""
    name = short(str(row.name), 6)
    brief = ENDING.sub("", name)
    if row.code not in figure.labels:
        return [brief] if inset is not None and row.code in figure.inset else [name, brief]
    if pd.isna(row.value):
        return [name, brief]
    value = (
        words.percent(row.value, 0)
        if figure.value_format == "percent"
        else labels.number(row.value, figure.value_format)
    )
    return [f"{name} {value}", f"{brief} {value}", name, brief]
