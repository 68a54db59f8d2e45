"""Who consults with whom: meetings of several districts, by the one that hosts and the ones that join."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, func, select

from zxdata.filters import Filters
from zxdata.metrics.consultation.meetings import MEETING
from zxdata.metrics.places import region_name
from zxdata.metrics.question import as_of, conditions
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import meeting, place_at, place_set
from zxdata.store import Reading


class Partnership(NamedTuple):
    """How many meetings one district has hosted and another joined, both by code."""

    host: str
    guest: str
    meetings: int


class CrossMeeting(NamedTuple):
    """One meeting of several regions, by the names of the one that hosts and of those that join."""

    no: str
    title: str
    host: str | None
    guests: str
    held_on: date
    platform: str | None


def partners(reading: Reading, filters: Filters, rules: Rules) -> Records[Partnership]:
    """In official order. A meeting of three districts counts in two rows of its host, so rows do not add up to
    meetings. Partners within one district are not in it.
    """
    at = as_of(reading, filters, rules)
    host, guest, t = place_at.alias("host"), place_at.alias("guest"), meeting
    asked = (
        select(
            host.c.district.label("host"),
            guest.c.district.label("guest"),
            func.count(t.c.no.distinct()).label("meetings"),
        )
        .select_from(
            t.join(host, and_(host.c.place == t.c.place, host.c.epoch == at.epoch))
            .join(place_set, place_set.c.places == t.c.places)
            .join(guest, and_(guest.c.place == place_set.c.place, guest.c.epoch == at.epoch))
        )
        .where(*conditions(reading, MEETING, t, at), t.c.cross_region, host.c.district != guest.c.district)
        .group_by(host.c.district, guest.c.district)
        .order_by(host.c.district, guest.c.district)
    )
    code = {n: region.code for n, region in enumerate(reading.version.regions.all, 1)}
    rows = (Partnership(code[abs(one)], code[abs(other)], n) for one, other, n in reading.rows(asked))
    return Records(Partnership, tuple(rows))


def cross_meetings(reading: Reading, filters: Filters, rules: Rules, limit: int) -> Records[CrossMeeting]:
    """The latest first."""
    at = as_of(reading, filters, rules)
    t = meeting
    asked = (
        select(t.c.no, t.c.title, t.c.place, t.c.places, t.c.held_on, t.c.platform)
        .where(*conditions(reading, MEETING, t, at), t.c.cross_region)
        .order_by(t.c.held_on.desc(), t.c.no)
        .limit(limit)
    )
    found = reading.rows(asked)
    joined = places_in(reading, (places for _, _, _, places, _, _ in found))
    rows = []
    for no, title, place, places, held_on, platform in found:
        guests = "、".join(region_name(reading, p, at) or "" for p in joined[places] if p != place)
        rows.append(CrossMeeting(no, title, region_name(reading, place, at), guests, held_on, platform))
    return Records(CrossMeeting, tuple(rows))


def places_in(reading: Reading, sets: Iterable[int]) -> dict[int, list[int]]:
    """The places of each of these sets, in official order; one without any known place has none."""
    found: dict[int, list[int]] = {int(places): [] for places in sets}
    asked = select(place_set.c.places, place_set.c.place).where(place_set.c.places.in_(found), place_set.c.place > 0)
    for places, place in reading.rows(asked.order_by(place_set.c.place)):
        found[places].append(place)
    return found
