"""Long work on files: what it is at, for how long, and a button that stops it."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import streamlit as st

from ui import widgets
from ui.gate import gate
from ui.markup import fill

LEAST_SECONDS = 1.0  # work that is over sooner needs no word


class Working:
    """Called by the work with which of how many it is at, and its name; with 0 of 0 where it is still at the same."""

    def __init__(self, words: str, key: str) -> None:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            self._said, self._stop = st.empty(), st.empty()
        self._words, self._key, self._begun, self._offered = words, key, monotonic(), False

    def __call__(self, n: int, of: int, name: str) -> None:
        if of:
            self._at = f"{name}（{n}/{of}）" if of > 1 else name
        seconds = monotonic() - self._begun
        if seconds < LEAST_SECONDS:
            return
        text = f"{self._words} {self._at}，已 {seconds:.0f} 秒"
        self._said.html(fill('<p class="receipt quiet" role="status">$text</p>', text=text))
        if not self._offered:
            self._offered = True
            with self._stop:
                widgets.button("停止", key=self._key)

    _at = ""

    def over(self) -> None:
        self._said.empty()
        self._stop.empty()


@contextmanager
def working(words: str, key: str) -> Iterator[Working]:
    """Yields what the work tells how far it is. A click on 停止, as any other on the page, ends this run of the script at
    the next word, and with it the work. Other readers' pages are drawn meanwhile."""
    at = Working(words, f"stop-{key}")
    with gate().aside():
        yield at
    at.over()
