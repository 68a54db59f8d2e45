"""What stands where a figure cannot: nothing to show, something broken, something old."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import streamlit as st
import structlog

from ui.markup import Markup, fill
from zxdata.errors import CockpitError

log = structlog.get_logger("cockpit")

EMPTY = '<div class="empty" style="min-height:${height}px"><p>$sentence</p></div>'
BAR = '<div class="bar $kind" role="status"><span class="ink-$kind">$symbol</span> $text</div>'
BROKEN = Markup("<b>这张图没有画出来。</b>其余数字不受影响。<br>请把编号告诉管理员：")


def empty(sentence: str, height: int) -> Markup:
    return fill(EMPTY, sentence=sentence, height=max(height, 60))


def reference() -> str:
    """A number by which the reader and the log name the same failure: E-20250930-0413."""
    return f"E-{datetime.now():%Y%m%d}-{secrets.randbelow(10_000):04d}"


def notices(sentences: tuple[str, ...]) -> None:
    """Sentences that must be read with the numbers."""
    for sentence in sentences:
        st.html(fill(BAR, kind="yellow", symbol="▲", text=sentence))


def refused(sentence: str) -> None:
    """An expected failure, in its own final sentence."""
    st.html(fill(BAR, kind="red", symbol="■", text=sentence))


@contextmanager
def guarded(what: str, sentence: Markup = BROKEN) -> Iterator[None]:
    """Whatever fails inside becomes a red bar with a reference number; the log gets the traceback."""
    try:
        yield
    except CockpitError as fault:
        refused(fault.sentence)
    except Exception:
        number = reference()
        log.exception("failed", what=what, reference=number)
        text = Markup(sentence + fill("<b>$number</b>", number=number))
        st.html(fill(BAR, kind="red", symbol="■", text=text))
