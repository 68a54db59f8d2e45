"""An axis of periods, each at its position, and behind it the days on which nobody works."""

from typing import Any

from zxdata.figures.media import labels
from zxdata.figures.media.canvas import Look, Spec


def periods_axis(look: Look, periods: list[Any]) -> Spec:
    """About six labels; of days only the first of a month."""
    most = 4 if look.narrow else 5 if look.wall else 7
    daily = bool(periods) and len(str(periods[0])) == 10
    candidates = [n for n, p in enumerate(periods) if not daily or str(p).endswith("-01")] or list(range(len(periods)))
    step = -(-len(candidates) // most)
    shown = candidates[::-1][::step][::-1] if not daily else candidates[::step]
    return {
        "tickmode": "array",
        "tickvals": shown,
        "ticktext": [labels.plain(labels.period(str(periods[n]))) for n in shown],
        "tickangle": 0,
        "tickfont": look.font(look.tokens.t2),
        "range": [-0.2, max(len(periods) - 1, 1) + 0.02],
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": look.tokens.axis,
        "fixedrange": True,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": look.tokens.axis,
    }


def rests(look: Look, periods: list[Any], days_off: frozenset[str], step: bool) -> list[Spec]:
    """A light band over each run of days on which nobody works; a step lasts to the next day, a point stands mid-day."""
    off = [n for n, period in enumerate(periods) if period in days_off]
    begins = [n for n in off if n - 1 not in off]
    ends = [n for n in off if n + 1 not in off]
    early, late = (0.0, 1.0) if step else (-0.5, 0.5)
    return [
        {
            "type": "rect",
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "x0": first + early,
            "x1": min(last + late, len(periods) - 1),
            "fillcolor": look.tokens.hair,
            "opacity": 0.4,
            "line": {"width": 0},
            "layer": "below",
        }
        for first, last in zip(begins, ends, strict=True)
    ]
