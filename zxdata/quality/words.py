"""Words that a dictionary does not hold: closed ones from the datasets, open ones from ``assets/dictionaries``."""

import tomllib
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, String, Table, cast, func, select

from zxdata.configuration import ASSETS
from zxdata.datasets import BY_NAME
from zxdata.metrics.consultation import MEETING
from zxdata.metrics.coverage import MEMBER, STATION
from zxdata.metrics.model import AsOf, Fact
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.question import conditions
from zxdata.metrics.supervision.cases import MATTER
from zxdata.quality.issue import EXAMPLES, QualityIssue, visible
from zxdata.quality.probes import SUGGESTIONS_ALL
from zxdata.snapshot.facts import matter_progress, proposal_event
from zxdata.store import Reading

# dataset, column, where its values are, and the dictionary it follows where that is another column's.
WATCHED: tuple[tuple[str, str, Fact | tuple[Table, Fact], str], ...] = (
    ("members", "sector", MEMBER, ""),
    ("workstations", "kind", STATION, ""),
    ("workstations", "tier", STATION, ""),
    ("workstations", "channel", STATION, ""),
    ("workstations", "crs", STATION, ""),
    ("proposals", "sector", PROPOSAL, "members.sector"),
    ("proposals", "category", PROPOSAL, ""),
    ("proposals", "proposer_kind", PROPOSAL, ""),
    ("proposal_events", "stage", (proposal_event, PROPOSAL), ""),
    ("proposal_events", "role", (proposal_event, PROPOSAL), ""),
    ("proposal_events", "result", (proposal_event, PROPOSAL), ""),
    ("supervisions", "category", MATTER, "proposals.category"),
    ("supervisions", "form", MATTER, ""),
    ("supervision_events", "stage", (matter_progress, MATTER), ""),
    ("consultations", "category", MEETING, "proposals.category"),
    ("consultations", "form", MEETING, ""),
    ("consultations", "channel", MEETING, ""),
    ("suggestions", "origin", SUGGESTIONS_ALL, ""),
    ("suggestions", "adoption", SUGGESTIONS_ALL, ""),
)


def unknown_words(reading: Reading, at: AsOf) -> list[QualityIssue]:
    """A finding a column: the values outside its dictionary, most frequent first, and the rows that have them."""
    found = []
    for dataset, name, place, follows in WATCHED:
        column = BY_NAME[dataset].column(name)
        words = {word for word, _ in column.values} or _dictionary(follows or f"{dataset}.{name}")
        counts = [
            (str(value), int(n))
            for value, n in reading.rows(_counted(reading, at, place, name))
            if value and _stem(str(value)) not in words and str(value) not in words
        ]
        if not counts:
            continue
        total = sum(n for _, n in counts)
        rule = "不在固定取值里" if column.values else "不在常用词表里，核对是不是写错"
        sentence = f"{BY_NAME[dataset].title}的{column.header}有 {len(counts)} 个值{rule}，共 {total:,} 行。"
        shown = tuple(f"{value}（{n:,}）" for value, n in counts[:EXAMPLES])
        found.append(QualityIssue("word", dataset, total, sentence, shown))
    return found


def _counted(reading: Reading, at: AsOf, place: Fact | tuple[Table, Fact], name: str) -> Select[Any]:
    """Value and rows, most frequent first."""
    if isinstance(place, Fact):
        t = place.source(at)
        where = conditions(reading, place, t, at)
    else:
        t, fact = place
        where = [t.c.no.in_(visible(reading, fact, at))]
    value = cast(t.c[name], String).label("value")
    counted = select(value).add_columns(func.count()).where(*where)
    return counted.group_by(value).order_by(func.count().desc(), value)


@lru_cache
def _dictionary(name: str) -> frozenset[str]:
    dataset, column = name.split(".")
    with (ASSETS / "dictionaries" / "words.toml").open("rb") as file:
        return frozenset(_stem(word) for word in tomllib.load(file)[dataset][column])


def _stem(word: str) -> str:
    return word.removesuffix("界") if len(word) > 2 else word
