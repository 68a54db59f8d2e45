"""Actions with their records, the lists of their targets, and what homes of members are to have."""

from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.days import day_texts, moment_texts, ordinal
from zxdata.demo.programmes import EVENTS, ITEMS, LISTS, words
from zxdata.demo.world import World

RECORDS_A_YEAR = {"home": 260, "district": 60}
APPROXIMATE, TOLD = 0.07, 0.35
COLUMNS = (
    "record_no",
    "programme_no",
    "held_on",
    "region",
    "member_visits",
    "public_visits",
    "measure",
    "quantity",
    "qualifier",
    "effect",
)


def actions(world: World) -> dict[str, Columns]:
    """The actions, their records, and a list of targets for each under its own number."""
    said, timeline = words(), world.timeline
    codes = {region.name: region.code for region, _, _ in timeline.lives}
    programmes, lists, items, records = [], [], [], []
    since = timeline.begin.isoformat()
    for n, action in enumerate(said["actions"], 1):
        named = action.get("district")
        if named and named not in codes:
            continue
        number, region = f"XD{n:02}", codes[named] if named else timeline.home
        lead = world.words.common["committees"][n % len(world.words.common["committees"])]
        programmes.append((number, action["name"], action["kind"], region, since, None, lead))
        lists.append((number, action["name"], "行动目标", None, region))
        for m, measure in enumerate(action["measures"], 1):
            item = (
                f"{number}-{m}",
                number,
                measure["name"],
                lead,
                float(measure["target"]),
                None,
                "次",
                since,
                None,
                None,
            )
            items.append(item)
        records += _records(world, said, number, action["measures"], codes[named] if named else None)
    made: dict[str, Columns] = {
        "programmes": _table(("programme_no", "name", "kind", "region", "since", "until", "lead"), programmes),
        "checklists": _table(LISTS, lists),
        "checklist_items": _table(ITEMS, items),
    }
    numbered = [(f"XJ{n:05}", *record) for n, record in enumerate(sorted(records, key=lambda r: (r[1], r[0])), 1)]
    return made | {"programme_records": _table(COLUMNS, numbered)}


def _records(
    world: World, said: dict[str, Any], number: str, measures: list[dict[str, Any]], district: str | None
) -> list[tuple[Any, ...]]:
    dice, timeline = world.dice(f"actions {number}"), world.timeline
    years = (timeline.last - timeline.first) / 365
    count = round(RECORDS_A_YEAR["district" if district else "home"] * years)
    days = dice.days(count, timeline.first, timeline.last, [1.0] * 12, 0.4)
    regions = np.full(count, district, dtype=object) if district else timeline.districts(dice, days)
    members, public = dice.whole(count, 2, 14), dice.whole(count, 0, 90)
    which, rough, told = (
        dice.whole(count, 0, len(measures) - 1),
        dice.happens(count, APPROXIMATE),
        dice.happens(count, TOLD),
    )
    qualifiers, effects = (
        dice.among(count, said["records"]["qualifiers"]),
        dice.among(count, said["records"]["effects"]),
    )
    shares, found = dice.rng.random(count), []
    for n, day in enumerate(day_texts(days)):
        measure = measures[int(which[n])]
        amount = float(measure["low"] + int(shares[n] * (measure["high"] - measure["low"] + 1)))
        amount = max(10.0, round(amount, -1)) if rough[n] else amount
        found.append(
            (
                number,
                day,
                regions[n],
                int(members[n]),
                int(public[n]) or None,
                measure["name"],
                amount,
                qualifiers[n] if rough[n] else None,
                effects[n] if told[n] else None,
            )
        )
    return found


def homes(world: World, stations: Columns, zone: ZoneInfo) -> dict[str, Columns]:
    """六有 of the homes of one district: most of the six are there."""
    said, dice, timeline = words()["homes"], world.dice("homes"), world.timeline
    codes = [region.code for region, _, _ in timeline.lives if region.name in said["district"]]
    of = zip(*(stations[name] for name in ("name", "kind", "region", "closed_on")), strict=True)
    names = [name for name, kind, region, closed in of if kind == "委员之家" and region[:6] in codes and not closed]
    if not names:
        return {}
    items, events = [], []
    since = max(timeline.first, ordinal(timeline.begin)) + 30
    days, there = dice.whole(len(names) * 6, since + 20, timeline.last), dice.happens(len(names) * 6, 0.86)
    for n, name in enumerate(dict.fromkeys(names)):
        for m, title in enumerate(said["six"]):
            at, number = n * 6 + m, f"LY01-{n + 1:02}{m + 1}"
            items.append((number, "LY01", title, name, None, None, None, day_texts(np.array([since]))[0], None, None))
            if there[at]:
                events.append((number, "完成", int(days[at]), None, None, None))
    moments = moment_texts(np.array([event[2] for event in events]), np.full(len(events), 600), zone)
    told = [(*event[:2], moment, *event[3:]) for event, moment in zip(events, moments, strict=True)]
    return {
        "checklists": _table(LISTS, [("LY01", "界别委员之家六有清单", "六有", None, codes[0])]),
        "checklist_items": _table(ITEMS, items),
        "checklist_events": _table(EVENTS, told),
    }


def _table(names: tuple[str, ...], rows: list[Any]) -> Columns:
    return dict(zip(names, zip(*rows, strict=True), strict=True))
