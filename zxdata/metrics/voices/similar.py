"""Voices that seem to say the same: offered with their ground, never merged by themselves.

Titles are compared as characters, without the names of their places, which neighbours share; the likeness is that of
``rapidfuzz``: of the whole titles, or of the shorter one within the longer.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz, process
from sqlalchemy import and_, select

from zxdata import words
from zxdata.filters import Filters
from zxdata.metrics.places import region_name
from zxdata.metrics.question import as_of, conditions
from zxdata.metrics.voices.cases import VOICE
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import place_at, voice
from zxdata.store import Reading

WITHIN = 0.95  # a title that holds another whole is a little less like it than its twin
ELSEWHERE = 0.7  # the same words of another township are another matter, unless all else is the same
SHORTEST = 4


class Alike(NamedTuple):
    """Two voices, the later first; ``likeness`` from 0 to 1, ``ground``: why they may be one."""

    no: str
    title: str
    day: date
    region: str
    other: str
    other_title: str
    other_day: date
    likeness: float
    ground: str


class _Said(NamedTuple):
    no: str
    title: str
    day: date
    place: int | None
    category: str | None
    plain: str


@dataclass(frozen=True)
class Likenesses:
    """``pairs``: the most alike first, as many as were asked for; ``found``: how many there are, among ``compared`` voices."""

    pairs: Records[Alike]
    found: int
    compared: int


def likenesses(reading: Reading, filters: Filters, rules: Rules, most: int) -> Likenesses:
    """Pairs of one district, raised within the days of the rules, of which the ``most`` alike are listed."""
    at, rule, t = as_of(reading, filters, rules), rules.voices.similar, voice
    asked = (
        select(t.c.no, t.c.title, t.c.raised_on, t.c.place, place_at.c.district, t.c.category)
        .select_from(t.outerjoin(place_at, and_(place_at.c.place == t.c.place, place_at.c.epoch == at.epoch)))
        .where(*conditions(reading, VOICE, t, at))
        .order_by(t.c.raised_on.desc(), t.c.no.desc())
        .limit(rule.most)
    )
    by_district: dict[int | None, list[_Said]] = defaultdict(list)
    for no, title, day, place, district, category in reading.rows(asked):
        plain = _plain(title, _place_names(reading, place, at.day))
        by_district[district].append(_Said(no, title, day, place, category, plain))
    said = [each for group in by_district.values() for each in group]
    found = _pairs(list(by_district.values()), rule.least, rule.days)
    ranks = np.empty(len(said), int)
    ranks[sorted(range(len(said)), key=lambda n: said[n].no)] = np.arange(len(said))
    days = np.array([each.day.toordinal() for each in said])
    order = np.lexsort((ranks[found.later], -days[found.later], -found.likeness))[:most]
    pairs = []
    for n, m, likeness in zip(found.later[order], found.earlier[order], found.likeness[order].tolist(), strict=True):
        a, b = said[n], said[m]
        region, ground = region_name(reading, a.place, at) or "", _ground(a, b, likeness)
        pairs.append(Alike(a.no, a.title, a.day, region, b.no, b.title, b.day, likeness, ground))
    return Likenesses(Records(Alike, tuple(pairs)), len(found.likeness), len(said))


def _place_names(reading: Reading, place: int | None, on: date) -> tuple[str, ...]:
    """What the place and those above it are called, the longest first."""
    if place is None:
        return ()
    regions = reading.version.regions
    path = regions.path(regions.all[place - 1].code, on)
    names = {name for step in path for name in (step.name, regions.short_name(step.code)) if len(name) > 1}
    return tuple(sorted(names, key=len, reverse=True))


def _plain(title: str, names: Iterable[str]) -> str:
    """The title without the names of its place."""
    for name in names:
        title = title.replace(name, "")
    return title


class _Pairs(NamedTuple):
    """Positions among all that was said, a pair a row."""

    later: np.ndarray
    earlier: np.ndarray
    likeness: np.ndarray


def _pairs(groups: list[list[_Said]], least: float, days: int) -> _Pairs:
    found = [_Pairs(np.empty(0, int), np.empty(0, int), np.empty(0, np.float32))]
    before = 0
    for group in groups:
        likeness = _likeness([each.plain for each in group], least)
        places = np.array([-1 if each.place is None else each.place for each in group])
        likeness *= np.where(places[:, None] == places[None, :], np.float32(1), np.float32(ELSEWHERE))
        raised = np.array([each.day.toordinal() for each in group])
        near = raised[:, None] - raised[None, :] <= days
        later, earlier = np.nonzero(np.triu((likeness >= least) & near, 1))
        found.append(_Pairs(later + before, earlier + before, likeness[later, earlier]))
        before += len(group)
    return _Pairs(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def _likeness(texts: list[str], least: float) -> np.ndarray:
    """Of each with each, 0 to 1; a text that is written many times is compared once."""
    written, of = np.unique(np.array(texts, object), return_inverse=True)
    different, cut = written.tolist(), 100 * least
    whole = process.cdist(different, different, scorer=fuzz.ratio, score_cutoff=cut)
    within = process.cdist(different, different, scorer=fuzz.partial_ratio, score_cutoff=cut) * np.float32(WITHIN)
    short = np.array([len(text) < SHORTEST for text in different])
    within[short, :] = within[:, short] = 0
    likeness: np.ndarray = np.maximum(whole, within) / 100
    return likeness[np.ix_(of, of)]


def _ground(a: _Said, b: _Said, likeness: float) -> str:
    parts = [f"相似 {words.percent(likeness, 0)}", f"相隔 {(a.day - b.day).days} 日"]
    parts.append("同一地点" if a.place == b.place else "同一区县，地点不同")
    if a.category and a.category == b.category:
        parts.append(f"同属{a.category}")
    return "，".join(parts)
