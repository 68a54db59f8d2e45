"""Proposals and what became of them: 提—立—办—督—评, with the detours a real year has."""

from datetime import date
from zoneinfo import ZoneInfo

import numpy as np

from zxdata.demo import handling
from zxdata.demo.bulk import Columns
from zxdata.demo.days import Texts, day_texts, ordinal, years
from zxdata.demo.dice import Dice, as_texts
from zxdata.demo.handling import Cases
from zxdata.demo.world import World

COUNT = 3_600
AT_SESSION = 0.22


def proposals(world: World, copy: int, people: Columns, zone: ZoneInfo) -> dict[str, Columns]:
    """One copy of the city's proposals with their events (about seven each)."""
    dice = world.dice("proposals", copy)
    cases, rows = _cases(world, dice, copy, people)
    return {"proposals": rows, "proposal_events": handling.events(world, dice, cases, zone)}


def _cases(world: World, dice: Dice, copy: int, people: Columns) -> tuple[Cases, Columns]:
    timeline, words = world.timeline, world.words
    plain = dice.days(
        COUNT, timeline.first, timeline.last, words.common["seasons"]["proposals"], words.common["weekend"]
    )
    at_session = dice.happens(COUNT, AT_SESSION)
    days = np.sort(np.where(at_session, dice.among(COUNT, _sessions(world)), plain).astype(np.int64))
    year = years(days)
    place_in_year = np.arange(COUNT) - np.searchsorted(year, year) + 1
    numbers = as_texts([f"{y}{copy * 10_000 + n:04}" for y, n in zip(year, place_in_year, strict=True)])
    category = world.categories(dice, COUNT)
    districts = timeline.districts(dice, days)
    known_town = dice.happens(COUNT, 0.12)
    places = np.where(known_town, timeline.towns(dice, days, districts), districts)
    member = dice.whole(COUNT, 0, len(people["name"]) - 1)
    names, sectors = as_texts(people["name"]), as_texts(people["sector"])
    kinds = dice.weighted(COUNT, words.common["proposals"]["proposer_kinds"])
    proposers = _proposers(dice, names, sectors[member], names[member], kinds)
    regions = world.some_missing(dice, places, 0.025)
    templates = dice.among(COUNT, words.common["proposals"]["titles"])
    lots = dice.rng.random(COUNT)
    titles = [
        template.format(place=world.timeline.short(code), topic=world.topic(n, lot))
        for template, code, n, lot in zip(templates, places, category, lots, strict=True)
    ]
    rows: Columns = {
        "proposal_no": numbers,
        "title": titles,
        "category": world.category_names(category, dice),
        "proposer_kind": kinds,
        "proposers": proposers,
        "sector": world.some_missing(dice, sectors[member], 0.01),
        "region": regions,
        "session": [words.session(y) for y in year],
        "key": dice.happens(COUNT, 0.03),
        "submitted_on": day_texts(days),
        "leader": dice.among(COUNT, words.common["leaders"]),
    }
    return Cases(numbers, days, proposers, category, regions, copy), rows


def _sessions(world: World) -> list[int]:
    """The days of the plenary sessions within the time; its last day where there was none."""
    timeline, month = world.timeline, world.words.local["session_month"]
    opening = [ordinal(date(year, month, 12)) for year in range(timeline.begin.year, timeline.today.year + 1)]
    days = [day + n for day in opening for n in range(6)]
    return [day for day in days if timeline.first <= day <= timeline.last] or [timeline.last]


def _proposers(dice: Dice, names: Texts, bodies: Texts, first: Texts, kinds: Texts) -> Texts:
    """A body by its sector, a member by name, one member in four with another."""
    second = dice.among(COUNT, names)
    together = dice.happens(COUNT, 0.25) & (first != second)
    written = np.where(together, first + "、" + second, first)
    body = np.array([sector or "联合" for sector in bodies], dtype=object) + "组"
    found: Texts = np.where(kinds == "委员", written, body)
    return found
