"""What is laid over a trend that others painted: the period chosen on it, and notes on days."""

from datetime import date
from typing import Any

from ui.markup import plain
from ui.paint.look import Look, Spec, note
from zxdata.annotations import Annotation
from zxdata.figures import Trend
from zxdata.filters import Filters


def remarks(figure: Trend, look: Look, filters: Filters, notes: tuple[Annotation, ...]) -> Spec:
    """A band over the chosen period and a stroke a note."""
    periods = [str(p) for p in dict.fromkeys(figure.frame["period"])]
    shapes: list[Any] = []
    annotations: list[Any] = []
    if filters.since and filters.until and periods and len(periods[0]) < 10:
        inside = [n for n, p in enumerate(periods) if label(filters.since, p) <= p <= label(filters.until, p)]
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
    for one in notes:
        at = next((n for n, p in enumerate(periods) if label(one.day, p) == p), None)
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
                plain(one.text),
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
