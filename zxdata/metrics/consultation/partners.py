"""Who consults with whom: meetings of several districts, by the one that hosts and the ones that join."""

from collections.abc import Iterable

import pandas as pd
from sqlalchemy import and_, func, select

from zxdata.filters import Filters
from zxdata.metrics.consultation.meetings import MEETING
from zxdata.metrics.question import as_of, conditions, region_name
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import meeting, place_at, place_set
from zxdata.store import Reading


def partners(reading: Reading, filters: Filters, rules: Rules) -> pd.DataFrame:
    """host, guest (district codes), meetings; in official order. A meeting of three districts is in two cells of its
    host's row, so cells do not add up to meetings. Partners within one district are not in it.
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
    frame = reading.frame(asked)
    regions = reading.version.regions.all
    for side in ("host", "guest"):
        frame[side] = [regions[abs(int(number)) - 1].code for number in frame[side]]
    return frame


def cross_meetings(reading: Reading, filters: Filters, rules: Rules, limit: int) -> pd.DataFrame:
    """Meetings of several regions, the latest first: no, title, host, guests (names), held_on, platform."""
    at = as_of(reading, filters, rules)
    t = meeting
    asked = (
        select(t.c.no, t.c.title, t.c.place, t.c.places, t.c.held_on, t.c.platform)
        .where(*conditions(reading, MEETING, t, at), t.c.cross_region)
        .order_by(t.c.held_on.desc(), t.c.no)
        .limit(limit)
    )
    frame = reading.frame(asked)
    joined = places_in(reading, frame["places"])
    frame["guests"] = [
        "、".join(region_name(reading, p, at) or "" for p in joined[places] if p != place)
        for places, place in zip(frame.pop("places"), frame["place"], strict=True)
    ]
    frame["host"] = [region_name(reading, place, at) for place in frame.pop("place")]
    return frame


def places_in(reading: Reading, sets: Iterable[int]) -> dict[int, list[int]]:
    """The places of each of these sets, in official order; one without any known place has none."""
    found: dict[int, list[int]] = {int(places): [] for places in sets}
    asked = select(place_set.c.places, place_set.c.place).where(place_set.c.places.in_(found), place_set.c.place > 0)
    for places, place in reading.rows(asked.order_by(place_set.c.place)):
        found[places].append(place)
    return found
