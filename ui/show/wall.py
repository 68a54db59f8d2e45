"""One view on a wall screen: no scrolling, no touch, nothing smaller than 22 px at 1080 rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import streamlit as st

import zxdata as zx
from ui import ask, browser, words
from ui.contents import CONTENTS
from ui.markup import Markup, fill, join
from ui.paint import Look, Painted, enlarge, paint
from ui.show import board as boards
from ui.show.freshness import SIGNS, UNCHECKED, moment, renew_when_moved
from ui.show.heading import heading
from ui.show.indicators import CHANGE, VERDICTS
from ui.show.legend import legend
from ui.show.plot import plot
from ui.show.states import empty, guarded
from zxdata.figures import Change, Figure, Indicator, RegionMap, View, kind_of
from zxdata.figures.media.canvas import fitting, width_of
from zxdata.words import whole

HEADER = (
    '<div class="wall-head"><h1>$title</h1><p class="body">$body</p><div class="fresh">'
    '<p>$until</p><p><span class="ink-$kind">$symbol</span> $state</p></div>'
    '<div class="now"><p>$date</p><p id="clock">$clock</p></div></div>'
)
CARD = (
    '<div class="card"><p class="name">$name</p><p class="value"><b>$value</b><span class="unit">$unit</span>$change</p>'
    '<p class="base">$base</p></div>'
)
AGE = '<span id="age" data-at="$at">$age入库</span>'
WIDE = 2268
INDICATORS = 6
SECONDS_LEAST, SECONDS_MOST = 5, 3600  # how long a wall stays on one page
ABOVE, BELOW, HEADING, LEGEND, GAP = 298, 56, 44, 34, 12
TITLE, TEXT = 27, 22
VALUE, UNIT, EDGE = 52, 28, 14


def wall(view: View, *columns: Sequence[str] | Mapping[str, Sequence[str]], wide: Mapping[str, Sequence[str]]) -> None:
    """Header, cards, the headline, and three columns of figures: keys of ``view``, or views with the keys of theirs.

    Beyond 21 : 10 a fourth column, ``wide``: views and their figures, asked for on such screens only.
    """
    width, height = browser.wall_size(_seconds(st.query_params.get("rotate", "")), lambda: _turn(view))
    scale = min(width / 1920, height / 1080)
    shown = [keys if isinstance(keys, Mapping) else {view.key: keys} for keys in columns]
    shown += [wide] if width / scale > WIDE else []
    tokens, status = browser.current_tokens(view.palette), zx.status(zx.settings())
    widths = _widths(width / scale, len(shown))
    st.html(_header(view, status))
    st.html(_indicators(view.indicators[:INDICATORS], width / scale))
    st.html(fill('<p class="wall-headline">$text</p>', text=view.headline))
    room = height / scale - ABOVE - BELOW
    with st.container(horizontal=True, key="wall-columns", gap=None, wrap=False):
        for position, column in enumerate(shown):
            look = Look(tokens, True, 0, widths[position])
            with st.container(key=f"wall-{position}", gap=None):
                for key, found, share in _shares(_figures(column), room):
                    with guarded(f"wall {key}"):
                        _figure(key, found, share, look, scale)
    st.html(_footer(view))
    renew_when_moved(view, status)


def _figures(column: Mapping[str, Sequence[str]]) -> list[tuple[str, Figure]]:
    """The figures of a column, each with the name of its place; a view that fails or has none such says so here."""
    found: list[tuple[str, Figure]] = []
    for name, keys in column.items():
        with guarded(f"wall {name}"):
            view = ask.view(name)
            found += [(f"{name}-{key}", view.figure(key)) for key in keys if key not in view.absent]
    return found


def _figure(key: str, found: Any, room: float, look: Look, scale: float) -> None:
    kind = kind_of(found)
    if kind.surface == "board":
        st.html(boards.wall_board(found, room, look.width))
        return
    st.html(heading(found.title, fitting(found.unit_line, TEXT, look.width - width_of(found.title, TITLE) - 40)))
    if kind.blank(found):
        st.html(empty(found.empty, int(room - HEADING)))
        return
    if kind.surface == "table":
        st.html(boards.wall_list(found, room - HEADING, look.width))
        return
    swatches = legend(found, look)
    if swatches:
        st.html(swatches)
    height = int(room - HEADING - (LEGEND if swatches else 0) - GAP)
    spec = enlarge(paint(found, replace(look, height=height)), scale)
    plot(Painted(spec), key=f"wall-{key}", alt=found.title, still=True)


def _shares(column: Sequence[tuple[str, Figure]], room: float) -> list[tuple[str, Figure, float]]:
    """The height of a column dealt out: lists and rankings need more than trends, many bars more than few."""
    parts = [kind_of(found).weight(found) for _, found in column]
    return [(key, found, room * part / sum(parts)) for (key, found), part in zip(column, parts, strict=True)]


def _widths(screen: float, columns: int) -> list[int]:
    """Px of each column, as the style sheet deals them: 54 : 69 : 50 (: 50) with gaps of 44."""
    shares = [54, 69, 50, 50][:columns]
    room = screen - 72 - 44 * (columns - 1)
    return [int(room * share / sum(shares)) for share in shares]


def _header(view: View, status: zx.Status) -> Markup:
    settings = zx.settings()
    now = datetime.now(settings.zone)
    day = settings.day()
    kind, symbol = SIGNS[status.state]
    ago = fill(AGE, at=int(status.built_at.timestamp() * 1000), age=words.age(status.age_seconds))
    until = fill("数据截至 <b>$built</b>", built=moment(status.built_at))
    if status.state == "stale":
        until = fill("数据停在 <b>$built</b>，$ago", built=moment(status.built_at), ago=ago)
    title = settings.title if view.key == "overview" else f"{view.title}"
    body = settings.body + ("（演示数据）" if view.demo else "")
    return fill(
        HEADER,
        title=title,
        body=body,
        until=until,
        kind=kind,
        symbol=symbol,
        state={"stale": status.stale_reason, "unchecked": UNCHECKED, "current": ago}[status.state],
        date=f"{words.day(day)}　{words.weekday(day)}",
        clock=f"{now:%H:%M}",
    )


def _indicators(indicators: Sequence[Indicator], screen: float) -> Markup:
    """The strip; its numbers are of one size, a smaller one where one of them has no room beside its change."""
    whole = (screen - 72) / max(1, len(indicators))
    wide = [
        width_of(c.value, VALUE) + width_of(c.unit, UNIT) + (_change_width(c.change) if c.change else 0)
        for c in indicators
    ]
    return fill(
        '<div class="wall-cards $fit">$indicators</div>',
        fit="tight" if max(wide, default=0) > whole - EDGE else "",
        indicators=join([_indicator(indicator, whole - 36) for indicator in indicators]),
    )


def _change_width(change: Change) -> float:
    """Px of the wider of its two lines."""
    return max(width_of(text, TEXT) for text in (f"{change.name}{VERDICTS[change.better]}", change.text))


def _indicator(indicator: Indicator, room: float) -> Markup:
    change = Markup("")
    if indicator.change is not None:
        tone = "worse" if indicator.change.better is False else ""
        change = fill(
            CHANGE,
            name=indicator.change.name,
            verdict=VERDICTS[indicator.change.better],
            text=indicator.change.text,
            tone=tone,
        )
    return fill(
        CARD,
        name=indicator.name,
        value=indicator.value,
        unit=indicator.unit,
        base=fitting(indicator.base, TEXT, room),
        change=change,
    )


def _footer(view: View) -> Markup:
    notes = [f.note for f in view.figures if isinstance(f, RegionMap) and f.note][:1]
    return fill(
        '<div class="wall-foot"><p>$note</p><p>$subtitle　数据版本 $version</p></div>',
        note=notes[0] if notes else "",
        subtitle=view.subtitle,
        version=words.version(view.version),
    )


def _seconds(text: str) -> int:
    seconds = whole(text) or 0
    return min(max(SECONDS_LEAST, seconds), SECONDS_MOST) if seconds else 0


def _turn(view: View) -> None:
    """A callback: on to the next of the pages that the address chooses (``pages=overview,supervision``), else of all."""
    wanted = st.query_params.get("pages", "").split(",")
    walls = [entry.key for entry in CONTENTS if entry.wall]
    turning = [key for key in walls if key in wanted] or walls
    here = turning.index(view.key) if view.key in turning else -1
    following = turning[(here + 1) % len(turning)]
    ask.go(following, ask.link(following, ask.chosen(view.key)))
