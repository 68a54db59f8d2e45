"""What is talked about: words in the titles of meetings and the texts of suggestions, and which of them surge."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import ColumnElement, FromClause, Select, and_, func, literal, select, union_all

from zxdata.filters import Filters
from zxdata.metrics.chances import Binomial
from zxdata.metrics.consultation.meetings import MEETING
from zxdata.metrics.consultation.partners import places_in
from zxdata.metrics.consultation.suggestions import SUGGESTION
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.places import region_name
from zxdata.metrics.question import as_of, conditions
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import keyword, meeting, phrase, suggestion
from zxdata.store import Reading

TITLE, TEXT = "协商题目", "意见建议"


@dataclass(frozen=True)
class Months:
    """The month so far and as many days of the month before; at a month's end the whole of both."""

    since: date
    until: date
    since_before: date
    until_before: date

    @classmethod
    def of(cls, day: date) -> "Months":
        first = day.replace(day=1)
        end = first - timedelta(days=1)
        whole = (day + timedelta(days=1)).day == 1
        last = end if whole else end.replace(day=min(day.day, end.day))
        return cls(first, day, end.replace(day=1), last)


def _texts(reading: Reading, at: AsOf) -> Select[Any]:
    """Every text in question: no, phrase, places, day, kind; a joint meeting's once."""
    m, s = meeting, suggestion
    titles = select(m.c.no, m.c.phrase, m.c.places, m.c.held_on.label("day"), literal(TITLE).label("kind")).where(
        *conditions(reading, MEETING, m, at), m.c.phrase.is_not(None)
    )
    said = select(s.c.no, s.c.phrase, s.c.places, s.c.raised_on.label("day"), literal(TEXT).label("kind")).where(
        *conditions(reading, SUGGESTION, s, at), s.c.phrase.is_not(None)
    )
    return select(union_all(titles, said).subquery("texts"))


def _phrases(reading: Reading, at: AsOf) -> FromClause:
    """How many texts say each phrase: thousands say the same, so words are counted by phrase."""
    texts = _texts(reading, at).subquery("t")
    return select(texts.c.phrase, func.count().label("texts")).group_by(texts.c.phrase).subquery("phrases")


class WordCount(NamedTuple):
    """How many texts contain one word; ``topic`` is empty beyond the dictionary."""

    word: str
    topic: str
    texts: int


class TopicCount(NamedTuple):
    """How many texts contain at least one word of a topic."""

    topic: str
    texts: int


@dataclass(frozen=True, eq=False)
class Topics:
    """The most frequent first; ``whole``: how many texts there are in all."""

    counts: Records[TopicCount]
    whole: int


class MonthlyWord(NamedTuple):
    """How many texts of the month so far, and of as many days of the month before, contain one word.

    ``chance``: how often so many of them would fall into this month if the word were as frequent as before; None of a
    word too rare to be tested. ``surge``: that is rarer than the rules' chance shared among the words that are tested.
    """

    word: str
    topic: str
    now: int
    before: int
    chance: float | None
    surge: bool


@dataclass(frozen=True, eq=False)
class Surges:
    """The least likely first; ``now``, ``before``: how many texts there are in either span."""

    words: Records[MonthlyWord]
    now: int
    before: int


class Text(NamedTuple):
    """One title of a meeting or text of a suggestion (``kind``), with the names of its regions."""

    kind: str
    no: str
    text: str
    day: date
    region: str


@dataclass(frozen=True, eq=False)
class Texts:
    """Some texts, the latest first; ``whole``: how many there are in all."""

    listed: Records[Text]
    whole: int


def word_counts(reading: Reading, filters: Filters, rules: Rules) -> Records[WordCount]:
    """The most frequent first."""
    said = _phrases(reading, as_of(reading, filters, rules))
    texts = func.sum(said.c.texts).label("texts")
    asked = (
        select(keyword.c.word, keyword.c.topic, texts)
        .select_from(keyword.join(said, said.c.phrase == keyword.c.phrase))
        .group_by(keyword.c.word, keyword.c.topic)
        .order_by(texts.desc(), keyword.c.word)
    )
    return reading.records(WordCount, asked)


def topic_counts(reading: Reading, filters: Filters, rules: Rules) -> Topics:
    """How many texts speak of each topic of the dictionary."""
    said = _phrases(reading, as_of(reading, filters, rules))
    texts = func.sum(said.c.texts).label("texts")
    topical = select(keyword.c.phrase, keyword.c.topic).where(keyword.c.topic != "").distinct().subquery("topical")
    counts = reading.records(
        TopicCount,
        select(topical.c.topic, texts)
        .select_from(topical.join(said, said.c.phrase == topical.c.phrase))
        .group_by(topical.c.topic)
        .order_by(texts.desc(), topical.c.topic),
    )
    return Topics(counts, int(reading.rows(select(func.coalesce(func.sum(said.c.texts), 0)))[0][0]))


def surges(reading: Reading, filters: Filters, rules: Rules) -> Surges:
    """Which words are said more often this month than chance allows."""
    months, settings = Months.of(filters.as_of), rules.consultation
    span = Filters(filters.as_of, filters.region, months.since_before, months.until, filters.where)
    texts = _texts(reading, as_of(reading, span, rules)).subquery("t")
    now = and_(texts.c.day >= months.since, texts.c.day <= months.until)
    before = and_(texts.c.day >= months.since_before, texts.c.day <= months.until_before)
    counts = (func.count().filter(now).label("now"), func.count().filter(before).label("before"))
    whole, whole_before = (int(n) for n in reading.rows(select(*counts).select_from(texts))[0])
    rows = reading.rows(
        select(keyword.c.word, keyword.c.topic, *counts)
        .select_from(keyword.join(texts, texts.c.phrase == keyword.c.phrase))
        .group_by(keyword.c.word, keyword.c.topic)
    )
    share = whole / (whole + whole_before) if whole + whole_before else 0.0
    tested = {(word, topic): (n, n + b) for word, topic, n, b in rows if n >= settings.surge_least}
    counted = np.array(list(tested.values())).reshape(-1, 2)
    chances = dict(zip(tested, Binomial(counted[:, 1], share).at_least(counted[:, 0]).tolist(), strict=True))
    rare = settings.surge_chance / max(len(tested), 1) if whole_before else -1.0
    words = (
        MonthlyWord(word, topic, n, b, chances.get((word, topic)), chances.get((word, topic), 1.0) <= rare)
        for word, topic, n, b in rows
    )
    ranked = sorted(words, key=lambda w: (2 if w.chance is None else w.chance, -w.now, w.word))
    return Surges(Records(MonthlyWord, tuple(ranked)), whole, whole_before)


def texts_with(reading: Reading, filters: Filters, rules: Rules, word: str, limit: int) -> Texts:
    """The texts that contain ``word``.

    A word that is not in the index is looked for as written.
    """
    indexed = select(keyword.c.phrase).where(keyword.c.word == word)
    known = reading.rows(select(func.count()).select_from(indexed.subquery()))[0][0]
    holds = phrase.c.id.in_(indexed) if known else phrase.c.text.contains(word, autoescape=True)
    return _listed(reading, as_of(reading, filters, rules), holds, limit)


def texts_on(reading: Reading, filters: Filters, rules: Rules, topic: str, limit: int) -> Texts:
    """The texts that contain any word of ``topic``."""
    holds = phrase.c.id.in_(select(keyword.c.phrase).where(keyword.c.topic == topic))
    return _listed(reading, as_of(reading, filters, rules), holds, limit)


def _listed(reading: Reading, at: AsOf, holds: ColumnElement[bool], limit: int) -> Texts:
    texts = _texts(reading, at).subquery("t")
    joined = texts.join(phrase, phrase.c.id == texts.c.phrase)
    whole = int(reading.rows(select(func.count()).select_from(joined).where(holds))[0][0])
    chosen = (
        select(texts.c.kind, texts.c.no, phrase.c.text, texts.c.day, texts.c.places)
        .select_from(joined)
        .where(holds)
        .order_by(texts.c.day.desc(), texts.c.no)
        .limit(limit)
    )
    found = reading.rows(chosen)
    sets = places_in(reading, (places for *_, places in found))
    names = {places: "、".join(region_name(reading, p, at) or "" for p in sets[places]) for places in sets}
    return Texts(
        Records(Text, tuple(Text(kind, no, text, day, names[places]) for kind, no, text, day, places in found)), whole
    )
