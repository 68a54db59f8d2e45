"""Names and counts on a map, set so that none covers another."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ui import words
from ui.markup import plain
from ui.names import short
from ui.paint.look import Look, Spec, width_of
from zxdata.cartography import Box, Place
from zxdata.figures import RegionMap

# Where a name may stand, in name widths and line heights off its place; beside counts it clears them instead.
PLAIN = ((0.0, 0.0), (0.0, 0.8), (0.0, -0.8), (0.3, 0.5), (-0.3, 0.5), (0.3, -0.5), (-0.3, -0.5))


@dataclass(frozen=True)
class Sheet:
    """The sheet in px: ``scale`` px a unit; a box is west, east, south, north in units."""

    look: Look
    scale: float

    def box(self, x: float, y: float, wide: float, high: float) -> Box:
        """The box of something ``wide`` × ``high`` px centred on a point of the sheet."""
        return (x - wide / 2 / self.scale, x + wide / 2 / self.scale,
                y - high / 2 / self.scale, y + high / 2 / self.scale)  # fmt: skip


def marks(figure: RegionMap, rows: pd.DataFrame, sheet: Sheet, main: Place, inset: Place | None
          ) -> tuple[list[Spec], Box | None]:  # fmt: skip
    """The traces of counts and names, and the box around all text."""
    counts, taken = _counts(figure, rows, sheet, main, inset)
    names, boxes = _names(figure, rows, sheet, main, inset, taken)
    around = [*taken, *boxes]
    if not around:
        return [*counts, *names], None
    return [*counts, *names], (min(b[0] for b in around), max(b[1] for b in around),
                               min(b[2] for b in around), max(b[3] for b in around))  # fmt: skip


def _counts(figure: RegionMap, rows: pd.DataFrame, sheet: Sheet, main: Place, inset: Place | None
            ) -> tuple[list[Spec], list[Box]]:  # fmt: skip
    """Red squares and yellow triangles, side by side where a region has both."""
    look, t = sheet.look, sheet.look.tokens
    drawn = {"red": ("square", 18, t.on_red), "yellow": ("triangle-up", 21, t.on_yellow)}
    points: dict[str, list[tuple[float, float, str]]] = {c: [] for c in drawn}
    taken: list[Box] = []
    for row in rows.itertuples():
        x, y = _at(figure, row.code, main, inset)
        both = (row.red or 0) > 0 and (row.yellow or 0) > 0
        for colour, count, side in (("red", row.red, -1), ("yellow", row.yellow, 1)):
            if count and count > 0:
                shifted = x + (side * look.px(11.5) / sheet.scale if both else 0)
                points[colour].append((shifted, y, f"<b>{int(count)}</b>"))
                taken.append(sheet.box(shifted, y, look.px(21), look.px(19)))
    traces: list[Spec] = [
        {"type": "scatter", "mode": "markers+text", "x": [p[0] for p in points[c]], "y": [p[1] for p in points[c]],
         "text": [p[2] for p in points[c]], "textposition": "middle center", "textfont": look.font(ink),
         "cliponaxis": False, "marker": {"symbol": symbol, "size": look.px(size), "color": t.of(c), "opacity": 1,
                                         "line": {"color": t.bg, "width": look.px(1)}}}
        for c, (symbol, size, ink) in drawn.items() if points[c]
    ]  # fmt: skip
    return traces, taken


def _names(figure: RegionMap, rows: pd.DataFrame, sheet: Sheet, main: Place, inset: Place | None, taken: list[Box]
           ) -> tuple[list[Spec], list[Box]]:  # fmt: skip
    """Names by urgency, each where it covers nothing; one that finds no room is left to the pointer and the lists."""
    look, t = sheet.look, sheet.look.tokens
    size = look.text if look.wall else 12
    x: list[float] = []
    y: list[float] = []
    text: list[str] = []
    placed: list[Box] = []
    for row in _wanted(figure, rows, look.wall, inset):
        name = _name(figure, row, inset)
        px, py = _at(figure, row.code, main, inset)
        wide, high = width_of(name, size), size * 1.3
        aside, above = wide / 2 + look.px(24), look.px(19)
        counted = (row.red or 0) + (row.yellow or 0) > 0
        steps = [(0.0, -above), (0.0, above), (aside, 0.0), (-aside, 0.0)] if counted else [
            (dx * wide, dy * high) for dx, dy in PLAIN]  # fmt: skip
        spots = [(px + dx / sheet.scale, py + dy / sheet.scale) for dx, dy in steps]
        free = next((s for s in spots if not _hit(sheet.box(*s, wide, high), [*taken, *placed])), None)
        if free is None:
            continue
        placed.append(sheet.box(*free, wide, high))
        x.append(free[0])
        y.append(free[1])
        text.append(plain(name))
    font = look.font(t.t1, size=size, shadow=_halo(t.bg, 2 if look.wall else 1))
    return [{"type": "scatter", "mode": "text", "x": x, "y": y, "text": text, "textfont": font,
             "cliponaxis": False}], placed  # fmt: skip


def _wanted(figure: RegionMap, rows: pd.DataFrame, wall: bool, inset: Place | None) -> list[Any]:
    """The chosen region, those with red matters, the exceptions in their order, on the desk the rest of the inset."""
    order = {code: n for n, code in enumerate(figure.labels)}
    named = [
        r for r in rows.itertuples() if r.code in order or r.code == figure.selected or (wall and (r.red or 0) > 0)
    ]
    named.sort(key=lambda r: (r.code != figure.selected, -(r.red or 0), order.get(r.code, len(order))))
    seen = {r.code for r in named}
    spare = [r for r in rows.itertuples() if inset is not None and r.code in figure.inset and r.code not in seen]
    return named if wall else [*named, *spare]


def _name(figure: RegionMap, row: Any, inset: Place | None) -> str:
    """``城口县 36%`` for exceptions, ``北碚`` within the inset."""
    name = str(row.name)
    if inset is not None and row.code in figure.inset and row.code not in figure.labels:
        return name[:-1] if len(name) > 2 else name
    if row.code not in figure.labels or pd.isna(row.value):
        return short(name, 6)
    value = f"{row.value:.0%}" if figure.value_format == "percent" else words.number(row.value, figure.value_format)
    return f"{short(name, 6)} {value}"


def _at(figure: RegionMap, code: str, main: Place, inset: Place | None) -> tuple[float, float]:
    place = inset if inset is not None and code in figure.inset else main
    lon, lat = figure.centres[code]
    return place.x(lon), place.y(lat)


def _hit(box: Box, others: list[Box]) -> bool:
    return any(box[0] < o[1] and o[0] < box[1] and box[2] < o[3] and o[2] < box[3] for o in others)


def _halo(colour: str, reach: int) -> str:
    around = [(dx, dy) for dx in (-reach, 0, reach) for dy in (-reach, 0, reach) if dx or dy]
    return ", ".join(f"{dx}px {dy}px 1px {colour}" for dx, dy in around)
