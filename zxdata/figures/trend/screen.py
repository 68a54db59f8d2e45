"""Lines over periods, named at their ends; an unfinished period is dotted, a missing one is a gap."""

from typing import Any

import pandas as pd

from zxdata.figures.media import labels
from zxdata.figures.media.canvas import Look, Spec, canvas, note, value_axis, width_of
from zxdata.figures.media.periods import periods_axis, rests
from zxdata.figures.trend import Trend
from zxdata.rules.palette import ORDER


def paint(figure: Trend, look: Look) -> Spec:
    """Series that are colours of a matter take their colour and symbol; the first of others is the accent."""
    periods = list(dict.fromkeys(figure.frame["period"]))
    position = {period: n for n, period in enumerate(periods)}
    values = figure.frame["value"].dropna()
    high = float(values.max()) if len(values) else 1.0
    rate = figure.value_format == "percent"
    low = float(values.min()) - (high - float(values.min())) * 0.15 if rate and len(values) else 0.0
    axis = value_axis(look, max(low, 0.0), (high or 1.0) * 1.06, figure.value_format, most=5, whole=False)
    height = look.height or 250
    traces: list[Spec] = []
    ends: list[tuple[float, str, str]] = []
    for order, series in reversed(list(enumerate(figure.series))):
        rows = figure.frame[figure.frame["series"] == series]
        state = series in ORDER
        colour = look.tokens.word(series) if state else look.tokens.line(order)
        traces += _line(figure, look, rows, position, colour, lead=order == 0)
        known = rows.dropna(subset=["value"])
        if len(known):
            last = known.iloc[-1]
            named = f"{_name(figure, series)} " if len(figure.series) > 1 else ""
            ends.append(
                (
                    float(last["value"]),
                    named + labels.number(last["value"], figure.value_format),
                    colour if order == 0 or state else look.tokens.t2,
                )
            )
    right = max((width_of(text, look.text) for _, text, _ in ends), default=0) + look.px(12)
    inner = height - look.px(44)
    return canvas(
        look,
        traces,
        height=250,
        margin=(look.px(12) + _widest(axis, look), right, look.px(12), look.px(30)),
        xaxis=periods_axis(look, periods),
        yaxis=axis,
        shapes=rests(look, periods, figure.days_off, figure.step),
        annotations=_labels(look, ends, axis["range"], inner, len(periods) - 1),
    )


def _line(
    figure: Trend, look: Look, rows: pd.DataFrame, position: dict[Any, int], colour: str, lead: bool
) -> list[Spec]:
    x = [position[p] for p in rows["period"]]
    y = [None if pd.isna(v) else float(v) for v in rows["value"]]
    complete = rows["complete"].astype(bool).tolist()
    width = look.line * (1 if lead else 0.8)
    name = _name(figure, str(rows["series"].iloc[0])) if len(rows) else ""
    hover = [
        f"<b>{labels.plain(labels.period(str(p), True))}</b><br>{name} {labels.number(v, figure.value_format)}"
        + ("" if c else "<br>未满期")
        for p, v, c in zip(rows["period"], y, complete, strict=True)
    ]
    shape = "hv" if figure.step else "linear"
    # A line alone takes no clicks: each of its points carries a mark that is not seen.
    unseen = {"size": look.px(16), "opacity": 0, "color": colour}
    common: Spec = {"type": "scatter", "mode": "lines+markers", "connectgaps": False, "marker": unseen}
    solid = [v if c else None for v, c in zip(y, complete, strict=True)]
    periods = [str(p) for p in rows["period"]]
    lines = [
        {
            **common,
            "x": x,
            "y": solid,
            "hovertext": hover,
            "customdata": periods,
            "line": {"color": colour, "width": width, "shape": shape},
        }
    ]
    begin = complete.index(False) if False in complete else len(x)
    if begin < len(x):
        since = max(begin - 1, 0)
        lines.append(
            {
                **common,
                "x": x[since:],
                "y": y[since:],
                "hovertext": hover[since:],
                "customdata": periods[since:],
                "line": {"color": colour, "width": width, "dash": "dot", "shape": shape},
            }
        )
    if len([v for v in solid if v is not None]) == 1:
        lines[0] |= {"mode": "markers", "marker": {"color": colour, "size": look.dot * 0.7}}
    return lines


def _labels(look: Look, ends: list[tuple[float, str, str]], span: list[float], inner: float, last: int) -> list[Spec]:
    """Names at the line ends, pushed apart where two would touch, and off the axis below."""
    scale = inner / max(span[1] - span[0], 1e-9)
    line = look.text * 1.35
    placed: list[float] = []
    notes = []
    for value, text, colour in sorted(ends, key=lambda end: end[0]):
        at = (value - span[0]) * scale
        at = max(at, placed[-1] + line if placed else line * 0.45)
        placed.append(at)
        notes.append(
            note(
                look,
                f"<b>{text}</b>" if colour == look.tokens.accent else text,
                colour,
                x=last,
                xanchor="left",
                xshift=look.px(6),
                y=value,
                yanchor="middle",
                yshift=at - (value - span[0]) * scale,
            )
        )
    return notes


def _name(figure: Trend, series: str) -> str:
    return figure.palette.sign(series) if series in ORDER else labels.plain(series)


def _widest(axis: Spec, look: Look) -> float:
    return max((width_of(text, look.text) for text in axis["ticktext"]), default=0)
