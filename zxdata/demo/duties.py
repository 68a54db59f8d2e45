"""What members did beside their proposals and consultations: meetings and who came, activities, learning, what they are
good at, whom they are linked with.
"""

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.days import NEVER, Days, Texts, day_texts, ordinals, years
from zxdata.demo.dice import Dice, as_texts
from zxdata.demo.world import World

DISTRICT_MEETING, CITY_MEETING = 12, 20  # days into January of a body's full session
A_YEAR = 1.4  # activities of a member
ON_DUTY = 0.06  # activities of a station of which it is recorded who was on duty


def duties(world: World, people: Columns, activities: Columns, stays: Columns) -> Columns:
    """Full sessions and standing committees with attendance, surveys and other activities, turns at stations."""
    dice = world.dice("duties")
    numbers, zeal = as_texts(people["member_no"]), world.dice("zeal").around(len(people["member_no"]), 1.0, 0.7)
    begun, ended = _terms(people)
    standing = np.flatnonzero(np.isin(as_texts(people["role"]), ("常委", "副主席")))
    parts = [
        _sessions(world, dice, people),
        _committee(world, dice, standing),
        _activities(world, dice, zeal),
    ]
    member, day, kind, attendance = (np.concatenate(column) for column in zip(*parts, strict=True))
    kept = (day >= begun[member]) & (day <= ended[member])
    turns = _turns(dice, activities, stays)
    count = int(kept.sum())
    return {
        "duty_no": [f"D{n:06}" for n in range(1, count + len(turns[0]) + 1)],
        "member_no": np.concatenate([numbers[member[kept]], turns[0]]),
        "kind": np.concatenate([kind[kept], as_texts(["轮值"] * len(turns[0]))]),
        "held_on": np.concatenate([day_texts(day[kept]), turns[1]]),
        "attendance": np.concatenate([attendance[kept], turns[2]]),
        "origin": np.concatenate([as_texts([None] * count), as_texts(["活动"] * len(turns[0]))]),
        "origin_no": np.concatenate([as_texts([None] * count), turns[3]]),
    }


Part = tuple[Days, Days, Texts, Texts]


def _terms(people: Columns) -> tuple[Days, Days]:
    begun = ordinals(people["term_from"])
    ended = np.array([day if day is not None else "2099-12-31" for day in people["term_to"]], dtype="datetime64[D]")
    return begun, ended.astype(np.int64)


def _attendance(dice: Dice, count: int) -> Texts:
    return dice.weighted(count, {"出席": 0.9, "请假": 0.07, "缺席": 0.03})


def _sessions(world: World, dice: Dice, people: Columns) -> Part:
    """Everyone is due at the full session of their body, every January."""
    count = len(people["member_no"])
    offset = np.where(as_texts(people["region"]) == world.timeline.home, CITY_MEETING, DISTRICT_MEETING)
    first, last = (int(years(np.array([day]))[0]) for day in (world.timeline.first, world.timeline.last))
    starts = ordinals([f"{year}-01-01" for year in range(first, last + 1)])
    day = (starts[:, None] + offset[None, :]).ravel()
    member = np.tile(np.arange(count), len(starts))
    within = (day >= world.timeline.first) & (day <= world.timeline.last)
    member, day = member[within], day[within]
    return member, day, as_texts(["全体会议"] * len(day)), _attendance(dice, len(day))


def _committee(world: World, dice: Dice, standing: Days) -> Part:
    """Standing committees meet in the middle of every quarter."""
    days = np.arange(world.timeline.first + 40, world.timeline.last, 91)
    member, day = np.repeat(standing, len(days)), np.tile(days, len(standing))
    return member, day, as_texts(["常委会议"] * len(day)), _attendance(dice, len(day))


def _activities(world: World, dice: Dice, zeal: "np.typing.NDArray[np.float64]") -> Part:
    span = world.timeline.last - world.timeline.first
    often = dice.rng.poisson(A_YEAR * span / 365 * zeal)
    member = np.repeat(np.arange(len(zeal)), often)
    season = world.words.common["seasons"]["activities"]
    day = dice.days(len(member), world.timeline.first, world.timeline.last, season, weekend=0.3)
    kinds = {"调研": 0.28, "视察": 0.2, "民主监督": 0.12, "学习培训": 0.2, "公益": 0.1, "宣讲": 0.06, "大会发言": 0.04}
    told = _attendance(dice, len(member))
    told[dice.happens(len(member), 0.5)] = None
    return member, day, dice.weighted(len(member), kinds), told


def _turns(dice: Dice, activities: Columns, stays: Columns) -> tuple[Texts, Texts, Texts, Texts]:
    """Who was on duty at an activity of their station: member, day, attendance, activity."""
    staff: dict[str, list[str]] = {}
    for station, member in zip(stays["station_no"], stays["member_no"], strict=True):
        staff.setdefault(station, []).append(member)
    chosen = np.flatnonzero(dice.happens(len(activities["activity_no"]), ON_DUTY))
    lots = dice.rng.random(len(chosen))
    stations, days, numbers = (as_texts(activities[name])[chosen] for name in ("station_no", "held_on", "activity_no"))
    rows = [
        (staff[station][int(lot * len(staff[station]))], day, number)
        for station, day, number, lot in zip(stations, days, numbers, lots, strict=True)
        if station in staff
    ]
    member, day, number = (as_texts(column) for column in zip(*rows, strict=True))
    return member, day, dice.weighted(len(rows), {"出席": 0.94, "缺席": 0.06}), number


def credits(world: World, people: Columns) -> Columns:
    """Courses that members took; a few approved by nobody, or by the one who entered them."""
    dice, numbers = world.dice("credits"), as_texts(people["member_no"])
    begun, ended = _terms(people)
    member = np.repeat(np.arange(len(numbers)), dice.rng.poisson(2.6, len(numbers)))
    day = dice.days(len(member), world.timeline.first, world.timeline.last, [1.0] * 12, weekend=0.4)
    kept = (day >= begun[member]) & (day <= ended[member])
    member, day = member[kept], day[kept]
    count, words = len(day), world.words.common["duties"]
    approved = dice.among(count, words["approvers"])
    entered = dice.among(count, words["clerks"])
    alone, unseen = dice.happens(count, 0.006), dice.happens(count, 0.01)
    approved[alone] = entered[alone]
    approved[unseen] = None
    later = day + dice.whole(count, 1, 20)
    later[unseen | (later > world.timeline.last)] = NEVER
    return {
        "credit_no": [f"S{n:06}" for n in range(1, count + 1)],
        "member_no": numbers[member],
        "course": dice.among(count, words["courses"]),
        "mode": dice.weighted(count, {"线上签到": 0.5, "线下打卡": 0.35, "成果": 0.15}),
        "held_on": day_texts(day),
        "points": dice.among(count, [1.0, 2.0, 4.0, 8.0]),
        "entered_by": entered,
        "approved_by": approved,
        "approved_on": day_texts(later),
    }


def member_tags(world: World, people: Columns) -> Columns:
    """What members are good at, with its ground."""
    dice, words, numbers = world.dice("member_tags"), world.words.common["duties"], as_texts(people["member_no"])
    rows: list[tuple[str, str, str, str]] = []
    for kind, tags in words["tags"].items():
        chosen = numbers[dice.happens(len(numbers), 0.2)]
        rows += zip(chosen, [kind] * len(chosen), dice.among(len(chosen), tags), dice.among(len(chosen), words["grounds"]), strict=True)  # fmt: skip
    return dict(zip(("member_no", "kind", "tag", "ground"), zip(*rows, strict=True), strict=True))


def relations(world: World, people: Columns) -> Columns:
    """Chairpersons with members of the standing committee of their body; sectors with the towns they look after."""
    dice = world.dice("relations")
    numbers, roles, regions = (as_texts(people[name]) for name in ("member_no", "role", "region"))
    rows: list[tuple[str, str, str, str]] = []
    since = world.timeline.begin.isoformat()
    for region in dict.fromkeys(regions):
        local = np.flatnonzero(regions == region)
        leaders, others = (numbers[local[roles[local] == role]] for role in ("副主席", "常委"))
        if len(leaders):
            linked = others[dice.happens(len(others), 0.85)]
            rows += zip(["主席会议成员联系"] * len(linked), dice.among(len(linked), leaders), linked, [since] * len(linked), strict=True)  # fmt: skip
    towns = [town for towns in world.timeline.epochs[-1].towns.values() for town in towns]
    looked_after = [town for town, lot in zip(towns, dice.rng.random(len(towns)), strict=True) if lot < 0.6]
    sectors = dice.among(len(looked_after), world.words.common["sectors"])
    rows += zip(["界别对口镇街"] * len(looked_after), sectors, [town.code for town in looked_after], [since] * len(looked_after), strict=True)  # fmt: skip
    return dict(zip(("kind", "from_no", "to_no", "since"), zip(*rows, strict=True), strict=True))
