"""Members and their groups. Names are a surname and 某, so that nobody is meant."""

from datetime import date

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.days import NEVER, Texts, day_texts, ordinal
from zxdata.demo.dice import as_texts
from zxdata.demo.world import World

MUNICIPAL = 420
PER_DISTRICT = (125, 225)


def members(world: World) -> Columns:
    """About 7,000: the home's own body and one body a district, exactly as large as published where it is."""
    dice, words = world.dice("members"), world.words.common
    assigned = world.fixed("coverage.members_assigned")
    bodies = [(world.timeline.home, MUNICIPAL)]
    for region, since, _ in world.timeline.lives:
        own = int(dice.whole(1, *PER_DISTRICT)[0])
        size = assigned.get(region.code, own)
        bodies.append((region.code, size // 8 if since > world.timeline.first else size))
    region_of = np.repeat(as_texts([code for code, _ in bodies]), [size for _, size in bodies])
    count = len(region_of)
    newcomer = np.isin(region_of, _young(world))
    begun = np.full(count, ordinal(date(world.timeline.begin.year - 1, 1, 10)))
    joined = dice.whole(count, world.timeline.first, world.timeline.last)
    late = dice.happens(count, 0.07) & ~np.isin(region_of, list(assigned))
    left = dice.happens(count, 0.03) & ~np.isin(region_of, list(assigned)) & ~newcomer
    births = {region.code: since for region, since, _ in world.timeline.lives}
    born = np.array([births.get(code, world.timeline.first) for code in region_of])
    term_from = np.where(newcomer, born, np.where(late, joined, begun))
    away = dice.whole(count, 30, 900)
    term_to = np.where(left & (term_from + away < world.timeline.last), term_from + away, NEVER)
    return {
        "member_no": [f"M{n:05}" for n in range(1, count + 1)],
        "name": dice.among(count, words["surnames"]) + dice.among(count, words["given"]),
        "sector": world.some_missing(dice, dice.among(count, words["sectors"]), 0.006),
        "committee": world.some_missing(dice, dice.among(count, words["committees"]), 0.35),
        "region": region_of,
        "role": dice.weighted(count, {"委员": 0.8, "常委": 0.17, "副主席": 0.03}),
        "party_member": dice.happens(count, 0.39),
        "term_from": day_texts(term_from),
        "term_to": day_texts(term_to),
    }


def member_groups(world: World, numbers: Texts) -> Columns:
    """Groups of two members in five; one may be in several."""
    dice, groups = world.dice("member_groups"), world.words.common["groups"]
    rows = []
    for kind, names in groups.items():
        chosen = numbers[dice.happens(len(numbers), 0.16)]
        rows += list(zip(chosen, [kind] * len(chosen), dice.among(len(chosen), names), strict=True))
    return dict(zip(("member_no", "kind", "name"), zip(*rows, strict=True), strict=True))


def _young(world: World) -> list[str]:
    return [region.code for region, since, _ in world.timeline.lives if since > world.timeline.first]
