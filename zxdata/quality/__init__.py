"""Data quality: what is missing, what contradicts itself, what has gone stale, and what differs from the published.

A finding states; it never repairs. All of them are read from the snapshot, under the reader's scope.
"""

from dataclasses import replace

from zxdata.filters import Filters
from zxdata.metrics.question import as_of
from zxdata.quality.freshness import guessed_years, misread, stale_districts
from zxdata.quality.issue import QualityIssue, probed
from zxdata.quality.probes import PROBES
from zxdata.quality.reported import differing
from zxdata.quality.words import unknown_words
from zxdata.rules.book import Rules
from zxdata.store import Reading

__all__ = ["QualityIssue", "check"]


def check(reading: Reading, filters: Filters, rules: Rules) -> tuple[QualityIssue, ...]:
    """Every finding as of ``filters.as_of`` in ``filters.region``; period and other filters are let go."""
    filters = replace(filters, since=None, until=None, where=())
    at = as_of(reading, filters, rules)
    return (
        *misread(reading),
        *(found for probe in PROBES if (found := probed(reading, at, probe))),
        *unknown_words(reading, at),
        *stale_districts(reading, filters, rules),
        *guessed_years(reading, at),
        *differing(reading, filters, rules),
    )
