"""One view's questions: a reading, the filters, the rules; and cards made of the answers."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from zxdata import words
from zxdata.boundaries import Boundaries, boundaries
from zxdata.configuration import Settings
from zxdata.dimensions import DIMENSIONS
from zxdata.figures import Change, Indicator
from zxdata.filter_choices import place_in_words, root, several, top
from zxdata.filters import Filters
from zxdata.metrics import metric, metrics
from zxdata.metrics.answer import Result, answer
from zxdata.metrics.bodies import BODY, tells
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.model import Metric, Ratio
from zxdata.metrics.question import as_of
from zxdata.periods import months_before
from zxdata.regions import LADDER
from zxdata.rules.book import Rules
from zxdata.rules.palette import Palette
from zxdata.store import Reading
from zxdata.views.change import change

Answer = TypeVar("Answer")


@dataclass(frozen=True, eq=False)
class Asking:
    """``mixed``: numbers that tell bodies apart stand beside some that do not, which are asked without the body chosen."""

    reading: Reading
    filters: Filters
    rules: Rules
    settings: Settings
    options: tuple[tuple[str, str], ...] = ()
    mixed: bool = False

    def option(self, name: str) -> str:
        """The chosen value of a view's option, or nothing."""
        return dict(self.options).get(name, "")

    @cached_property
    def at(self) -> AsOf:
        return as_of(self.reading, self.filters, self.rules)

    @property
    def colours(self) -> Palette:
        """What the states of a case are called here, and how they are coloured."""
        return self.rules.colours

    @property
    def day(self) -> date:
        return self.filters.as_of

    @cached_property
    def region(self) -> str | None:
        """The region chosen, or the top of what the reader sees."""
        return self.filters.region or top(self.reading, self.filters)

    @property
    def region_name(self) -> str:
        return place_in_words(self.reading, self.filters) or self.settings.body

    @cached_property
    def whole_name(self) -> str:
        """How the whole is called beside its districts: 全市, 全省; 合计 of several that are not all."""
        if not self.siblings.region and several(self.reading, self.day):
            return "合计"
        return self._whole_of(self.siblings.region or top(self.reading, self.siblings))

    @property
    def of_everything(self) -> str:
        """How the whole is called that reaches beyond what the reader sees."""
        return self._whole_of(root(self.reading, self.day))

    def _whole_of(self, code: str | None) -> str:
        name = self.reading.version.regions.name(code) if code else ""
        return f"全{name[-1]}" if name[-1:] in "省市区县镇乡" and name else "全部"

    @cached_property
    def boundaries(self) -> Boundaries:
        return boundaries(self.settings.home, self.day, self.settings.boundaries)

    @cached_property
    def siblings(self) -> Filters:
        """The filters with the district let go, so that a chart of districts keeps the chosen one's siblings."""
        regions = self.reading.version.regions
        if self.filters.region is None or regions.by_code[self.filters.region].level in LADDER[:2]:
            return self.filters
        path = regions.path(self.filters.region, self.day)
        above = [step.code for step in path if step.level in LADDER[:2]]
        # The whole is asked for as the whole: what names no region counts there, and in none of its parts.
        whole = not above or above[-1] == top(self.reading, self.filters)
        return replace(self.filters, region=None if whole else above[-1])

    def for_all(self, name: Hashable, make: Callable[["Asking"], Answer]) -> Answer:
        """What ``make`` answers with no district chosen and no option: the same whichever one is, so made once for all
        of them. ``name`` tells what is made.
        """
        own, filters = self.settings, self.siblings
        question = (name, filters, self.rules.fingerprint, own.home, own.boundaries, own.approval_no)
        return self.reading.once(question, lambda: make(replace(self, filters=filters, options=())))

    def beside(self, *dimensions: str) -> Filters:
        """The filters with these dimensions let go, so that a chart of them keeps the chosen one's siblings."""
        found = self.siblings if "district" in dimensions else self.filters
        for dimension in dimensions:
            found = found.only(dimension)
        return found

    def letting_go(self, what: str, *dimensions: str) -> tuple["Asking", tuple[str, ...]]:
        """The same question without filters by these dimensions, which ``what`` does not tell, so that all figures of a
        part agree; and a sentence on those that were chosen.
        """
        chosen = [DIMENSIONS[d].name for d, _ in self.filters.where if d in dimensions]
        said = (f"{what}不分{'、'.join(chosen)}，这一页不按{'、'.join(chosen)}筛选。",) if chosen else ()
        return replace(self, filters=self.beside(*dimensions)), said

    @cached_property
    def district(self) -> str:
        """The chosen district's code, also of a chosen township; that of the only one that the reader sees; else empty."""
        regions = self.reading.version.regions
        if self.filters.region is None:
            whole = top(self.reading, self.filters)
            return whole if whole and regions.by_code[whole].level == LADDER[2] else ""
        path = regions.path(self.filters.region, self.day)
        return next((step.code for step in path if step.level == LADDER[2]), "")

    @cached_property
    def year_before(self) -> Filters:
        """The same question with every day a year earlier: the same cut-off."""

        def earlier(day: date | None) -> date | None:
            return months_before(day, 12) if day else None

        # A region that did not stand a year ago is asked for as what stood then, where that is one region.
        code = self.filters.region
        before = earlier(self.day) or self.day
        current = self.reading.version.regions.in_force(code, before) if code else None
        return replace(
            self.filters,
            as_of=before,
            since=earlier(self.filters.since),
            until=earlier(self.filters.until),
            region=current,
        )

    @property
    def comparable(self) -> bool:
        """False where the chosen region has no counterpart a year earlier."""
        return self.filters.region is None or self.year_before.region is not None

    @cached_property
    def happened(self) -> bool:
        """The question is of what happened in a period, not of one batch of cases."""
        return self.filters.basis == "period" and bool(self.filters.since or self.filters.until)

    @cached_property
    def cohort(self) -> "Asking":
        """The same question of the cases that came in the period."""
        return replace(self, filters=replace(self.filters, basis="cohort"))

    def days_before(self, days: int) -> Filters:
        return replace(self.filters, as_of=self.day - timedelta(days=days))

    def answer(self, keys: Iterable[str], by: Iterable[str] = (), filters: Filters | None = None) -> Result:
        asked, filters = metrics(tuple(keys)), filters or self.filters
        untold = [of for of in asked if not tells(of)] if self.mixed and filters.values(BODY) else []
        if not untold:
            return answer(self.reading, asked, by, filters, self.rules)
        rest = answer(self.reading, untold, by, filters.only(BODY), self.rules)
        if len(untold) == len(asked):
            return rest
        told = answer(self.reading, [of for of in asked if tells(of)], by, filters, self.rules)
        return told.beside(rest)

    def indicators(
        self, keys: Iterable[str], bases: Mapping[str, str] | None = None, now: Result | None = None
    ) -> tuple[Indicator, ...]:
        """A card a metric, each compared with a year before at the same cut-off; ``bases`` replaces base texts,
        ``now`` is the answer where the view has it already.
        """
        keys = tuple(keys)
        now = now or self.answer(keys)
        compared = [key for key in keys if self._compares(metric(key))]
        before = self.answer(compared, filters=self.year_before) if compared else None
        return tuple(
            indicator(metric(key), now, self._change(metric(key), now, before), (bases or {}).get(key)) for key in keys
        )

    def _compares(self, of: Metric) -> bool:
        """What comes together over days says nothing beside last year's unless both are periods of one length."""
        return self.comparable and (of.timeless or self.filters.since is not None)

    def _change(self, of: Metric, now: Result, before: Result | None) -> Change | None:
        if before is None or not self._compares(of):
            return None
        return change("同比", of, now, before, self.rules.comparing)


def indicator(of: Metric, now: Result, changed: Change | None = None, base: str | None = None) -> Indicator:
    """The card of one number of an answer without breakdown."""
    value = now.value(of.key)
    if base is None and isinstance(of.measure, Ratio):
        base = words.base(
            now.value(f"{of.key}.numerator"),
            now.value(f"{of.key}.denominator"),
            of.measure.bottom.counter,
        )
        if undecided := now.frame.iloc[0].get(f"{of.key}.undecided"):
            base += f"，另有 {words.with_unit(undecided, 'percent')} 未定"
    return Indicator(
        of.key,
        of.name,
        words.number(value, of.value_format),
        "" if value is None else of.unit,
        base or "",
        changed,
        of.definition,
    )
