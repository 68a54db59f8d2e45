"""A finished Plotly specification in the browser, drawn by Plotly's own library and changed in place.

Streamlit's own chart is taken off the page and drawn anew with every changed number, which costs more than half of a
reader's wait, and builds Plotly's objects from the specification on every run.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import streamlit as st
from plotly.io.json import to_json_plotly

from ui.browser import SCRIPTS
from ui.drawing import ADDRESS
from ui.paint import Spec
from ui.show.clicks import heard

STILL = {"displayModeBar": False, "staticPlot": True}
QUIET = {"displayModeBar": False, "doubleClick": False, "scrollZoom": False, "showTips": False}


def plot(spec: Spec, *, key: str, alt: str, on_pick: Callable[[Sequence[str]], None] | None = None,
         still: bool = False) -> None:  # fmt: skip
    """A chart of its own colours; ``on_pick`` is called with the texts that a clicked mark carries.

    A ``still`` one answers no pointer at all.
    """
    mount = st.components.v2.component("chart", html='<div class="chart" role="figure"></div>', js=_script(),
                                       isolate_styles=False)  # fmt: skip
    answer: dict[str, Any] = {"on_pick_change": lambda: heard(key, on_pick)} if on_pick else {}
    mount(key=key, data=_told(spec, alt, STILL if still else QUIET, bool(on_pick)), **answer)


def _told(spec: Spec, alt: str, config: dict[str, Any], answers: bool) -> bytes:
    head = json.dumps({"alt": alt, "answers": answers, "config": config, "library": ADDRESS}, ensure_ascii=False)
    return f'{head[:-1]}, "spec": {to_json_plotly(spec)}}}'.encode()


@cache
def _script() -> str:
    return (SCRIPTS / "chart.js").read_text("utf-8")
