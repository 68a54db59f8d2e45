"""Party organisations among members, links and talks, visits to bases, and the party's own checklists."""

from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.days import day_texts, moment_texts
from zxdata.demo.dice import as_texts
from zxdata.demo.programmes import EVENTS, ITEMS, LISTS, words
from zxdata.demo.world import World

ORGANISED, LINKED, LINKERS, LEADERS, BASES, VISITS = 0.95, 0.9, 8, 3, 10, 900
TALKED = 3.4  # a year and linker, on average


def party(world: World, members: Columns, stations: Columns, zone: ZoneInfo) -> dict[str, Columns]:
    """One organisation a body, its branches below it; everyone of a body belongs to its own."""
    said, dice, timeline = words()["party"], world.dice("party"), world.timeline
    founded = timeline.begin.replace(month=1, day=15).isoformat()
    region_of, of_party = as_texts(members["region"]), np.asarray(members["party_member"], dtype=bool)
    numbers = as_texts(members["member_no"])
    lists, items, events = [], [], []
    units: list[tuple[Any, ...]] = [("D00", "市政协党组", "党组", None, timeline.home, founded, None)]
    held: list[tuple[Any, ...]] = []
    links: list[tuple[Any, ...]] = []
    linkers: list[tuple[str, str]] = []
    for n, region in enumerate(dict.fromkeys(region_of)):
        own = region_of == region
        inside, outside = numbers[own & of_party], numbers[own & ~of_party]
        top = "D00" if region == timeline.home else f"D{n:02}"
        if top != "D00":
            named = timeline.short(region)
            units.append((top, f"{named}政协党组", "党组", "D00", region, founded, None))
        committee = f"{top}L"
        units.append(
            (committee, f"{timeline.short(region)}政协委员履职临时党委", "履职临时党委", top, region, founded, None)
        )
        units += [
            (f"{top}Z{m}", branch, "功能型党支部", committee, region, founded, None)
            for m, branch in enumerate(said["branches"], 1)
        ]
        branch, joined = dice.whole(len(inside), 1, len(said["branches"])), dice.happens(len(inside), ORGANISED)
        held += [
            (f"{top}Z{b}", no, "党员", founded, None)
            for no, b, is_in in zip(inside, branch, joined, strict=True)
            if is_in
        ]
        leading, linking = inside[:LEADERS], inside[LEADERS : LEADERS + LINKERS]
        for no in leading:
            links += [("党组成员联系党员委员", no, other, founded, None) for other in dice.among(3, inside)]
        if len(linking):
            chosen = dice.whole(len(outside), 0, len(linking) - 1)
            known = dice.happens(len(outside), LINKED)
            links += [
                ("党员委员联系党外委员", linking[c], no, founded, None)
                for no, c, is_linked in zip(outside, chosen, known, strict=True)
                if is_linked
            ]
        linkers += [(no, region) for no in (*leading, *linking)]
        if n % 4 == 0:
            for spec in said["lists"]:
                of = f"DJ{n:02}{spec['kind'][:2]}"
                lists.append((of, f"{timeline.short(region)}{spec['name']}", spec["kind"], None, region))
                for m, title in enumerate(spec["items"], 1):
                    due = timeline.last - 200 + int(dice.whole(1, 0, 330)[0])
                    dates = (*day_texts(np.array([due - 150, due])), None)
                    items.append(
                        (f"{of}-{m}", of, title, f"{timeline.short(region)}政协党组", None, None, None, *dates)
                    )
                    if dice.happens(1, 0.7)[0] and due - 20 <= timeline.last:
                        events.append((f"{of}-{m}", "完成", due - 20, None, None, None))
    moments = moment_texts(np.array([event[2] for event in events]), np.full(len(events), 620), zone)
    told = [(*event[:2], moment, *event[3:]) for event, moment in zip(events, moments, strict=True)]
    links = list(dict.fromkeys(links))
    return {
        "party_units": _table(
            ("party_unit_no", "name", "kind", "parent_no", "region", "opened_on", "closed_on"), units
        ),
        "party_unit_members": _table(("party_unit_no", "member_no", "role", "since", "until"), held),
        "relations": _table(("kind", "from_no", "to_no", "since", "until"), links),
        "contacts": _talks(world, linkers),
        "base_visits": _visits(world, said, stations),
        "checklists": _table(LISTS, lists),
        "checklist_items": _table(ITEMS, items),
        "checklist_events": _table(EVENTS, told),
    }


def _talks(world: World, linkers: list[tuple[str, str]]) -> Columns:
    dice, timeline = world.dice("party talks"), world.timeline
    count = round(len(linkers) * TALKED * (timeline.last - timeline.first) / 365)
    which = dice.whole(count, 0, len(linkers) - 1)
    days = day_texts(dice.days(count, timeline.first, timeline.last, [1.0] * 12, 0.3))
    return {
        "contact_no": [f"TX{n:05}" for n in range(1, count + 1)],
        "member_no": [linkers[w][0] for w in which],
        "held_on": days,
        "kind": ["谈心谈话"] * count,
        "region": [linkers[w][1] for w in which],
    }


def _visits(world: World, said: dict[str, Any], stations: Columns) -> Columns:
    dice, timeline = world.dice("base visits"), world.timeline
    of = zip(stations["station_no"], stations["kind"], stations["closed_on"], strict=True)
    bases = [no for no, kind, closed in of if kind in said["base_kinds"] and not closed][:BASES]
    count = VISITS if bases else 0
    return {
        "visit_no": [f"DK{n:05}" for n in range(1, count + 1)],
        "station_no": dice.among(count, bases or [""]),
        "held_on": day_texts(dice.days(count, timeline.first, timeline.last, [1.0] * 12, 0.6)),
        "visitor_kind": dice.weighted(count, said["visitors"]),
        "occasion": dice.weighted(count, said["occasions"]),
        "mode": dice.weighted(count, {"线下": 0.72, "线上": 0.28}),
        "visits": dice.whole(count, 8, 60),
    }


def _table(names: tuple[str, ...], rows: list[Any]) -> Columns:
    return dict(zip(names, zip(*rows, strict=True), strict=True))
