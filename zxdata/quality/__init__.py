"""Data quality: what is missing, what contradicts itself, what has gone stale, and what differs from the published.

An issue states; it never repairs. All of them are read from the snapshot, under the reader's scope, and each lists the
rows that it concerns.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from zxdata.errors import Unknown
from zxdata.filters import Filters
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.question import as_of
from zxdata.quality.filings import unfiled
from zxdata.quality.freshness import guessed_years, misread, stale_districts
from zxdata.quality.issue import Cell, Found, IssueRows, QualityIssue
from zxdata.quality.probes import BY_KEY, PROBES
from zxdata.quality.reported import differing
from zxdata.quality.words import unknown_words
from zxdata.rules.book import Rules
from zxdata.store import Reading

__all__ = ["Cell", "IssueRows", "QualityIssue", "check", "issue_rows"]

Asked = tuple[Reading, AsOf, Rules]
# What the dataset or the kind in an issue's key says of who finds it.
BEYOND_PROBES: dict[str, Callable[[Reading, AsOf, Rules], Iterator[Found]]] = {
    "misread": lambda reading, at, rules: misread(reading),
    "word": lambda reading, at, rules: unknown_words(reading, at),
    "stale": lambda reading, at, rules: stale_districts(reading, at.filters, rules),
    "calendar": lambda reading, at, rules: guessed_years(reading, at),
    "filing": lambda reading, at, rules: unfiled(reading, at.filters, rules),
    "reported": lambda reading, at, rules: differing(reading, at.filters, rules),
}


def check(reading: Reading, filters: Filters, rules: Rules) -> tuple[QualityIssue, ...]:
    """Every issue as of ``filters.as_of`` in ``filters.region``; period and other filters are let go.

    Found once for all who ask it of a version under the same scope.
    """
    filters = _bare(filters)
    return reading.once(
        ("check", filters, rules.fingerprint), lambda: tuple(each.issue for each in _found(reading, filters, rules))
    )


def issue_rows(reading: Reading, key: str, filters: Filters, rules: Rules) -> IssueRows:
    """The rows that the issue ``key`` concerns; raises Unknown where there is none of that key, naming those there are."""
    filters = _bare(filters)
    at = as_of(reading, filters, rules)
    if key in BY_KEY:
        some = [BY_KEY[key].found(reading, at)]
    else:
        find = BEYOND_PROBES.get(key.split(".")[1] if "." in key else "")
        some = [each for each in find(reading, at, rules) if each.issue.key == key] if find else []
    found = next(iter(some), None)
    if found is None:
        raise Unknown("数据疑点", key, [issue.key for issue in check(reading, filters, rules)])
    return found.rows()


def _bare(filters: Filters) -> Filters:
    return replace(filters, since=None, until=None, where=())


def _found(reading: Reading, filters: Filters, rules: Rules) -> Iterator[Found]:
    at = as_of(reading, filters, rules)
    yield from misread(reading)
    for probe in PROBES:
        if found := probe.found(reading, at):
            yield found
    for kind, find in BEYOND_PROBES.items():
        if kind != "misread":
            yield from find(reading, at, rules)
