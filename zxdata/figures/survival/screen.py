"""Kaplan–Meier curves: what share is still open after so many days."""

from math import isnan

from zxdata import words
from zxdata.figures.layout.curves import steps
from zxdata.figures.media import labels
from zxdata.figures.media.canvas import Look, Spec, canvas, note, value_axis, width_of
from zxdata.figures.media.labels import plain
from zxdata.figures.palette import veil
from zxdata.figures.survival import Survival

CROWD = 3


def paint(figure: Survival, look: Look) -> Spec:
    """Steps with a 95 % band; a dot marks the median."""
    t = look.tokens
    traces: list[Spec] = []
    longest = max(figure.limit_days or 1.0, figure.extended_days or 1.0)
    for order, series in reversed(list(enumerate(figure.series))):
        rows = figure.frame[figure.frame["series"] == series]
        colour = t.line(order)
        longest = max([longest, *rows["days"]])
        upper, lower = (steps(rows["days"], rows[end]) for end in ("upper", "lower"))
        begin = [(0.0, 1.0, n) for n in rows["at_risk"].head(1)]
        points = [*begin, *rows[["days", "open_share", "at_risk"]].itertuples(index=False)]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": [*upper[0], *lower[0][::-1]],
                "y": [*upper[1], *lower[1][::-1]],
                "fill": "toself",
                "fillcolor": veil(colour, 0.18),
                "line": {"width": 0, "color": colour},
            }
        )
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": [days for days, _, _ in points],
                "y": [share for _, share, _ in points],
                "marker": {"size": look.px(8), "opacity": 0},
                "customdata": [series] * len(points),
                "line": {"color": colour, "width": look.line, "shape": "hv"},
                "hovertext": [
                    f"<b>{plain(series)}</b><br>第 {words.rounded(d)} 天仍在办 {labels.number(s, 'percent')}<br>"
                    f"尚在观察 {labels.number(n, 'integer')} 件"
                    for d, s, n in points
                ],
            }
        )
    medians = [
        (order, series, days)
        for order, (series, days, _) in enumerate(figure.medians)
        if days is not None and not isnan(days)
    ]
    traces += [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [days],
            "y": [0.5],
            "marker": {"color": t.line(order), "size": look.dot, "line": {"color": t.bg, "width": look.px(2)}},
        }
        for order, _, days in medians
    ]
    soonest = min((days for _, _, days in medians), default=0.0)
    remarks = [
        _median(look, *median, longest, least=median[2] == soonest)
        if len(medians) < CROWD
        else _listed(look, *median, longest)
        for median in medians
    ]
    shapes: list[Spec] = []
    limits = [(days, f"{name} {words.rounded(days)} 天") for days, name in _limits(figure) if days]
    for n, (days, said) in enumerate(limits):
        shapes.append(
            {
                "type": "line",
                "x0": days,
                "x1": days,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": t.t1, "width": look.px(1.2), "dash": "dot"},
            }
        )
        inward = days > longest * 0.8
        remarks.append(
            note(
                look,
                said,
                t.t2,
                x=days,
                y=1,
                yref="paper",
                yanchor="top",
                xanchor="right" if inward else "left",
                xshift=look.px(-6 if inward else 6),
                yshift=-look.px(18) if n and not _apart(limits, longest, look) else 0,
            )
        )
    return canvas(
        look,
        traces,
        height=250,
        margin=(look.px(38), look.px(10), look.px(10), look.px(28)),
        xaxis=value_axis(
            look,
            0,
            longest * 1.04,
            "integer",
            most=6,
            whole=False,
            showgrid=False,
            showline=True,
            linecolor=t.axis,
            ticks="outside",
            ticklen=4,
            tickcolor=t.axis,
        ),
        yaxis=value_axis(look, 0, 1.03, "percent", whole=False),
        shapes=shapes,
        annotations=remarks,
    )


def _limits(figure: Survival) -> tuple[tuple[float | None, str], ...]:
    return (figure.limit_days, "期限"), (figure.extended_days, "延期后")


def _apart(limits: list[tuple[float, str]], longest: float, look: Look) -> bool:
    """Whether the names of two limits have room between these, where the second may stand before its own."""
    (first, _), (second, _) = limits
    room = (second - first) / (longest * 1.04) * (look.width - look.px(48))
    return sum(width_of(said, look.text) for _, said in limits) + look.px(18) <= room


def _listed(look: Look, order: int, series: str, days: float, longest: float) -> Spec:
    """Many curves fall together: their medians are listed where the curves have come down, each in its line's ink."""
    text = f"{plain(series)} 中位 {words.rounded(days)} 天"
    return note(
        look,
        f"<b>{text}</b>" if order == 0 else text,
        look.tokens.line(order),
        x=longest * 0.6,
        y=0.8,
        yref="paper",
        xanchor="left",
        yanchor="top",
        yshift=-order * look.text * 1.5,
    )


def _median(look: Look, order: int, series: str, days: float, longest: float, *, least: bool) -> Spec:
    """The least is named left below its dot, where all curves are still above a half, the other right above, where all have
    come down; on the other side where there is no room for a name."""
    lead = order == 0
    text = f"{plain(series)} 中位 {words.rounded(days)} 天"
    at, wide = days / longest * (look.width - look.px(48)), width_of(text, look.text)
    fits = at > wide
    left = fits and (least or at + look.px(8) + wide > look.width - look.px(38))
    line = look.text * 1.35 if left != least else 0.0  # clear of the name that stands there by right
    return note(
        look,
        f"<b>{text}</b>" if lead else text,
        look.tokens.line(order) if lead else look.tokens.t2,
        bgcolor=look.tokens.bg,
        x=days,
        y=0.5,
        xanchor="right" if left else "left",
        yanchor="top" if left else "bottom",
        xshift=look.px(-8 if left else 8),
        yshift=-look.px(2) - line if left else look.px(2) + line,
    )
