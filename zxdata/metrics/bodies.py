"""Whose records the ledger holds: two levels of 政协 may keep one ledger, and are told apart by 机构."""

from typing import Any

from sqlalchemy import select

from zxdata.filters import Filters
from zxdata.metrics.as_of_fact import as_of_fact
from zxdata.metrics.coded import rows_in_question
from zxdata.metrics.consultation.meetings import MEETING
from zxdata.metrics.counting import grouped
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.fact import Fact
from zxdata.metrics.model import Metric
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.question import as_of, conditions
from zxdata.metrics.supervision.cases import MATTER
from zxdata.rules.book import Rules
from zxdata.store import Reading

BODY = "body"
OF = {"proposals": PROPOSAL, "supervision": MATTER, "consultation": MEETING}
"""What of a subject names the body whose record it is."""

UNTOLD = frozenset(
    {"annual", "supervision.outcomes", "consultation.outcomes", "consultation.partners", "consultation.people"}
)
"""Views that also count what is not recorded by body — outputs, ratings, partners, members — and so tell bodies together."""


def tells(of: Metric) -> bool:
    """Whether what a metric counts names the body whose record it is."""
    return BODY in of.filters


def fitting(of: Metric, filters: Filters) -> Filters:
    """The filters for a metric on a page that also shows some that tell no bodies apart: for those without the body."""
    return filters if tells(of) else filters.only(BODY)


def bodies(reading: Reading, filters: Filters, rules: Rules, *subjects: str) -> tuple[str, ...]:
    """The bodies of whose cases, of these subjects or of any, the filters let some through, by name."""
    return reading.once((BODY, filters, rules.fingerprint, subjects), lambda: _found(reading, filters, rules, subjects))


def _found(reading: Reading, filters: Filters, rules: Rules, subjects: tuple[str, ...]) -> tuple[str, ...]:
    at = as_of(reading, filters, rules)
    named = {body for subject in subjects or OF for body in _naming(reading, OF[subject], at)}
    return tuple(sorted(str(body) for body in named if body))


def _naming(reading: Reading, fact: Fact, at: AsOf) -> set[Any]:
    """What the rows in question name, from memory where they are held there."""
    if held := as_of_fact(reading, fact, at):
        groups = grouped(rows_in_question(reading, held, (BODY,), at, None))
        return {body for (body,) in groups.names(groups.present)}
    t = fact.source(at)
    asked = select(fact.dims[BODY](t, at).label(BODY)).distinct().where(*conditions(reading, fact, t, at))
    return {body for (body,) in reading.rows(asked)}
