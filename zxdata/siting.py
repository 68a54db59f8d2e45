"""Where next: the k sites that bring most unserved demand within reach (maximal covering location).

R. Church and C. ReVelle, The maximal covering location problem, Papers of the Regional Science Association 32
(1974). Solved exactly by branch and bound; when time runs out, the best plan found and how far it may be from the best.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

Numbers = npt.NDArray[np.float64]
_ROUNDING = 1e-6


@dataclass(frozen=True)
class Plan:
    """sites: numbers of the chosen sites, the largest gain first; gains: weight that each adds to those before it;
    bound: no plan of as many sites gains more.
    """

    sites: tuple[int, ...]
    gains: tuple[float, ...]
    bound: float

    @property
    def gain(self) -> float:
        return sum(self.gains)

    @property
    def gap(self) -> float:
        """By what share of the bound the plan may fall short of the best; 0 is proven best."""
        return max(0.0, 1 - self.gain / self.bound) if self.bound > _ROUNDING else 0.0


def locate(weights: Sequence[float], pairs: Sequence[tuple[int, int]], sites: int, k: int, seconds: float) -> Plan:
    """At most ``k`` of ``sites`` sites; ``pairs`` says which site reaches which demand, ``weights`` what that is worth.

    A site that adds nothing is left out, so that fewer than ``k`` may come back.
    """
    worth = np.asarray(weights, dtype=float)
    if not pairs or k < 1 or not worth.sum():
        return Plan((), (), 0.0)
    site, demand = np.asarray(pairs, dtype=int).T
    covers = csr_array((np.ones(len(site)), (demand, site)), shape=(len(worth), sites))
    greedy = _in_order(covers, worth, range(sites), k)
    found, bound = _branch_and_bound(covers, worth, k, seconds)
    exact = _in_order(covers, worth, found, k)
    best = max(greedy, exact, key=lambda plan: sum(plan[1]))
    return Plan(*best, bound=max(bound, sum(best[1])))


def _branch_and_bound(covers: csr_array, worth: Numbers, k: int, seconds: float) -> tuple[list[int], float]:
    """The sites found and an upper bound. Variables: a site is taken (0 or 1), a demand is covered (0 to 1)."""
    demands, sites = covers.shape
    gains = -np.concatenate([np.zeros(sites), worth])
    covered_by_taken = LinearConstraint(_beside(-covers), -np.inf, 0)
    few = LinearConstraint(np.concatenate([np.ones(sites), np.zeros(demands)])[None, :], -np.inf, k)
    solved = milp(
        gains,
        constraints=[covered_by_taken, few],
        bounds=Bounds(0, 1),
        integrality=np.concatenate([np.ones(sites), np.zeros(demands)]),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    bound = float(worth.sum()) if solved.mip_dual_bound is None else -float(solved.mip_dual_bound)
    taken = [] if solved.x is None else [int(n) for n in np.flatnonzero(solved.x[:sites] > 0.5)]
    return taken, min(bound, float(worth.sum()))


def _beside(covers: csr_array) -> coo_array:
    """[covers, identity]: one row a demand, the sites that cover it and the demand itself."""
    rows, columns = covers.nonzero()
    demands, sites = covers.shape
    each = np.arange(demands)
    values = np.concatenate([covers.data, np.ones(demands)])
    return coo_array(
        (values, (np.concatenate([rows, each]), np.concatenate([columns, each + sites]))),
        shape=(demands, sites + demands),
    )


def _in_order(
    covers: csr_array, worth: Numbers, among: Sequence[int], k: int
) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Up to ``k`` of the sites ``among``, each the one that adds most to those before it, and what each adds."""
    left, open_sites = worth.copy(), np.array(list(among), dtype=int)
    order: list[int] = []
    gains: list[float] = []
    while len(order) < k and len(open_sites):
        adds = covers[:, open_sites].T @ left
        best = int(np.argmax(adds))
        if adds[best] <= _ROUNDING:
            break
        order.append(int(open_sites[best]))
        gains.append(float(adds[best]))
        left[covers[:, [order[-1]]].toarray().ravel() > 0] = 0.0
        open_sites = np.delete(open_sites, best)
    return tuple(order), tuple(gains)
