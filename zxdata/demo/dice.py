"""Chance that repeats: the same seed, subject and copy throw the same dice on any machine."""

from collections.abc import Mapping, Sequence
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from zxdata.demo.days import Days, Texts, months, weekdays

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


class Dice:
    """Each draw takes how many are wanted and gives an array of that length."""

    def __init__(self, seed: int, subject: str, copy: int = 0) -> None:
        self.rng = np.random.default_rng([seed, crc32(subject.encode()), copy])

    def happens(self, count: int, share: float | Numbers) -> Mask:
        return self.rng.random(count) < share

    def whole(self, count: int, low: int, high: int) -> Days:
        """Whole numbers from low to high, both included."""
        return self.rng.integers(low, high + 1, count)

    def index(self, count: int, weights: Sequence[float] | Numbers) -> Days:
        """Positions in ``weights``, each as often as it weighs."""
        edges = np.cumsum(np.asarray(weights, dtype=float))
        found: Days = np.searchsorted(edges, self.rng.random(count) * edges[-1], side="right").astype(np.int64)
        return found

    def among(self, count: int, words: Sequence[Any] | Texts) -> Texts:
        """Words, each as often."""
        return as_texts(words)[self.rng.integers(0, len(words), count)]

    def weighted(self, count: int, words: Mapping[str, float]) -> Texts:
        return as_texts(list(words))[self.index(count, list(words.values()))]

    def around(self, count: int, median: float | Numbers, spread: float) -> Numbers:
        """Skewed positive numbers: half lie below ``median``, two thirds within a factor of e**spread."""
        return np.asarray(median * np.exp(self.rng.normal(0, spread, count)))

    def days(
        self, count: int, since: int, until: int, season: Sequence[float], weekend: float, growth: float = 1.0
    ) -> Days:
        """Days of the period, more in busy months, few at weekends, ``growth`` times as many each later year."""
        period = np.arange(since, max(since, until) + 1)
        busy = np.asarray(season)[months(period)] * np.where(weekdays(period) >= 5, weekend, 1.0)
        return period[self.index(count, busy * growth ** ((period - since) / 365))]


def as_texts(words: Sequence[Any] | Texts) -> Texts:
    found = np.empty(len(words), dtype=object)
    found[:] = words
    return found


def or_none(texts: Texts, missing: Mask) -> Texts:
    """The texts with None where ``missing``."""
    found = texts.copy()
    found[missing] = None
    return found
