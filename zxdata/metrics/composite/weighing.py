"""Pure reckoning of composite indices: scores from values, a weighted mean of what is known, ranks, other weights.

Ranks are tried under weights drawn at random around the agreed ones, as an uncertainty analysis of a composite
indicator does it (M. Saisana, A. Saltelli, S. Tarantola, Journal of the Royal Statistical Society A 168, 2005).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from zxdata.rules.evaluation import Part

Numbers = npt.NDArray[np.float64]
DRAWS, SEED, FACTOR = 1000, 20050101, 2.0
MOST_MISSING = 0.5


def scored(part: Part, values: Numbers) -> Numbers:
    """0 to 100 for each peer's value, NaN where it is missing. ``line`` runs from zero to full; ``range`` from the worst
    peer to the best; ``rank`` is the share of the other peers that are worse, ties counting half.
    """
    if part.normalise == "line":
        return np.asarray(100 * np.clip((values - part.zero) / (part.full - part.zero), 0, 1))
    known = values[~np.isnan(values)] * (1 if part.full > part.zero else -1)
    own = values * (1 if part.full > part.zero else -1)
    if len(known) < 2 or known.min() == known.max():
        return np.where(np.isnan(values), np.nan, 50.0)
    if part.normalise == "range":
        return np.asarray(100 * (own - known.min()) / (known.max() - known.min()))
    below = (known[None, :] < own[:, None]).sum(axis=1) + ((known[None, :] == own[:, None]).sum(axis=1) - 1) / 2
    return np.where(np.isnan(values), np.nan, 100 * below / (len(known) - 1))


def weighed(scores: Numbers, weights: Numbers) -> tuple[Numbers, Numbers]:
    """The score of each peer (row) over its known parts (columns), and the share of the weight that is known.

    NaN where half of the weight or more is missing.
    """
    known = ~np.isnan(scores)
    weight = (known * weights).sum(axis=1)
    share = weight / weights.sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        whole = np.where(known, scores, 0.0) @ weights / weight
    return np.where(share > MOST_MISSING, whole, np.nan), share


def ranks(score: Numbers) -> Numbers:
    """1 for the highest, ties sharing the better rank, NaN for what has no score."""
    better = (score[None, :] > score[:, None]).sum(axis=1)
    return np.where(np.isnan(score), np.nan, better + 1.0)


def rank_ranges(scores: Numbers, weights: Sequence[float]) -> tuple[Numbers, Numbers]:
    """The best and the worst rank of each peer in nine of ten draws of other weights, each between half and double of
    its own; the same at every call.
    """
    rng = np.random.default_rng(SEED)
    given = np.asarray(weights, dtype=float)
    drawn = given * FACTOR ** rng.uniform(-1, 1, (DRAWS, len(given)))
    found = np.array([ranks(weighed(scores, each)[0]) for each in drawn])
    if not found.size or np.isnan(found).all():
        nothing = np.full(len(scores), np.nan)
        return nothing, nothing
    low, high = np.full(len(scores), np.nan), np.full(len(scores), np.nan)
    ranked = ~np.isnan(found).any(axis=0)
    low[ranked] = np.quantile(found[:, ranked], 0.05, axis=0, method="lower")
    high[ranked] = np.quantile(found[:, ranked], 0.95, axis=0, method="higher")
    return low, high
