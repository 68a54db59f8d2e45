"""What every figure has."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from zxdata.rules.inforce import InForce

# State of a case → (symbol, word), most urgent first, as the rules of this installation call them.
COLOURS: Mapping[str, tuple[str, str]] = InForce()


@dataclass(frozen=True, eq=False, kw_only=True)
class Figure:
    """key: name within its view; title: what is shown; unit: unit and reading aid; note: the source line.

    ``empty`` is the sentence to show instead where the frame has no row. ``metric``: key of the number that is shown,
    whose definition and rows stand behind the figure ("" where it shows no single one).
    """

    key: str
    title: str
    unit: str
    note: str = ""
    metric: str = ""
    empty: str = "所选条件下没有数据。"
    frame: pd.DataFrame
