"""The colours of exported files: the light ones of the screen."""

import tomllib
from functools import lru_cache
from typing import Any

from zxdata.settings import ASSETS

FONT = "微软雅黑"


@lru_cache(maxsize=1)
def tokens() -> dict[str, Any]:
    """Name → colour, from ``assets/style/tokens.toml``."""
    found: dict[str, Any] = tomllib.loads((ASSETS / "style" / "tokens.toml").read_text(encoding="utf-8"))["light"]
    return found


def series_colour(name: str, position: int) -> str:
    """A matter's own colour for a key of COLOURS, else the next of the categories."""
    found = tokens()
    own = {"done_late": found["done"]}.get(name) or (found.get(name) if name in _MATTERS else None)
    return str(own or found["categories"][position % len(found["categories"])])


_MATTERS = ("red", "yellow", "green", "done", "done_late", "unknown")
