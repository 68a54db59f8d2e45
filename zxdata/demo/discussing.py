"""商议 in the demonstration: the step of a topic between who raised it and the office that deliberates on it."""

from typing import Any

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.days import from_weekend, moment_texts, ordinals
from zxdata.demo.dice import as_texts
from zxdata.demo.world import World

STAGE = "商议"
SHARE = 0.8
"""Of topics that are discussed before anybody deliberates on them."""


def discussed(world: World, topic: Columns, events: Columns, zone: Any) -> Columns:
    """Within three weeks of being raised, in the sector or the committee that it concerns; never after a later step."""
    dice, count = world.dice("topics discussed"), len(topic["topic_no"])
    numbers = as_texts(topic["topic_no"])
    following = {number: world.timeline.last + 1 for number in numbers}
    moments = zip(events["topic_no"], events["stage"], ordinals([t[:10] for t in events["occurred_at"]]), strict=True)
    for number, stage, day in moments:
        if stage != "征集":
            following[number] = min(following[number], int(day))
    days = from_weekend(ordinals(topic["raised_on"]) + dice.whole(count, 7, 20))
    chosen = dice.happens(count, SHARE) & (days < np.array([following[number] for number in numbers]))
    minutes, by = dice.whole(count, 9 * 60, 17 * 60), dice.among(count, ["界别活动小组", "专委会办公室", "委员工作室"])
    return {
        "topic_no": numbers[chosen],
        "stage": [STAGE] * int(chosen.sum()),
        "occurred_at": moment_texts(days[chosen], minutes[chosen], zone),
        "by": by[chosen],
    }
