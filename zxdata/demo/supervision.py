"""Supervision matters and their progress: 交办 to 销号, some sent back, some late, a few with nothing to judge by."""

from zoneinfo import ZoneInfo

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.days import NEVER, day_texts, from_weekend, years
from zxdata.demo.dice import as_texts
from zxdata.demo.events import Events
from zxdata.demo.world import World

COUNT = 1_200
GROWTH = 1.5
LATE = 0.085


def supervisions(world: World, copy: int, zone: ZoneInfo) -> dict[str, Columns]:
    """One copy of the city's matters with their events (about five each)."""
    dice, timeline, common = world.dice("supervision", copy), world.timeline, world.words.common
    words = common["supervision"]
    season = common["seasons"]["supervision"]
    opened = np.sort(dice.days(COUNT, timeline.first, timeline.last, season, common["weekend"], GROWTH))
    year = years(opened)
    place_in_year = np.arange(COUNT) - np.searchsorted(year, year) + 1
    numbers = as_texts([f"J{y}{copy * 10_000 + n:04}" for y, n in zip(year, place_in_year, strict=True)])
    category = world.categories(dice, COUNT)
    districts = timeline.districts(dice, opened)
    unit = world.lead_units(dice, category)
    local = dice.happens(COUNT, 0.2)
    unit = np.where(local, [world.unit_numbers[code] for code in districts], unit)
    places = np.where(dice.happens(COUNT, 0.15), timeline.towns(dice, opened, districts), districts)

    limit = dice.whole(COUNT, 75, 180)
    due = opened + limit
    # Nothing to judge by: no due date, and never handed over, from which one could be worked out.
    blank = dice.happens(COUNT, np.where(timeline.last - opened < 120, 0.03, 0.0))
    events = Events(dice, ("unit", "result", "note"), timeline.last)
    handed = ~blank
    assigned = from_weekend(opened + dice.whole(COUNT, 1, 5))
    events.add("交办", handed, assigned, unit=unit)
    events.add("签收", handed & ~dice.happens(COUNT, 0.03), from_weekend(assigned + dice.whole(COUNT, 0, 5)), unit=unit)
    events.add(
        "反馈",
        handed,
        from_weekend(assigned + dice.whole(COUNT, 6, 30)),
        unit=unit,
        note=dice.among(COUNT, words["progress"]),
    )
    # Most finish in the last days allowed, some early, some late: slow units more often.
    early = dice.happens(COUNT, 0.2) * (dice.rng.uniform(0.1, 0.6, COUNT) * limit).astype(int)
    late = dice.happens(COUNT, LATE * world.pace(unit) ** 3) * dice.rng.exponential(60, COUNT).astype(int)
    margin = dice.rng.exponential(2.5, COUNT).astype(int)
    closed = np.where(late > 0, due + late, np.maximum(opened + 12, due - early - margin))
    events.add("整改", handed, from_weekend(opened + (0.7 * (closed - opened)).astype(int)), unit=unit)
    back = handed & dice.happens(COUNT, 0.05)
    events.add(
        "退回重办", back, from_weekend(opened + (0.8 * (closed - opened)).astype(int)), unit=unit, note="照片与点位不符"
    )
    events.add(
        "评估",
        handed & dice.happens(COUNT, 0.7),
        from_weekend(closed - 3),
        unit=unit,
        result=dice.weighted(COUNT, {"好": 0.6, "较好": 0.3, "一般": 0.1}),
    )
    events.add("销号", handed, closed, unit=unit)
    relapsed = handed & dice.happens(COUNT, 0.02)
    again = closed + dice.whole(COUNT, 20, 80)
    events.add("退回重办", relapsed, again, unit=unit, note="问题回潮")
    events.add("销号", relapsed, from_weekend(again + dice.whole(COUNT, 10, 45)), unit=unit)

    templates, lots = dice.among(COUNT, words["titles"]), dice.rng.random(COUNT)
    titles = [
        template.format(place=world.timeline.short(code), problem=world.problem(n, lot))
        for template, code, n, lot in zip(templates, places, category, lots, strict=True)
    ]
    rows: Columns = {
        "matter_no": numbers,
        "title": titles,
        "form": world.some_missing(dice, dice.weighted(COUNT, words["forms"]), 0.006),
        "channel": dice.weighted(COUNT, words["channels"]),
        "category": world.category_names(category, dice),
        "region": world.some_missing(dice, places, 0.01),
        "unit": world.some_missing(dice, unit, 0.008),
        "opened_on": day_texts(opened),
        "due_on": day_texts(np.where(blank, NEVER, due)),
        "leader": dice.among(COUNT, common["leaders"]),
    }
    return {"supervisions": rows, "supervision_events": events.columns(numbers, "matter_no", zone)}
