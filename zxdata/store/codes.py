"""Rows in memory as codes: of each column a small number a row, and what each number stands for.

A condition on a column is decided once for each of its words, and a count over rows is a count of small numbers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Numbers = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]
_SIZES = (np.uint8, np.uint16, np.uint32)


@dataclass(frozen=True, eq=False)
class Codes:
    """One column. codes: the number of each row's word; words: what each number stands for, None for what is missing."""

    codes: Numbers
    words: pa.Array | list[Any]

    @cached_property
    def values(self) -> list[Any]:
        """The words as Python has them."""
        return self.words if isinstance(self.words, list) else self.words.to_pylist()

    def where(self, meets: Callable[[Any], bool]) -> Mask:
        """Which rows' word meets a condition. Where such words stand side by side, comparing each row's number takes a tenth
        of looking it up."""
        met = np.fromiter(map(meets, self.values), bool, len(self.values))
        numbers = np.flatnonzero(met)
        if not len(numbers):
            return np.zeros(len(self.codes), bool)
        first, last = int(numbers[0]), int(numbers[-1])
        beside = last - first + 1 == len(numbers)
        found: Mask = (self.codes >= first) & (self.codes <= last) if beside else met.take(self.codes)
        return found

    def of(self, rows: Numbers) -> "Codes":
        """Of these rows only."""
        return Codes(self.codes.take(rows), self.words)

    def named(self, name: Callable[[Any], Any]) -> "Codes":
        """The rows under another word each: a day's month, a place's district."""
        given = [name(value) for value in self.values]
        places = {word: n for n, word in enumerate(dict.fromkeys(given))}
        codes = np.array([places[word] for word in given], _smallest(len(places)))
        return Codes(codes.take(self.codes), list(places))

    @property
    def size(self) -> int:
        """Bytes."""
        return int(self.codes.nbytes) + (0 if isinstance(self.words, list) else int(self.words.nbytes))


@dataclass(frozen=True, eq=False)
class Coded:
    """Rows by columns, all in the same order; height: how many there are."""

    height: int
    columns: Mapping[str, Codes]

    @classmethod
    def of(cls, rows: pa.Table) -> "Coded":
        return cls(rows.num_rows, {name: _coded(rows.column(name)) for name in rows.column_names})

    def __getitem__(self, name: str) -> Codes:
        return self.columns[name]

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(column.size for column in self.columns.values())


def _coded(column: pa.ChunkedArray) -> Codes:
    if not len(column):
        return Codes(np.zeros(0, np.uint8), [])
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    whole = encoded.unify_dictionaries().combine_chunks()
    words = whole.dictionary
    codes = whole.indices
    if whole.null_count:
        codes = (
            codes.fill_null(len(words)) if len(words) <= _most(codes) else codes.cast(pa.int64()).fill_null(len(words))
        )
        words = pa.concat_arrays([words, pa.nulls(1, words.type)])
    return Codes(np.asarray(codes).astype(_smallest(len(words))), words)


def _most(codes: pa.Array) -> int:
    """The greatest number that the codes' type holds."""
    return int(np.iinfo(codes.type.to_pandas_dtype()).max)


def _smallest(words: int) -> Any:
    return next(kind for kind in _SIZES if words <= np.iinfo(kind).max + 1)
