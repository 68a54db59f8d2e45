"""Rows of one kind: records to reckon with, columns to draw."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar, overload

import pandas as pd

Row = TypeVar("Row", bound=NamedTuple)


@dataclass(frozen=True, eq=False)
class Records(Sequence[Row], Generic[Row]):
    """Rows that are all ``kind``, a named tuple that says what a row is of, in which units; what is missing is None.

    ``frame``: the same for a figure, a column a field, the columns there also where no row is.
    """

    kind: type[Row]
    rows: tuple[Row, ...]

    @property
    def frame(self) -> pd.DataFrame:
        return pd.DataFrame(list(self.rows), columns=self.kind._fields)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        return self.rows[at]
