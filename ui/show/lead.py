"""The lead of a part of a page: its sentence, its figures in one quiet row, what must be read with them."""

from collections.abc import Sequence

import zxdata as zx
from ui import ask, widgets
from ui.drill import rows
from ui.markup import fill, join
from ui.show.chart import headline
from ui.show.indicators import behind, indicator_markup
from ui.show.picks import picks
from ui.show.states import notices
from zxdata.figures import View


def lead(view: View) -> None:
    """One click on 口径 opens what a number means and the rows it counts."""
    notices(view.notices)
    headline(view)
    if view.indicators:
        shown = join([indicator_markup(indicator, behind(indicator)) for indicator in view.indicators])
        picks(fill('<div class="strip">$indicators</div>', indicators=shown), f"lead-{view.key}", _open)


def _open(texts: Sequence[str]) -> None:
    if texts[0] in zx.METRICS:
        ask.change(**rows(texts[0]))


def close(option: str, label: str) -> None:
    """Take an option out of the address."""
    widgets.button(label, key=f"close-{option}", type="tertiary", on_click=ask.change, kwargs={option: None})
