"""Kaplan–Meier: how long things take when some are not finished yet.

E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations, JASA 53 (1958). Works on
histograms: ``days``, how many ended on that day, how many were last seen open on it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
_ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class Curve:
    """At each of ``days``: the share still open, its confidence band, and how many were at risk."""

    days: Numbers
    open_share: Numbers
    lower: Numbers
    upper: Numbers
    at_risk: Numbers

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
        return Curve(nothing, nothing, nothing, nothing, nothing)
    d, c = np.add.reduceat(ended, starts), np.add.reduceat(censored, starts)
    at_risk = np.cumsum((d + c)[::-1])[::-1]
    share = np.cumprod(1 - d / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(np.where(at_risk > d, d / (at_risk * (at_risk - d)), 0.0))  # Greenwood's sum
        spread = z * np.sqrt(variance) / np.log(share)
        lower, upper = share ** np.exp(-spread), share ** np.exp(spread)
    inside = (share > 0) & (share < 1)
    lower, upper = np.where(inside, lower, share), np.where(inside, upper, share)
    return Curve(unique.astype(float), share, lower, upper, at_risk.astype(float))
