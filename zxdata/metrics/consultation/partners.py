"""Who consults with whom: meetings of several districts, by the one that hosts and the ones that join."""

import pandas as pd
from sqlalchemy import and_, func, select

from zxdata.filters import Filters
from zxdata.metrics.consultation.meetings import MEETING
from zxdata.metrics.question import as_of, conditions, region_name
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import meeting, meeting_place, place_at
from zxdata.store import Reading


def partners(reading: Reading, filters: Filters, rules: Rules) -> pd.DataFrame:
    """host, guest (district codes), meetings; in official order. A meeting of three districts is in two cells of its
    host's row, so cells do not add up to meetings. Partners within one district are not in it.
    """
    at = as_of(reading, filters, rules)
    host, guest, t = place_at.alias("host"), place_at.alias("guest"), meeting
    asked = (
        select(host.c.district.label("host"), guest.c.district.label("guest"), func.count(t.c.no.distinct()).label("meetings"))
        .select_from(
            t.join(host, and_(host.c.place == t.c.place, host.c.epoch == at.epoch))
            .join(meeting_place, meeting_place.c.no == t.c.no)
            .join(guest, and_(guest.c.place == meeting_place.c.place, guest.c.epoch == at.epoch))
        )
        .where(*conditions(reading, MEETING, t, at), t.c.cross_region, host.c.district != guest.c.district)
        .group_by(host.c.district, guest.c.district)
        .order_by(host.c.district, guest.c.district)
    )  # fmt: skip
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
        select(t.c.no, t.c.title, t.c.place, t.c.held_on, t.c.platform)
        .where(*conditions(reading, MEETING, t, at), t.c.cross_region)
        .order_by(t.c.held_on.desc(), t.c.no)
        .limit(limit)
    )
    frame = reading.frame(asked)
    places = reading.frame(
        select(meeting_place.c.no, meeting_place.c.place).where(meeting_place.c.no.in_(frame["no"].tolist()))
    )
    joined = places.groupby("no")["place"].apply(lambda found: sorted(p for p in found if not pd.isna(p))).to_dict()
    frame["guests"] = [
        "、".join(region_name(reading, p, at) or "" for p in joined.get(no, ()) if p != place)
        for no, place in frame[["no", "place"]].itertuples(index=False)
    ]
    frame["host"] = [region_name(reading, place, at) for place in frame.pop("place")]
    return frame
