"""The colours and fonts of the screen, frozen: one source for style sheets and painters."""

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from zxdata.rules.inforce import palette
from zxdata.rules.palette import Palette

STYLE = Path(__file__).resolve().parent.parent / "assets" / "style"
SANS = '"Noto Sans SC", "Source Han Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif'
SERIF = (
    '"FZXiaoBiaoSong-B05S", "方正小标宋简体", "Source Han Serif SC", "Noto Serif SC", '
    '"Noto Serif CJK SC", "SimSun", serif'
)
STATES = ("green", "yellow", "red", "done", "unknown")
DIGITS = ("#11161C", "#FFFFFF")
READABLE = 4.5  # WCAG AA for text


@dataclass(frozen=True)
class Tokens:
    """One theme's colours as #RRGGBB. ``ramp`` runs from what recedes to what stands out."""

    name: str
    bg: str
    surface: str
    hair: str
    axis: str
    t1: str
    t2: str
    t3: str
    accent: str
    stage: str
    green: str
    green_word: str
    yellow: str
    yellow_word: str
    red: str
    red_word: str
    done: str
    unknown: str
    on_red: str
    on_yellow: str
    ramp: tuple[str, ...]
    categories: tuple[str, ...]

    @property
    def dark(self) -> bool:
        return self.name == "dark"

    def of(self, colour: str) -> str:
        """The colour of a matter's state (red, yellow, green, done, done_late, unknown)."""
        return str(getattr(self, "done" if colour == "done_late" else colour))

    def word(self, colour: str) -> str:
        """The same, dark enough for words on the page's background."""
        return str(getattr(self, f"{colour}_word", self.of(colour)))

    def line(self, position: int) -> str:
        """The colour of the nth series: accent, then grey, then categories."""
        return (self.accent, self.t3, *self.categories[1:])[position % (len(self.categories) + 1)]

    def colours(self) -> frozenset[str]:
        """Every colour of this theme."""
        plain = {getattr(self, f.name) for f in fields(self) if f.name not in ("name", "ramp", "categories")}
        return frozenset(plain | set(self.ramp) | set(self.categories))

    def variables(self) -> str:
        """``--bg:#11161C;--surface:…`` for a style sheet."""
        plain = [f.name for f in fields(self) if f.name not in ("name", "ramp", "categories")]
        named = [f"--{name.replace('_', '-')}:{getattr(self, name)}" for name in plain]
        steps = [f"--ramp-{n}:{colour}" for n, colour in enumerate(self.ramp)]
        return ";".join([*named, *steps, f"--sans:{SANS}", f"--serif:{SERIF}"])


def veil(colour: str, opacity: float) -> str:
    """A token seen through: ``rgba(…)`` of #RRGGBB."""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def contrast(one: str, other: str) -> float:
    """How far apart two colours are in lightness, 1 to 21, as WCAG 2 reckons it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=128)
def _luminance(colour: str) -> float:
    channels = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=1)
def themes() -> dict[str, Tokens]:
    read: dict[str, dict[str, Any]] = tomllib.loads((STYLE / "tokens.toml").read_text("utf-8"))
    lists = ("ramp", "categories")
    return {
        name: Tokens(name=name, **values | given(name, palette()) | {key: tuple(values[key]) for key in lists})
        for name, values in read.items()
    }


def given(theme: str, states: Palette) -> dict[str, str]:
    """The states' colours that a rule file gives for a theme, and digits that can be read on them."""
    found = {}
    for colour in STATES:
        if shade := getattr(states.tone(colour), theme):
            found |= {colour: shade} | ({f"{colour}_word": shade} if colour in ("green", "yellow", "red") else {})
            if colour in ("yellow", "red"):
                found[f"on_{colour}"] = max(DIGITS, key=lambda ink: contrast(ink, shade))
    return found


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
