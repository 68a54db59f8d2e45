"""Consultations: who met where about what, and the steps of each."""

from dataclasses import dataclass

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.days import NEVER, Days, Texts, day_texts
from zxdata.demo.dice import Dice, Mask, as_texts, or_none
from zxdata.demo.stations import Stations
from zxdata.demo.world import World
from zxdata.rules.consulting import Consulting

COUNT = 5_000
ABROAD = 0.03
AT_HOME_LEVEL = 0.03
LATER = ("五环联动",)  # methods that draw for themselves, so that the steps of the others stay as they were


@dataclass(frozen=True)
class Meetings:
    """What suggestions and participants need to know of consultations."""

    columns: Columns
    numbers: Texts
    days: Days
    districts: Texts
    category: Days


def consultations(world: World, copy: int, held: Stations) -> Meetings:
    """One copy of the city's consultations. Districts with a published total have it in the first copy, none later."""
    dice, timeline, words = world.dice("consultations", copy), world.timeline, world.words
    season, fixed = words.common["seasons"]["consultation"], world.fixed("consultation.meetings")
    exact = as_texts([code for code, count in fixed.items() for _ in range(count if copy == 0 else 0)])
    lives = {region.code: (since, until) for region, since, until in timeline.lives}
    own = [dice.days(1, max(timeline.first, lives[c][0]), lives[c][1], season, 0.3) for c in exact]
    free = dice.days(COUNT - len(exact), timeline.first, timeline.last, season, weekend=0.3)
    days = np.concatenate([*own, free]).astype(np.int64)
    districts = np.concatenate([exact, timeline.districts(dice, free, without=frozenset(fixed))])
    order = np.argsort(days, kind="stable")
    days, districts = days[order], districts[order]
    free_to_vary = ~np.isin(districts, list(fixed))
    top = dice.happens(COUNT, AT_HOME_LEVEL) & free_to_vary
    # A town may change hands later and take its meetings along.
    known_town = dice.happens(COUNT, 0.25) & free_to_vary & ~top
    places = np.where(top, timeline.home, np.where(known_town, timeline.towns(dice, days, districts), districts))
    category = world.categories(dice, COUNT)
    leaders = dice.rng.poisson(1.1, COUNT)
    public = dice.around(COUNT, 18, 0.6).astype(int).astype(object)
    public[dice.happens(COUNT, 0.015)] = None
    numbers = as_texts([f"X{copy:03}{n:05}" for n in range(1, COUNT + 1)])
    columns: Columns = {
        "consultation_no": numbers,
        "title": _titles(world, dice, places, category),
        "platform": _platforms(world, dice, districts),
        "form": _forms(world, dice, districts),
        "channel": dice.weighted(COUNT, words.common["consultation"]["channels"]),
        "category": world.category_names(category, dice),
        "region": places,
        "partner_regions": _partners(world, dice, days, districts, top),
        "station_no": _stations(dice, held, days, districts),
        "held_on": day_texts(days),
        "member_visits": 3 + dice.rng.poisson(7, COUNT),
        "public_visits": public,
        "leader_visits": leaders,
    }
    return Meetings(columns, numbers, days, districts, category)


def _titles(world: World, dice: Dice, places: Texts, category: Days) -> list[str]:
    templates = dice.among(COUNT, world.words.common["consultation"]["titles"])
    lots = dice.rng.random(COUNT)
    return [
        template.format(place=world.timeline.short(code), topic=world.topic(n, lot))
        for template, code, n, lot in zip(templates, places, category, lots, strict=True)
    ]


def _platforms(world: World, dice: Dice, districts: Texts) -> Texts:
    """The home's platforms, and here and there a district's own brand."""
    brands = {code: world.words.local["brands"].get(world.timeline.regions.name(code)) for code in set(districts)}
    own = as_texts([brands[code] for code in districts])
    common = world.some_missing(dice, dice.weighted(COUNT, world.words.local["platforms"]), 0.03)
    found: Texts = np.where(dice.happens(COUNT, 0.55) & (own != None), own, common)  # noqa: E711 - elementwise
    return found


def _forms(world: World, dice: Dice, districts: Texts) -> Texts:
    service = {
        code: world.words.local["service_form"].get(world.timeline.regions.name(code)) for code in set(districts)
    }
    own = as_texts([service[code] for code in districts])
    common = dice.weighted(COUNT, world.words.common["consultation"]["forms"])
    found: Texts = np.where(dice.happens(COUNT, 0.4) & (own != None), own, common)  # noqa: E711 - elementwise
    return found


def _partners(world: World, dice: Dice, days: Days, districts: Texts, top: Mask) -> Texts:
    """Another district now and then; those with a published total are nobody's guest, else it would not hold."""
    closed = frozenset(world.fixed("consultation.meetings"))
    abroad = dice.happens(COUNT, ABROAD) & ~top & ~np.isin(districts, list(closed))
    for code, count in world.fixed("consultation.cross_region").items():
        abroad[np.flatnonzero(districts == code)[:: max(1, int((districts == code).sum()) // count)][:count]] = True
    guests = world.timeline.districts(dice, days, without=closed)
    return or_none(guests, ~abroad | (guests == districts))


def _stations(dice: Dice, held: Stations, days: Days, districts: Texts) -> Texts:
    """A station of the district that stood open on the day, for half of the meetings."""
    by_district = {code: np.flatnonzero(held.districts == code) for code in set(districts)}
    lots, wanted = dice.rng.random(len(days)), dice.happens(len(days), 0.5)
    found = as_texts([None] * len(days))
    for n in np.flatnonzero(wanted):
        local = by_district[districts[n]]
        if not len(local):
            continue
        station = local[int(lots[n] * len(local))]
        if held.opened[station] <= days[n] and held.closed[station] == NEVER:
            found[n] = held.numbers[station]
    return found


def consultation_steps(world: World, meetings: Meetings) -> Columns:
    """The steps that each consultation has reached by today, in its district's own method; one in nine is stuck before
    the last two.
    """
    dice = world.dice("consultation_steps")
    own_dice = {method: world.dice(f"consultation_steps {method}") for method in LATER}
    numbers, steps, days = [], [], []
    stuck = dice.happens(COUNT, 0.11)
    unclaimed = np.ones(COUNT, dtype=bool)
    own = as_texts([str(code)[:6] for code in meetings.columns["region"]])
    for method in sorted(Consulting().methods, key=lambda m: not m.regions):
        mine = unclaimed & (np.isin(own, method.regions) if method.regions else True)
        unclaimed &= ~mine
        drawn = own_dice.get(method.name, dice)
        for place, step in enumerate(method.steps, 1):
            usual = step.days - 8 if step.days < 0 else int(step.days * 0.85)
            day = meetings.days + usual + (drawn.whole(COUNT, -2, 6) if step.days else 0)
            done = mine & (day <= world.timeline.last) & ~(stuck & (place > len(method.steps) - 2))
            numbers.append(meetings.numbers[done])
            steps.append(as_texts([step.name] * int(done.sum())))
            days.append(day_texts(day[done]))
    joined = {"consultation_no": numbers, "step": steps, "done_on": days}
    return {name: np.concatenate(parts) for name, parts in joined.items()}


def consultation_members(world: World, meetings: Meetings, people: Columns) -> Columns:
    """Who of the district's members came, for two meetings in five."""
    dice = world.dice("consultation_members")
    regions, numbers = np.asarray(people["region"]), as_texts(people["member_no"])
    local = {code: np.flatnonzero(regions == code) for code in set(meetings.districts)}
    rows = [
        (number, member)
        for number, code in zip(meetings.numbers, meetings.districts, strict=True)
        if len(local[code]) and dice.rng.random() < 0.4
        for member in numbers[np.unique(dice.rng.choice(local[code], 6))]
    ]
    return {"consultation_no": [number for number, _ in rows], "member_no": [member for _, member in rows]}
