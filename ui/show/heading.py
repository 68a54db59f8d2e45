"""The head over a figure: a hairline, what is shown, its unit and reading aid."""

from ui.markup import Markup, fill

HEADING = '<div class="figure-head"><h2>$title</h2><p>$unit</p></div>'


def heading(title: str, unit: str) -> Markup:
    return fill(HEADING, title=title, unit=unit)


def source(note: str) -> Markup:
    return fill('<p class="source">$note</p>', note=note)
