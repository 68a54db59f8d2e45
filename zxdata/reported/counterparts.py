"""Which metric asks what a published figure tells."""

import csv
from dataclasses import dataclass
from functools import lru_cache

from zxdata.configuration import ASSETS
from zxdata.metrics import METRICS

Where = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Counterpart:
    """metric: its key, "" where none asks the same; ``where``: its filters; ``note``: in what the two still differ."""

    metric: str = ""
    where: Where = ()
    note: str = ""


def counterpart(region: str, body: str, indicator: str) -> Counterpart:
    """The one that is shipped; a figure of one's own fits where its indicator is a metric's name or key."""
    if found := _shipped().get((region, body, indicator)):
        return found
    return Counterpart(next((m.key for m in METRICS.values() if indicator in (m.key, m.name)), ""))


@lru_cache(maxsize=1)
def _shipped() -> dict[tuple[str, str, str], Counterpart]:
    with (ASSETS / "reported" / "indicators.csv").open(encoding="utf-8", newline="") as lines:
        return {
            (row["region"], row["body"], row["indicator"]): Counterpart(
                row["metric"], _conditions(row["where"]), row["note"]
            )
            for row in csv.DictReader(lines)
        }


def _conditions(text: str) -> Where:
    """``kind=委员工作室;channel=线上|线上线下``"""
    pairs = (part.split("=", 1) for part in text.split(";") if part)
    return tuple(sorted((dimension, tuple(values.split("|"))) for dimension, values in pairs))
