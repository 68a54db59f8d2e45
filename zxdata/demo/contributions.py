"""An action in the demonstration whose records name the members who took part in it."""

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.days import day_texts
from zxdata.demo.dice import as_texts
from zxdata.demo.programmes import words
from zxdata.demo.world import World

NUMBER = "XD90"
MOST = 6


def contributions(world: World, people: Columns) -> dict[str, Columns]:
    """The action and its records of three years, each with two to six members of the district where it was."""
    dice, said, timeline = world.dice("contributions"), words()["contributions"], world.timeline
    count = int(said["records"])
    days = np.sort(dice.days(count, timeline.first, timeline.last, [1.0] * 12, 0.4))
    regions = timeline.districts(dice, days)
    numbers, homes = as_texts(people["member_no"]), as_texts(people["region"])
    local = {region: np.flatnonzero(homes == region) for region in set(regions)}
    wanted, lots = dice.whole(count, 2, MOST), dice.rng.random((count, MOST))
    members = [
        "、".join(dict.fromkeys(numbers[local[region][(lots[n][: wanted[n]] * len(local[region])).astype(int)]]))
        for n, region in enumerate(regions)
    ]
    lead = world.words.common["committees"][0]
    return {
        "programmes": {
            "programme_no": [NUMBER], "name": [said["name"]], "kind": [said["kind"]], "region": [timeline.home],
            "since": [timeline.begin.isoformat()], "lead": [lead],
        },
        "programme_records": {
            "record_no": [f"XN{n:05}" for n in range(1, count + 1)],
            "programme_no": [NUMBER] * count,
            "held_on": day_texts(days),
            "region": regions,
            "members": members,
            "member_visits": [len(named.split("、")) for named in members],
            "public_visits": dice.whole(count, 10, 80),
            "measure": dice.among(count, said["measures"]),
            "quantity": dice.whole(count, 1, 5).astype(float),
            "effect": dice.among(count, said["effects"]),
        },
    }  # fmt: skip
