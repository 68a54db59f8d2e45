"""The landing view's nine questions, asked of the cockpit. The comparisons must give the same answers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from benchmarks.workloads import Workload
from zxdata.filters import Filters, Scope
from zxdata.metrics import metrics
from zxdata.metrics.answer import answer
from zxdata.metrics.listing import listing
from zxdata.store import Reading

KPIS = ("submitted", "filed", "assigned", "replied", "open", "overdue", "in_time", "rated")
SHOWN = 50
UNITS = 10


@dataclass(frozen=True)
class Answers:
    """kpis; assigned by (district, colour); (submitted, replied) by month; the busiest units as (unit, assigned,
    overdue); median days, and by category; submitted by stage and by sector; numbers of the latest overdue.
    """

    kpis: dict[str, int]
    colours: dict[tuple[str, str], int]
    months: dict[str, tuple[int, int]]
    units: list[tuple[str, int, int]]
    median: float | None
    medians: dict[str, float | None]
    stages: dict[str, int]
    sectors: dict[str, int]
    rows: list[str]


def busiest(units: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    return sorted(units, key=lambda unit: (-unit[1], unit[0]))[:UNITS]


@dataclass(frozen=True)
class Cockpit:
    """The nine questions through the same functions that pages use; unfiltered, unless ``filters`` are given."""

    workload: Workload
    today: date
    filters: Filters | None = None

    def __call__(self) -> Answers:
        with self.workload.store.reading(Scope.whole(), seconds=600) as reading:
            return self._answers(reading)

    def _ask(self, reading: Reading, names: str, *by: str) -> Any:
        keys = tuple(f"proposals.{name}" for name in names.split())
        return answer(reading, metrics(keys), by, self._asked, self.workload.rules)

    @property
    def _asked(self) -> Filters:
        return self.filters or Filters(self.today)

    def _answers(self, reading: Reading) -> Answers:
        now = self._ask(reading, "submitted filed assigned replied open overdue on_time_rate rated")
        kpis = {name: now.value(f"proposals.{name}") for name in KPIS if name != "in_time"}
        kpis["in_time"] = now.value("proposals.on_time_rate.numerator")
        colours = self._ask(reading, "assigned", "district", "colour").frame
        months = self._ask(reading, "submitted replied", "month").frame
        units = self._ask(reading, "assigned overdue", "unit").frame
        medians = self._ask(reading, "handling_days_median", "category").frame
        stages, sectors = (self._ask(reading, "submitted", by).frame for by in ("stage", "sector"))
        overdue = metrics(("proposals.overdue",))[0]
        rows = listing(reading, overdue, self._asked, self.workload.rules, SHOWN).frame
        return Answers(
            kpis={name: int(value or 0) for name, value in kpis.items()},
            colours={
                (d, c): n
                for d, c, n in colours[["district", "colour", "proposals.assigned"]].itertuples(index=False)
                if n
            },
            months={m: (s, r) for m, s, r in months.itertuples(index=False)},
            units=busiest([tuple(row) for row in units[units["unit"] != "未填"].itertuples(index=False)]),
            median=self._ask(reading, "handling_days_median").value("proposals.handling_days_median"),
            medians=dict(medians.itertuples(index=False)),
            stages=dict(stages.itertuples(index=False)),
            sectors=dict(sectors.itertuples(index=False)),
            rows=rows["no"].tolist(),
        )
