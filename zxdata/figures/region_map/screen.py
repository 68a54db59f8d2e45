"""Districts as filled polygons: vector, crisp Chinese at any scale, no tiles, an enlarged inset beside them."""

from typing import Any

import pandas as pd

from zxdata.figures.items import Swatch
from zxdata.figures.layout.cartography import Box, Place, places
from zxdata.figures.layout.shading import classes
from zxdata.figures.media import labels
from zxdata.figures.media.canvas import Look, Spec, canvas, hidden_axis, note
from zxdata.figures.media.labels import plain
from zxdata.figures.region_map import RegionMap
from zxdata.figures.region_map.names import Sheet, marks
from zxdata.figures.region_map.shaded import ShadedMap, shades

FINE = 4
HEIGHT = 420


def paint(figure: RegionMap, look: Look) -> Spec:
    known = figure.frame[figure.frame["code"].isin(figure.shapes)]
    shaded, sheet = shaded_and_sheet(figure, look)
    main, inset = shaded.main, shaded.inset
    traces = _areas(figure, known, look, main, shaded, [])
    if inset:
        traces += _areas(figure, known[known["code"].isin(figure.inset)], look, inset, shaded, list(figure.inset))
    traces += marks(figure, known, sheet, shaded)
    if not look.wall:
        traces += _targets(known, figure, main, inset)
    return canvas(
        look,
        traces,
        height=HEIGHT,
        margin=(1, 1, 1, 1),
        xaxis=hidden_axis(range=list(sheet.edge[:2]), scaleanchor="y", scaleratio=1, constrain="domain"),
        yaxis=hidden_axis(range=list(sheet.edge[2:]), constrain="domain"),
        shapes=_frames(look, main, inset),
        annotations=_heading(figure, look, inset),
    )


def shaded_and_sheet(figure: RegionMap, look: Look) -> tuple[ShadedMap, Sheet]:
    """Where the map and its inset lie, how they are shaded, and the sheet round them, the inset's title included."""
    height = (look.height or HEIGHT) - 2
    main, inset = places(figure.shapes, figure.inset, look.width / height)
    bare = _scale(look, height, _frame(main, inset))
    title = (*inset.padded[:3], inset.padded[3] + look.text * 1.6 / bare) if inset else None
    drawn = _frame(main, inset, title)
    scale = _scale(look, height, drawn)
    edge = _sheet(drawn, look.width / scale, height / scale)
    return ShadedMap(figure, shades(figure, look.tokens), main, inset, look.tokens), Sheet(look, scale, edge)


def _scale(look: Look, height: float, frame: Box) -> float:
    """Px a unit, where all of the frame is seen."""
    return min(look.width / (frame[1] - frame[0]), height / (frame[3] - frame[2]))


def _sheet(frame: Box, wide: float, high: float) -> Box:
    """The whole sheet of that size round what is drawn: names may stand where no border does."""
    x, y = (frame[0] + frame[1]) / 2, (frame[2] + frame[3]) / 2
    return x - wide / 2, x + wide / 2, y - high / 2, y + high / 2


def _areas(
    figure: RegionMap, rows: pd.DataFrame, look: Look, place: Place, shaded: ShadedMap, only: list[str]
) -> list[Spec]:
    """One trace a class on the wall; one a region where it answers the pointer."""
    t = look.tokens
    paths: dict[Any, tuple[list[Any], list[Any], str]] = {}
    for code, rings in figure.shapes.items():
        if only and code not in only:
            continue
        fill = shaded.shades[code]
        x, y, _ = paths.setdefault(fill if look.wall else code, ([], [], fill))
        for ring in rings:
            x += [round(place.x(lon), FINE) for lon, _ in ring] + [None]
            y += [round(place.y(lat), FINE) for _, lat in ring] + [None]
    hover = {r.code: _hover(figure, r) for r in rows.itertuples()}
    traces = []
    for key, (x, y, fill) in paths.items():
        empty = fill == t.bg
        trace: Spec = {
            "type": "scatter",
            "mode": "lines",
            "x": x,
            "y": y,
            "fill": "toself",
            "fillcolor": fill,
            "line": {"color": t.hair if empty else t.bg, "width": look.px(0.9)},
            "hoveron": "fills",
        }
        if not look.wall:
            trace |= {"text": hover.get(key, ""), "hoverinfo": "text", "meta": key}
        traces.append(trace)
    return traces


def _targets(rows: pd.DataFrame, figure: RegionMap, main: Place, inset: Place | None) -> list[Spec]:
    """Invisible marks that take the click of a region."""
    x, y, codes = [], [], []
    for code in rows["code"]:
        for place in [main, *([inset] if inset is not None and code in figure.inset else [])]:
            lon, lat = figure.centres[code]
            x.append(place.x(lon))
            y.append(place.y(lat))
            codes.append(code)
    names = dict(zip(rows["code"], [_hover(figure, r) for r in rows.itertuples()], strict=True))
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": x,
            "y": y,
            "customdata": codes,
            "hovertext": [names[c] for c in codes],
            "marker": {"size": 30, "opacity": 0},
        }
    ]


def _frame(main: Place, inset: Place | None, *more: Box | None) -> Box:
    """West, east, south, north of all that is drawn, with room for the inset's title."""
    boxes = [main.box, *([inset.padded] if inset else []), *(box for box in more if box)]
    pad = main.height * 0.015
    return (
        min(b[0] for b in boxes) - pad,
        max(b[1] for b in boxes) + pad,
        min(b[2] for b in boxes) - pad,
        max(b[3] for b in boxes) + pad,
    )


def _frames(look: Look, main: Place, inset: Place | None) -> list[Spec]:
    if inset is None:
        return []
    t = look.tokens
    x0, x1, y0, y1 = inset.padded
    sx0, sx1, sy0, sy1 = inset.source(main)
    return [
        {"type": "rect", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "line": {"color": t.axis, "width": look.px(1)}},
        {"type": "rect", "x0": sx0, "x1": sx1, "y0": sy0, "y1": sy1, "line": {"color": t.t2, "width": look.px(1)}},
    ]


def _heading(figure: RegionMap, look: Look, inset: Place | None) -> list[Spec]:
    if inset is None or not figure.inset_title:
        return []
    return [
        note(
            look,
            plain(figure.inset_title),
            look.tokens.t2,
            x=inset.padded[0],
            y=inset.padded[3],
            xanchor="left",
            yanchor="bottom",
        )
    ]


def _hover(figure: RegionMap, row: Any) -> str:
    share = labels.base(row.numerator, row.denominator)
    lines = [f"<b>{plain(row.name)}</b>", f"{plain(figure.value_name)} {labels.number(row.value, figure.value_format)}"]
    lines[1] += f"（{share}）" if share else ""
    counts = [f"{s}{w} {int(n)}" for s, w, n in (("■", "红", row.red), ("▲", "黄", row.yellow)) if n and n > 0]
    return "<br>".join([*lines, *(["　".join(counts)] if counts else [])])


def legend(figure: RegionMap, look: Look) -> tuple[Swatch, ...]:
    """The ramp from the end that needs action to the end that recedes, and the marks in use."""
    steps = classes(figure)
    low, high = (
        labels.number(v, figure.value_format).removesuffix("%").removesuffix(".0") for v in (steps.low, steps.high)
    )
    low, high = (f"{end}%" if figure.value_format == "percent" else end for end in (low, high))
    strong, weak = (f"低于 {low}", high) if figure.gap == "low" else (f"{high} 以上", low)
    if figure.value_format != "percent" and figure.gap == "low":
        strong, weak = low, f"{high} 以上"
    aid = f"越{'亮' if look.tokens.dark else '深'}{'缺口越大' if figure.gap == 'low' else '越需关注'}"
    marks_in_use = (c for c in ("red", "yellow") if (figure.frame[c].fillna(0) > 0).any())
    return (
        Swatch(strong, ramp=tuple(reversed(look.tokens.ramp)), end=weak, aid=aid),
        *(Swatch(figure.palette.word(c), symbol=figure.palette.tone(c).symbol, state=c) for c in marks_in_use),
    )
