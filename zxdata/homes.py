"""The divisions shipped with the cockpit: whole provinces, and any city, district or county of one as a home of its own."""

import csv
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from zxdata.configuration import ASSETS
from zxdata.datasets import BY_NAME
from zxdata.errors import Unknown

SHIPPED = ASSETS / "divisions"


def homes() -> tuple[str, ...]:
    """Codes of the provinces whose divisions are shipped with the cockpit."""
    return tuple(sorted(path.parent.name for path in SHIPPED.glob("*/regions.csv")))


def shipped(home: str) -> list[dict[str, Any]]:
    """The rows of a shipped division and of all below it, typed, itself first and under nothing; raises Unknown for one
    not shipped.
    """
    rows = [{name: _typed(name, text) for name, text in row.items()} for row in _below(home)]
    if not rows:
        raise Unknown("内置区划", home, homes())
    return [rows[0] | {"parent_code": None}, *rows[1:]]


def province_of(home: str) -> str:
    """The code of the shipped province that a home lies in, or is; nothing where none is shipped."""
    return next((code for code in homes() if any(row["code"] == home for row in _rows(code))), "")


def codes_of(home: str) -> frozenset[str]:
    """The codes of a shipped division and of all below it; none where it is not shipped."""
    return frozenset(row["code"] for row in _below(home))


def folder_of(home: str, assets: Path = SHIPPED) -> Path:
    """Where what is shipped of a home's province lies; a folder that is not there where nothing is."""
    return assets / (province_of(home) or home)


@cache
def _below(home: str) -> tuple[dict[str, str], ...]:
    """Rows as written: the home, and whatever has it above; each parent stands before its children."""
    found: dict[str, dict[str, str]] = {}
    for row in _rows(province_of(home)):
        if row["code"] == home or row["parent_code"] in found:
            found[row["code"]] = row
    return tuple(found.values())


@cache
def _rows(province: str) -> tuple[dict[str, str], ...]:
    if not province:
        return ()
    with (SHIPPED / province / "regions.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _typed(name: str, text: str) -> Any:
    if not text:
        return None
    readers: dict[str, Callable[[str], Any]] = {"date": date.fromisoformat, "number": float, "integer": int}
    return readers.get(BY_NAME["regions"].column(name).kind, str)(text)
