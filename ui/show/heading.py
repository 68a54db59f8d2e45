"""The head over a figure: a hairline, what is shown, its unit and reading aid."""

from dataclasses import dataclass

from ui.markup import NONE, Markup, fill
from zxdata.dimensions import TIME_DIMENSIONS
from zxdata.figures import Figure, kind_of
from zxdata.filters import Filters
from zxdata.rules.palette import Palette

HEADING = '<div class="figure-head$handled"><h2>$title</h2>$filtered<p>$unit</p>$handle</div>'


@dataclass(frozen=True)
class Framed:
    """What stands around a drawing, and the name of its ``place`` on the page: its head ``above`` and its source line
    ``below``.
    """

    place: str
    above: Markup
    below: Markup


def heading(title: str, unit: str, filtered: str = "", handle: Markup = NONE) -> Markup:
    """``filtered``: what the figure is restricted to, in words; ``handle``: what answers the keyboard, at the right."""
    said = fill('<p class="filtered" title="$text">$text</p>', text=filtered) if filtered else NONE
    within = fill('<div class="handle">$parts</div>', parts=handle) if handle else NONE
    return fill(HEADING, title=title, unit=unit, filtered=said, handled=" handled" if handle else "", handle=within)


def restricted(found: Figure, filters: Filters, region: str, colours: Palette) -> str:
    """The filters that hold for a figure, in words: not the dimensions that it spreads out, nor a trend's period."""
    kind = kind_of(found)
    spread = kind.spread(found)
    parts = [region] if filters.region and "district" not in spread else []
    timeless = kind.timeless or not spread.isdisjoint(TIME_DIMENSIONS)
    if (filters.since or filters.until) and not timeless:
        parts.append(filters.period_in_words())
    for dimension, values in filters.where:
        if dimension not in spread:
            parts.append("、".join(map(colours.sign, values)))
    return "　".join(parts)


def source(note: str) -> Markup:
    return fill('<p class="source">$note</p>', note=note)
