"""Kaplan–Meier: how long things take when some are not finished yet.

E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations, JASA 53 (1958). Works on
histograms: ``days``, how many ended on that day, how many were last seen open on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc

Numbers = npt.NDArray[np.float64]
_ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class Curve:
    """At each of ``days``: the share still open, its confidence band, how many were at risk, how many ended on it."""

    days: Numbers
    open_share: Numbers
    lower: Numbers
    upper: Numbers
    at_risk: Numbers
    ended: Numbers

    @property
    def count(self) -> int:
        return int(self.at_risk[0]) if len(self.at_risk) else 0

    def share_at(self, day: float) -> float:
        """The share still open after ``day``."""
        position = int(np.searchsorted(self.days, day, side="right"))
        return float(self.open_share[position - 1]) if position else 1.0

    def quantile(self, q: float) -> float | None:
        """The first day by which a share ``q`` has ended; None if the curve does not come down to it."""
        reached = np.flatnonzero(self.open_share <= 1 - q + _ROUNDING)
        return float(self.days[reached[0]]) if len(reached) else None


def curve(days: Numbers, ended: Numbers, censored: Numbers, z: float = 1.959963984540054) -> Curve:
    """The estimate with its log-log band (``z``: normal quantile, 95 % by default). Days need not be sorted."""
    order = np.argsort(days, kind="stable")
    days, ended, censored = days[order], ended[order], censored[order]
    unique, starts = np.unique(days, return_index=True)
    if len(unique) == 0:
        nothing = np.array([], dtype=float)
        return Curve(nothing, nothing, nothing, nothing, nothing, nothing)
    d, c = np.add.reduceat(ended, starts), np.add.reduceat(censored, starts)
    at_risk = np.cumsum((d + c)[::-1])[::-1]
    share = np.cumprod(1 - d / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(np.where(at_risk > d, d / (at_risk * (at_risk - d)), 0.0))  # Greenwood's sum
        spread = z * np.sqrt(variance) / np.log(share)
        lower, upper = share ** np.exp(-spread), share ** np.exp(spread)
    inside = (share > 0) & (share < 1)
    lower, upper = np.where(inside, lower, share), np.where(inside, upper, share)
    return Curve(unique.astype(float), share, lower, upper, at_risk.astype(float), d.astype(float))


def log_rank(curves: Sequence[Curve]) -> float | None:
    """p of the log-rank test that all groups end at the same pace; None with fewer than two groups or no ending.

    N. Mantel, Evaluation of survival data and two new rank order statistics, Cancer Chemotherapy Reports 50 (1966).
    """
    groups = [c for c in curves if c.count]
    if len(groups) < 2:
        return None
    days = np.unique(np.concatenate([c.days[c.ended > 0] for c in groups]))
    ended = np.array([_on(c, days) for c in groups])
    at_risk = np.array([_at_risk(c, days) for c in groups])
    n, d = at_risk.sum(axis=0), ended.sum(axis=0)
    if not len(days):
        return None
    share = at_risk / n
    excess = (ended - d * share).sum(axis=1)[:-1]
    weight = np.where(n > 1, d * (n - d) / np.maximum(n - 1, 1), 0.0)
    spread = (weight * share) @ share.T
    covariance = (np.diag((weight * share).sum(axis=1)) - spread)[:-1, :-1]
    statistic = float(excess @ np.linalg.pinv(covariance) @ excess)
    return float(chdtrc(len(groups) - 1, statistic))


def _on(found: Curve, days: Numbers) -> Numbers:
    """How many ended on each of ``days``."""
    counts = dict(zip(found.days.tolist(), found.ended.tolist(), strict=True))
    return np.array([counts.get(day, 0.0) for day in days.tolist()])


def _at_risk(found: Curve, days: Numbers) -> Numbers:
    """How many were still in question as each of ``days`` began."""
    position = np.searchsorted(found.days, days, side="left")
    return np.where(position < len(found.days), found.at_risk[np.minimum(position, len(found.days) - 1)], 0.0)
