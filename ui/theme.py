"""The style sheets of the screen: the palette's colours as variables, and the warning for those that cannot be read."""

from functools import lru_cache

import zxdata as zx
from zxdata.figures.palette import STATES, contrast, themes
from zxdata.rules.palette import Palette

STYLE = zx.ASSETS / "style"
READABLE = 4.5  # WCAG AA for text


def faint(states: Palette) -> tuple[str, ...]:
    """A sentence for each given colour that words cannot be read in on the page it is meant for."""
    named = {"dark": "深色", "light": "浅色"}
    return tuple(
        f"规则文件里 colours.{colour} 的 {theme} = {shade} 在{named[theme]}页面上看不清：对比度 {ratio:.1f}，文字要 {READABLE}。"
        f"请换{'亮' if theme == 'dark' else '深'}一些的颜色。"
        for theme, tokens in themes().items()
        for colour in STATES
        if (shade := getattr(states.tone(colour), theme)) and (ratio := contrast(shade, tokens.bg)) < READABLE
    )


@lru_cache(maxsize=8)
def sheet(name: str, *files: str) -> str:
    """A theme's variables and the named style sheets as one ``<style>`` element; on paper every theme is light."""
    rules = "\n".join((STYLE / f"{file}.css").read_text("utf-8") for file in files)
    paper = f"@media print{{:root{{{themes()['light'].variables()}}}}}"
    return f"<style>:root{{{themes()[name].variables()}}}{paper}\n{rules}</style>"
