"""A painted figure in the browser, drawn by Plotly's own library and changed in place.

Streamlit's own chart is taken off the page and drawn anew with every changed number, which costs more than half of a
reader's wait, and builds Plotly's objects from the specification on every run.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from ui.browser import component
from ui.drawing import ADDRESS
from ui.paint import Painted, Spec
from ui.show.clicks import heard

STILL = {"displayModeBar": False, "staticPlot": True}
QUIET = {"displayModeBar": False, "doubleClick": False, "scrollZoom": False, "showTips": False}


def plot(
    painted: Painted,
    over: Spec | None = None,
    *,
    key: str,
    alt: str,
    on_pick: Callable[[Sequence[str]], None] | None = None,
    still: bool = False,
) -> None:
    """A figure and what is laid ``over`` it; ``on_pick`` is called with the texts that a clicked mark carries.

    A ``still`` one answers no pointer at all. Where only what is laid over has changed, no more is drawn.
    """
    answer: dict[str, Any] = {"on_pick_change": lambda: heard(key, on_pick)} if on_pick else {}
    about = {
        "alt": alt,
        "answers": bool(on_pick),
        "config": STILL if still else QUIET,
        "library": ADDRESS,
        "over": over or {},
    }
    # Two lines: the text of the figure itself is written once for all its readers, and compared by the browser as it is.
    chart = component("chart", '<div class="chart" role="figure"></div>', isolated=False)
    chart(key=key, data=f"{json.dumps(about, ensure_ascii=False)}\n{painted.text}".encode(), **answer)
