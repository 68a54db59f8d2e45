"""Rows in memory as codes: of each column a small number a row, and what each number stands for.

A condition on a column is decided once for each of its words, and a count over rows is a count of small numbers.
"""

from collections.abc import Callable, Iterator, Mapping
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
class Words:
    """What the numbers of a column stand for, None for what is missing: as Arrow has them, or as Python does."""

    given: pa.Array | list[Any]

    def __len__(self) -> int:
        return len(self.given)

    @cached_property
    def values(self) -> list[Any]:
        """As Python has them."""
        return self.given if isinstance(self.given, list) else self.given.to_pylist()

    @cached_property
    def days(self) -> Numbers:
        """Those of a column of days, numpy's: ``NaT`` for what is missing, which is neither before nor after any day."""
        return np.array(self.values, "datetime64[D]")

    @cached_property
    def numbers(self) -> Numbers:
        """Those of a column of whole numbers; -1 for what is missing."""
        return np.array([-1 if value is None else value for value in self.values], np.int64)

    @cached_property
    def known(self) -> Mask:
        """Which of them are not missing."""
        return np.array([value is not None for value in self.values], bool)

    @cached_property
    def whole(self) -> bool:
        """Whether all numbers among them are whole."""
        return all(value is None or float(value).is_integer() for value in self.values)

    @cached_property
    def size(self) -> int:
        """Bytes."""
        return 0 if isinstance(self.given, list) else int(self.given.nbytes)


@dataclass(frozen=True, eq=False)
class Codes:
    """One column. codes: the number of each row's word; words: what each number stands for."""

    codes: Numbers
    words: Words

    @property
    def values(self) -> list[Any]:
        """The words as Python has them."""
        return self.words.values

    def where(self, meets: Callable[[Any], bool]) -> Mask:
        """Which rows' word meets a condition."""
        return self.among(np.fromiter(map(meets, self.values), bool, len(self.words)))

    def among(self, met: Mask) -> Mask:
        """Which rows' word is one of these, told of each word. Where they stand side by side, comparing each row's number takes
        a tenth of looking it up."""
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
        return Codes(codes.take(self.codes), Words(list(places)))

    @cached_property
    def size(self) -> int:
        """Bytes."""
        return int(self.codes.nbytes) + self.words.size


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

    def take(self, rows: Numbers) -> "Coded":
        """Of these rows only; a column is taken when it is first asked for."""
        return Coded(len(rows), _Taken(self.columns, rows))

    @cached_property
    def size(self) -> int:
        """Bytes."""
        return sum(column.size for column in self.columns.values())


class _Taken(Mapping[str, Codes]):
    """Columns of some of the rows."""

    def __init__(self, columns: Mapping[str, Codes], rows: Numbers) -> None:
        self._columns, self._rows = columns, rows
        self._taken: dict[str, Codes] = {}

    def __getitem__(self, name: str) -> Codes:
        if name not in self._taken:
            self._taken[name] = self._columns[name].of(self._rows)
        return self._taken[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def _coded(column: pa.ChunkedArray) -> Codes:
    if not len(column):
        return Codes(np.zeros(0, np.uint8), Words([]))
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    whole = encoded.unify_dictionaries().combine_chunks()
    words = whole.dictionary
    codes = whole.indices
    if whole.null_count:
        codes = (
            codes.fill_null(len(words)) if len(words) <= _most(codes) else codes.cast(pa.int64()).fill_null(len(words))
        )
        words = pa.concat_arrays([words, pa.nulls(1, words.type)])
    return Codes(np.asarray(codes).astype(_smallest(len(words))), Words(words))


def _most(codes: pa.Array) -> int:
    """The greatest number that the codes' type holds."""
    return int(np.iinfo(codes.type.to_pandas_dtype()).max)


def _smallest(words: int) -> Any:
    return next(kind for kind in _SIZES if words <= np.iinfo(kind).max + 1)
