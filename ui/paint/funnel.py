"""A funnel plot: size against value, the limits narrowing as the base grows."""

import pandas as pd

from ui import words
from ui.markup import plain
from ui.names import short
from ui.paint.look import Look, Spec, canvas, note, value_axis
from zxdata.figures import Funnel


def paint_funnel(figure: Funnel, look: Look) -> Spec:
    t, frame, limits = look.tokens, figure.frame, figure.limits
    seen = frame["value"].dropna()
    low = float(min(seen.min(), figure.mean)) if len(seen) else 0.0
    high = float(max(seen.max(), figure.mean)) if len(seen) else 1.0
    pad = (high - low) * 0.06 or 0.05
    out = frame["outside"].astype(bool)
    hover = [
        f"<b>{plain(name)}</b><br>{plain(figure.y_title)} {words.number(value, figure.value_format)}"
        f"<br>{plain(figure.x_title)} {words.number(n, 'integer')}"
        for name, n, value in frame[["name", "n", "value"]].itertuples(index=False)
    ]
    traces: list[Spec] = [
        {"type": "scatter", "mode": "lines", "x": limits["n"].tolist(), "y": limits[side].tolist(),
         "line": {"color": t.t3, "width": look.px(1), "shape": "spline", "smoothing": 0.5}}
        for side in ("lower", "upper")
    ]  # fmt: skip
    traces.append({
        "type": "scatter", "mode": "markers+text", "x": frame["n"].tolist(), "y": frame["value"].tolist(),
        "text": [f"<b>{plain(short(n))}</b>" if o else "" for n, o in zip(frame["name"], out, strict=True)],
        "textposition": _sides(frame["n"]), "textfont": look.font(t.t1), "cliponaxis": False,
        "customdata": frame["code"].tolist(), "hovertext": hover,
        "marker": {"size": look.dot, "opacity": 1, "color": [t.accent if o else t.bg for o in out],
                   "line": {"width": look.px(1.6), "color": [t.accent if o else t.t2 for o in out]}},
    })  # fmt: skip
    widest = float(frame["n"].max()) if len(frame) else 1.0
    mean = f"{plain(figure.mean_name)} {words.number(figure.mean, figure.value_format)}"
    return canvas(
        look, traces, height=390, margin=(look.px(38), look.px(10), look.px(14), look.px(28)),
        xaxis=value_axis(look, 0, widest * 1.06, "integer", whole=False, showgrid=False, showline=True,
                         linecolor=t.axis, ticks="outside", ticklen=4, tickcolor=t.axis),
        yaxis=value_axis(look, low - pad, high + (pad if high != 1 else 0.012), figure.value_format, whole=False),
        shapes=[{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": figure.mean, "y1": figure.mean,
                 "line": {"color": t.t2, "width": look.px(1)}}],
        annotations=[note(look, mean, t.t2, x=1, xref="paper", xanchor="right", y=figure.mean, yanchor="bottom")],
    )  # fmt: skip


def _sides(sizes: pd.Series) -> list[str]:
    """Names stand to the right of their dots, but to the left where the figure ends."""
    end = 0.85 * float(sizes.max()) if len(sizes) else 0.0
    return ["middle left" if size > end else "middle right" for size in sizes]
