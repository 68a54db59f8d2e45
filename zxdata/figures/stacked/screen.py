"""Amounts as lengths that are made up of parts."""

import pandas as pd

from zxdata.figures.items import Swatch
from zxdata.figures.media import labels, rows
from zxdata.figures.media.canvas import Look, Spec, canvas, hidden_axis, note, width_of
from zxdata.figures.media.labels import plain
from zxdata.figures.media.names import short
from zxdata.figures.palette import veil
from zxdata.figures.stacked import Stacked
from zxdata.rules.palette import ORDER


def paint(figure: Stacked, look: Look) -> Spec:
    t = look.tokens
    carried = dict(zip(figure.frame["name"], rows.carried(figure.frame), strict=True))
    order = list(carried)[: rows.room(look)]
    names = [plain(short(str(n), 10)) for n in order]
    wide = figure.frame.pivot_table(index="name", columns="series", values="value", aggfunc="sum", min_count=1)
    wide = wide.reindex(index=order, columns=list(figure.series))
    traces: list[Spec] = []
    for series, colour in zip(figure.series, series_colours(figure, look), strict=True):
        values = rows.known(wide[series])
        label = figure.palette.sign(series, "") if series in ORDER else plain(series)
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
                    f"<b>{plain(n)}</b><br>{label} {labels.number(v, figure.value_format)}"
                    for n, v in zip(order, values, strict=True)
                ],
            }
        )
    totals = wide.sum(axis=1, min_count=1)
    tail = max((width_of(labels.number(v, figure.value_format), look.text) for v in totals), default=0)
    return canvas(
        look,
        traces,
        height=max(len(order), 2) * look.px(23) + 12,
        barmode="stack",
        margin=(rows.left(names, look), tail + look.px(12), 4, 4),
        xaxis=hidden_axis(range=[0, float(totals.max()) if totals.notna().any() else 1]),
        yaxis=rows.names_axis(look, names, list(range(len(order)))),
        shapes=rows.bands(figure.selected, order, look),
        annotations=[
            note(
                look,
                labels.number(v, figure.value_format),
                t.t1,
                x=0 if pd.isna(v) else float(v),
                y=n,
                xanchor="left",
                xshift=look.px(6),
            )
            for n, v in enumerate(totals)
        ],
    )


def series_colours(figure: Stacked, look: Look) -> list[str]:
    """A colour a series: states keep their own, what is settled recedes, others walk the plain sequence."""
    t = look.tokens
    quiet = {"green": veil(t.green, 0.45), "done": t.axis, "done_late": t.t3}
    return [quiet.get(s, t.of(s)) if s in ORDER else t.line(n) for n, s in enumerate(figure.series)]


def legend(figure: Stacked, look: Look) -> tuple[Swatch, ...]:
    """A state by its symbol and word, another series by its colour."""
    return tuple(
        Swatch(figure.palette.word(s), symbol=figure.palette.tone(s).symbol, state=s)
        if s in ORDER
        else Swatch(s, colour=colour)
        for s, colour in zip(figure.series, series_colours(figure, look), strict=True)
    )
