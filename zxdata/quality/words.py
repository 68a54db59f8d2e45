"""Words that a dictionary does not hold: closed ones from the datasets, open ones from ``assets/dictionaries``."""

import tomllib
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Select, String, Table, cast, func, select

from zxdata.configuration import ASSETS
from zxdata.datasets import BY_NAME
from zxdata.metrics.consultation import MEETING
from zxdata.metrics.coverage import MEMBER, STATION
from zxdata.metrics.duty.learning import CREDIT
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.fact import Fact
from zxdata.metrics.programmes.items import ITEM
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.question import conditions
from zxdata.metrics.supervision.cases import MATTER
from zxdata.metrics.voices import BULLETIN, VOICE
from zxdata.metrics.voices.bulletins import USE
from zxdata.quality.issue import EXAMPLES, NO, REGION, TITLE, WRONG, Cell, Found, IssueRows, QualityIssue, located
from zxdata.quality.probe import columns_of
from zxdata.quality.probes import SUGGESTIONS_ALL
from zxdata.snapshot.facts import item_progress, matter_progress, proposal_event, voice_progress
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
    ("voices", "category", VOICE, "proposals.category"),
    ("voices", "grade", VOICE, ""),
    ("voice_events", "stage", (voice_progress, VOICE), ""),
    ("bulletins", "category", BULLETIN, "proposals.category"),
    ("bulletin_uses", "level", USE, ""),
    ("bulletin_uses", "mode", USE, ""),
    ("credits", "mode", CREDIT, ""),
    ("checklist_events", "stage", (item_progress, ITEM), ""),
)


VALUE = Cell("value", "所填的值")


def unknown_words(reading: Reading, at: AsOf) -> Iterator[Found]:
    """A finding a column: the values outside its dictionary, most frequent first, and the rows that have them."""
    for dataset, name, place, follows in WATCHED:
        column = BY_NAME[dataset].column(name)
        words = {word for word, _ in column.values} or _dictionary(follows or f"{dataset}.{name}")
        rows = _rows(reading, at, place, name)
        counted = rows.subquery()
        asked = select(counted.c.value).add_columns(func.count()).group_by(counted.c.value)
        counts = [
            (str(value), int(n))
            for value, n in reading.rows(asked.order_by(func.count().desc(), counted.c.value))
            if value and _stem(str(value)) not in words and str(value) not in words
        ]
        if not counts:
            continue
        total = sum(n for _, n in counts)
        rule = "不在固定取值里" if column.values else "不在常用词表里，核对是不是写错"
        sentence = f"{BY_NAME[dataset].title}的{column.header}有 {len(counts)} 个值{rule}，共 {total:,} 行。"
        shown = tuple(f"{value}（{n:,}）" for value, n in counts[:EXAMPLES])
        issue = QualityIssue(f"{dataset}.word.{name}", "word", dataset, total, sentence, shown)
        wrong = f"{column.header}{rule.partition('，')[0]}"
        yield Found(issue, partial(_listed, reading, at, issue, rows, tuple(value for value, _ in counts), wrong))


def _rows(reading: Reading, at: AsOf, place: Fact | tuple[Table, Fact], name: str) -> Select[Any]:
    """no, title, place and the value of every row that is watched."""
    if isinstance(place, Fact):
        t = place.source(at)
        value = cast(t.c[name], String).label(VALUE.name)
        return select(*columns_of(t, ()), value).where(*conditions(reading, place, t, at))
    events, fact = place
    t = fact.source(at)
    value = cast(events.c[name], String).label(VALUE.name)
    joined = select(*columns_of(t, ()), value).join_from(t, events, events.c.no == t.c.no)
    return joined.where(*conditions(reading, fact, t, at))


def _listed(
    reading: Reading, at: AsOf, issue: QualityIssue, rows: Select[Any], values: tuple[str, ...], wrong: str
) -> IssueRows:
    every = rows.subquery()
    found = reading.frame(select(every).where(every.c.value.in_(values)).order_by(every.c.value, every.c.no))
    return IssueRows(issue, (NO, TITLE, REGION, WRONG, VALUE), located(reading, at, found).assign(wrong=wrong))


@lru_cache
def _dictionary(name: str) -> frozenset[str]:
    dataset, column = name.split(".")
    with (ASSETS / "dictionaries" / "words.toml").open("rb") as file:
        return frozenset(_stem(word) for word in tomllib.load(file)[dataset][column])


def _stem(word: str) -> str:
    return word.removesuffix("界") if len(word) > 2 else word
