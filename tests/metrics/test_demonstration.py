"""The demonstration's cases, counted again by the reference: all of them once, two districts of them in every way."""

from contextlib import closing
from datetime import date
from functools import cache

import pytest

from tests.demonstration import TODAY, demonstration
from tests.ledger_rows import default_rules
from tests.neighbours import neighbours
from tests.reference import Reference, read_tables
from tests.reference.agreement import assert_agree, cuts
from tests.reference.counts import SINGLE
from tests.reference.rates import RATES
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS, SUBJECTS
from zxdata.store import Store
from zxdata.store.materialised import Materialised

COMPARED = sorted(SINGLE.keys() | RATES.keys())
DIMENSIONS = sorted({d for key in COMPARED for d in cuts(key)} - {"day"})
# Rows of one table whose own columns say whether they count: there is no second way to count them.
PLAIN_COUNTS = {
    "coverage.stations_online": "channel",
    "coverage.stations_offline": "channel",
    "coverage.stations_both": "channel",
    "coverage.stations_unplaced": "lon",
    "coverage.stations_opened": "opened_on",
    "coverage.stations_closed": "closed_on",
    "coverage.townships_unplaced": "lon",
    "proposals.refused": "stage",
    "proposals.collective": "proposer_kind",
    "consultation.meetings_with_leaders": "leader_visits",
    "consultation.meetings_with_public": "public_visits",
    "consultation.meetings_untold": "member_visits",
    "consultation.single_region": "partner_regions",
    "consultation.members": "term_from",
    "consultation.planned": "kind",
    "consultation.chief_attended": "chief_attended",
    "consultation.held_as_planned": "planned",
    "consultation.on_platform": "platform",
    "consultation.with_outside": "outside_partners",
}
DAYS = (date(2025, 11, 6), TODAY)


@cache
def of_everything() -> Reference:
    return Reference(read_tables(demonstration().ledger), TODAY)


@cache
def of_two_districts(day: date) -> Reference:
    return Reference(read_tables(neighbours()[0].ledger), day)


def test_every_metric_is_counted_again_or_is_a_plain_count() -> None:
    assert set(COMPARED) | PLAIN_COUNTS.keys() == METRICS.keys()
    assert not set(COMPARED) & PLAIN_COUNTS.keys()


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_metrics_of_a_subject_are_what_the_reference_counts(subject: str) -> None:
    keys = [key for key in COMPARED if key.startswith(f"{subject}.")]
    assert keys
    with demonstration().store.reading(Scope.whole(), seconds=600) as reading:
        assert_agree(reading, of_everything(), keys, (), Filters(TODAY), default_rules())


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("by", [(), *((d,) for d in DIMENSIONS)], ids=lambda by: by[0] if by else "whole")
def test_every_metric_of_two_districts_is_what_the_reference_counts(by: tuple[str, ...], day: date) -> None:
    """The earlier day by SQL on the facts, the later over their codes in memory."""
    keys = [key for key in COMPARED if set(by) <= set(cuts(key))]
    with (
        closing(Store(neighbours()[0].settings.snapshot_dir)) as store,
        store.reading(Scope.whole(), seconds=600) as reading,
    ):
        reading.version.materialised = Materialised(1 if day == TODAY else 1 << 30)
        assert_agree(reading, of_two_districts(day), keys, by, Filters(day), default_rules())
