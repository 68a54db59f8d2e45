"""提案办理: how many, where they stand, how long they take, how they are judged; by unit, by round, case by case."""

from zxdata.metrics.proposals import cases, chain, durations, duties, elements, review, rounds, suggested, talks
from zxdata.metrics.proposals.cases import PROPOSAL

METRICS = (
    *cases.METRICS,
    *review.METRICS,
    *elements.METRICS,
    *durations.METRICS,
    *talks.METRICS,
    *duties.METRICS,
    *rounds.METRICS,
    *suggested.METRICS,
    *chain.METRICS,
)

__all__ = ["METRICS", "PROPOSAL"]
