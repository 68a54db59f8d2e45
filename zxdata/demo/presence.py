"""Who works in the workstations, and what happens there."""

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.days import NEVER, day_texts, ordinals
from zxdata.demo.dice import as_texts, or_none
from zxdata.demo.stations import Stations
from zxdata.demo.world import World

ACTIVITIES = 25_000
ASLEEP = 0.045


def workstation_members(world: World, held: Stations, people: Columns) -> Columns:
    """Who works where: everyone where a figure says so, else about 85 in 100; one in ten works in two stations."""
    dice, assigned = world.dice("workstation_members"), world.fixed("coverage.members_assigned")
    home_of, numbers = np.asarray(people["region"]), as_texts(people["member_no"])
    begun = ordinals(people["term_from"])
    rows: list[tuple[str, str, int]] = []
    for region, _, _ in world.timeline.lives:
        open_here = np.flatnonzero((held.districts == region.code) & (held.closed == NEVER))
        local = np.flatnonzero(home_of == region.code)
        share = 1.0 if region.code in assigned else dice.rng.uniform(0.72, 0.98)
        for spread in (share, 0.1):
            chosen = local[dice.happens(len(local), spread)]
            places = open_here[dice.rng.integers(0, len(open_here), len(chosen))]
            since = np.maximum(held.opened[places], begun[chosen])
            rows += zip(held.numbers[places], numbers[chosen], since.tolist(), strict=True)
    first = {(station, member): since for station, member, since in reversed(rows)}
    return {
        "station_no": [station for station, _ in first],
        "member_no": [member for _, member in first],
        "since": day_texts(np.array(list(first.values()))),
    }


def activities(world: World, held: Stations, copy: int) -> Columns:
    """What happened in the stations; one in twelve stations has slept for a year."""
    dice, words = world.dice("activities", copy), world.words.common
    timeline, season = world.timeline, words["seasons"]["activities"]
    asleep = world.dice("asleep").happens(len(held.numbers), ASLEEP) & (held.closed == NEVER)
    vigour = world.dice("vigour").around(len(held.numbers), 1.0, 0.6)
    # Drawn twice over, for some fall before a station opened or after it closed.
    place = dice.index(2 * ACTIVITIES, vigour)
    days = dice.days(2 * ACTIVITIES, timeline.first, timeline.last, season, weekend=0.5)
    last = np.where(held.closed == NEVER, timeline.last, held.closed - 1)
    last = np.where(asleep, timeline.last - 400, last)
    lively = np.flatnonzero((days >= held.opened[place]) & (days <= last[place]))[:ACTIVITIES]
    place, days = place[lively], days[lively]
    count = len(days)
    public = dice.around(count, 22, 0.8).astype(int).astype(object)
    return {
        "activity_no": [f"H{copy:03}{n:06}" for n in range(count)],
        "station_no": held.numbers[place],
        "held_on": day_texts(days),
        "kind": dice.weighted(count, words["activities"]["kinds"]),
        "member_visits": 1 + dice.rng.poisson(4, count),
        "public_visits": or_none(public, dice.happens(count, 0.01)),
        "solved": np.minimum(dice.rng.poisson(0.7, count), 6),
    }
