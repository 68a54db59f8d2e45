"""The parts of sentences: numbers with their units, names in a row, periods as they are spoken."""

import pandas as pd

from zxdata import words
from zxdata.dimensions import counter
from zxdata.figures.base import Figure

FEW, NAMED, PRESSED = 3, 6, 5


def value_text(value: float | None, figure: Figure, unit: str | None = None) -> str:
    """A number in the figure's unit, or in one of its own."""
    return words.with_unit(value, getattr(figure, "value_format", "integer"), figure.unit if unit is None else unit)


def counted(count: int, figure: Figure) -> str:
    """``37 个区县``: so many of what a row of the figure is."""
    return f"{count} {counter(getattr(figure, 'dimension', ''))}"


def listed(frame: pd.DataFrame, figure: Figure) -> str:
    """``城口县 36.0%（9 / 25）、秀山县 59.3%（16 / 27）``: rates with what they rest on."""
    return "、".join(f"{r.name} {value_text(r.value, figure)}{_base(r)}" for r in frame.itertuples())


def names(held: pd.Series) -> str:
    return words.some([str(name) for name in held], NAMED)


def period(text: str) -> str:
    """``2026-10`` → 2026年10月; ``2026-Q3`` → 2026年第3季度; ``2026-10-05`` → 2026年10月5日; ``10-5`` → 10月5日"""
    first, *rest = text.split("-")
    if len(rest) == 1 and rest[0].startswith("Q"):
        return f"{first}年第{rest[0][1:]}季度"
    if rest and all(part.isdecimal() for part in (first, *rest)):
        if len(first) < 4:
            return f"{int(first)}月{int(rest[0])}日"
        return f"{first}年{int(rest[0])}月" + (f"{int(rest[1])}日" if len(rest) > 1 else "")
    return f"{text}年" if text.isdecimal() and len(text) == 4 else text


def _base(row: object) -> str:
    denominator = getattr(row, "denominator", None)
    if words.missing(denominator):
        return ""
    return f"（{words.base(getattr(row, 'numerator', None), denominator, '')}）"


def length(text: str) -> int:
    """In half-width characters."""
    return sum(2 if ord(c) > 0x2E80 else 1 for c in text)
