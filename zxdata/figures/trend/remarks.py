"""What is laid over a trend that others painted: the period chosen on it, and notes on days."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from zxdata.figures.media.canvas import Look, Spec, note
from zxdata.figures.media.labels import plain
from zxdata.figures.trend import Trend


def remarks(
    figure: Trend, look: Look, since: date | None, until: date | None, notes: Iterable[tuple[date, str]]
) -> Spec:
    """A band over the chosen period and a stroke a note, a note being its day and its words."""
    periods = [str(p) for p in dict.fromkeys(figure.frame["period"])]
    shapes: list[Any] = []
    annotations: list[Any] = []
    if since and until and periods and len(periods[0]) < 10:
        inside = [n for n, p in enumerate(periods) if label(since, p) <= p <= label(until, p)]
        if inside and len(inside) < len(periods):
            shapes.append(
                {
                    "type": "rect",
                    "yref": "paper",
                    "y0": 0,
                    "y1": 1,
                    "x0": inside[0] - 0.4,
                    "x1": inside[-1] + 0.4,
                    "fillcolor": look.tokens.hair,
                    "opacity": 0.6,
                    "line": {"width": 0},
                    "layer": "below",
                }
            )
    for day, text in notes:
        at = next((n for n, p in enumerate(periods) if label(day, p) == p), None)
        if at is None:
            continue
        shapes.append(
            {
                "type": "line",
                "x0": at,
                "x1": at,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": look.tokens.t2, "width": look.px(1), "dash": "dash"},
            }
        )
        late = at > len(periods) * 0.6
        annotations.append(
            note(
                look,
                plain(text),
                look.tokens.t2,
                x=at,
                y=1,
                yref="paper",
                yanchor="top",
                xanchor="right" if late else "left",
                xshift=look.px(-4 if late else 4),
            )
        )
    return {"shapes": shapes, "annotations": annotations}


def label(day: date, like: str) -> str:
    """The period of a day, written as ``like`` is: 2025-09-30, 2025-09, 2025-Q3 or 2025."""
    if len(like) == 4:
        return f"{day:%Y}"
    if "Q" in like:
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return day.isoformat() if len(like) == 10 else f"{day:%Y-%m}"
