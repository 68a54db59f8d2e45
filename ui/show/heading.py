"""The head over a figure: a hairline, what is shown, its unit and reading aid."""

from ui.markup import Markup, fill
from zxdata.figures import COLOURS, Figure, Funnel, Gantt, RegionMap, Survival, Trend
from zxdata.filters import Filters

HEADING = '<div class="figure-head$handled"><h2>$title</h2>$filtered<p>$unit</p></div>'


def heading(title: str, unit: str, filtered: str = "", handled: bool = False) -> Markup:
    """``filtered``: what the figure is restricted to, in words; ``handled``: its handle needs room at the right."""
    said = fill('<p class="filtered" title="$text">$text</p>', text=filtered) if filtered else Markup("")
    return fill(HEADING, title=title, unit=unit, filtered=said, handled=" handled" if handled else "")


def restricted(found: Figure, filters: Filters, region: str) -> str:
    """The filters that hold for a figure, in words: not the dimension that it spreads out, nor a trend's period."""
    spread = getattr(found, "dimension", "district" if isinstance(found, RegionMap | Funnel) else "")
    parts = [region] if filters.region and spread != "district" else []
    if (filters.since or filters.until) and not isinstance(found, Trend | Gantt | Survival):
        parts.append(filters.period_in_words())
    for dimension, values in filters.where:
        if dimension != spread:
            parts.append("、".join(" ".join(COLOURS[v]) if v in COLOURS else v for v in values))
    return "　".join(parts)


def source(note: str) -> Markup:
    return fill('<p class="source">$note</p>', note=note)
