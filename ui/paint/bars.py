"""Amounts as lengths: horizontal bars, columns, stacked bars."""

from math import ceil
from typing import Any

import pandas as pd

from ui import words
from zxdata.figures import COLOURS, Bars, ColumnsFigure, Stacked
from zxdata.figures.media.canvas import Look, Spec, canvas, hidden_axis, names_across, note, width_of
from zxdata.figures.media.labels import plain
from zxdata.figures.media.names import short
from zxdata.figures.palette import veil

WALL_ROW = 34


def paint_bars(figure: Bars, look: Look) -> Spec:
    t, frame = look.tokens, figure.frame.head(_room(look))
    names = [plain(_named(str(n), 10 if look.wall else 12)) for n in frame["name"]]
    values = _known(frame["value"])
    bases = [_base(look, v, b, figure.value_format) for v, b in frame[["value", "base"]].itertuples(index=False)]
    written = [
        f"\u2009<b>{words.number(v, figure.value_format)}</b>" + _aside(look, b)
        for v, b in zip(frame["value"], bases, strict=True)
    ]
    hover = [
        f"<b>{plain(n)}</b><br>{words.number(v, figure.value_format)}" + (f"<br>{plain(b)}" if b else "")
        for n, v, b in frame[["name", "value", "base"]].itertuples(index=False)
    ]
    rows = list(range(len(frame)))
    tail = max(
        (
            width_of(words.number(v, figure.value_format) + str(b), look.text)
            for v, b in zip(frame["value"], bases, strict=True)
        ),
        default=0,
    )
    trace: Spec = {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": rows,
        "text": written,
        "textposition": "outside",
        "textfont": look.font(t.t1),
        "cliponaxis": False,
        "customdata": _carried(frame),
        "hovertext": hover,
        "marker": {"color": t.accent, "line": {"width": 0}},
        "width": _thickness(look, len(frame)),
        "constraintext": "none",
    }
    return canvas(
        look,
        [trace],
        height=max(len(frame), 2) * look.px(28) + 12,
        margin=(_left(names, look), tail + look.px(14), 4, 4),
        xaxis=hidden_axis(range=[0, max([v for v in values if v is not None], default=0) or 1]),
        yaxis=_names(look, names, rows),
        shapes=_chosen(figure.selected, frame["name"].tolist(), look),
    )


def paint_columns(figure: ColumnsFigure, look: Look) -> Spec:
    """Quiet columns: what is not red or yellow is only outlined."""
    t, frame = look.tokens, figure.frame
    loud = [c in ("red", "yellow") or not c for c in frame["colour"]]
    ink = [t.of(c) if c else t.accent for c in frame["colour"]]
    hover = [
        f"<b>{plain(words.period(str(n)))}</b><br>{words.number(v, figure.value_format)}"
        + (f"<br>{''.join(COLOURS[c])}" if c in COLOURS else "")
        for n, v, c in frame[["name", "value", "colour"]].itertuples(index=False)
    ]
    values = _known(frame["value"])
    trace: Spec = {
        "type": "bar",
        "x": list(range(len(frame))),
        "y": values,
        "width": 0.56,
        "hovertext": hover,
        "customdata": _carried(frame),
        "text": [words.number(v, figure.value_format) if v else "" for v in values],
        "textposition": "outside",
        "textfont": look.font(t.t2),
        "cliponaxis": False,
        "textangle": 0,
        "constraintext": "none",
        "marker": {
            "color": [c if full else veil(c, 0.22) for c, full in zip(ink, loud, strict=True)],
            "line": {"width": look.px(1), "color": ink},
        },
    }
    names = [plain(words.period(str(n))) for n in frame["name"]]
    wide = max((width_of(n, look.text) for n in names), default=1) * 1.25
    step = max(1, ceil(len(names) * wide / look.width))
    high = max([v for v in values if v is not None], default=0) or 1
    return canvas(
        look,
        [trace],
        height=250,
        margin=(4, 4, look.px(22), look.px(30)),
        xaxis=names_across(look, names, step),
        yaxis=hidden_axis(range=[0, high * 1.02]),
    )


def paint_stacked(figure: Stacked, look: Look) -> Spec:
    t = look.tokens
    carried = dict(zip(figure.frame["name"], _carried(figure.frame), strict=True))
    order = list(carried)[: _room(look)]
    names = [plain(short(str(n), 10)) for n in order]
    wide = figure.frame.pivot_table(index="name", columns="series", values="value", aggfunc="sum", min_count=1)
    wide = wide.reindex(index=order, columns=list(figure.series))
    traces: list[Spec] = []
    for series, colour in zip(figure.series, series_colours(figure, look), strict=True):
        values = _known(wide[series])
        label = "".join(COLOURS[series]) if series in COLOURS else plain(series)
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "x": values,
                "y": list(range(len(order))),
                "width": 0.56,
                "marker": {"color": colour, "line": {"width": look.px(0.8), "color": t.bg}},
                "customdata": [[carried[name], series] for name in order],
                "hovertext": [
                    f"<b>{plain(n)}</b><br>{label} {words.number(v, figure.value_format)}"
                    for n, v in zip(order, values, strict=True)
                ],
            }
        )
    totals = wide.sum(axis=1, min_count=1)
    tail = max((width_of(words.number(v, figure.value_format), look.text) for v in totals), default=0)
    return canvas(
        look,
        traces,
        height=max(len(order), 2) * look.px(23) + 12,
        barmode="stack",
        margin=(_left(names, look), tail + look.px(12), 4, 4),
        xaxis=hidden_axis(range=[0, float(totals.max()) if totals.notna().any() else 1]),
        yaxis=_names(look, names, list(range(len(order)))),
        shapes=_chosen(figure.selected, order, look),
        annotations=[
            note(
                look,
                words.number(v, figure.value_format),
                t.t1,
                x=0 if pd.isna(v) else float(v),
                y=n,
                xanchor="left",
                xshift=look.px(6),
            )
            for n, v in enumerate(totals)
        ],
    )


def _carried(frame: pd.DataFrame) -> list[Any]:
    """What a bar carries: the number it shows, the values it stands for, else its name."""
    return list(frame[next(name for name in ("metric", "carries", "name") if name in frame)])


def _chosen(selected: tuple[str, ...], names: list[str], look: Look) -> list[Spec]:
    """A band behind each row that is chosen among its siblings."""
    return [
        {
            "type": "rect",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": n - 0.5,
            "y1": n + 0.5,
            "layer": "below",
            "fillcolor": look.tokens.hair,
            "opacity": 0.6,
            "line": {"width": 0},
        }
        for n, name in enumerate(names)
        if name in selected
    ]


def series_colours(figure: Stacked, look: Look) -> list[str]:
    """A colour a series: states keep their own, what is settled recedes, others walk the plain sequence."""
    t = look.tokens
    quiet = {"green": veil(t.green, 0.45), "done": t.axis, "done_late": t.t3}
    return [quiet.get(s, t.of(s)) if s in COLOURS else t.line(n) for n, s in enumerate(figure.series)]


def _named(name: str, most: int) -> str:
    """A name that fits; what stands apart after it (市公安局　办理) stays whole."""
    head, apart, tail = name.partition("　")
    return short(head, most - len(apart + tail)) + apart + tail


def _thickness(look: Look, rows: int) -> float:
    """Of a bar, as a share of its row: half of it, and no slab where few rows have much room."""
    return min(0.5, look.px(15) * rows / (look.height - 8)) if look.height and rows else 0.5


def _room(look: Look) -> int | None:
    """How many rows a wall has room for; a desk scrolls."""
    return max(3, look.height // WALL_ROW) if look.wall and look.height else None


def _known(values: pd.Series) -> list[float | None]:
    return [None if pd.isna(v) else float(v) for v in values]


def _base(look: Look, value: float, base: object, value_format: str) -> str:
    """What stands beside a bar; on a wall only its last clause where all of it would leave no room for bars."""
    text = "" if base is None else str(base)
    wide = width_of(words.number(value, value_format) + text, look.text)
    return text.rpartition("，")[2] if look.wall and wide > look.width * 0.45 else text


def _aside(look: Look, text: object) -> str:
    return f' <span style="color:{look.tokens.t3}">{plain(text)}</span>' if text else ""


def _left(names: list[str], look: Look) -> float:
    return max((width_of(n, look.text) for n in names), default=0) + look.px(10)


def _names(look: Look, names: list[str], rows: list[int]) -> Spec:
    return {
        "tickmode": "array",
        "tickvals": rows,
        "ticktext": names,
        "range": [len(rows) - 0.5, -0.5],
        "tickfont": look.font(look.tokens.t1),
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "outside",
        "ticklen": look.px(6),
        "tickcolor": "rgba(0,0,0,0)",
        "fixedrange": True,
    }
