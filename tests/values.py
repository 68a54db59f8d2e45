"""Whatever a page, a file or a command is given, as plain values that can be compared."""

from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pandas as pd


def plain(value: Any, *, without: tuple[str, ...] = ()) -> Any:
    """Dataclasses as dictionaries without the fields ``without``, frames as lists of rows, what is missing as None."""
    if is_dataclass(value) and not isinstance(value, type):
        own = {"": type(value).__name__}
        return own | {
            f.name: plain(getattr(value, f.name), without=without) for f in fields(value) if f.name not in without
        }
    if isinstance(value, pd.DataFrame):
        return [
            plain(dict(zip(value.columns, row, strict=True)), without=without) for row in value.itertuples(index=False)
        ]
    if isinstance(value, pd.Series):
        return plain(value.tolist(), without=without)
    if isinstance(value, np.ndarray):
        return plain(value.tolist(), without=without)
    if isinstance(value, dict):
        return {str(name): plain(each, without=without) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each, without=without) for each in value]
    if isinstance(value, (set, frozenset)):
        return sorted(plain(each, without=without) for each in value)
    return None if value is None or value is pd.NaT or (isinstance(value, float) and np.isnan(value)) else value
