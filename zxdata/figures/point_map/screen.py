"""Places on the ground: a deck.gl specification of outlines, circles, townships, stations and proposed sites.

Marks say state by their fill and kind by their shape; what needs attention (asleep, without a station) is what shines.
Text from data only ever reaches text layers and the pointer's plain-text words, never markup.
"""

from collections.abc import Iterable
from math import asinh, cos, log2, pi, radians, tan
from typing import Any

import pandas as pd

from zxdata.figures.media.canvas import Look, Spec, width_of
from zxdata.figures.palette import SANS
from zxdata.figures.point_map import PointMap
from zxdata.figures.point_map.marks import SHAPES, atlas, cells

LABELS = 30
NAME_OFFSET, NAME_HEIGHT = 18, 20
"""Pixels from a mark to the middle of its name, and of the slip under a name."""
MANY = 100
TALL = 500


def paint(figure: PointMap, look: Look) -> Spec:
    """``layers`` and ``initialViewState`` of a deck.gl map; marks that answer the pointer carry ``about``."""
    t, camera = look.tokens, _camera(figure, look)
    veiled = 8 + 24 // (1 + len(figure.circles) // 8)  # many circles lie over each other: each then counts for less
    layers = [
        _outlines(figure, look),
        _layer(
            "ScatterplotLayer",
            "circles",
            figure.circles,
            getRadius=figure.radius_km * 1000,
            stroked=True,
            getFillColor=_rgba(t.accent, veiled),
            getLineColor=_rgba(t.accent, 2 * veiled),
            lineWidthMinPixels=1,
        ),
        _density(figure, look),
        _towns(figure, look),
        _stations(figure, look),
        *_sites(figure, look),
        _selected(figure, look),
        _names(figure, look, camera),
    ]
    return {"layers": [layer for layer in layers if layer["data"]], "initialViewState": camera}


def _outlines(figure: PointMap, look: Look) -> Spec:
    t = look.tokens
    rings = [
        {
            "ring": [list(point) for point in ring],
            "line": _rgba(t.t2 if code in figure.chosen else t.axis),
            "fill": _rgba(t.surface, 255 if code in figure.chosen else 0),
        }
        for code, parts in figure.outlines.items()
        for ring in parts
    ]
    return {
        "@@type": "PolygonLayer",
        "id": "outlines",
        "data": rings,
        "getPolygon": "@@=ring",
        "stroked": True,
        "getLineColor": "@@=line",
        "getFillColor": "@@=fill",
        "lineWidthMinPixels": 1,
        "getLineWidth": 1,
    }


def _density(figure: PointMap, look: Look) -> Spec:
    return _layer(
        "HeatmapLayer",
        "density",
        figure.density,
        getWeight="@@=count",
        radiusPixels=26,
        intensity=1.4,
        threshold=0.04,
        colorRange=[_rgba(c)[:3] for c in look.tokens.ramp[1:]],
    )


def _towns(figure: PointMap, look: Look) -> Spec:
    """Those that are met recede; those that are not are rings."""
    t, towns = look.tokens, figure.towns
    ring, dot = (6.0, 2.5) if len(towns) <= MANY else (4.5, 1.5)
    inks = {
        "met": (_rgba(t.t3, 150), _rgba(t.t3, 0), dot),
        "unmet": (_rgba(t.bg, 220), _rgba(t.accent), ring),
        "unknown": (_rgba(t.bg, 0), _rgba(t.unknown), ring),
    }
    fills, lines, sizes = zip(*(inks[s] for s in towns["state"]), strict=True) if len(towns) else ((), (), ())
    return _layer(
        "ScatterplotLayer",
        "towns",
        towns.assign(fill=list(fills), line=list(lines), size=list(sizes)),
        radiusUnits="pixels",
        getRadius="@@=size",
        getFillColor="@@=fill",
        getLineColor="@@=line",
        stroked=True,
        lineWidthUnits="pixels",
        getLineWidth=1.6,
        pickable=True,
    )


def _names(figure: PointMap, look: Look, camera: Spec) -> Spec:
    """Proposed sites, else the townships that are not met, as far as their names find room: over their mark, under it
    where the frame ends above."""
    towns = figure.towns if len(figure.towns) <= MANY else figure.towns.head(0)
    named = towns[towns["state"] == "unmet"] if figure.sites.empty else figure.sites
    pixels = 512 * 2 ** camera["zoom"] / 360
    top = _mercator(camera["latitude"]) * 180 / pi * pixels + (look.height or TALL) / 2
    free: list[Any] = []
    offsets: list[list[int]] = []
    taken: list[tuple[float, float, float]] = []
    for row in named.itertuples():
        x, y = row.lon * pixels, _mercator(row.lat) * 180 / pi * pixels
        half = width_of(str(row.name), 13) / 2 + 5
        if all(abs(x - a) > half + wide or abs(y - b) > 22 for a, b, wide in taken):
            free.append(row.Index)
            offsets.append([0, NAME_OFFSET if top - y < NAME_OFFSET + NAME_HEIGHT / 2 else -NAME_OFFSET])
            taken.append((x, y, half))
    return _text("names", named.loc[free].assign(offset=offsets).head(LABELS), "@@=name", look, offset="@@=offset")


def _stations(figure: PointMap, look: Look) -> Spec:
    t = look.tokens
    shape_of = dict(zip(figure.kinds, SHAPES, strict=False))
    ink = {"active": _rgba(t.accent, 235), "asleep": _rgba(t.t1), "closed": _rgba(t.t3)}
    frame = figure.frame
    shapes = [shape_of.get(kind, "⬢") for kind in frame["kind"]]
    size = max(8, 17 - len(frame) // 100)
    drawn = frame.assign(
        icon=["closed" if s == "closed" else f"{shape}{s}" for shape, s in zip(shapes, frame["state"], strict=True)],
        colour=[ink[s] for s in frame["state"]],
    )
    # What sleeps lies on top: it is what is looked for.
    layered = drawn.sort_values("state", key=lambda s: s.map({"closed": 0, "active": 1, "asleep": 2}), kind="stable")
    return _layer(
        "IconLayer",
        "stations",
        layered,
        iconAtlas=atlas(),
        iconMapping=cells(),
        getIcon="@@=icon",
        getColor="@@=colour",
        getSize=size,
        sizeUnits="pixels",
        pickable=True,
    )


def _sites(figure: PointMap, look: Look) -> list[Spec]:
    t = look.tokens
    discs = _layer(
        "ScatterplotLayer",
        "sites",
        figure.sites,
        radiusUnits="pixels",
        getRadius=11,
        stroked=True,
        getFillColor=_rgba(t.accent),
        getLineColor=_rgba(t.bg),
        lineWidthUnits="pixels",
        getLineWidth=1.5,
        pickable=True,
    )
    ranked = figure.sites.assign(rank=figure.sites["rank"].astype(str))
    digits = _text("site-ranks", ranked, "@@=rank", look, offset=[0, 1], plain=_rgba(t.bg))
    return [discs, digits]


def _selected(figure: PointMap, look: Look) -> Spec:
    chosen = figure.frame[figure.frame["no"] == figure.selected]
    return _layer(
        "ScatterplotLayer",
        "selected",
        chosen[["lon", "lat"]],
        radiusUnits="pixels",
        getRadius=14,
        filled=False,
        stroked=True,
        getLineColor=_rgba(look.tokens.t1),
        lineWidthUnits="pixels",
        getLineWidth=2,
    )


def _text(
    name: str, frame: pd.DataFrame, text: str, look: Look, *, offset: str | list[int], plain: list[int] | None = None
) -> Spec:
    """Names on a slip of the page's colour; ``plain``: a colour without the slip; ``offset``: one for all, or where each
    row has its own."""
    t = look.tokens
    slip: Spec = (
        {} if plain else {"background": True, "getBackgroundColor": _rgba(t.bg, 225), "backgroundPadding": [4, 2]}
    )
    return _layer(
        "TextLayer",
        name,
        frame,
        getText=text,
        getSize=13,
        sizeUnits="pixels",
        fontFamily=SANS,
        getColor=plain or _rgba(t.t1),
        getPixelOffset=offset,
        characterSet="auto",
        fontSettings={"fontSize": 52},
        **slip,
    )


def _layer(kind: str, name: str, frame: pd.DataFrame, **more: Any) -> Spec:
    carried = frame[[c for c in frame if c in _CARRIED]]
    return {"@@type": kind, "id": name, "data": carried.to_dict("records"), "getPosition": "@@=[lon, lat]", **more}


_CARRIED = (
    "no",
    "code",
    "name",
    "lon",
    "lat",
    "about",
    "count",
    "rank",
    "icon",
    "colour",
    "fill",
    "line",
    "size",
    "offset",
)


def _rgba(colour: str, opacity: int = 255) -> list[int]:
    return [*(int(colour[n : n + 2], 16) for n in (1, 3, 5)), opacity]


def _camera(figure: PointMap, look: Look) -> Spec:
    """Middle and zoom at which everything that matters is in sight: deck.gl has no fitting of its own."""
    west, south, east, north = _bounds(figure)
    high = max(_mercator(north) - _mercator(south), 1e-4)
    wide = max(radians(east - west), 1e-4)
    tall = (look.height or TALL) - 24
    zoom = min(log2(tall * 2 * pi / (512 * high)), log2((look.width - 24) * 2 * pi / (512 * wide)), 15)
    return {"longitude": (west + east) / 2, "latitude": (south + north) / 2, "zoom": zoom, "pitch": 0, "bearing": 0}


def _bounds(figure: PointMap) -> tuple[float, float, float, float]:
    """Of the chosen outline, unless only one place is asked for; else of all that is drawn."""
    outlined = [figure.outlines[c] for c in figure.chosen if c in figure.outlines] if len(figure.towns) != 1 else []
    if not outlined and len(figure.towns) != 1:
        outlined = list(figure.outlines.values())
    points = [point for rings in outlined for ring in rings for point in ring]
    frames = (figure.frame, figure.towns, figure.sites) if not points else ()
    points += [p for frame in frames for p in frame[["lon", "lat"]].astype(float).itertuples(index=False, name=None)]
    if not points:
        return 73.0, 18.0, 135.0, 54.0
    lon, lat = zip(*points, strict=True)
    pad = _pad(lat)
    return min(lon) - pad / cos(radians(lat[0])), min(lat) - pad, max(lon) + pad / cos(radians(lat[0])), max(lat) + pad


def _pad(lat: Iterable[float]) -> float:
    """A little room around what is large, a walk around a single place."""
    found = list(lat)
    return 0.02 if max(found) - min(found) < 0.05 else 0.0


def _mercator(lat: float) -> float:
    return asinh(tan(radians(lat)))
