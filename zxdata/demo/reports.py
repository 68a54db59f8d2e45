"""Reports on public opinion with their uses and endorsements, and members' visits to people."""

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.days import Texts, day_texts, from_weekend, ordinals
from zxdata.demo.dice import as_texts, or_none
from zxdata.demo.world import World

REPORTS, VISITS = 1_100, 12_000


def bulletins(world: World, people: Columns) -> Columns:
    dice, timeline, words = world.dice("bulletins"), world.timeline, world.words.voices
    own = words["bulletins"]
    days = np.sort(dice.days(REPORTS, timeline.first, timeline.last, words["season"], 0.1, 1.1))
    category, lots = world.categories(dice, REPORTS), dice.rng.random(REPORTS)
    districts = timeline.districts(dice, days)
    kinds = dice.weighted(REPORTS, own["author_kinds"])
    first, second = dice.among(REPORTS, people["member_no"]), dice.among(REPORTS, people["member_no"])
    several = dice.happens(REPORTS, 0.12)
    written = [
        None if kind != "委员" else f"{a}、{b}" if both and a != b else a
        for kind, a, b, both in zip(kinds, first, second, several, strict=True)
    ]
    titles = [
        template.format(topic=world.topic(n, lot), place=timeline.short(code))
        for template, n, lot, code in zip(dice.among(REPORTS, own["titles"]), category, lots, districts, strict=True)
    ]
    return {
        "bulletin_no": [f"B{n:05}" for n in range(1, REPORTS + 1)],
        "title": titles,
        "author_kind": kinds,
        "members": written,
        "sender": [f"{timeline.regions.name(code)}政协" for code in districts],
        "sector": or_none(dice.among(REPORTS, world.words.common["sectors"]), kinds != "委员"),
        "category": world.category_names(category, dice),
        "region": districts,
        "submitted_on": day_texts(from_weekend(days).clip(max=timeline.last)),
    }


def bulletin_uses(world: World, reports: Columns) -> Columns:
    """Each level uses some, one often after another."""
    dice, last, own = world.dice("bulletin_uses"), world.timeline.last, world.words.voices["bulletins"]
    submitted, numbers = ordinals(reports["submitted_on"]), as_texts(reports["bulletin_no"])
    parts: list[tuple[Texts, str, Texts, Texts]] = []
    for step, (level, share) in enumerate(own["uses"].items()):
        day = from_weekend(submitted + 7 + 12 * step + dice.whole(REPORTS, 0, 30))
        chosen = dice.happens(REPORTS, share) & (day <= last)
        mode = dice.weighted(int(chosen.sum()), own["modes"])
        parts.append((numbers[chosen], level, mode, day_texts(day[chosen])))
    return {
        "bulletin_no": np.concatenate([part[0] for part in parts]),
        "level": [part[1] for part in parts for _ in part[0]],
        "mode": np.concatenate([part[2] for part in parts]),
        "used_on": np.concatenate([part[3] for part in parts]),
    }


def endorsements(world: World, reports: Columns) -> Columns:
    dice, last = world.dice("bulletin_endorsements"), world.timeline.last
    chosen = np.flatnonzero(dice.happens(REPORTS, 0.06))
    day = from_weekend(ordinals(reports["submitted_on"])[chosen] + dice.whole(len(chosen), 10, 60))
    kept = day <= last
    count = int(kept.sum())
    acted = dice.weighted(count, {"已转有关部门办理": 0.7, "": 0.3})
    return {
        "endorsement_no": [f"ZB{n:04}" for n in range(1, count + 1)],
        "subject": ["信息"] * count,
        "subject_no": as_texts(reports["bulletin_no"])[chosen[kept]],
        "rank": dice.weighted(count, world.words.voices["bulletins"]["ranks"]),
        "given_on": day_texts(day[kept]),
        "result": [word or None for word in acted],
    }


def contacts(world: World, people: Columns) -> Columns:
    """Visits of three years; half of the members meet more people than the rest."""
    dice, timeline, words = world.dice("contacts"), world.timeline, world.words.voices
    days = np.sort(dice.days(VISITS, timeline.first, timeline.last, words["season"], 0.4, 1.1))
    numbers, regions = as_texts(people["member_no"]), as_texts(people["region"])
    eager = dice.around(len(numbers), 1.0, 1.5)
    who = dice.index(VISITS, eager)
    met = as_texts([int(n) for n in 1 + dice.rng.poisson(9, VISITS)])
    present = as_texts([None if lot < 0.02 else bool(lot < 0.94) for lot in dice.rng.random(VISITS)])
    solved = as_texts([None if lot < 0.3 else bool(lot < 0.8) for lot in dice.rng.random(VISITS)])
    return {
        "contact_no": [f"L{n:06}" for n in range(1, VISITS + 1)],
        "member_no": numbers[who],
        "held_on": day_texts(days),
        "kind": dice.weighted(VISITS, words["contacts"]["kinds"]),
        "people": or_none(met, dice.happens(VISITS, 0.02)),
        "region": regions[who],
        "present": present,
        "solved": solved,
    }
