"""A radar on the screen: rings, spokes with their names, two closed lines."""

from zxdata.figures.media import labels
from zxdata.figures.media.canvas import Look, Spec, canvas, hidden_axis, note, width_of
from zxdata.figures.media.labels import plain
from zxdata.figures.palette import veil
from zxdata.figures.radar import Radar
from zxdata.figures.radar.shares import closed, points, shares

RINGS = (0.25, 0.5, 0.75, 1.0)
NAMED, BEYOND = 1.06, 1.12  # where a spoke's name stands, and the edge: what lies beyond it is not drawn


def paint(figure: Radar, look: Look) -> Spec:
    t, count = look.tokens, len(figure.frame)
    traces = [_ring(ring, count, look) for ring in RINGS]
    for column, ink, dash in (("beside", t.t3, "dot"), ("value", t.accent, "solid")):
        x, y = closed(shares(figure, column))
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": x,
                "y": y,
                "fill": "toself" if column == "value" else "none",
                "fillcolor": veil(ink, 0.18),
                "line": {"color": ink, "width": look.px(2), "dash": dash},
                "marker": {"color": ink, "size": look.px(6)},
                "hoveron": "points",
                "hovertext": _told(figure),
            }
        )
    names = [str(name) for name in figure.frame["name"]]
    side = max((width_of(name, look.text) for name in names), default=0) + look.px(14)
    return canvas(
        look,
        traces,
        height=320,
        margin=(side, side, look.px(26), look.px(26)),
        xaxis=hidden_axis(range=[-BEYOND, BEYOND]),
        yaxis=hidden_axis(range=[-BEYOND, BEYOND], scaleanchor="x", scaleratio=1),
        annotations=_names(names, look),
    )


def _ring(ring: float, count: int, look: Look) -> Spec:
    x, y = closed([ring] * count)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": look.tokens.hair, "width": look.px(1)},
    }


def _told(figure: Radar) -> list[str]:
    told = [
        f"<b>{plain(str(row.name))}</b><br>{plain(figure.own)} {labels.number(row.value, figure.value_format)}"
        f"<br>{plain(figure.others)} {labels.number(row.beside, figure.value_format)}"
        for row in figure.frame.itertuples(index=False)
    ]
    return [*told, *told[:1]]


def _names(names: list[str], look: Look) -> list[Spec]:
    x, y = points([1.0] * len(names))
    return [
        note(
            look,
            plain(name),
            look.tokens.t1,
            x=NAMED * across,
            y=NAMED * up,
            xanchor="center" if abs(across) < 0.2 else "left" if across > 0 else "right",
            yanchor="middle" if abs(up) < 0.8 else "bottom" if up > 0 else "top",
        )
        for name, across, up in zip(names, x, y, strict=True)
    ]
