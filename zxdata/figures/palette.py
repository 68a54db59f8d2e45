"""The colours of the cockpit in one value a theme: screens take the theme that hangs there, files the light one.

They come from ``assets/style/tokens.toml``; what the states of a case are called and which colours they have is said by
the palette of the rules that a view was made under.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from zxdata.configuration import ASSETS
from zxdata.rules.palette import ORDER, Palette

FONT = "微软雅黑"
SANS = '"Noto Sans SC", "Source Han Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif'
SERIF = (
    '"FZXiaoBiaoSong-B05S", "方正小标宋简体", "Source Han Serif SC", "Noto Serif SC", '
    '"Noto Serif CJK SC", "SimSun", serif'
)
STATES = ("green", "yellow", "red", "done", "unknown")
DIGITS = ("#11161C", "#FFFFFF")
LISTS = ("ramp", "categories")


@dataclass(frozen=True)
class Theme:
    """What of a theme no rule changes, as #RRGGBB. ``ramp`` runs from what recedes to what stands out."""

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
    ramp: tuple[str, ...]
    categories: tuple[str, ...]

    def __getitem__(self, name: str) -> str:
        """A single colour by its name; raises AttributeError for one that the theme does not have."""
        return str(getattr(self, name))

    @property
    def dark(self) -> bool:
        return self.name == "dark"

    def line(self, position: int) -> str:
        """The colour of the nth series on a screen: accent, then grey, then categories."""
        return (self.accent, self.t3, *self.categories[1:])[position % (len(self.categories) + 1)]


@dataclass(frozen=True)
class Tokens(Theme):
    """One theme's colours with those that the states of a case have under the palette ``states``."""

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
    states: Palette

    def of(self, colour: str) -> str:
        """The colour of a matter's state (red, yellow, green, done, done_late, unknown)."""
        return self["done" if colour == "done_late" else colour]

    def word(self, colour: str) -> str:
        """The same, dark enough for words on the page's background."""
        return str(getattr(self, f"{colour}_word", self.of(colour)))

    def series(self, name: str, position: int) -> str:
        """The colour of a series in a file: its own where it is a state, by its key; else the next category."""
        return self.of(name) if name in ORDER else self.categories[position % len(self.categories)]

    def colours(self) -> frozenset[str]:
        """Every colour of this theme."""
        return frozenset({*self._plain().values(), *self.ramp, *self.categories})

    def variables(self) -> str:
        """``--bg:#11161C;--surface:…`` for a style sheet."""
        named = [f"--{name.replace('_', '-')}:{colour}" for name, colour in self._plain().items()]
        steps = [f"--ramp-{n}:{colour}" for n, colour in enumerate(self.ramp)]
        return ";".join([*named, *steps, f"--sans:{SANS}", f"--serif:{SERIF}"])

    def _plain(self) -> dict[str, str]:
        """Its single colours by their names."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("name", "states", *LISTS)}


@lru_cache(maxsize=1)
def _shipped() -> dict[str, dict[str, Any]]:
    read: dict[str, dict[str, Any]] = tomllib.loads((ASSETS / "style" / "tokens.toml").read_text("utf-8"))
    return {name: values | {key: tuple(values[key]) for key in LISTS} for name, values in read.items()}


@lru_cache(maxsize=8)
def themes(states: Palette) -> Mapping[str, Tokens]:
    """Every theme by name, the states of cases coloured as in this palette."""
    return {
        name: Tokens(name=name, states=states, **values | derived_colours(name, states))
        for name, values in _shipped().items()
    }


def tokens(states: Palette) -> Tokens:
    """The colours of files, which are light, under a palette."""
    return themes(states)["light"]


# What no rule changes of files, for whatever in them is no state of a case.
PAPER = Theme(name="light", **{f.name: _shipped()["light"][f.name] for f in fields(Theme) if f.name != "name"})


def derived_colours(theme: str, states: Palette) -> dict[str, str]:
    """The states' colours that a rule file gives for a theme, and digits that can be read on them."""
    found: dict[str, str] = {}
    for colour in STATES:
        if shade := getattr(states.tone(colour), theme):
            found |= {colour: shade} | ({f"{colour}_word": shade} if colour in ("green", "yellow", "red") else {})
            if colour in ("yellow", "red"):
                found[f"on_{colour}"] = max(DIGITS, key=lambda ink: contrast(ink, shade))
    return found


def veil(colour: str, opacity: float) -> str:
    """A token seen through: ``rgba(…)`` of #RRGGBB."""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def mixed(below: str, colour: str, share: float) -> str:
    """``share`` of ``colour`` laid over ``below``."""
    parts = ((int(below[n : n + 2], 16), int(colour[n : n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in parts)


def contrast(one: str, other: str) -> float:
    """How far apart two colours are in lightness, 1 to 21, as WCAG 2 reckons it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=128)
def _luminance(colour: str) -> float:
    channels = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
