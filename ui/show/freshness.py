"""How fresh the numbers are; said anew as the watch learns it, without waiting for a reader or a new snapshot."""

from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st

import zxdata as zx
from ui import words
from ui.markup import Markup, fill
from ui.show.states import notices
from zxdata.figures import View

LINE = (
    '<div class="fresh"><p><span class="ink-$kind">$symbol</span> 数据截至 $built，$state</p>'
    '<p class="quiet">版本 $version$demo</p></div>'
)
SIGNS = {"current": ("green", "●"), "stale": ("yellow", "▲"), "unchecked": ("unknown", "○")}
UNCHECKED = "正在核对台账"
WALL_SECONDS, DESK_SECONDS = 15, 30  # at most; where the watch looks oftener than every 10 s, screens do too
WATCH_SECONDS = 10


def freshness(view: View) -> None:
    """Until when the numbers of ``view`` reach, and whether the ledger has moved on since."""
    status = zx.status(zx.settings())
    line = st.fragment(_line, run_every=_pace(DESK_SECONDS))
    line(view.version, status.built_at, view.demo, status.state == "stale")


def _pace(seconds: int) -> float:
    return seconds * min(1.0, zx.settings().refresh_seconds / WATCH_SECONDS)


def _line(version: str, built_at: datetime, demo: bool, stale: bool) -> None:
    status = zx.status(zx.settings())
    if (status.state == "stale") != stale:  # the page says it in a bar of its own
        st.rerun(scope="app")
    kind, symbol = SIGNS[status.state]
    state = f"{words.age((datetime.now(built_at.tzinfo) - built_at).total_seconds())}入库"
    if status.state == "unchecked":
        state = UNCHECKED
    elif status.version != version:
        kind, symbol, state = "yellow", "▲", "已有新数据，请刷新"
    mark = Markup('　<b class="demo">演示数据</b>') if demo else Markup("")
    line = fill(
        LINE, kind=kind, symbol=symbol, built=moment(built_at), state=state, version=words.version(version), demo=mark
    )
    st.html(line, width="content")


def stale_bar() -> None:
    """Since when the data stand still, why, and what is shown instead."""
    status = zx.status(zx.settings())
    if status.state == "stale":
        notices(
            (
                f"数据停在 {moment(status.built_at)}（{words.age(status.age_seconds)}）：{status.stale_reason}"
                f"页面显示最近一份完整快照 {status.version}。",
            )
        )


def renew_when_moved(view: View, status: zx.Status) -> None:
    """A screen that nobody touches runs again when what it was drawn from has moved: the version of ``view``, its day
    where that is today, ``status`` as the head says it.
    """
    day = None if "as_of" in st.query_params else view.as_of
    renewal = st.fragment(_renewal, run_every=_pace(WALL_SECONDS))
    renewal(Drawn(view.version, day, status.state, status.stale_reason))


@dataclass(frozen=True)
class Drawn:
    """What a screen was drawn from, as far as it moves by itself. day: the day it takes for today; None is a fixed one."""

    version: str
    day: date | None
    state: str
    stale_reason: str


def _renewal(drawn: Drawn) -> None:
    status, today = zx.status(zx.settings()), zx.settings().day()
    if drawn != Drawn(status.version, drawn.day and today, status.state, status.stale_reason):
        st.rerun(scope="app")


def moment(instant: datetime) -> str:
    local = instant.astimezone(zx.settings().zone)
    return f"{local.month}月{local.day}日 {local:%H:%M}"
