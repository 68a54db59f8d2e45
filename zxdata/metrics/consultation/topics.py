"""What is talked about: words in the titles of meetings and the texts of suggestions, and which of them surge."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import binom
from sqlalchemy import ColumnElement, FromClause, Select, and_, func, literal, select, union_all

from zxdata.filters import Filters
from zxdata.metrics.consultation.meetings import MEETING
from zxdata.metrics.consultation.partners import places_in
from zxdata.metrics.consultation.suggestions import SUGGESTION
from zxdata.metrics.model import AsOf
from zxdata.metrics.question import as_of, conditions, region_name
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


def word_counts(reading: Reading, filters: Filters, rules: Rules) -> pd.DataFrame:
    """One row a word, the most frequent first: word, topic ('' beyond the dictionary), texts that contain it."""
    said = _phrases(reading, as_of(reading, filters, rules))
    texts = func.sum(said.c.texts).label("texts")
    asked = (
        select(keyword.c.word, keyword.c.topic, texts)
        .select_from(keyword.join(said, said.c.phrase == keyword.c.phrase))
        .group_by(keyword.c.word, keyword.c.topic)
        .order_by(texts.desc(), keyword.c.word)
    )
    return reading.frame(asked)


def topic_counts(reading: Reading, filters: Filters, rules: Rules) -> tuple[pd.DataFrame, int]:
    """topic, texts with at least one word of it; and how many texts there are in all."""
    said = _phrases(reading, as_of(reading, filters, rules))
    texts = func.sum(said.c.texts).label("texts")
    topical = select(keyword.c.phrase, keyword.c.topic).where(keyword.c.topic != "").distinct().subquery("topical")
    frame = reading.frame(
        select(topical.c.topic, texts)
        .select_from(topical.join(said, said.c.phrase == topical.c.phrase))
        .group_by(topical.c.topic)
        .order_by(texts.desc(), topical.c.topic)
    )
    return frame, int(reading.rows(select(func.coalesce(func.sum(said.c.texts), 0)))[0][0])


def surges(reading: Reading, filters: Filters, rules: Rules) -> tuple[pd.DataFrame, int, int]:
    """Words by month: word, topic, now, before, chance, surge; and how many texts there are in either span.

    ``chance``: how often so many of a word's texts would fall into this month if it were as frequent as the month
    before. A surge is rarer than the rules' chance shared among the words that are tested.
    """
    months, settings = Months.of(filters.as_of), rules.consultation
    span = Filters(filters.as_of, filters.region, months.since_before, months.until, filters.where)
    texts = _texts(reading, as_of(reading, span, rules)).subquery("t")
    now = and_(texts.c.day >= months.since, texts.c.day <= months.until)
    before = and_(texts.c.day >= months.since_before, texts.c.day <= months.until_before)
    counts = (func.count().filter(now).label("now"), func.count().filter(before).label("before"))
    whole, whole_before = (int(n) for n in reading.rows(select(*counts).select_from(texts))[0])
    frame = reading.frame(
        select(keyword.c.word, keyword.c.topic, *counts)
        .select_from(keyword.join(texts, texts.c.phrase == keyword.c.phrase))
        .group_by(keyword.c.word, keyword.c.topic)
    )
    frame = frame.astype({"now": int, "before": int})
    tested = frame["now"] >= settings.surge_least
    share = whole / (whole + whole_before) if whole + whole_before else 0.0
    frame["chance"] = np.where(tested, binom.sf(frame["now"] - 1, frame["now"] + frame["before"], share), np.nan)
    rare = frame["chance"] <= settings.surge_chance / max(int(tested.sum()), 1)
    frame["surge"] = tested & rare & (whole_before > 0)
    frame = frame.sort_values(["chance", "now", "word"], ascending=[True, False, True], ignore_index=True)
    return frame, whole, whole_before


def texts_with(reading: Reading, filters: Filters, rules: Rules, word: str, limit: int) -> tuple[pd.DataFrame, int]:
    """The texts that contain ``word``, the latest first: kind, no, text, region, day; and how many there are.

    A word that is not in the index is looked for as written.
    """
    indexed = select(keyword.c.phrase).where(keyword.c.word == word)
    known = reading.rows(select(func.count()).select_from(indexed.subquery()))[0][0]
    holds = phrase.c.id.in_(indexed) if known else phrase.c.text.contains(word, autoescape=True)
    return _listed(reading, as_of(reading, filters, rules), holds, limit)


def texts_on(reading: Reading, filters: Filters, rules: Rules, topic: str, limit: int) -> tuple[pd.DataFrame, int]:
    """The texts that contain any word of ``topic``, as ``texts_with`` tells them."""
    holds = phrase.c.id.in_(select(keyword.c.phrase).where(keyword.c.topic == topic))
    return _listed(reading, as_of(reading, filters, rules), holds, limit)


def _listed(reading: Reading, at: AsOf, holds: ColumnElement[bool], limit: int) -> tuple[pd.DataFrame, int]:
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
    frame = reading.frame(chosen)
    sets = places_in(reading, frame["places"])
    names = {places: "、".join(region_name(reading, p, at) or "" for p in sets[places]) for places in sets}
    frame["region"] = frame.pop("places").map(names)
    return frame, whole
