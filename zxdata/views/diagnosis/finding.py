"""What a finding is, how certain, and which comes first. Nothing is said without its n."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from zxdata.filters import Filters

STRONG, FAIR, FACT, CAVEAT = "强", "较强", "事实", "数据"
WEIGHTS = {STRONG: 1.0, FACT: 0.9, FAIR: 0.7, CAVEAT: 0.4}
RARE, UNLIKELY = 0.001, 0.01


@dataclass(frozen=True)
class Finding:
    """kind: 变化, 越限, 新转红, 最久未办, 覆盖空白 or 数据提示. ``sentence`` is final and carries its evidence.

    n: the cases it rests on; effect: 0 to 1, how much of what could be; certainty: 强 (chance below 0.1%), 较强
    (below 1%), 事实 (counted, nothing inferred), 数据 (a caveat). page: the view's link; rows: the metric whose rows
    stand behind it, "" where the page alone shows them. asks: the step that it asks for, "" where it asks for none, as of what
    got better; brief: what it says without its evidence, for that step.
    """

    kind: str
    sentence: str
    n: int
    effect: float
    certainty: str
    page: str
    rows: str = ""
    brief: str = ""
    asks: str = ""

    @property
    def weight(self) -> float:
        return self.effect * WEIGHTS[self.certainty]


def ranked(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The greatest effect that is most certain first; those without a case are left out."""
    return tuple(sorted((f for f in found if f.n > 0), key=lambda f: (-f.weight, f.kind, f.sentence)))


def certainty(chance: float) -> str:
    """How a test's outcome is called; "" where it may well be chance."""
    return STRONG if chance < RARE else FAIR if chance < UNLIKELY else ""


def link(page: str, filters: Filters, region: str | None = None) -> str:
    """``/proposals?region=500107&as_of=2025-09-30``"""
    asked = {"region": region or filters.region, "from": filters.since, "to": filters.until, "as_of": filters.as_of}
    query = [(name, str(value)) for name, value in asked.items() if value]
    query += [(dimension, value) for dimension, values in filters.where for value in values]
    return f"/{page}?{urlencode(query)}"
