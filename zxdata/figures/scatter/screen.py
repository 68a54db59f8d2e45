"""A scatter plot: one score across, the other upward, parted by the two means."""

from zxdata.figures.items import Swatch
from zxdata.figures.media import labels
from zxdata.figures.media.canvas import Look, Spec, canvas, note, value_axis, width_of
from zxdata.figures.media.labels import plain
from zxdata.figures.scatter import Scatter
from zxdata.figures.scatter.table import OTHER, WEAK, weak

HEIGHT = 390


def paint(figure: Scatter, look: Look) -> Spec:
    t, frame = look.tokens, figure.frame
    low = weak(figure)
    hover = [
        f"<b>{plain(name)}</b><br>{plain(figure.x_title)} {labels.number(x, figure.value_format)}"
        f"<br>{plain(figure.y_title)} {labels.number(y, figure.value_format)}"
        for name, x, y in frame[["name", "x", "y"]].itertuples(index=False)
    ]
    (left, right), (bottom, top) = (_range(frame[axis].tolist()) for axis in ("x", "y"))
    dots: Spec = {
        "type": "scatter",
        "mode": "markers",
        "x": frame["x"].tolist(),
        "y": frame["y"].tolist(),
        "customdata": frame["no"].tolist(),
        "hovertext": hover,
        "marker": {
            "size": look.dot,
            "opacity": 0.8,
            "color": [t.categories[1] if each else t.stage for each in low],
            "line": {"width": look.px(1), "color": t.bg},
        },
    }
    x_mean, y_mean = (labels.number(mean, figure.value_format) for mean in (figure.x_mean, figure.y_mean))
    line = {"type": "line", "line": {"color": t.t2, "width": look.px(1), "dash": "dot"}}
    return canvas(
        look,
        [dots],
        height=HEIGHT,
        margin=(look.px(38), width_of(f"平均 {y_mean}", look.text) + look.px(8), look.px(22), look.px(28)),
        xaxis=value_axis(
            look, left, right, figure.value_format, whole=False, showgrid=False, showline=True, linecolor=t.axis
        ),
        yaxis=value_axis(look, bottom, top, figure.value_format, whole=False),
        shapes=[
            line | {"xref": "x", "x0": figure.x_mean, "x1": figure.x_mean, "yref": "paper", "y0": 0, "y1": 1},
            line | {"xref": "paper", "x0": 0, "x1": 1, "y0": figure.y_mean, "y1": figure.y_mean},
        ],
        annotations=[
            note(look, f"平均 {x_mean}", t.t2, x=figure.x_mean, y=1, yref="paper", yanchor="bottom", xanchor="center"),
            note(look, f"平均 {y_mean}", t.t2, x=1, xref="paper", xanchor="left", y=figure.y_mean, yanchor="middle"),
        ],
    )


def legend(figure: Scatter, look: Look) -> tuple[Swatch, ...]:
    t = look.tokens
    return (Swatch(WEAK, colour=t.categories[1]), Swatch(OTHER, colour=t.stage))


def _range(values: list[float]) -> tuple[float, float]:
    """A little beyond the lowest and the highest: scores are compared with each other, not with nought."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    pad = (high - low) * 0.06 or 1.0
    return low - pad, high + pad
