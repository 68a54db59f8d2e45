"""Control limits: how far a small region may stray by chance alone.

Exact binomial limits, interpolated between counts (D. J. Spiegelhalter, Funnel plots for comparing institutional
performance, Statistics in Medicine 24, 2005, appendix A.1.1).
"""

import numpy as np
import numpy.typing as npt
from scipy.stats import binom

Numbers = npt.NDArray[np.float64]


def binomial_limits(n: Numbers, target: float, confidence: float) -> tuple[Numbers, Numbers]:
    """Lower and upper limit of a rate for each denominator ``n``, around ``target``; NaN where n is 0."""
    tail = (1 - confidence) / 2
    if not 0 < target < 1:
        flat = np.where(n > 0, target, np.nan)
        return flat, flat.copy()
    with np.errstate(invalid="ignore", divide="ignore"):
        lower = _interpolated(n, target, tail)
        upper = _interpolated(n, target, 1 - tail)
    return np.where(n > 0, np.clip(lower, 0, 1), np.nan), np.where(n > 0, np.clip(upper, 0, 1), np.nan)


def _interpolated(n: Numbers, target: float, p: float) -> Numbers:
    count = binom.ppf(p, n, target)
    share = (binom.cdf(count, n, target) - p) / binom.pmf(count, n, target)
    limit: Numbers = (count - share) / n
    return limit
