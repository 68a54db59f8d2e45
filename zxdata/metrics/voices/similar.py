"""Voices that seem to say the same: offered with their ground, never merged by themselves.

Titles are compared as characters, without the names of their places, which neighbours share; the likeness is that of
``rapidfuzz``: of the whole titles, or of the shorter one within the longer.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz, process
from sqlalchemy import and_, select

from zxdata import words
from zxdata.filters import Filters
from zxdata.metrics.question import as_of, conditions, region_name
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
    district: int | None
    category: str | None
    plain: str


def alike(reading: Reading, filters: Filters, rules: Rules) -> tuple[Records[Alike], int]:
    """Pairs of one district, raised within the days of the rules, the most alike first; and how many were compared."""
    at, similar, t = as_of(reading, filters, rules), rules.voices.similar, voice
    asked = (
        select(t.c.no, t.c.title, t.c.raised_on, t.c.place, place_at.c.district, t.c.category)
        .select_from(t.outerjoin(place_at, and_(place_at.c.place == t.c.place, place_at.c.epoch == at.epoch)))
        .where(*conditions(reading, VOICE, t, at))
        .order_by(t.c.raised_on.desc(), t.c.no.desc())
        .limit(similar.most)
    )
    by_district: dict[int | None, list[_Said]] = defaultdict(list)
    rows = reading.rows(asked)
    for no, title, day, place, district, category in rows:
        by_district[district].append(
            _Said(no, title, day, place, district, category, _plain(title, _place_names(reading, place, at.day)))
        )
    found = []
    for said in by_district.values():
        for a, b, likeness in _pairs(said, similar.least, timedelta(days=similar.days)):
            region = region_name(reading, a.place, at) or ""
            found.append(Alike(a.no, a.title, a.day, region, b.no, b.title, b.day, likeness, _ground(a, b, likeness)))
    found.sort(key=lambda pair: (-pair.likeness, -pair.day.toordinal(), pair.no))
    return Records(Alike, tuple(found)), len(rows)


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


def _pairs(said: list[_Said], least: float, days: timedelta) -> list[tuple[_Said, _Said, float]]:
    texts = [each.plain for each in said]
    cut = 100 * least
    whole = process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=cut)
    within = process.cdist(texts, texts, scorer=fuzz.partial_ratio, score_cutoff=cut) * WITHIN
    short = np.array([len(text) < SHORTEST for text in texts])
    within[short, :] = within[:, short] = 0
    places = np.array([-1 if each.place is None else each.place for each in said])
    near = np.where(places[:, None] == places[None, :], 1.0, ELSEWHERE)
    likeness = np.maximum(whole, within) / 100 * near
    firsts, seconds = np.nonzero(np.triu(likeness >= least, 1))
    return [
        (said[n], said[m], float(likeness[n, m]))
        for n, m in zip(firsts.tolist(), seconds.tolist(), strict=True)
        if said[n].day - said[m].day <= days
    ]


def _ground(a: _Said, b: _Said, likeness: float) -> str:
    parts = [f"相似 {words.percent(likeness, 0)}", f"相隔 {(a.day - b.day).days} 日"]
    parts.append("同一地点" if a.place == b.place else "同一区县，地点不同")
    if a.category and a.category == b.category:
        parts.append(f"同属{a.category}")
    return "，".join(parts)
