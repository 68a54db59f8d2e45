"""Cases as bands of days in their colours: how each got where it stands, with what happened to it."""

from datetime import date, timedelta

import pandas as pd

from zxdata.figures.media import labels
from zxdata.figures.media.canvas import Look, Spec, canvas, note
from zxdata.figures.media.labels import plain
from zxdata.figures.media.names import short
from zxdata.figures.palette import veil
from zxdata.figures.strips import Strips
from zxdata.rules.palette import ORDER

ROW = 30
DAY = 86_400_000.0
LABEL = 5.5  # what the name of a month and its year need beside each other, in the size of the text


def paint(figure: Strips, look: Look) -> Spec:
    t, frame = look.tokens, figure.frame
    cases = frame.drop_duplicates("no")
    row = {no: n for n, no in enumerate(cases["no"])}
    traces: list[Spec] = []
    for colour in ORDER:
        part = frame[frame["colour"] == colour]
        if part.empty:
            continue
        traces.append(
            {
                "customdata": part["no"].tolist(),
                "type": "bar",
                "orientation": "h",
                "base": [_iso(d) for d in part["since"]],
                "y": [row[n] for n in part["no"]],
                "x": [((b - a).days + 1) * DAY for a, b in part[["since", "until"]].itertuples(index=False)],
                "width": 0.5,
                "marker": {
                    "color": t.of(colour) if colour in ("red", "yellow") else veil(t.of(colour), 0.45),
                    "line": {"width": 0},
                },
                "hovertext": [
                    f"<b>{plain(name)}</b><br>{figure.palette.sign(colour)}<br>{_iso(a)} 至 {_iso(b)}，{(b - a).days + 1} 日"
                    for name, a, b in part[["name", "since", "until"]].itertuples(index=False)
                ],
            }
        )
    marks = figure.marks[figure.marks["no"].isin(row)]
    traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [_iso(d) for d in marks["day"]],
            "y": [row[n] for n in marks["no"]],
            "marker": {
                "symbol": "line-ns-open",
                "size": look.px(14),
                "color": t.t1,
                "line": {"width": look.px(1.4), "color": t.t1},
            },
            "hovertext": [
                f"<b>{plain(word)}</b><br>{_iso(d)}" for word, d in marks[["word", "day"]].itertuples(index=False)
            ],
        }
    )
    begin = min(frame["since"], default=figure.today) - timedelta(2)
    end = max(frame["until"], default=figure.today) + timedelta(3)
    left, right = look.px(188), look.px(84)
    names = [
        note(look, plain(short(str(name), 13)), t.t1, x=0, xref="paper", xanchor="left", xshift=-left, y=row[no])
        for no, name in cases[["no", "name"]].itertuples(index=False)
    ]
    last = frame.drop_duplicates("no", keep="last")
    states = [
        note(
            look,
            f'<span style="color:{t.word(colour)}">{figure.palette.tone(colour).symbol}</span> {plain(state)}',
            t.t1,
            x=1,
            xref="paper",
            xanchor="left",
            xshift=look.px(10),
            y=row[no],
        )
        for no, colour, state in last[["no", "colour", "state"]].itertuples(index=False)
    ]
    return canvas(
        look,
        traces,
        height=max(len(row), 1) * look.px(ROW) + look.px(34),
        barmode="overlay",
        margin=(left, right, look.px(6), look.px(28)),
        xaxis={
            "type": "date",
            "range": [_iso(begin), _iso(end)],
            **_months(begin, end, look, look.width - left - right),
            "tickfont": look.font(t.t2),
            "gridcolor": t.hair,
            "showgrid": True,
            "zeroline": False,
            "showline": True,
            "linecolor": t.axis,
            "fixedrange": True,
            "tickangle": 0,
        },
        yaxis={"visible": False, "range": [max(len(row), 1) - 0.5, -0.5], "fixedrange": True},
        annotations=[*names, *states],
    )


def _months(begin: date, end: date, look: Look, room: float) -> Spec:
    """As many months as stand beside each other in ``room`` px, at most nine."""
    firsts = [d.date() for d in pd.date_range(begin, end, freq="MS")] or [begin]
    most = max(1, min(9, int(room / (LABEL * look.text))))
    shown = firsts[:: -(-len(firsts) // most)]
    return {
        "tickmode": "array",
        "tickvals": [_iso(d) for d in shown],
        "ticktext": [labels.period(f"{d.year}-{d.month:02d}", n == 0) for n, d in enumerate(shown)],
    }


def _iso(day: date) -> str:
    return day.isoformat()
