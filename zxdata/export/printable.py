"""Text as a file can hold it. XML 1.0 knows no control characters but tab and line ends, and no halves of a pair; a
sheet that was pasted together out of Word or a terminal has them all the same."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

import pandas as pd

Value = TypeVar("Value")
_SPACES = dict.fromkeys([11, 12], " ")  # what Word and printers take for a new line or page
_NOTHING = dict.fromkeys([*range(9), *range(14, 32), *range(127, 160), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
_CLEAN = _SPACES | _NOTHING


def printable(value: Value) -> Value:
    """The same value, whatever text it holds at any depth without what no file can hold; itself where there is none."""
    return _printable(value)  # type: ignore[no-any-return]


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        clean = value if value.isprintable() else value.translate(_CLEAN)
        return value if clean == value else clean
    if isinstance(value, pd.DataFrame):
        return _frame(value)
    if isinstance(value, tuple | list):
        return _sequence(value)
    if isinstance(value, Mapping):
        cells = {key: _printable(each) for key, each in value.items()}
        return value if all(cells[key] is value[key] for key in value) else cells
    if is_dataclass(value) and not isinstance(value, type):
        held = {f.name: getattr(value, f.name) for f in fields(value) if f.init}
        changed = {name: new for name, old in held.items() if (new := _printable(old)) is not old}
        return replace(value, **changed) if changed else value
    return value


def _sequence(value: Any) -> Any:
    cleaned = [_printable(each) for each in value]
    if all(new is old for new, old in zip(cleaned, value, strict=True)):
        return value
    return value._make(cleaned) if hasattr(value, "_make") else type(value)(cleaned)


def _frame(frame: pd.DataFrame) -> pd.DataFrame:
    changed = {}
    for name in frame.columns:
        if pd.api.types.is_numeric_dtype(frame[name].dtype):
            continue
        cells = list(frame[name])
        cleaned = _sequence(cells)
        if cleaned is not cells:
            changed[name] = cleaned
    return frame.assign(**changed) if changed else frame
