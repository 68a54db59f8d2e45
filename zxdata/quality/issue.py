"""What a data quality issue is, and the rows that it concerns."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import select

from zxdata.metrics.expressions import AsOf
from zxdata.metrics.places import region_name
from zxdata.snapshot.facts import place_set
from zxdata.store import Reading

EXAMPLES = 5


@dataclass(frozen=True)
class QualityIssue:
    """kind: missing, order, orphan, duplicate, future, outlier, word, misread, stale, calendar,
    filing, overdue or
    reported.

    ``key`` names it from one day to the next: ``proposals.missing.category``. ``count``: rows concerned. ``sentence`` is
    final Chinese; ``examples``: up to five of the rows, by number or name.
    """

    key: str
    kind: str
    dataset: str
    count: int
    sentence: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """One column of the rows behind an issue; ``kind`` as in ``figures.TableColumn``."""

    name: str
    header: str
    kind: str = "text"


NO, TITLE, REGION, WRONG = (
    Cell(name, header) for name, header in (("no", "编号"), ("title", "标题"), ("region", "区划"), ("wrong", "问题"))
)


@dataclass(frozen=True, eq=False)
class IssueRows:
    """The rows that an issue concerns, as many as it counts. frame: a column a cell."""

    issue: QualityIssue
    cells: tuple[Cell, ...]
    frame: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Found:
    """An issue, and its rows for when they are asked for."""

    issue: QualityIssue
    rows: Callable[[], IssueRows]


def located(reading: Reading, at: AsOf, frame: pd.DataFrame) -> pd.DataFrame:
    """``region`` in words instead of the number of a place, or of a set of them."""
    if "places" in frame:
        wanted = [int(each) for each in frame["places"].dropna().unique()]
        asked = select(place_set.c.places, place_set.c.place).where(place_set.c.places.in_(wanted))
        inside: dict[int, list[str]] = {}
        for places, place in reading.rows(asked.order_by(place_set.c.places, place_set.c.place)):
            inside.setdefault(places, []).append(region_name(reading, place, at) or "")
        named = {places: "、".join(filter(None, names)) for places, names in inside.items()}
        return frame.assign(region=frame["places"].map(named)).drop(columns="places")
    if "place" in frame:
        return frame.assign(region=[region_name(reading, each, at) for each in frame["place"]]).drop(columns="place")
    return frame
