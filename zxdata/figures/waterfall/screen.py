"""From a whole to what is left of it: standing amounts, and the steps between them."""

import pandas as pd

from zxdata.figures.media import labels
from zxdata.figures.media.canvas import Look, Spec, canvas, hidden_axis, names_across, note, width_of
from zxdata.figures.waterfall import Waterfall


def paint(figure: Waterfall, look: Look) -> Spec:
    t, frame = look.tokens, figure.frame
    standing = frame["standing"].astype(bool).tolist()
    values = [0.0 if pd.isna(v) else float(v) for v in frame["value"]]
    bottoms, tops, level = [], [], 0.0
    for value, stands in zip(values, standing, strict=True):
        start = 0.0 if stands else level
        level = value if stands else level + value
        bottoms.append(min(start, level))
        tops.append(max(start, level))
    ends = [
        top if stands or v > 0 else low for top, low, stands, v in zip(tops, bottoms, standing, values, strict=True)
    ]
    written = [
        labels.number(v, figure.value_format) if s else labels.signed(v, figure.value_format)
        for v, s in zip(frame["value"], standing, strict=True)
    ]
    wide = max(2, int(look.width / max(len(frame), 1) / look.text / 1.08))
    names = [labels.wrapped(str(n), min(wide, 3)) for n in frame["name"]]
    lines = max((n.count("<br>") + 1 for n in names), default=1)
    bars: Spec = {
        "type": "bar",
        "x": list(range(len(frame))),
        "base": bottoms,
        "y": [top - low for top, low in zip(tops, bottoms, strict=True)],
        "width": 0.6,
        "marker": {"color": [t.accent if s else t.t3 for s in standing], "line": {"width": 0}},
        "hovertext": [f"<b>{labels.plain(n)}</b><br>{w}" for n, w in zip(frame["name"], written, strict=True)],
    }
    if "metric" in frame:
        bars["customdata"] = frame["metric"].fillna("").tolist()
    spots = [
        _beside(n, low, top, stands or v > 0, max(tops))
        for n, (low, top, stands, v) in enumerate(zip(bottoms, tops, standing, values, strict=True))
    ]
    joints = [
        {
            "type": "line",
            "x0": n + 0.3,
            "x1": n + 0.7,
            "y0": end,
            "y1": end,
            "line": {"color": t.axis, "width": look.px(1)},
        }
        for n, end in enumerate(ends[:-1])
    ]
    # A fall to the axis is named at its right, over the low bar that follows; the last ones may need more paper there.
    pitch = look.width / max(len(frame), 1)
    deep = [
        width_of(w, look.text) + look.px(8) - (len(frame) - n - 0.84) * pitch
        for n, (w, spot) in enumerate(zip(written, spots, strict=True))
        if "x" in spot
    ]
    return canvas(
        look,
        [bars],
        height=230,
        margin=(4, max([4, *deep]), look.px(22), look.px(8) + lines * look.text * 1.35),
        xaxis=names_across(look, names, 1),
        yaxis=hidden_axis(range=[0, max(tops, default=1) or 1]),
        shapes=joints,
        annotations=[
            note(look, w, t.t1, **{"x": n} | spot) for n, (w, spot) in enumerate(zip(written, spots, strict=True))
        ],
    )


def _beside(n: int, low: float, top: float, upwards: bool, highest: float) -> Spec:
    """Above what stands or rises, below what falls, and right of a fall that reaches down to the axis."""
    if upwards:
        return {"y": top, "yanchor": "bottom"}
    if low > highest * 0.15:
        return {"y": low, "yanchor": "top"}
    return {"x": n + 0.34, "xanchor": "left", "y": (low + top) / 2, "yanchor": "middle"}
