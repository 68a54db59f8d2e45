"""监督力量 in the demonstration: standing groups of members, and the sessions on matters that they took part in."""

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.days import Days, Texts, day_texts, ordinals
from zxdata.demo.dice import Dice, as_texts
from zxdata.demo.programmes import words
from zxdata.demo.world import World

KIND, INSPECTORS = "监督力量", "特约监督员"
MATTERS = 0.12
"""Of matters that a group took part in."""
Rows = list[tuple[str | None, ...]]


def forces(world: World, people: Columns, matters: Columns) -> dict[str, Columns]:
    """The members of each group with their days, some who left and some who came later; inspectors by the unit that they
    are appointed to; and records of who was at which session: on some days two groups together.
    """
    dice, said = world.dice("forces"), words()["forces"]
    first, last = world.timeline.first, world.timeline.last
    home = np.flatnonzero(as_texts(people["region"]) == world.timeline.home)
    size = int(said["members"])
    chosen = dice.rng.permutation(home)[: size * len(said["names"])].reshape(len(said["names"]), -1)
    numbers, terms = as_texts(people["member_no"]), ordinals(people["term_from"])
    groups: list[tuple[Texts, Days, Days]] = []
    belonging: Rows = []
    for name, of in zip(said["names"], chosen, strict=True):
        count = len(of)
        since = np.maximum(terms[of], np.where(dice.happens(count, 0.8), first, dice.whole(count, first, last)))
        until = since + dice.whole(count, 120, 700)
        left = dice.happens(count, 0.08) & (until <= last)
        until = np.where(left, until, last + 1)
        groups.append((numbers[of], since, until))
        ends = [on if leaves else None for on, leaves in zip(day_texts(until), left, strict=True)]
        belonging += zip(numbers[of], [KIND] * count, [name] * count, day_texts(since), ends, strict=True)
    named = dice.rng.permutation(len(numbers))[: int(said["inspectors"])]
    count = len(named)
    since = day_texts(np.maximum(terms[named], first))
    units = dice.among(count, said["units"])
    belonging += zip(numbers[named], [INSPECTORS] * count, units, since, [None] * count, strict=True)
    held = _sessions(dice, matters, groups, last)
    count = len(held)
    return {
        "member_groups": _columns(("member_no", "kind", "name", "since", "until"), belonging),
        "duties": _columns(("member_no", "held_on", "attendance", "origin_no"), held)
        | {
            "duty_no": [f"JD{n:05}" for n in range(1, count + 1)],
            "kind": ["民主监督"] * count,
            "origin": ["监督"] * count,
        },
    }


def _sessions(dice: Dice, matters: Columns, groups: list[tuple[Texts, Days, Days]], last: int) -> Rows:
    """Member, day, attendance, matter."""
    found: Rows = []
    taken = np.flatnonzero(dice.happens(len(matters["matter_no"]), MATTERS))
    days = ordinals([matters["opened_on"][n] for n in taken]) + dice.whole(len(taken), 2, 40)
    which, second = dice.whole(len(taken), 0, len(groups) - 1), dice.happens(len(taken), 0.15)
    for n, day, group, joint in zip(taken, days, which, second, strict=True):
        if day > last:
            continue
        for each in {int(group), (int(group) + 1) % len(groups)} if joint else {int(group)}:
            members, since, until = groups[each]
            due = np.flatnonzero((since <= day) & (day < until))
            due = due[dice.happens(len(due), 0.55)]
            came = dice.weighted(len(due), {"出席": 0.92, "请假": 0.06, "缺席": 0.02})
            on = day_texts(np.array([day]))[0]
            number = matters["matter_no"][n]
            found += [(member, on, attended, number) for member, attended in zip(members[due], came, strict=True)]
    return found


def _columns(names: tuple[str, ...], rows: Rows) -> Columns:
    return dict(zip(names, map(as_texts, zip(*rows, strict=True)), strict=True))
