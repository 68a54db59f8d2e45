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

TRIES = ((0.0, 0.0), (0.0, 1.0), (0.0, -1.0), (0.35, 0.6), (-0.35, 0.6), (0.35, -0.6), (-0.35, -0.6))


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
    """Required names are always set; the others of the inset only where they find room."""
    look, t = sheet.look, sheet.look.tokens
    size = look.text if look.wall else 12
    x: list[float] = []
    y: list[float] = []
    text: list[str] = []
    placed: list[Box] = []
    for row, required in _wanted(figure, rows, look.wall, inset):
        name = _name(figure, row, inset)
        px, py = _at(figure, row.code, main, inset)
        wide, high = width_of(name, size), size * 1.3
        below = look.px(19) / sheet.scale if (row.red or 0) + (row.yellow or 0) > 0 else 0.0
        spots = [(px + dx * wide / sheet.scale, py - below + dy * high * (1.0 if not below else 2.4) / sheet.scale)
                 for dx, dy in TRIES]  # fmt: skip
        free = next((s for s in spots if not _hit(sheet.box(*s, wide, high), [*taken, *placed])), None)
        if free is None and not required:
            continue
        spot = free or spots[0]
        placed.append(sheet.box(*spot, wide, high))
        x.append(spot[0])
        y.append(spot[1])
        text.append(plain(name))
    font = look.font(t.t1, size=size, shadow=_halo(t.bg, 2 if look.wall else 1))
    return [{"type": "scatter", "mode": "text", "x": x, "y": y, "text": text, "textfont": font,
             "cliponaxis": False}], placed  # fmt: skip


def _wanted(figure: RegionMap, rows: pd.DataFrame, wall: bool, inset: Place | None) -> list[tuple[Any, bool]]:
    named = set(figure.labels) | ({figure.selected} if figure.selected else set())
    required = [r for r in rows.itertuples() if r.code in named or (wall and (r.red or 0) > 0)]
    seen = {r.code for r in required}
    spare = [r for r in rows.itertuples() if inset is not None and r.code in figure.inset and r.code not in seen]
    return [(r, True) for r in required] + ([] if wall else [(r, False) for r in spare])


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
