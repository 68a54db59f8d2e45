"""How likely an open proposal is to pass its due day unanswered: Kaplan–Meier of its like, given its age.

P(late | still open after a days) = S(limit) ÷ S(a), with S from the past of the same unit and category, or of the
unit, the category or all where that is too small. The same rule is tried on held-out history before it is believed.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sqlalchemy import String, func, select

from zxdata.filters import Filters
from zxdata.metrics.expressions import always
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.question import as_of, conditions
from zxdata.metrics.survival import Curve, curve
from zxdata.periods import months_after
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.rules.procedure import Forecast
from zxdata.snapshot.facts import proposal
from zxdata.store import Reading

Numbers = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]
Positions = npt.NDArray[np.int64]
BASES = ("同单位同类别", "同单位", "同类别", "全部")
EPOCH = date(1970, 1, 1)
CUTS, APART = 8, 3  # cut-offs of the proof, and the months between them


@dataclass(frozen=True, eq=False)
class History:
    """Every span of every proposal that was ever assigned, as columns: what was known from when until when.

    unit, category: texts. assigned, due, replied, since, until: day numbers; never is NaN.
    """

    no: Texts
    unit: Texts
    category: Texts
    assigned: Numbers
    due: Numbers
    replied: Numbers
    since: Numbers
    until: Numbers

    @cached_property
    def alike(self) -> tuple[Positions, ...]:
        """For each of BASES a number a group: cases of one number are alike."""
        unit, category = (np.unique(texts.astype(str), return_inverse=True)[1] for texts in (self.unit, self.category))
        both = unit * (int(category.max(initial=0)) + 1) + category
        return both, unit, category, np.zeros_like(unit)

    def known_on(self, day: float) -> npt.NDArray[np.bool_]:
        """The spans that hold on the day and are assigned by then."""
        return (self.since <= day) & (day < self.until) & (self.assigned <= day)


class Bin(NamedTuple):
    """``n`` cases foretold to be late with a probability from ``least`` to ``most``: their mean probability, and the
    share that came to be late.
    """

    least: float
    most: float
    n: int
    foretold: float
    came: float


class _Trial(NamedTuple):
    """What was foretold of one case of one unit, and whether it came to be late."""

    unit: str
    foretold: float
    came: bool


@dataclass(frozen=True, eq=False)
class Proof:
    """Held-out history: what was foretold at earlier cut-offs beside what came of it.

    brier: mean squared error; base_brier: of always foretelling the share that was late before. error: calibration
    error, weighted by cases. units: whether its own cases came as foretold, within chance.
    """

    n: int
    brier: float | None
    base_brier: float | None
    error: float | None
    bins: Records[Bin]
    units: Mapping[str, bool]

    def holds(self, rules: Forecast) -> bool:
        """Better than the base rate, calibrated, and on enough cases."""
        if self.n < rules.least_proof or self.brier is None or self.base_brier is None or self.error is None:
            return False
        return self.brier < self.base_brier and self.error <= rules.greatest_error


def history(reading: Reading, filters: Filters, rules: Rules) -> History:
    """All that the reader may see, whatever the filters: more cases make a better estimate."""
    t = proposal
    whole = replace(filters, region=None, since=None, until=None, where=())
    at = as_of(reading, whole, rules)
    days = (t.c.assigned_on, t.c.due_on, t.c.replied_on, t.c.span_from, t.c.span_to)
    numbers = [func.datediff("day", EPOCH, day) for day in days]
    asked = select(
        t.c.no, func.coalesce(t.c.unit.cast(String), ""), func.coalesce(t.c.category.cast(String), ""), *numbers
    )
    seen = conditions(reading, replace(PROPOSAL, alive=always), t, at, ())
    rows = reading.rows(asked.where(*seen, t.c.assigned_on <= filters.as_of))
    columns = list(zip(*rows, strict=True)) if rows else [()] * 8
    no, unit, category = (np.array(c, dtype=object) for c in columns[:3])
    assigned, due, replied, since, until = (np.array(c, dtype=float) for c in columns[3:])
    return History(no, unit, category, assigned, due, replied, since, until)


def number(day: date) -> int:
    """The day as History counts it."""
    return (day - EPOCH).days


@dataclass(frozen=True, eq=False)
class Foretold:
    """For each row asked for: the probability (NaN where too few like it grew so old), the answered past cases that
    were still open at its age, and which of BASES they are (-1 for none).
    """

    probability: Numbers
    past: Numbers
    basis: npt.NDArray[np.int64]


def foretell(known: History, day: int, rows: Positions, least: int) -> Foretold:
    """``rows``: positions of proposals open on ``day`` and not yet due; only what was known on that day is used."""
    then = np.flatnonzero(known.known_on(day))
    ended = known.replied[then] <= day
    lasted = np.where(ended, known.replied[then], day) - known.assigned[then]
    probability, past = np.full(len(rows), np.nan), np.zeros(len(rows))
    basis = np.full(len(rows), -1)
    for n, key in enumerate(known.alike):
        open_still = np.flatnonzero(basis < 0)
        if not len(open_still):
            break
        wanted = set(key[rows[open_still]].tolist())
        curves = _curves(key[then], lasted, ended, wanted, least)
        for position in open_still:
            found = curves.get(int(key[rows[position]]))
            if found is None:
                continue
            row = rows[position]
            age = day - known.assigned[row]
            alike = found.ended[found.days > age].sum()
            if alike < least:
                continue
            basis[position], past[position] = n, alike
            probability[position] = found.share_at(known.due[row] - known.assigned[row]) / found.share_at(age)
    return Foretold(probability, past, basis)


def _curves(
    key: Positions, lasted: Numbers, ended: npt.NDArray[np.bool_], wanted: set[int], least: int
) -> dict[int, Curve]:
    """A curve for each wanted group with enough answered cases."""
    found: dict[int, Curve] = {}
    if not len(key):
        return found
    order = np.argsort(key, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(key[order])) + 1):
        group = int(key[part[0]])
        if group in wanted and ended[part].sum() >= least:
            done = ended[part].astype(float)
            found[group] = curve(lasted[part], done, 1 - done)
    return found


def pending(known: History, day: int) -> Positions:
    """The proposals that are open on the day and not past their due day."""
    waiting = ~(known.replied <= day) & (known.due >= day)
    return np.flatnonzero(known.known_on(day) & waiting)


def proof(known: History, today: date, rules: Forecast) -> Proof:
    """Foretell at earlier days with what was known then, and see what came; each proposal is asked about once."""
    now = number(today)
    final = {known.no[n]: n for n in np.flatnonzero(known.known_on(now))}
    asked: set[str] = set()
    tried: list[_Trial] = []
    for back in range(CUTS, 0, -1):
        day = number(months_after(today, -APART * back))
        rows = [
            n
            for n in pending(known, day)
            if known.due[n] < now
            and known.no[n] not in asked
            and known.no[n] in final
            and known.assigned[final[known.no[n]]] == known.assigned[n]
        ]
        positions = np.array(rows, dtype=np.int64)
        foretold = foretell(known, day, positions, rules.least_cases)
        for n, p in zip(rows, foretold.probability.tolist(), strict=True):
            if not np.isnan(p):
                asked.add(known.no[n])
                came = not known.replied[final[known.no[n]]] <= known.due[n]
                tried.append(_Trial(str(known.unit[n]), p, bool(came)))
    return _judged(tried)


EDGES = (0.0, 0.05, 0.1, 0.2, 0.4, 1.0)


def _judged(tried: list[_Trial]) -> Proof:
    if not tried:
        return Proof(0, None, None, None, Records(Bin, ()), {})
    p, came = np.array([trial.foretold for trial in tried]), np.array([float(trial.came) for trial in tried])
    place = np.clip(np.digitize(p, EDGES) - 1, 0, len(EDGES) - 2)
    bins = tuple(
        Bin(
            EDGES[b], EDGES[b + 1], int((place == b).sum()), float(p[place == b].mean()), float(came[place == b].mean())
        )
        for b in np.unique(place)
    )
    error = sum(b.n * abs(b.foretold - b.came) for b in bins) / len(p)
    rate = came.mean()
    of_unit: dict[str, list[_Trial]] = defaultdict(list)
    for trial in tried:
        of_unit[trial.unit].append(trial)
    units = {unit: _within_chance(trials) for unit, trials in of_unit.items()}
    brier, base = float(((p - came) ** 2).mean()), float(rate * (1 - rate))
    return Proof(len(p), brier, base, error, Records(Bin, bins), units)


def _within_chance(trials: list[_Trial]) -> bool:
    """What came of a unit's cases differs from what was foretold by no more than chance (99 %) and half a case."""
    p = np.array([trial.foretold for trial in trials])
    spread = 2.576 * float(np.sqrt((p * (1 - p)).sum())) + 0.5
    return abs(sum(trial.came for trial in trials) - float(p.sum())) <= spread
