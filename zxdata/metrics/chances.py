"""How likely counts are where nothing but chance is at work: binomial and Poisson laws, and what many looks at once cost.

From scipy.special alone: scipy.stats would hold 45 MB in every process that serves.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import special

Numbers = npt.NDArray[np.float64]
Given = float | npt.ArrayLike


class Binomial(NamedTuple):
    """n: how many are counted among; share: of each to be counted; arrays are taken element by element."""

    n: Given
    share: Given

    def at_most(self, count: Given) -> Numbers:
        """P(X ≤ count): of as many or more that are not counted."""
        left = np.asarray(self.n, dtype=float) - np.asarray(count, dtype=float)
        return Binomial(self.n, 1 - np.asarray(self.share)).at_least(left)

    def at_least(self, count: Given) -> Numbers:
        """P(X ≥ count), by the incomplete beta function."""
        n, k, share = np.broadcast_arrays(*(np.asarray(each, dtype=float) for each in (self.n, count, self.share)))
        within = (k > 0) & (k <= n)
        found = special.betainc(np.where(within, k, 1.0), np.where(within, n - k + 1, 1.0), share)
        return np.where(within, found, np.where(np.isnan(k) | np.isnan(n), np.nan, np.where(k > 0, 0.0, 1.0)))

    def exactly(self, count: Given) -> Numbers:
        """P(X = count)."""
        n, k = np.asarray(self.n, dtype=float), np.asarray(count, dtype=float)
        ways = special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1)
        return np.asarray(np.exp(ways + special.xlogy(k, self.share) + special.xlog1py(n - k, -np.asarray(self.share))))

    def quantile(self, chance: float) -> Numbers:
        """The smallest count with P(X ≤ count) ≥ chance."""
        return np.minimum(_smallest(self, chance, special.bdtrik(chance, self.n, self.share)), self.n)


class Poisson(NamedTuple):
    """mean: how many are to be expected."""

    mean: Given

    def at_most(self, count: Given) -> Numbers:
        """P(X ≤ count)."""
        return np.where(np.asarray(count) < 0, 0.0, special.pdtr(np.maximum(count, 0), self.mean))

    def exactly(self, count: Given) -> Numbers:
        """P(X = count)."""
        k = np.asarray(count, dtype=float)
        return np.asarray(np.exp(special.xlogy(k, self.mean) - special.gammaln(k + 1) - self.mean))

    def quantile(self, chance: float) -> Numbers:
        """The smallest count with P(X ≤ count) ≥ chance."""
        return _smallest(self, chance, special.pdtrik(chance, self.mean))


def _smallest(law: Binomial | Poisson, chance: float, near: npt.ArrayLike) -> Numbers:
    """Where the inverse of the law is near, the count itself; below the first it is undefined."""
    count = np.maximum(np.ceil(np.nan_to_num(near)), 0)
    count = np.where(law.at_most(count) < chance, count + 1, count)
    return np.asarray(np.where(law.at_most(count - 1) >= chance, np.maximum(count - 1, 0), count))


def chance_of_halves(a: int, b: int) -> float:
    """Two-sided, of a split of a + b as uneven as a to b where either side is as likely."""
    return min(1.0, 2 * float(Binomial(a + b, 0.5).at_most(min(a, b))))


def adjusted(chances: npt.ArrayLike) -> Numbers:
    """Chances with as many looks allowed for as there are (Y. Benjamini and Y. Hochberg, Journal of the Royal Statistical
    Society B 57, 1995): the least share of false finds among those at or below each."""
    given = np.asarray(chances, dtype=float)
    order = np.argsort(given)[::-1]
    ranks = np.arange(len(given), 0, -1)
    fair = np.empty_like(given)
    fair[order] = np.minimum.accumulate(given[order] * len(given) / ranks) if len(given) else given
    return np.asarray(np.minimum(fair, 1.0))
