"""The style sheets of the screen: the palette's colours as variables, and the warning for those that cannot be read."""

from functools import lru_cache

import zxdata as zx
from zxdata.figures.palette import STATES, Tokens, contrast, themes
from zxdata.rules.book import read_rules
from zxdata.rules.palette import Palette

STYLE = zx.ASSETS / "style"
READABLE = 4.5  # WCAG AA for text


def faint(states: Palette) -> tuple[str, ...]:
    """A sentence for each given colour that words cannot be read in on the page it is meant for."""
    named = {"dark": "深色", "light": "浅色"}
    return tuple(
        f"规则文件里 colours.{colour} 的 {theme} = {shade} 在{named[theme]}页面上看不清：对比度 {ratio:.1f}，文字要 {READABLE}。"
        f"请换{'亮' if theme == 'dark' else '深'}一些的颜色。"
        for theme, tokens in themes(states).items()
        for colour in STATES
        if (shade := getattr(states.tone(colour), theme)) and (ratio := contrast(shade, tokens.bg)) < READABLE
    )


def installed() -> Palette:
    """How the rules of this installation call and colour the states of cases: for what is no part of a view."""
    return read_rules(zx.settings().rules).colours


def variables(states: Palette) -> str:
    """The light theme's variables, and the dark one's where the reader's system is dark."""
    light, dark = (f":root{{{themes(states)[name].variables()}}}" for name in ("light", "dark"))
    return f"{light}@media(prefers-color-scheme:dark){{{dark}}}"


@lru_cache(maxsize=8)
def sheet(tokens: Tokens, *files: str) -> str:
    """A theme's variables and the named style sheets as one ``<style>`` element; on paper every theme is light."""
    rules = "\n".join((STYLE / f"{file}.css").read_text("utf-8") for file in files)
    paper = f"@media print{{:root{{{themes(tokens.states)['light'].variables()}}}}}"
    return f"<style>:root{{{tokens.variables()}}}{paper}\n{rules}</style>"
