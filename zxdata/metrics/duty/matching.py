"""Who fits a topic or a case: by what they are good at and what they have proposed; who has a stake in it; how busy they are."""

from collections import defaultdict
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, null, or_, select

from zxdata.filters import UNFILLED, Filters
from zxdata.metrics.consultation.agenda import TOPIC
from zxdata.metrics.coverage.stations import serves
from zxdata.metrics.expressions import AsOf, column, columns
from zxdata.metrics.fact import Fact
from zxdata.metrics.places import region_name
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.question import as_of, conditions
from zxdata.metrics.supervision.cases import MATTER
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import duty_record, member, member_tag, proposal, proposer
from zxdata.store import Reading

TAGGED = Fact("委员标签", "个标签", lambda at: member_tag, serves, None, columns("sector") | {"tag": column("tag")}, ())
SERVING = Fact("委员", "人", lambda at: member, serves, None, columns("sector"), ())
CASES = (("监督事项", MATTER), ("提案", PROPOSAL), ("议题", TOPIC))
WEIGHTS = {"tag": 2, "proposal": 1}
BUSY_DAYS = 365
SHORTEST = 2  # characters of a word that is looked for


class Fitting(NamedTuple):
    """A member who fits: the tags with their grounds and the own proposals that say so, why they should keep out, and how
    much they did in the last year.
    """

    no: str
    name: str
    sector: str
    region: str | None
    score: int
    ground: str
    stake: str
    busy: int


class Sought(NamedTuple):
    """What members are sought for: the words of a text, or a case with its number, title and unit."""

    text: str
    kind: str
    no: str
    unit: str


def sought(reading: Reading, filters: Filters, rules: Rules, asked: str) -> Sought:
    """The case of that number, where the reader sees one, else the text itself."""
    at = as_of(reading, Filters(filters.as_of), rules)
    for kind, fact in CASES:
        t = fact.source(at)
        found = (
            select(t.c.title, t.c.category, t.c.unit if "unit" in t.c else null())
            .where(t.c.no == asked, *conditions(reading, fact, t, at))
            .limit(1)
        )
        for title, of_category, of_unit in reading.rows(found):
            return Sought("　".join(filter(None, (title, of_category))), kind, asked, of_unit or "")
    return Sought(asked, "", "", "")


def fitting(reading: Reading, filters: Filters, rules: Rules, of: Sought) -> Records[Fitting]:
    """Members in office whose tags or own proposals meet the words: those without a stake first, then who fits best, and
    of these who did least in the last year.
    """
    if len(of.text.strip()) < SHORTEST:
        return Records(Fitting, ())
    at = as_of(reading, filters, rules)
    tags = _tags(reading, at, of.text)
    words = sorted(
        {tag for found in tags.values() for tag, _ in found} | {w for w in of.text.split() if len(w) >= SHORTEST}
    )
    own = _proposals(reading, at, words, of)
    people = _people(reading, at, {*tags, *own})
    busy = _busy(reading, at, people) if reading.scope.personal else {}
    found = [
        Fitting(
            no,
            name,
            sector or UNFILLED,
            region_name(reading, place, at),
            WEIGHTS["tag"] * len(tags[no]) + WEIGHTS["proposal"] * len(own[no]),
            _ground(tags[no], own[no]),
            _stake(of, employer, own[no], reading.scope.personal),
            busy.get(no, 0),
        )
        for no, (name, sector, place, employer) in people.items()
    ]
    return Records(Fitting, tuple(sorted(found, key=lambda each: (bool(each.stake), -each.score, each.busy, each.no))))


def _tags(reading: Reading, at: AsOf, text: str) -> dict[str, list[tuple[str, str]]]:
    t, found = member_tag, defaultdict(list)
    words = [word for word in text.split() if len(word) >= SHORTEST]
    meets = or_(func.contains(text, t.c.tag), *(t.c.tag.icontains(word, autoescape=True) for word in words))
    asked = (
        select(t.c.no, t.c.tag, t.c.ground).where(meets, *conditions(reading, TAGGED, t, at)).order_by(t.c.no, t.c.tag)
    )
    for no, tag, ground in reading.rows(asked.distinct()):
        found[no].append((tag, ground or ""))
    return found


def _proposals(reading: Reading, at: AsOf, words: list[str], of: Sought) -> dict[str, list[tuple[str, str]]]:
    """Own proposals that the reader sees and whose titles hold one of the words, and the case itself."""
    t, m = proposal, proposer
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    held = [t.c.title.icontains(word, autoescape=True) for word in words]
    if of.kind == "提案":
        held.append(t.c.no == of.no)
    if not held:
        return found
    asked = (
        select(m.c.member_no, t.c.no, t.c.title)
        .select_from(m.join(t, t.c.no == m.c.no))
        .where(or_(*held), *conditions(reading, PROPOSAL, t, at))
        .order_by(m.c.member_no, t.c.no)
    )
    for no, number, title in reading.rows(asked.distinct()):
        found[no].append((number, title))
    return found


def _people(reading: Reading, at: AsOf, numbers: set[str]) -> dict[str, tuple[Any, ...]]:
    t = member
    asked = select(t.c.no, t.c.name, t.c.sector, t.c.place, t.c.employer)
    rows = reading.rows(asked.where(t.c.no.in_(sorted(numbers)), *conditions(reading, SERVING, t, at)))
    return {row[0]: row[1:] for row in rows}


def _busy(reading: Reading, at: AsOf, numbers: Any) -> dict[str, int]:
    t = duty_record
    since = at.day - timedelta(BUSY_DAYS)
    asked = select(t.c.member_no, func.count()).where(
        t.c.member_no.in_(sorted(numbers)), t.c.held_on > since, t.c.held_on <= at.day
    )
    return {no: int(count) for no, count in reading.rows(asked.group_by(t.c.member_no))}


def _ground(tags: list[tuple[str, str]], own: list[tuple[str, str]]) -> str:
    said = [f"{tag}（{ground}）" if ground else tag for tag, ground in tags]
    return "；".join([*said, *(f"提案 {number}《{title}》" for number, title in own)])


def _stake(of: Sought, employer: str | None, own: list[tuple[str, str]], personal: bool) -> str:
    """Why someone should keep out: it is their own proposal, or their own unit's case."""
    if of.kind == "提案" and any(number == of.no for number, _ in own):
        return "本人提案"
    if employer and of.unit and (employer in of.unit or of.unit in employer):
        return f"本单位（{employer}）" if personal else "应回避"
    return ""


class TagCount(NamedTuple):
    tag: str
    kind: str
    members: int


def tags_in_use(reading: Reading, filters: Filters, rules: Rules) -> Records[TagCount]:
    """How many members in office have each tag, the most first."""
    at, t = as_of(reading, filters, rules), member_tag
    count = func.count(t.c.no.distinct())
    asked = select(t.c.tag, t.c.kind, count.label("members")).where(*conditions(reading, TAGGED, t, at))
    return reading.records(TagCount, asked.group_by(t.c.tag, t.c.kind).order_by(count.desc(), t.c.kind, t.c.tag))
