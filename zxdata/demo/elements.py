"""What proposals are made of: length of text, key words, measures; some fall short, of some nothing is recorded."""

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.dice import as_texts, or_none
from zxdata.demo.world import World

UNRECORDED = 0.15


def elements(world: World, copy: int, count: int) -> Columns:
    """Columns of ``count`` proposals."""
    dice, pool = world.dice("elements", copy), world.words.common["proposals"]["keywords"]
    length = np.clip(dice.around(count, 1300, 0.45), 120, 6000).astype(int)
    many = dice.index(count, [0, 1, 3, 30, 40, 26])
    orders = dice.rng.random((count, len(pool))).argsort(axis=1)
    keywords = ["、".join(pool[n] for n in order[:k]) for order, k in zip(orders, many, strict=True)]
    measures = dice.index(count, [1, 8, 22, 30, 24, 15])
    unrecorded = dice.happens(count, UNRECORDED)
    columns = {"text_length": length.tolist(), "keywords": keywords, "measures": measures.tolist()}
    return {name: or_none(as_texts(values), unrecorded) for name, values in columns.items()}
