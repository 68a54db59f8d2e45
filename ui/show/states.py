"""What stands where a figure cannot: nothing to show, something broken, something old."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from time import monotonic

import streamlit as st
import structlog

import zxdata as zx
from ui.markup import Markup, fill, join
from zxdata.errors import CockpitError

log = structlog.get_logger("cockpit")

EMPTY = '<div class="empty" style="min-height:${height}px"><p>$sentence</p></div>'
BAR = '<div class="bar $kind" role="status">$lines</div>'
LINE = '<p><span class="ink-$kind">$symbol</span> $text</p>'
BROKEN = Markup("<b>这张图没有画出来。</b>其余数字不受影响。<br>请刷新再试；仍不行，请把编号告诉管理员：")
BROKEN_PAGE = Markup("<b>这一页没有显示出来。</b>其他页面不受影响。<br>请刷新再试；仍不行，请把编号告诉管理员：")
PREPARING = "首次启动：正在把台账做成快照，数据多时要几分钟。完成后自动显示，不必刷新。"
AGAIN_SECONDS = 10
AGAIN = f"每 {AGAIN_SECONDS} 秒再试一次，恢复后自动显示，不必刷新。"


def empty(sentence: str, height: int) -> Markup:
    return fill(EMPTY, sentence=sentence, height=max(height, 60))


def reference() -> str:
    """A number by which the reader and the log name the same failure: E-20250930-0413."""
    return f"E-{datetime.now():%Y%m%d}-{secrets.randbelow(10_000):04d}"


def notices(sentences: tuple[str, ...]) -> None:
    """Sentences that must be read with the numbers."""
    if sentences:
        st.html(_bar("yellow", "▲", *sentences))


def done(sentence: str) -> None:
    """What has been done, as it was asked for."""
    st.html(_bar("green", "●", sentence))


def refused(sentence: str) -> None:
    """An expected failure, in its own final sentence."""
    st.html(_bar("red", "■", sentence))


def _bar(kind: str, symbol: str, *sentences: str) -> Markup:
    lines = join([fill(LINE, kind=kind, symbol=symbol, text=sentence) for sentence in sentences])
    return fill(BAR, kind=kind, lines=lines)


def opened() -> bool:
    """True with a snapshot to read. Says so while the first one is made, else why there is none, and tries again."""
    if zx.is_open(zx.settings()):
        return True
    with st.container(key="opening"):
        st.html(fill("<h1>$title</h1>", title=zx.settings().title))
        said = st.empty()
        said.html(fill("<p>$text</p>", text=PREPARING))
        with guarded("first snapshot", BROKEN_PAGE):
            zx.open_store(zx.settings())
            st.rerun()
        said.empty()
        st.html(fill("<p>$text</p>", text=AGAIN))
        _again(monotonic())
    return False


@st.fragment(run_every=AGAIN_SECONDS)
def _again(since: float) -> None:
    if monotonic() - since > AGAIN_SECONDS / 2:
        st.rerun(scope="app")


@contextmanager
def guarded(what: str, sentence: Markup = BROKEN) -> Iterator[None]:
    """Whatever fails inside becomes a red bar with a reference number; the log gets the traceback, and so does the page
    where Streamlit may show details of errors (``make dev``).
    """
    try:
        yield
    except CockpitError as fault:
        refused(fault.sentence)
    except Exception as fault:
        number = reference()
        log.exception("failed", what=what, reference=number)
        st.html(_bar("red", "■", Markup(sentence + fill("<b>$number</b>", number=number))))
        if st.get_option("client.showErrorDetails") == "full":
            st.exception(fault)
