"""Amounts as lengths."""

from zxdata.figures.bars import Bars
from zxdata.figures.media import labels, rows
from zxdata.figures.media.canvas import Look, Spec, canvas, hidden_axis, width_of
from zxdata.figures.media.labels import plain
from zxdata.figures.media.names import short


def paint(figure: Bars, look: Look) -> Spec:
    t, frame = look.tokens, figure.frame.head(rows.room(look))
    names = [plain(_named(str(n), 10 if look.wall or look.narrow else 12)) for n in frame["name"]]
    values = rows.known(frame["value"])
    bases = [_base(look, v, b, figure.value_format) for v, b in frame[["value", "base"]].itertuples(index=False)]
    written = [
        f"\u2009<b>{labels.number(v, figure.value_format)}</b>" + _aside(look, b)
        for v, b in zip(frame["value"], bases, strict=True)
    ]
    hover = [
        f"<b>{plain(n)}</b><br>{labels.number(v, figure.value_format)}" + (f"<br>{plain(b)}" if b else "")
        for n, v, b in frame[["name", "value", "base"]].itertuples(index=False)
    ]
    lines = list(range(len(frame)))
    tail = max(
        (
            width_of(labels.number(v, figure.value_format) + str(b), look.text)
            for v, b in zip(frame["value"], bases, strict=True)
        ),
        default=0,
    )
    trace: Spec = {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": lines,
        "text": written,
        "textposition": "outside",
        "textfont": look.font(t.t1),
        "cliponaxis": False,
        "customdata": rows.carried(frame),
        "hovertext": hover,
        "marker": {"color": t.accent, "line": {"width": 0}},
        "width": _thickness(look, len(frame)),
        "constraintext": "none",
    }
    return canvas(
        look,
        [trace],
        height=max(len(frame), 2) * look.px(28) + 12,
        margin=(rows.left(names, look), tail + look.px(14), 4, 4),
        xaxis=hidden_axis(range=[0, max([v for v in values if v is not None], default=0) or 1]),
        yaxis=rows.names_axis(look, names, lines),
        shapes=rows.bands(figure.selected, frame["name"].tolist(), look),
    )


def _named(name: str, most: int) -> str:
    """A name that fits; what stands apart after it (市公安局　办理) stays whole."""
    head, apart, tail = name.partition("　")
    return short(head, most - len(apart + tail)) + apart + tail


def _thickness(look: Look, rows: int) -> float:
    """Of a bar, as a share of its row: half of it, and no slab where few rows have much room."""
    return min(0.5, look.px(15) * rows / (look.height - 8)) if look.height and rows else 0.5


def _base(look: Look, value: float, base: object, value_format: str) -> str:
    """What stands beside a bar; where all of it would leave no room for bars, on a wall its last clause, on a phone none."""
    text = "" if base is None else str(base)
    wide = width_of(labels.number(value, value_format) + text, look.text)
    if wide <= look.width * 0.45 or not (look.wall or look.narrow):
        return text
    return text.rpartition("，")[2] if look.wall else ""


def _aside(look: Look, text: object) -> str:
    return f' <span style="color:{look.tokens.t3}">{plain(text)}</span>' if text else ""
