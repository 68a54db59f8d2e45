"""What a dataset and its columns are.

A column's ``kind`` says how a cell is read and stored:

text      free text                      date      a calendar day in the body's time zone
choice    text from an open dictionary   instant   a moment, stored with its offset
closed    one of ``values`` exactly      number    a decimal        integer   a whole number
flag      yes or no                      region    a region code    regions   several, stored as a、b
unit      a unit number

``ref`` names the dataset a text key points at.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Column:
    """One column: code name, Chinese header, kind, and what a value must satisfy."""

    name: str
    header: str
    kind: str = "text"
    required: bool = False
    values: tuple[tuple[str, str], ...] = ()  # closed dictionary: (中文, code); the Chinese word is stored
    ref: str = ""
    sample: str = ""
    meaning: str = ""
    personal: bool = False  # shown only to those who have the right to it


@dataclass(frozen=True)
class Dataset:
    """One table of the shared database. ``key`` are the columns whose values identify a row."""

    name: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)

    @property
    def impersonal(self) -> "Dataset":
        """The dataset as those have it who have no right to what is personal."""
        return replace(self, columns=tuple(c for c in self.columns if not c.personal))

    def key_of(self, values: Mapping[Any, Any]) -> tuple[Any, ...]:
        """The values that identify a row; empty counts as a value."""
        return tuple(["" if (value := values.get(name)) is None else value for name in self.key])

    @property
    def case(self) -> str:
        """The column that names the case of which each row tells a part; empty where a row stands for itself."""
        return self.key[0] if len(self.key) > 1 and self.column(self.key[0]).ref else ""

    @property
    def identity(self) -> tuple[str, ...]:
        """Title and day of a numbered case, of one without a title whose it is (station, member) and its day: where both
        differ, it is another case under the same number.
        """
        titles = [c.name for c in self.columns if c.name == "title"]
        whose = titles or [c.name for c in self.columns if c.required and c.ref]
        days = [c.name for c in self.columns if c.required and c.kind in ("date", "instant")]
        return (whose[0], days[0]) if whose and days and len(self.key) == 1 else ()


def column(
    spec: str,
    kind: str = "text",
    *,
    values: dict[str, str] | None = None,
    ref: str = "",
    sample: str = "",
    meaning: str = "",
    personal: bool = False,
) -> Column:
    """``中文=code_name``; a leading * marks a required column."""
    header, name = spec.lstrip("*").split("=")
    closed = tuple((values or {}).items())
    return Column(name, header, kind, spec.startswith("*"), closed, ref, sample, meaning, personal)
