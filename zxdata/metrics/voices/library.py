"""民意库: what people, members and meetings have said — voices, bulletins, topics, suggestions — as texts to look through."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Integer, Select, func, literal, null, or_, select, union_all

from zxdata.filters import UNFILLED, Filters
from zxdata.metrics.consultation.agenda import TOPIC
from zxdata.metrics.consultation.partners import places_in
from zxdata.metrics.consultation.suggestions import SUGGESTION
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.fact import Fact
from zxdata.metrics.places import region_name
from zxdata.metrics.question import as_of, conditions
from zxdata.metrics.voices.bulletins import BULLETIN
from zxdata.metrics.voices.sources import TELLING
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.store import Reading

COUNTED_BY = {
    "民情": "voices.tellings",
    "社情民意信息": "voices.bulletins",
    "征集议题": "consultation.topics",
    "协商建议": "consultation.suggestions",
}
"""Kind of opinion → the metric that counts it."""
FACTS: dict[str, Fact] = {"民情": TELLING, "社情民意信息": BULLETIN, "征集议题": TOPIC, "协商建议": SUGGESTION}


class Opinion(NamedTuple):
    """One text: what it is, in which class, where and when it was said, and by which channel, sender or meeting."""

    kind: str
    text: str
    category: str
    region: str
    day: date
    ground: str
    no: str


@dataclass(frozen=True, eq=False)
class Library:
    """The latest texts that hold the word; ``kinds``: how many there are of each kind, ``categories``: of each class."""

    listed: Records[Opinion]
    kinds: dict[str, int]
    categories: dict[str, int]

    @property
    def whole(self) -> int:
        return sum(self.kinds.values())


def opinions(reading: Reading, filters: Filters, rules: Rules, word: str, limit: int) -> Library:
    """Texts of the period that contain ``word`` (all, where it is empty), the latest first, at most ``limit`` listed.

    A voice's own words are searched only for a reader who may see what is personal; its title for everyone.
    """
    at = as_of(reading, filters, rules)
    held = union_all(*(_texts(reading, at, kind, word) for kind in COUNTED_BY)).subquery("held")
    counted = select(held.c.kind, held.c.category, func.count()).group_by(held.c.kind, held.c.category)
    kinds: dict[str, int] = dict.fromkeys(COUNTED_BY, 0)
    categories: dict[str, int] = {}
    for kind, category, count in reading.rows(counted):
        kinds[kind] += int(count)
        categories[category] = categories.get(category, 0) + int(count)
    listed = reading.rows(select(held).order_by(held.c.day.desc(), held.c.kind, held.c.no).limit(limit))
    sets = places_in(reading, (places for *_, places, _, _ in listed if places is not None))
    named = cache(lambda place: region_name(reading, place, at) or "")
    rows = (
        Opinion(
            kind, text, category, "、".join(map(named, [place] if places is None else sets[places])), day, ground, no
        )
        for kind, no, text, category, place, places, day, ground in listed
    )
    return Library(Records(Opinion, tuple(rows)), kinds, categories)


def _texts(reading: Reading, at: AsOf, kind: str, word: str) -> Select[Any]:
    """Texts of one kind: kind, no, text, category, place or set of places, day, ground."""
    fact = FACTS[kind]
    t = fact.source(at)
    text, ground = _said(kind, t)
    searched = [text, t.c.text] if kind == "民情" and reading.scope.personal else [text]
    found = conditions(reading, fact, t, at)
    asked = select(
        literal(kind).label("kind"),
        t.c.no.label("no"),
        text.label("text"),
        func.coalesce(func.nullif(t.c.category, ""), UNFILLED).label("category"),
        (t.c.place if "places" not in t.c else null().cast(Integer)).label("place"),
        (t.c.places if "places" in t.c else null().cast(Integer)).label("places"),
        t.c[fact.axis or ""].label("day"),
        func.coalesce(ground, "").label("ground"),
    ).where(*found, text.is_not(None))
    return asked.where(or_(*(each.contains(word, autoescape=True) for each in searched))) if word else asked


def _said(kind: str, t: FromClause) -> tuple[ColumnElement[str], ColumnElement[Any]]:
    """The text, and what it rests on."""
    if kind == "协商建议":
        return t.c.text, t.c.origin_no
    return t.c.title, t.c.sender if kind == "社情民意信息" else t.c.channel
