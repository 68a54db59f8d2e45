"""What only the browser knows: its theme, whether it is a phone, the size of a wall screen."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

import zxdata as zx
from ui.contents import CONTENTS
from ui.markup import Markup
from zxdata.figures.media.canvas import Look
from zxdata.figures.palette import Tokens, themes
from zxdata.rules.palette import Palette

SCRIPTS = Path(__file__).resolve().parent.parent / "assets" / "browser"
PHONE = 362  # px of a figure on a phone of 390
BUTTONS = (
    '<button class="renew" type="button">刷新</button><button class="wall" type="button">大屏</button>'
    '<button class="copy" type="button">复制链接</button><button class="theme" type="button"></button>'
)
BUTTON_STYLE = """
button{all:unset;cursor:pointer;font:13px/28px var(--st-font);color:var(--st-text-color);opacity:.82;
  margin-left:18px;white-space:nowrap}
button:hover,button:focus-visible{color:var(--st-primary-color);opacity:1}
button:focus-visible{outline:1px solid var(--st-primary-color);outline-offset:3px}
"""
BAR = (
    '<button class="end" type="button">结束汇报</button><button class="back" type="button" hidden>回到这一屏</button>'
    '<span></span><button class="before" type="button" aria-label="上一屏">‹</button><b class="count"></b>'
    '<button class="after" type="button" aria-label="下一屏">›</button><span></span>'
    '<button class="whole" type="button">全屏</button>'
)
BAR_STYLE = """
:host, .stBidiComponentIsolated{display:block}
div:has(> .count){display:flex;align-items:center;gap:20px;padding:8px 48px;font:18px/1.4 var(--st-font);color:var(--st-text-color)}
span{flex:1} .count{min-width:72px;text-align:center}
button{all:unset;cursor:pointer;padding:4px 14px;border:1px solid var(--st-border-color);white-space:nowrap}
button[hidden]{display:none}
.before,.after{font-size:28px;line-height:1}
button:hover,button:focus-visible{color:var(--st-primary-color);border-color:var(--st-primary-color)}
button:focus-visible{outline:2px solid var(--st-primary-color)}
"""
FOLD_STYLE = """
button{all:unset;cursor:pointer;box-sizing:border-box;min-height:36px;padding:0 12px;font:14px/34px var(--st-font);
  color:var(--st-text-color);border:1px solid var(--st-border-color);border-radius:2px;white-space:nowrap}
button:focus-visible{outline:2px solid var(--st-primary-color);outline-offset:1px}
button[aria-expanded="true"]{color:var(--st-primary-color);border-color:var(--st-primary-color)}
"""


@cache
def script(name: str) -> str:
    """One of our programs for the browser, ``assets/browser/<name>.js``."""
    return (SCRIPTS / f"{name}.js").read_text("utf-8")


@cache
def component(
    name: str, html: str = "", css: str = "", *, isolated: bool = True, needs: tuple[str, ...] = ()
) -> Callable[..., Any]:
    """Our program ``name`` in the browser as a component of Streamlit's, made known to it once for all runs; ``needs``:
    the programs whose functions it calls.
    """
    program = "\n".join(map(script, (*needs, name)))
    return st.components.v2.component(name, html=html, css=css, js=program, isolate_styles=isolated)


def on_wall() -> bool:
    return st.query_params.get("screen") == "1"


def theme() -> str:
    """The name of this reader's theme; a wall is dark whatever the system says, unless the link asks for light."""
    if on_wall():
        return "light" if st.query_params.get("theme") == "light" else "dark"
    return "dark" if st.context.theme.type == "dark" else "light"


def current_tokens(states: Palette) -> Tokens:
    """The colours of this reader's theme under a palette."""
    return themes(states)[theme()]


def narrow() -> bool:
    """Whether the screen is a phone's; not known before the browser has said so."""
    return bool(st.session_state.get("desk", {}).get("narrow"))


def look(states: Palette, height: int = 0) -> Look:
    """How figures are drawn for this reader on the desk: in their colours, for the width that they have, larger where a
    room looks on.
    """
    if narrow():
        return Look(current_tokens(states), height=height, width=PHONE)
    return Look(current_tokens(states), height=height, size=17 if "slide" in st.query_params else 13)


def pages(links: Markup) -> None:
    """The list of pages: links that open in the session that is there."""
    component("pages", '<nav class="pages" aria-label="目录"></nav>', isolated=False, needs=("chinese",))(
        key="pages", data={"markup": links}
    )


def office() -> None:
    """What Streamlit opens over the page of the three offices is in Chinese, as it is over all that has a list of pages."""
    component("office", needs=("chinese",))(key="office-words", width="content")


def desk_buttons(wall: bool, granted: str, taken: Callable[[], None]) -> None:
    """Renew, wall, copy link and theme; asks for a run when the figures were drawn for another theme or width.

    Has the browser offer each figure of the page as a picture, too: ``taken`` is called before one is made
    (``wanted_picture``), and it is made once its mark is ``granted``.
    """
    paths = [f"/{entry.path}" for entry in CONTENTS]
    component("desk", BUTTONS, BUTTON_STYLE, needs=("pictures",))(
        key="desk",
        data={"paths": paths, "dark": theme() == "dark", "narrow": narrow(), "wall": wall, "granted": granted},
        on_changed_change=lambda: None,
        on_narrow_change=lambda: None,
        on_renew_change=lambda: None,
        on_taken_change=taken,
        width="content",
    )


def fold(name: str, label: str, place: str, about: str = "") -> None:
    """The word that on a small screen opens and shuts what is folded there (html.open-<name>), and what it holds in
    words; shut anew where ``place`` is another.
    """
    component("fold", '<button type="button"></button>', FOLD_STYLE)(
        key=f"fold-{name}",
        data={"name": name, "label": label, "about": about, "place": place},
        width="content",
    )


def press(selector: str, once: str) -> None:
    """Has the browser press a button as soon as it stands on the page; ``once`` tells this time from others."""
    component("press")(key=f"press-{once}", data={"selector": selector, "once": once})


def present(name: str, slide: int, of: int, away: bool, turn: Callable[[], None], end: Callable[[], None]) -> None:
    """The bar under a presentation, which answers the arrow keys and a remote too; ``turn`` and ``end`` are called when
    another slide (``turned_to``) or the end is asked for. ``away``: something else than the slide is on the screen.
    """
    component("present", BAR, BAR_STYLE)(
        key="present",
        data={"name": name, "slide": slide, "of": of, "away": away},
        on_turn_change=turn,
        on_end_change=end,
    )


def turned_to() -> int:
    """The number of the slide that the bar asks for."""
    return int(st.session_state.get("present", {}).get("turn") or 1)


def wanted_picture() -> tuple[str, str]:
    """The name of the picture that is asked for, and the mark of this time."""
    taken = st.session_state.get("desk", {}).get("taken") or {}
    return str(taken.get("name", "")), str(taken.get("once", ""))


def wall_size(rotate: int, turn: Callable[[], None]) -> tuple[int, int]:
    """Width and height of the screen in px; 1920 × 1080 until the browser has said so.

    ``turn`` is called every ``rotate`` seconds (0: never), not while someone touches the screen or the server is away.
    """
    known = st.session_state.get("wall", {}).get("size") or [1920, 1080]
    data: dict[str, Any] = {"size": known, "timezone": zx.settings().timezone, "rotate": rotate}
    answer = component("wall")(key="wall", data=data, on_size_change=lambda: None, on_turn_change=turn)
    width, height = answer.size or st.session_state.get("wall-size") or known
    st.session_state["wall-size"] = (width, height)
    return int(width), int(height)
