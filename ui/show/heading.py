"""The head over a figure: a hairline, what is shown, its unit and reading aid."""

from ui.markup import Markup, fill
from zxdata.figures import COLOURS, KINDS, Figure, Gantt, Matrix, RegionMap, Stacked, Survival
from zxdata.filters import TIME_DIMENSIONS, Filters

HEADING = '<div class="figure-head$handled"><h2>$title</h2>$filtered<p>$unit</p></div>'


def heading(title: str, unit: str, filtered: str = "", handled: bool = False) -> Markup:
    """``filtered``: what the figure is restricted to, in words; ``handled``: its handle needs room at the right."""
    said = fill('<p class="filtered" title="$text">$text</p>', text=filtered) if filtered else Markup("")
    return fill(HEADING, title=title, unit=unit, filtered=said, handled=" handled" if handled else "")


def restricted(found: Figure, filters: Filters, region: str) -> str:
    """The filters that hold for a figure, in words: not the dimensions that it spreads out, nor a trend's period."""
    spread = spread_out(found)
    parts = [region] if filters.region and "district" not in spread else []
    timeless = isinstance(found, Gantt | Survival) or not spread.isdisjoint(TIME_DIMENSIONS)
    timeless = timeless or (type(found) in KINDS and KINDS[type(found)].timeless)
    if (filters.since or filters.until) and not timeless:
        parts.append(filters.period_in_words())
    for dimension, values in filters.where:
        if dimension not in spread:
            parts.append("、".join(" ".join(COLOURS[v]) if v in COLOURS else v for v in values))
    return "　".join(parts)


def spread_out(found: Figure) -> set[str]:
    """The dimensions whose values stand side by side in a figure, so that a choice among them marks and hides nothing."""
    match found:
        case RegionMap():
            return {"district"}
        case Matrix():
            return {found.row_dimension, found.column_dimension}
        case Stacked():
            return {found.dimension, found.series_dimension}
    return {getattr(found, "dimension", "")}


def source(note: str) -> Markup:
    return fill('<p class="source">$note</p>', note=note)
