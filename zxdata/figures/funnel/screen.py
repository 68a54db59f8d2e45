"""A funnel plot: size against value, the limits narrowing as the base grows."""

from itertools import product

from zxdata.figures.funnel import Funnel
from zxdata.figures.layout.cartography import Box
from zxdata.figures.layout.placing import SIDES, around, beside, hit, within
from zxdata.figures.media import labels
from zxdata.figures.media.beyond import WITHIN, inks, symbols
from zxdata.figures.media.canvas import Look, Spec, canvas, note, value_axis, width_of
from zxdata.figures.media.labels import plain
from zxdata.figures.media.names import short

HEIGHT = 390


def paint(figure: Funnel, look: Look) -> Spec:
    t, frame, limits = look.tokens, figure.frame, figure.limits
    seen = [*frame["value"].dropna(), *_limits_shown(figure)] if len(frame) else [0.0, 1.0]
    low, high = min(*seen, figure.mean), max(*seen, figure.mean)
    pad = (high - low) * 0.06 or 0.05
    floor = low if high == low == 0 else low - pad  # where all is 0, nothing lies below
    widest = float(frame["n"].max()) * 1.06 if len(frame) else 1.0
    y_range = (floor, high + (pad if high != 1 else 0.012))
    mean = f"{plain(figure.mean_name)} {labels.number(figure.mean, figure.value_format)}"
    margin = (look.px(38), look.px(10), look.px(14), look.px(28))
    (across, above), sides = _sides(figure, look, mean, margin, (0.0, widest), y_range)
    hover = [
        f"<b>{plain(name)}</b><br>{plain(figure.y_title)} {labels.number(value, figure.value_format)}"
        f"<br>{plain(figure.x_title)} {labels.number(n, 'integer')}"
        for name, n, value in frame[["name", "n", "value"]].itertuples(index=False)
    ]
    traces: list[Spec] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": limits["n"].tolist(),
            "y": limits[side].tolist(),
            "line": {"color": t.t3, "width": look.px(1), "shape": "spline", "smoothing": 0.5},
        }
        for side in ("lower", "upper")
    ]
    traces.append(
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": frame["n"].tolist(),
            "y": frame["value"].tolist(),
            "text": [f"<b>{plain(short(n))}</b>" if side else "" for n, side in zip(frame["name"], sides, strict=True)],
            "textposition": [side or "middle right" for side in sides],
            "textfont": look.font(t.t1),
            "cliponaxis": False,
            "customdata": frame["code"].tolist(),
            "hovertext": hover,
            "marker": {
                "size": look.dot,
                "opacity": 1,
                "symbol": symbols(frame["outside"]),
                "color": inks(frame["outside"], t, t.bg),
                "line": {"width": look.px(1.6), "color": inks(frame["outside"], t, t.t2)},
            },
        }
    )
    return canvas(
        look,
        traces,
        height=HEIGHT,
        margin=margin,
        xaxis=value_axis(
            look,
            0,
            widest,
            "integer",
            whole=False,
            showgrid=False,
            showline=True,
            linecolor=t.axis,
            ticks="outside",
            ticklen=4,
            tickcolor=t.axis,
        ),
        yaxis=value_axis(look, *y_range, figure.value_format, whole=False),
        shapes=[
            {
                "type": "line",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": figure.mean,
                "y1": figure.mean,
                "line": {"color": t.t2, "width": look.px(1)},
            }
        ],
        annotations=[
            note(look, mean, t.t2, x=int(across == "right"), xref="paper", xanchor=across, y=figure.mean, yanchor=above)
        ],
    )


def _limits_shown(figure: Funnel) -> list[float]:
    """The limits of a usual base: where all lie inside them, they are still to be seen."""
    usual = (figure.limits["n"] - figure.frame["n"].median()).abs().argsort().iloc[:1]
    return [float(limit) for side in ("lower", "upper") for limit in figure.limits[side].iloc[usual].dropna()]


def _sides(
    figure: Funnel,
    look: Look,
    mean: str,
    margin: tuple[float, ...],
    x_range: tuple[float, float],
    y_range: tuple[float, float],
) -> tuple[tuple[str, str], list[str]]:
    """The anchor of the mean's name, where it covers the fewest dots; and on which side of its dot each name beyond the
    limits stands, the furthest first; "" where it has no room.

    A name rather covers an ordinary dot than to be missing, but never a name, a dot that has one, or the edge.
    """
    frame, high = figure.frame, look.text * 1.3
    wide, tall = look.width - margin[0] - margin[1], (look.height or HEIGHT) - margin[2] - margin[3]
    x = frame["n"] * wide / x_range[1]
    y = (frame["value"] - y_range[0]) * tall / (y_range[1] - y_range[0])
    edge = (-margin[0], wide + margin[1], 0.0, tall + margin[2])
    out = frame["outside"] != WITHIN
    dots = {n: around(x[n], y[n], look.dot / 2) for n in frame.index}
    level = (figure.mean - y_range[0]) * tall / (y_range[1] - y_range[0])
    long = width_of(mean, look.text)
    ends: dict[tuple[str, str], Box] = {
        (across, above): (west, west + long, south, south + high)
        for above, south in (("bottom", level), ("top", level - high))
        for across, west in (("right", wide - long), ("left", 0.0))
    }
    named = min(ends, key=lambda end: sum(hit(ends[end], (dot,)) for dot in dots.values()))
    firm: list[Box] = [
        ends[named],
        *(dots[n] for n in frame.index[out]),
    ]
    soft = [dots[n] for n in frame.index[~out]]
    found = dict.fromkeys(frame.index, "")
    for n in (frame["value"] - figure.mean).abs()[out].sort_values(ascending=False).index:
        length = width_of(short(frame["name"][n]), look.text)
        for avoided, side in product(([*firm, *soft], firm), SIDES):
            box = beside(x[n], y[n], side, length, high, look.dot * 0.625 + 1)
            if within(box, edge) and not hit(box, avoided):
                found[n] = side
                firm.append(box)
                break
    return named, list(found.values())
