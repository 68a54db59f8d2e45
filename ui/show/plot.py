"""A painted figure in the browser, drawn by Plotly's own library and changed in place.

Streamlit's own chart is taken off the page and drawn anew with every changed number, which costs more than half of a
reader's wait, and builds Plotly's objects from the specification on every run.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from ui.browser import component
from ui.drawing import ADDRESS
from ui.markup import NONE, Markup
from ui.paint import Painted, Spec
from ui.show.clicks import heard

APART = 30_000
"""Letters from which the text of a figure is sent by itself."""
STILL = {"displayModeBar": False, "staticPlot": True}
QUIET = {"displayModeBar": False, "doubleClick": False, "scrollZoom": False, "showTips": False}
PLACES = (
    '<div class="picks"></div><div class="roll"><div class="chart" role="figure"></div></div><div class="below"></div>'
)


def plot(
    painted: Painted,
    over: Spec | None = None,
    *,
    key: str,
    alt: str,
    above: Markup = NONE,
    below: Markup = NONE,
    room: int = 0,
    on_pick: Callable[[Sequence[str]], None] | None = None,
    clicked: bool = False,
    still: bool = False,
) -> None:
    """A figure, what is laid ``over`` it, and the words ``above`` and ``below`` it, in one piece; ``on_pick`` is called with
    the texts that a picked part of the words carries, or a clicked mark where marks answer (``clicked``).

    ``room``: the height in px of the box in which a higher one rolls. A ``still`` one answers no pointer at all. Where only
    what is laid over has changed, no more is drawn, nor a long text sent again.
    """
    answer: dict[str, Any] = {"on_pick_change": lambda: heard(key, on_pick)} if on_pick else {}
    about = {
        "above": above,
        "alt": alt,
        "answers": clicked,
        "below": below,
        "config": STILL if still else QUIET,
        "library": ADDRESS,
        "over": over or {},
        "room": room,
        "text": _sent_apart(painted, key) if len(painted.text) >= APART else None,
    }
    # Two lines: the text of the figure itself is written once for all its readers, and compared by the browser as it is.
    figure = "" if about["text"] else painted.text
    chart = component("chart", PLACES, isolated=False, needs=("answering", "texts"))
    chart(key=key, data=f"{json.dumps(about, ensure_ascii=False)}\n{figure}".encode(), **answer)


def _sent_apart(painted: Painted, place: str) -> tuple[str, str]:
    """By what the browser finds the figure's text: its place on the page, and its digest."""
    name = (place, painted.digest)
    component("text", isolated=False, needs=("texts",))(
        key=f"text-{place}", data=f"{json.dumps(name)}\n{painted.text}".encode()
    )
    return name
