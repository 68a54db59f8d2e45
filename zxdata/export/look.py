"""The colours of exported files: the light ones of the screen."""

import tomllib
from functools import lru_cache
from typing import Any

from zxdata.configuration import ASSETS
from zxdata.figures import COLOURS
from zxdata.rules.inforce import palette

FONT = "微软雅黑"
DEMO = "演示数据，不代表任何单位的真实情况"


@lru_cache(maxsize=2)
def tokens(theme: str = "light") -> dict[str, Any]:
    """Name → colour, from ``assets/style/tokens.toml``."""
    found: dict[str, Any] = tomllib.loads((ASSETS / "style" / "tokens.toml").read_text(encoding="utf-8"))[theme]
    return found


def series_colour(name: str, position: int) -> str:
    """Its own colour for one of the three colours, by key or word; else the next of the categories."""
    found = tokens()
    own = next((key for key, (_, word) in COLOURS.items() if name in (key, word)), None)
    if own is not None:
        return palette().tone(own).light or str(found["done" if own == "done_late" else own])
    return str(found["categories"][position % len(found["categories"])])


def mixed(ground: str, colour: str, share: float) -> str:
    """``share`` of ``colour`` laid over ``ground``."""
    parts = ((int(ground[n : n + 2], 16), int(colour[n : n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in parts)
