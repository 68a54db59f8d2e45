"""In the head of each figure what answers the keyboard: its marks as a list, and the meaning and rows of its number."""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial

import streamlit as st

import zxdata as zx
from ui import ask
from ui.browser import component
from ui.drill import metrics_of, rows
from ui.marks import marks
from ui.markup import Markup, fill, join
from ui.per_figure import PerFigure
from ui.show.clicks import follow, heard, here
from ui.show.heading import heading
from zxdata.figures import Figure, View

LIST = '<select aria-label="从“$title”中选一项" title="选一项；用键盘时方向键选、回车定"><option value=""></option>$options</select>'
OPTION = '<option value="$carried">$label</option>'
MEANINGS = '<select class="meanings" aria-label="“$title”各数的口径"><option value="">口径</option>$options</select>'
MEANING = '<button type="button" data-pick="$carried" aria-label="“$title”的口径与明细">口径</button>'
MOST = 400
BEHIND = "rows"
_HANDLES: PerFigure[Markup] = PerFigure()


def carried(*texts: str) -> str:
    """What a part of some markup sends when it is picked."""
    return json.dumps(texts, ensure_ascii=False)


def picks(markup: Markup, key: str, on_pick: Callable[[Sequence[str]], None]) -> None:
    """Markup with ``data-pick`` buttons and lists; ``on_pick`` is called with the texts that the picked part carries."""
    component("picks", '<div class="picks"></div>', isolated=False, needs=("answering",))(
        key=key, data={"markup": markup}, on_pick_change=partial(heard, key, on_pick)
    )


def headed(view: View, found: Figure) -> None:
    """The head of a figure alone."""
    head = heading_of(view, found)
    if handle(view, found):
        picks(head, f"handle-{view.key}-{found.key}", partial(handled, view, found))
    else:
        st.html(head)


def heading_of(view: View, found: Figure, filtered: str = "") -> Markup:
    """The head of a figure; in it, where there are any, the list of its marks and the way to the numbers behind it."""
    return heading(found.title, found.unit_line, filtered, handle(view, found))


def handle(view: View, found: Figure) -> Markup:
    """What answers the keyboard in the head of a figure."""
    return _HANDLES.get(found, lambda: _handle(view, found))


def _handle(view: View, found: Figure) -> Markup:
    offered = [] if found.frame.empty else marks(found, here(view))[:MOST]
    keys = metrics_of(found)
    parts = []
    if offered:
        parts.append(fill(LIST, title=found.title, options=_options((m.carried, m.label) for m in offered)))
    if len(keys) == 1:
        parts.append(fill(MEANING, title=found.title, carried=carried(BEHIND, keys[0])))
    elif keys:
        names = zx.called(zx.METRICS[key] for key in keys)
        options = _options(((BEHIND, key), name) for key, name in names.items())
        parts.append(fill(MEANINGS, title=found.title, options=options))
    return join(parts)


def _options(offered: Iterable[tuple[tuple[str, ...], str]]) -> Markup:
    return join([fill(OPTION, carried=carried(*texts), label=label) for texts, label in offered])


def handled(view: View, found: Figure, texts: Sequence[str]) -> None:
    """A callback: open the rows of a number that the figure shows, or go where its mark leads."""
    if texts[0] == BEHIND and texts[-1] in metrics_of(found):
        ask.change(**rows(texts[-1], found.within))
    else:
        follow(view, found, texts)
