"""Streamlit's widgets under labels of plain text, the only way to a label.

To Streamlit a label is Markdown: a unit named ``![i](http://…)`` would be fetched by every reader's browser, one named
``:material/home:`` be an icon.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

import streamlit as st

from ui.door.files import offered

# What Streamlit looks for in text that is parsed already, where a backslash no longer helps: icons and emoji, arrows,
# addresses. A sign without width keeps the parts of each apart.
JOINER = "\u2060"
_FOUND_LATER = re.compile(
    r"(?<=:)(?=[\w+-]+(?:/\w+)?:)"
    r"|(?<!\S)(?=(?:<->|->|<-|--|>=|<=|~=)(?:\s|$))"
    r"|(?<=http:)(?=//)|(?<=https:)(?=//)|(?<=www)(?=\.)|(?<=\w)(?=@)",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[\\`*_\[\]<>~$|&:{}]|^(?:[-+=#]|\d+(?=[.)]))")

Widget = TypeVar("Widget", bound=Callable[..., Any])


def plain(text: str) -> str:
    """Markdown that shows the text as it is, in one line."""
    whole = _FOUND_LATER.sub(JOINER, " ".join(text.split()))
    return _SIGNS.sub(lambda sign: f"{sign[0]}\\" if sign[0].isdigit() else f"\\{sign[0]}", whole)


def _labelled(widget: Widget) -> Widget:
    """The widget with its label and help as plain text."""

    @wraps(widget)
    def drawn(label: Any, *more: Any, **options: Any) -> Any:
        if isinstance(told := options.get("help"), str):
            options["help"] = plain(told)
        return widget(plain(label) if isinstance(label, str) else label, *more, **options)

    return cast(Widget, drawn)


def _choosing(widget: Widget) -> Widget:
    """The widget with its label and its choices as plain text."""

    @wraps(widget)
    def drawn(label: str, *more: Any, format_func: Callable[[Any], str] = str, **options: Any) -> Any:
        return _labelled(widget)(label, *more, format_func=lambda choice: plain(format_func(choice)), **options)

    return cast(Widget, drawn)


button = _labelled(st.button)
caption = _labelled(st.caption)
checkbox = _labelled(st.checkbox)
date_input = _labelled(st.date_input)
expander = _labelled(st.expander)
file_uploader = _labelled(st.file_uploader)
multiselect = _labelled(st.multiselect)  # lists offer their choices as text
number_input = _labelled(st.number_input)
popover = _labelled(st.popover)
segmented_control = _choosing(st.segmented_control)
selectbox = _labelled(st.selectbox)
spinner = _labelled(st.spinner)
status = _labelled(st.status)
text_area = _labelled(st.text_area)
text_input = _labelled(st.text_input)


def download_button(label: str, *more: Any, **options: Any) -> bool:
    """The button, and its file for the reader of this page alone."""
    clicked: bool = _labelled(st.download_button)(label, *more, **options)
    offered()
    return clicked


def page_link(page: Any, label: str, **options: Any) -> None:
    st.page_link(page, label=plain(label), **options)
