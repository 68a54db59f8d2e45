"""Control limits: how far a small region may stray by chance alone.

Exact binomial limits for shares and Poisson limits for events per unit, interpolated between counts
(D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24, 2005,
appendix A.1.1).
"""

import numpy as np
import numpy.typing as npt

from zxdata.metrics.chances import Binomial, Poisson

Numbers = npt.NDArray[np.float64]


def binomial_limits(n: Numbers, target: float, confidence: float) -> tuple[Numbers, Numbers]:
    """Lower and upper limit of a rate for each denominator ``n``, around ``target``; NaN where n is 0."""
    tail = (1 - confidence) / 2
    if not 0 < target < 1:
        flat = np.where(n > 0, target, np.nan)
        return flat, flat.copy()
    with np.errstate(invalid="ignore", divide="ignore"):
        lower, upper = (_interpolated(Binomial(n, target), p) / n for p in (tail, 1 - tail))
    # Where all of n may well come about by chance, nothing lies above.
    upper = np.where(Binomial(n, target).quantile(1 - tail) >= n, 1, upper)
    return np.where(n > 0, np.clip(lower, 0, 1), np.nan), np.where(n > 0, np.clip(upper, 0, 1), np.nan)


def poisson_limits(n: Numbers, target: float, confidence: float) -> tuple[Numbers, Numbers]:
    """Lower and upper limit of events per unit for each number of units ``n``, around ``target`` events per unit;
    NaN where n is 0.
    """
    tail = (1 - confidence) / 2
    if not target > 0:
        flat = np.where(n > 0, target, np.nan)
        return flat, flat.copy()
    with np.errstate(invalid="ignore", divide="ignore"):
        lower, upper = (_interpolated(Poisson(n * target), p) / n for p in (tail, 1 - tail))
    return np.where(n > 0, np.maximum(lower, 0), np.nan), np.where(n > 0, upper, np.nan)


def _interpolated(law: Binomial | Poisson, p: float) -> Numbers:
    """The count below which a share ``p`` lies, between the counts that bracket it."""
    count = law.quantile(p)
    return count - (law.at_most(count) - p) / law.exactly(count)
