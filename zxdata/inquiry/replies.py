"""The replies to questions: metrics, numbers, and the rows behind a number."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from zxdata.inquiry.asking import Asked
from zxdata.inquiry.written import plain
from zxdata.metrics import METRICS
from zxdata.metrics import metric as of
from zxdata.metrics.answer import answer
from zxdata.metrics.listing import Listing, listing


@dataclass(frozen=True, eq=False)
class Reply:
    """columns of the rows in order; about: what is said beside them; frame: the same rows, typed."""

    columns: tuple[str, ...]
    about: Mapping[str, Any]
    frame: pd.DataFrame

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Plain values: days as text, missing as None."""
        found: list[dict[str, Any]] = plain(self.frame.to_dict("records"))
        return found

    @property
    def whole(self) -> dict[str, Any]:
        """``about`` and the rows, as JSON has them."""
        return {**self.about, "rows": self.rows}


def metric_records(rows: Mapping[str, int] | None = None) -> list[dict[str, Any]]:
    """Every metric as programs read it; ``rows``: by key, how many rows a ledger has of what it counts."""
    return [
        {
            "key": m.key,
            "name": m.name,
            "unit": m.unit,
            "definition": m.definition,
            "numerator": m.numerator,
            "denominator": m.denominator,
            "axis": m.axis,
            "decided": m.decided.words if m.decided else m.axis,
            "dimensions": m.dims,
            **({"rows": rows[m.key]} if rows else {}),
        }
        for m in METRICS.values()
    ]


def numbers(asked: Asked) -> Reply:
    """The numbers of the metrics asked for, a row a group; where all of one are missing because the ledger has no row of
    what it counts, also of which datasets. Raises WrongUse where one has no such dimension.
    """
    question = asked.question
    found = answer(asked.reading, map(of, question.metrics), question.by, question.filters, asked.rules)
    lacking = {"not_handed_in": {key: list(names) for key, names in found.wanting.items()}} if found.wanting else {}
    return _reply(asked, with_numbers(found.frame, asked.reading.version.unit_numbers), **lacking)


def behind(asked: Asked, limit: int | None = None, offset: int = 0) -> tuple[Reply, Listing]:
    """The rows behind the one metric asked for, at most ``limit`` after the first ``offset``; and the listing."""
    (key,) = asked.question.metrics
    found = listing(asked.reading, of(key), asked.question.filters, asked.rules, limit, asked.question.by, offset)
    return _reply(asked, found.frame), found


def _reply(asked: Asked, frame: pd.DataFrame, **more: Any) -> Reply:
    about = {
        "as_of": asked.question.filters.as_of,
        "version": asked.reading.version.name,
        "filters": asked.described(),
        **more,
    }
    return Reply(tuple(frame.columns), plain(about), frame)


def with_numbers(frame: pd.DataFrame, numbers: Mapping[str, str]) -> pd.DataFrame:
    """The number of each unit beside its name."""
    if "unit" in frame.columns:
        frame.insert(frame.columns.get_loc("unit") + 1, "unit_no", frame["unit"].map(numbers.get))
    return frame
