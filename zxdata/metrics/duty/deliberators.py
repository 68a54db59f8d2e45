"""议事员库: members who deliberate — what they are good at, what they came for, how often they were called and when last."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select

from zxdata.filters import Filters
from zxdata.metrics.consultation.meetings import MEETING
from zxdata.metrics.consultation.people import visits_of_members
from zxdata.metrics.duty.matching import TAGGED
from zxdata.metrics.question import as_of, conditions
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import attendance, meeting, member_tag
from zxdata.store import Reading

CONCERNS = 2


class Deliberator(NamedTuple):
    """A member in office whom lists of participants of the period name: ``fields`` their tags, ``concerns`` the classes of
    most of the meetings they came to, ``visits`` how many these were, ``last_on`` the last of them.
    """

    no: str
    name: str
    sector: str
    region: str | None
    fields: str
    concerns: str
    visits: int
    last_on: date | None


def deliberators(reading: Reading, filters: Filters, rules: Rules, word: str = "") -> Records[Deliberator]:
    """Those who came most often first; with ``word`` those alone whose tags, concerns, sector, region or name hold it."""
    tags, concerns = _tags(reading, filters, rules), _concerns(reading, filters, rules)
    found = (
        Deliberator(
            each.no,
            each.name,
            each.sector,
            each.region,
            "、".join(tags.get(each.no, ())),
            "、".join(concerns.get(each.no, ())),
            each.visits,
            each.last_on,
        )
        for each in visits_of_members(reading, filters, rules)
        if each.visits
    )
    held = (d for d in found if word in "　".join((d.name, d.sector, d.region or "", d.fields, d.concerns)))
    return Records(Deliberator, tuple(sorted(held, key=lambda d: (-d.visits, d.no))))


def _tags(reading: Reading, filters: Filters, rules: Rules) -> dict[str, list[str]]:
    at, t = as_of(reading, filters, rules), member_tag
    found: dict[str, list[str]] = defaultdict(list)
    asked = select(t.c.no, t.c.tag).where(*conditions(reading, TAGGED, t, at)).distinct().order_by(t.c.no, t.c.tag)
    for no, tag in reading.rows(asked):
        found[no].append(tag)
    return found


def _concerns(reading: Reading, filters: Filters, rules: Rules) -> dict[str, list[str]]:
    """The classes of most meetings of each member; of as many meetings, in the order of their names."""
    at, m = as_of(reading, filters, rules), meeting
    found: dict[str, list[str]] = defaultdict(list)
    count = func.count()
    asked = (
        select(attendance.c.member_no, m.c.category)
        .select_from(attendance.join(m, m.c.no == attendance.c.no))
        .where(*conditions(reading, MEETING, m, at), func.nullif(m.c.category, "").is_not(None))
        .group_by(attendance.c.member_no, m.c.category)
        .order_by(attendance.c.member_no, count.desc(), m.c.category)
    )
    for no, category in reading.rows(asked):
        if len(found[no]) < CONCERNS:
            found[no].append(category)
    return found
