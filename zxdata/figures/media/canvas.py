"""What every painter shares: sizes, axes, the empty canvas of a Plotly specification."""

from dataclasses import dataclass
from typing import Any

from zxdata.figures.layout.scale import ticks
from zxdata.figures.media import labels
from zxdata.figures.palette import SANS, Tokens

Spec = dict[str, Any]
NARROW = 480


@dataclass(frozen=True)
class Look:
    """Where a figure hangs. ``height`` in px (0: the figure's own), ``width`` about, ``size`` of its type on the desk; the
    wall has no hover and type of its own.
    """

    tokens: Tokens
    wall: bool = False
    height: int = 0
    width: int = 600
    size: int = 13

    @property
    def text(self) -> int:
        return 22 if self.wall else self.size

    @property
    def dot(self) -> int:
        return 15 if self.wall else 10

    @property
    def line(self) -> float:
        return 3 if self.wall else 2

    @property
    def narrow(self) -> bool:
        """A phone: only the words that a row cannot do without; the others are told when it is touched."""
        return not self.wall and self.width < NARROW

    def px(self, desk: float) -> float:
        """A distance given for the desk, in this place."""
        return desk * self.text / 13

    def font(self, colour: str, **more: Any) -> Spec:
        return {"family": SANS, "size": self.text, "color": colour, **more}


def canvas(
    look: Look, traces: list[Spec], *, height: float, margin: tuple[float, float, float, float], **layout: Any
) -> Spec:
    """A whole specification. ``margin``: left, right, top, bottom in px."""
    left, right, top, bottom = margin
    tokens = look.tokens
    for trace in traces:
        if look.wall:
            trace.pop("hovertext", None)
            trace["hoverinfo"] = "skip"
            trace.pop("hovertemplate", None)
        elif "hovertext" in trace:
            trace["hovertemplate"] = "%{hovertext}<extra></extra>"
        else:
            trace.setdefault("hoverinfo", "skip")
    base: Spec = {
        "template": {"layout": {}},
        "height": look.height or height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": look.font(tokens.t2),
        "showlegend": False,
        "dragmode": False,
        "hovermode": False if look.wall else "closest",
        "hoverdistance": 30,
        "hoverlabel": {
            "bgcolor": tokens.surface,
            "bordercolor": tokens.axis,
            "align": "left",
            "font": {"family": SANS, "size": 13, "color": tokens.t1},
        },
        "colorway": [tokens.accent],
    }
    return {"data": traces, "layout": base | layout}


def value_axis(
    look: Look, low: float, high: float, value_format: str, *, most: int = 5, whole: bool = True, **more: Any
) -> Spec:
    """An axis of values: hair grid, round ticks, no zero line. ``whole`` stretches the range to the outer ticks."""
    marks = ticks(low, high, most)
    if value_format == "integer":
        marks = [m for m in marks if m == int(m)]
    span = [min(low, marks[0]), max(high, marks[-1])] if whole else [low, high]
    marks = [m for m in marks if span[0] - 1e-9 <= m <= span[1] + 1e-9]
    return {
        "range": span,
        "tickmode": "array",
        "tickvals": marks,
        "ticktext": [labels.tick(m, value_format) for m in marks],
        "tickfont": look.font(look.tokens.t2),
        "gridcolor": look.tokens.hair,
        "gridwidth": 1,
        "showgrid": True,
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
        **more,
    }


def hidden_axis(**more: Any) -> Spec:
    return {"visible": False, "fixedrange": True, **more}


def names_across(look: Look, names: list[str], step: int) -> Spec:
    """An axis of names at their positions, every ``step``th of them written."""
    shown = list(range(0, len(names), step))
    return {
        "tickmode": "array",
        "tickvals": shown,
        "ticktext": [names[n] for n in shown],
        "tickangle": 0,
        "range": [-0.5, len(names) - 0.5],
        "tickfont": look.font(look.tokens.t2),
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": look.tokens.axis,
        "fixedrange": True,
    }


def note(look: Look, text: str, colour: str, **place: Any) -> Spec:
    """A text on the figure; ``place`` says where (x, y, xref, anchors, shifts)."""
    return {"text": text, "showarrow": False, "font": look.font(colour)} | place


def fitting(text: str, size: float, room: float) -> str:
    """A text without its last clauses where there is no room for them: cut at a comma, never within a word."""
    while text and width_of(text, size) > room:
        text = text.rpartition("，")[0]
    return text


def width_of(text: str, size: float) -> float:
    """About how many px a text takes: full-width characters 1 em, others 0.58; 4 % slack for wider fonts."""
    return sum(1.0 if ord(c) > 0x2E7F else 0.58 for c in text) * size * 1.04
