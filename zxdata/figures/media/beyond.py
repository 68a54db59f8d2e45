"""What lies beyond control limits: which way, in which colour, under which mark and word, the same in every medium."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from zxdata.figures.palette import Theme


@dataclass(frozen=True)
class Beyond:
    """``sign``: its mark in texts, ``symbol``: in Plotly; ``hue``: which of the theme's categories it has, None the accent."""

    word: str
    sign: str
    symbol: str
    hue: int | None = None

    def ink(self, tokens: Theme) -> str:
        return tokens.accent if self.hue is None else tokens.categories[self.hue]


# Where neither way is better, it is only said which way it is.
BEYOND: Mapping[str, Beyond] = {
    "worse": Beyond("差于控制限", "●", "circle", 1),
    "better": Beyond("好于控制限", "◆", "diamond"),
    "above": Beyond("高于上限", "▲", "triangle-up"),
    "below": Beyond("低于下限", "▼", "triangle-down"),
}
WITHIN = ""


def present(outside: pd.Series) -> dict[str, Beyond]:
    """The ways in which something of a figure lies beyond its limits."""
    return {way: beyond for way, beyond in BEYOND.items() if (outside == way).any()}


def words_of(outside: pd.Series) -> list[str]:
    return [BEYOND[way].word if way else "" for way in outside]


def inks(outside: pd.Series, tokens: Theme, within: str) -> list[str]:
    """A colour a row; ``within`` for what its limits hold."""
    return [BEYOND[way].ink(tokens) if way else within for way in outside]


def symbols(outside: pd.Series) -> list[str]:
    return [BEYOND[way].symbol if way else "circle" for way in outside]
