"""How complete and how recent each district's rows are."""

from dataclasses import replace
from datetime import date

import pandas as pd
from sqlalchemy import func

from zxdata.filters import UNFILLED, Filters
from zxdata.metrics.consultation import MEETING
from zxdata.metrics.coverage import ACTIVITY, STATION
from zxdata.metrics.model import Fact
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.question import as_of, question
from zxdata.metrics.supervision.cases import MATTER
from zxdata.regions import own_level
from zxdata.rules.book import Rules
from zxdata.store import Reading

# What a row of each fact should say, and the date that tells how recent it is.
ASKED: tuple[tuple[Fact, str, str | None], ...] = (
    (STATION, "lon", None),
    (ACTIVITY, "member_visits", "held_on"),
    (PROPOSAL, "category", "submitted_on"),
    (MATTER, "due_on", "opened_on"),
    (MEETING, "public_visits", "held_on"),
)


def completeness(reading: Reading, filters: Filters, rules: Rules) -> pd.DataFrame:
    """One row a district with records: code, name, then for each fact its rows, the share of rows that say what
    they should, and the latest date: ``<fact>.rows``, ``<fact>.filled`` (0..1), ``<fact>.latest``.
    """
    filters = replace(filters, since=None, until=None, where=())
    at = as_of(reading, filters, rules)
    regions = reading.version.regions
    merged: dict[int | None, dict[str, object]] = {}
    for fact, column, axis in ASKED:
        asked, t = question(reading, fact, ("district",), at)
        latest = [func.max(t.c[axis])] if axis else []
        for district, rows, filled, *last in reading.rows(
            asked.add_columns(func.count(), func.count(t.c[column]), *latest)
        ):
            row = merged.setdefault(district, {})
            row |= {f"{fact.name}.rows": rows, f"{fact.name}.filled": filled / rows if rows else None}
            if axis:
                day: date | None = last[0]
                row[f"{fact.name}.latest"] = day
    ordered = sorted(merged, key=lambda n: (n is None, n is not None and n < 0, abs(n or 0)))
    labelled = []
    for number in ordered:
        region = regions.all[abs(number) - 1] if number else None
        name = UNFILLED if region is None else region.name if (number or 0) > 0 else own_level(region.name)
        labelled.append({"code": region.code if region else None, "name": name, **merged[number]})
    return pd.DataFrame(labelled, columns=["code", "name", *_columns()])


def _columns() -> list[str]:
    found: list[str] = []
    for fact, _, axis in ASKED:
        found += [f"{fact.name}.rows", f"{fact.name}.filled"] + ([f"{fact.name}.latest"] if axis else [])
    return found
