"""提—议—审—定: how far topics have come on the way to being settled, and how long they have stood where they are."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, case, func, literal, or_, select

from zxdata.filters import Filters
from zxdata.metrics.consultation.agenda import TOPIC
from zxdata.metrics.question import as_of, conditions
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import topic
from zxdata.store import Reading

STEPS = (
    ("提", "征集", "raised_on"),
    ("议", "商议", "discussed_on"),
    ("审", "审议", "deliberated_on"),
    ("定", "确定", "settled_on"),
)
"""Each step, the stage that reaches it, and the date of the topic on which it does."""


class DecidingStep(NamedTuple):
    """One step: how many topics have come to it (later ones included), how many stand there and are neither settled nor
    sent back, and the day since which the longest of these has stood.
    """

    step: str
    reached: int
    standing: int
    since: date | None


def deciding(reading: Reading, filters: Filters, rules: Rules) -> Records[DecidingStep]:
    """The batch of topics by the furthest step that each had reached by the day; a step passed over counts as reached."""
    at = as_of(reading, filters, rules)
    t, back = topic, topic.c.sent_back_on
    ways = list(enumerate(STEPS))
    furthest = case(*((t.c[name] <= at.day, literal(n)) for n, (_, _, name) in reversed(ways)), else_=literal(0))
    since = case(*((t.c[name] <= at.day, t.c[name]) for _, _, name in reversed(STEPS)))
    gone = or_(t.c.settled_on <= at.day, and_(back <= at.day, back >= since))
    asked = select(
        furthest.label("n"),
        func.count(),
        func.count().filter(~func.coalesce(gone, False)),
        func.min(since).filter(~func.coalesce(gone, False)),
    )
    rows = {n: tuple(rest) for n, *rest in reading.rows(asked.where(*conditions(reading, TOPIC, t, at)).group_by("n"))}
    found = (rows.get(n, (0, 0, None)) for n, _ in ways)
    counts = list(found)
    return Records(
        DecidingStep,
        tuple(
            DecidingStep(step, sum(count for count, _, _ in counts[n:]), counts[n][1], counts[n][2])
            for n, (step, _, _) in ways
        ),
    )
