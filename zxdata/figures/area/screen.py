"""Stacked areas over days: how a stock of cases is made up, and how the mix moved."""

import pandas as pd

from zxdata.figures.area import Area
from zxdata.figures.media import labels
from zxdata.figures.media.canvas import Look, Spec, canvas, note, value_axis, width_of
from zxdata.figures.media.periods import periods_axis, rests
from zxdata.figures.palette import Tokens, veil
from zxdata.rules.palette import ORDER


def paint(figure: Area, look: Look) -> Spec:
    t = look.tokens
    wide = figure.frame.pivot_table(index="period", columns="series", values="value", aggfunc="sum")
    wide = wide.reindex(columns=list(figure.series)).fillna(0)
    days = [str(d) for d in wide.index]
    tops = wide.cumsum(axis=1)
    high = float(tops.to_numpy().max()) if len(wide) else 1.0
    axis = value_axis(look, 0, high * 1.04 or 1, figure.value_format, whole=False)
    traces: list[Spec] = []
    for series in figure.series:
        colour = t.of(series) if series in ORDER else t.accent
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": list(range(len(days))),
                "y": wide[series].tolist(),
                "stackgroup": "one",
                "line": {"width": look.px(1), "color": colour, "shape": "hv"},
                "fillcolor": veil(colour, _strength(series)),
                "marker": {"size": look.px(8), "opacity": 0},
                "customdata": days,
                "hovertext": [
                    f"<b>{labels.plain(labels.period(d, True))}</b><br>{_name(series, t)} {labels.number(v, 'integer')}"
                    for d, v in zip(days, wide[series], strict=True)
                ],
            }
        )
    named = [
        f"{_name(s, t)} {labels.number(float(wide[s].iloc[-1]) if len(wide) else 0, 'integer')}" for s in figure.series
    ]
    right = max((width_of(text, look.text) for text in named), default=0) + look.px(14)
    return canvas(
        look,
        traces,
        height=250,
        hoverdistance=-1,
        margin=(
            look.px(12) + width_of(max(axis["ticktext"], key=len, default=""), look.text),
            right,
            look.px(12),
            look.px(28),
        ),
        xaxis=periods_axis(look, days),
        yaxis=axis,
        shapes=rests(look, days, figure.days_off, step=True),
        annotations=_ends(figure, look, tops, named, axis["range"][1]),
    )


def _ends(figure: Area, look: Look, tops: pd.DataFrame, named: list[str], high: float) -> list[Spec]:
    """Each area named at its end, at half its height, pushed up where two names would touch."""
    if tops.empty:
        return []
    line = look.text * 1.35 / max((look.height or 250) - look.px(40), 1) * high
    last, below, floor, notes = tops.iloc[-1], 0.0, -line, []
    for series, text in zip(figure.series, named, strict=True):
        middle = max((below + float(last[series])) / 2, floor + line)
        below, floor = float(last[series]), middle
        notes.append(
            note(
                look,
                text,
                _ink(series, look.tokens),
                x=1,
                xref="paper",
                xanchor="left",
                xshift=look.px(6),
                y=middle,
                yanchor="middle",
            )
        )
    return notes


def _strength(series: str) -> float:
    return {"red": 0.75, "yellow": 0.6, "unknown": 0.4}.get(series, 0.22)


def _name(series: str, t: Tokens) -> str:
    return t.states.sign(series) if series in ORDER else labels.plain(series)


def _ink(series: str, tokens: Tokens) -> str:
    return tokens.word(series) if series in ORDER else tokens.t2
