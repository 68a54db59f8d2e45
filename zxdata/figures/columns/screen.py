"""Amounts as heights: quiet columns, of which the red and yellow ones stand out."""

from math import ceil

from zxdata.figures.columns import ColumnsFigure
from zxdata.figures.media import labels, rows
from zxdata.figures.media.canvas import Look, Spec, canvas, hidden_axis, names_across, width_of
from zxdata.figures.media.labels import plain
from zxdata.figures.palette import veil
from zxdata.rules.palette import ORDER


def paint(figure: ColumnsFigure, look: Look) -> Spec:
    """Quiet columns: what is not red or yellow is only outlined."""
    t, frame = look.tokens, figure.frame
    loud = [c in ("red", "yellow") or not c for c in frame["colour"]]
    ink = [t.of(c) if c else t.accent for c in frame["colour"]]
    hover = [
        f"<b>{plain(labels.period(str(n)))}</b><br>{labels.number(v, figure.value_format)}"
        + (f"<br>{figure.palette.sign(c, '')}" if c in ORDER else "")
        for n, v, c in frame[["name", "value", "colour"]].itertuples(index=False)
    ]
    values = rows.known(frame["value"])
    trace: Spec = {
        "type": "bar",
        "x": list(range(len(frame))),
        "y": values,
        "width": 0.56,
        "hovertext": hover,
        "customdata": rows.carried(frame),
        "text": [labels.number(v, figure.value_format) if v else "" for v in values],
        "textposition": "outside",
        "textfont": look.font(t.t2),
        "cliponaxis": False,
        "textangle": 0,
        "constraintext": "none",
        "marker": {
            "color": [c if full else veil(c, 0.22) for c, full in zip(ink, loud, strict=True)],
            "line": {"width": look.px(1), "color": ink},
        },
    }
    names = [plain(labels.period(str(n))) for n in frame["name"]]
    wide = max((width_of(n, look.text) for n in names), default=1) * 1.25
    step = max(1, ceil(len(names) * wide / look.width))
    high = max([v for v in values if v is not None], default=0) or 1
    return canvas(
        look,
        [trace],
        height=250,
        margin=(4, 4, look.px(22), look.px(30)),
        xaxis=names_across(look, names, step),
        yaxis=hidden_axis(range=[0, high * 1.02]),
    )
