"""An unusual rise: matters newly red this week against the same district's own past weeks.

Given how many turned red in all, this week's share is binomial if nothing changed (the exact conditional test of two
Poisson rates: J. Przyborowski and H. Wilenski, Biometrika 31, 1940). As many districts are looked at as there are,
so the chance allowed is divided among them.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, case, func, or_, select

from zxdata import words
from zxdata.filters import Filters
from zxdata.metrics.chances import Binomial
from zxdata.metrics.fact import Fact
from zxdata.metrics.question import as_of, conditions
from zxdata.metrics.supervision.cases import MATTER
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import matter, place_at
from zxdata.store import Reading


@dataclass(frozen=True)
class Rise:
    """now: newly red in the last 7 days; past: in the ``weeks`` weeks before; chance: of as many or more by chance;
    tested: how many regions were looked at. ``code`` is empty for the whole.
    """

    code: str
    name: str
    now: int
    past: int
    weeks: int
    chance: float
    tested: int

    @property
    def brief(self) -> str:
        return f"{self.name}近 7 日新转红 {self.now} 件"

    @property
    def sentence(self) -> str:
        """The finding with its sample and its rule."""
        odds = "不到万分之一" if self.chance < 0.0001 else f" {words.percent(self.chance, 2)}"
        return (
            f"{self.brief}；此前 {self.weeks} 周共 {self.past} 件，每周 {words.rounded(self.past / self.weeks, 1)} 件。"
            f"若无变化，出现这么多的可能性为{odds}（条件二项检验，样本 {self.now + self.past} 件，比较 {self.tested} 处）。"
        )


def rises(reading: Reading, filters: Filters, rules: Rules) -> list[Rise]:
    """The unusual ones only, the least likely first; none where the sample is too small to say."""
    counted, signals = _newly_red(reading, filters, rules), rules.signals
    regions = reading.version.regions
    whole = tuple(map(sum, zip(*counted.values(), strict=True))) or (0, 0)
    everywhere = [("", "全部区县", whole)] if len(counted) > 1 else []
    named = [(regions.all[n - 1].code, regions.all[n - 1].name, pair) for n, pair in counted.items() if n and n > 0]
    looked_at = everywhere + named
    found = []
    for code, name, (now, past) in looked_at:
        chance = float(Binomial(now + past, 1 / (signals.weeks + 1)).at_least(now))
        if now >= signals.least and chance <= signals.chance / len(looked_at):
            found.append(Rise(code, name, now, past, signals.weeks, chance, len(looked_at)))
    return sorted(found, key=lambda rise: rise.chance)


def _newly_red(reading: Reading, filters: Filters, rules: Rules) -> dict[int | None, tuple[int, int]]:
    """District number → matters that turned red in the last 7 days, and in the weeks before."""
    at, t = as_of(reading, filters.only("colour"), rules), matter
    week, first = at.day - timedelta(days=7), at.day - timedelta(days=7 * (rules.signals.weeks + 1))
    turned = and_(
        t.c.red_on >= t.c.opened_on,
        t.c.red_on >= t.c.span_from,
        t.c.red_on < t.c.span_to,
        or_(t.c.closed_on.is_(None), t.c.closed_on > t.c.red_on),
    )
    fact = Fact(
        MATTER.name,
        MATTER.counter,
        MATTER.source,
        lambda m, _: and_(turned, m.c.red_on > first, m.c.red_on <= at.day),
        MATTER.axis,
        MATTER.dims,
        MATTER.details,
    )
    now = func.count(case((t.c.red_on > week, 1)))
    question = (
        select(place_at.c.district, now, func.count() - now)
        .select_from(t.outerjoin(place_at, and_(place_at.c.place == t.c.place, place_at.c.epoch == at.epoch)))
        .where(*conditions(reading, fact, t, at, ()))
        .group_by(place_at.c.district)
    )
    return {row[0]: (row[1], row[2]) for row in reading.rows(question)}
