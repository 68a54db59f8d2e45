"""Rows as text: what stood before an import and what it wrote, every column and its provenance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timezone
from functools import cache
from typing import Any

import orjson

from zxdata.datasets import BY_NAME, Dataset


@dataclass(frozen=True)
class Change:
    """One row that an import wrote: its key, its image before (None: it was not there) and after (None: taken out)."""

    dataset: str
    key: str
    before: str | None
    after: str | None


def change(dataset: Dataset, before: Mapping[Any, Any] | None, after: Mapping[Any, Any] | None) -> Change:
    """The change from one row to another; either may be missing, not both."""
    row = after if after is not None else before
    assert row is not None
    return Change(dataset.name, key(dataset, row), image(dataset, before), image(dataset, after))


def key(dataset: Dataset, row: Mapping[Any, Any]) -> str:
    """The values that identify a row, as one text."""
    parts = dataset.key_of(row)
    return orjson.dumps([_plain(part) if part.__class__ is datetime else part for part in parts]).decode()


def key_values(dataset: Dataset, key: str) -> dict[str, Any]:
    """The values of such a text, by column."""
    parts = zip(dataset.key, orjson.loads(key), strict=True)
    return {name: _read(dataset.column(name).kind, None if part == "" else part) for name, part in parts}


def image(dataset: Dataset, row: Mapping[Any, Any] | None) -> str | None:
    """A row as text; moments in UTC, so that one moment is one text however it was written."""
    if row is None:
        return None
    shown = {name: value for name in _kinds(dataset.name) if (value := row.get(name)) is not None}
    for name in _moments(dataset.name):
        if name in shown:
            shown[name] = _plain(shown[name])
    return orjson.dumps(shown).decode()


def row(dataset: Dataset, image: str) -> dict[str, Any]:
    """The row that an image shows, every column of the table but a surrogate number."""
    found = orjson.loads(image)
    return {name: _read(kind, found.get(name)) for name, kind in _kinds(dataset.name).items()}


def same(one: str | None, other: str | None) -> bool:
    """Whether two images show the same row; empty text and nothing are the same."""
    if one is None or other is None or one == other:
        return one == other
    return _filled(one) == _filled(other)


@cache
def _kinds(name: str) -> dict[str, str]:
    return {c.name: c.kind for c in BY_NAME[name].columns} | {"source": "text", "changed_at": "instant"}


@cache
def _moments(name: str) -> tuple[str, ...]:
    return tuple(column for column, kind in _kinds(name).items() if kind == "instant")


def _plain(value: Any) -> Any:
    return value.astimezone(timezone.utc) if isinstance(value, datetime) else value


def _read(kind: str, value: Any) -> Any:
    if value is None or kind not in ("date", "instant"):
        return value
    return date.fromisoformat(value) if kind == "date" else datetime.fromisoformat(value)


def _filled(image: str) -> dict[str, Any]:
    return {name: value for name, value in orjson.loads(image).items() if value != ""}
