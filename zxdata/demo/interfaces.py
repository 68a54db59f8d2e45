"""With whom the demonstration's body exchanges data: some in time, some late, some missing."""

from zoneinfo import ZoneInfo

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.days import NEVER, day_texts, moment_texts
from zxdata.demo.world import World

NIGHT = 2 * 60


def interfaces(world: World, zone: ZoneInfo) -> Columns:
    """``ago``: days since the last exchange, ``due``: days until the next, negative where it is overdue, as the words file
    has them.
    """
    rows, today = world.words.common["interfaces"]["rows"], world.timeline.last
    texts = ("counterpart", "direction", "dataset", "manner", "frequency", "state")
    exchanged = np.array([today - row["ago"] for row in rows], dtype=np.int64)
    expected = np.array([today + row["due"] if "due" in row else NEVER for row in rows], dtype=np.int64)
    return {
        "interface_no": [f"K{n:02}" for n in range(1, len(rows) + 1)],
        **{name: [row.get(name) for row in rows] for name in texts},
        "expected_on": day_texts(expected),
        "exchanged_at": moment_texts(exchanged, np.full(len(rows), NIGHT), zone),
    }
