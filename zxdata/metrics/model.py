"""What a metric is: a record of words, and a measure over a fact. Measures are data; ``answer`` computes them.

Measure   Count, Total, Distinct, Mean, Median, Quantile (Kaplan–Meier), or a Ratio of two of them
Decided   the dates of a case that decide in which period a number counts it
Metric    key, 名称, unit, definition, numerator, denominator, date axis, deciding date and the measure
"""

from dataclasses import dataclass, field

from zxdata.filters import BASES, Basis
from zxdata.metrics.expressions import Condition, Dates, Expression, always, column
from zxdata.metrics.fact import Fact


@dataclass(frozen=True)
class Decided:
    """The date that decides in which period a number counts a case. words: it in words (答复日期).

    dates: any of them may lie in the period (due or answered in it), the case counts once; none: the number is what
    stood at the period's end, whenever it began.
    """

    words: str
    dates: Dates = ()


@dataclass(frozen=True, eq=False)
class Count:
    """Rows that meet ``where``. ``on``, of every leaf: the dates that decide in which period a row counts (none: it
    counts as it stands at the end); None where the period selects rows by the fact's own axis.
    """

    fact: Fact
    where: Condition = always
    on: Dates | None = None

    @property
    def counter(self) -> str:
        return self.fact.counter


@dataclass(frozen=True, eq=False)
class Total:
    """Sum of a column, counted in ``counter`` (人, 人次); None where rows exist but none of them says."""

    fact: Fact
    value: Expression
    where: Condition = always
    on: Dates | None = None
    counter: str = field(kw_only=True)


@dataclass(frozen=True, eq=False)
class Distinct:
    """Different values of a column, counted in ``counter``. ``listed``: the fact and condition whose rows stand behind
    the number.
    """

    fact: Fact
    value: Expression
    where: Condition
    listed: Count
    on: Dates | None = None
    counter: str = field(kw_only=True)


@dataclass(frozen=True, eq=False)
class Mean:
    """Sum ÷ number over rows that meet ``where``; None over none."""

    fact: Fact
    value: Expression
    where: Condition
    on: Dates | None = None


@dataclass(frozen=True, eq=False)
class Median:
    """The middle value of rows that meet ``where``, of an even number the mean of the two; None over none."""

    fact: Fact
    value: Expression
    where: Condition
    on: Dates | None = None


@dataclass(frozen=True, eq=False)
class Quantile:
    """The day by which a share ``q`` is done (Kaplan–Meier; unfinished rows are censored at the day asked for)."""

    fact: Fact
    q: float
    since: Expression
    until: Expression
    where: Condition
    on: Dates | None = None


Leaf = Count | Total | Distinct | Mean | Median | Quantile


@dataclass(frozen=True, eq=False)
class Ratio:
    """``top`` ÷ ``bottom`` × ``scale``: a ratio of sums. The bottom ignores the dimensions in ``across``."""

    top: Count | Distinct | Total
    bottom: Count | Distinct | Total
    across: frozenset[str] = field(default=frozenset())
    scale: int = 1


Measure = Leaf | Ratio


@dataclass(frozen=True, eq=False)
class Metric:
    """One number's meaning. ``better``: 1 more is better, -1 less is better, 0 neither. ``unit`` % for a rate.

    ``axis`` names in words the date by which a period selects a cohort, ``decided`` the one that decides what happened
    in a period; without it that is the axis too. ``decided_of``: the denominator of a period in words, where it is
    another than that of a cohort. ``pool``: of a rate those that will be decided some day, so that the share not yet
    decided can be told.

    ``stock``: what waits or is amiss on the day and goes when it is dealt with, so that it rises and falls without a
    period too, and its change is read in cases; every other count is an amount whose change is read in percent.
    ``colour``: the one state of cases that it counts, called as the rules of the body call it. ``told_by``: the datasets
    that tell what it counts besides those of its facts: of stations that are asleep, the activities.
    """

    key: str
    name: str
    unit: str
    definition: str
    measure: Measure
    axis: str
    numerator: str = ""
    denominator: str = ""
    better: int = 0
    stock: bool = False
    colour: str = ""
    decided: Decided | None = None
    decided_of: str = ""
    pool: Count | None = None
    told_by: tuple[str, ...] = ()

    @property
    def rests_on(self) -> tuple[tuple[str, ...], ...]:
        """Datasets, of each group of which one has to have a row before the number means anything."""
        groups = (*(leaf.fact.handed_in_by for leaf in self.leaves), self.told_by)
        return tuple(dict.fromkeys(group for group in groups if group))

    @property
    def subject(self) -> str:
        """Of ``proposals.overdue`` proposals: the key of the page that tells of it, and of its name in ``SUBJECTS``."""
        return self.key.partition(".")[0]

    @property
    def fact(self) -> Fact:
        return self.leaves[0].fact

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """What its number is formed from: for a rate top and bottom."""
        return (self.measure.top, self.measure.bottom) if isinstance(self.measure, Ratio) else (self.measure,)

    def denominator_by(self, basis: str) -> str:
        """The denominator in words, as a question of that basis has it."""
        return self.decided_of if basis == "period" and self.decided_of else self.denominator

    @property
    def readings(self) -> tuple[tuple[str, str], ...]:
        """Each way to read a period with the date that it goes by, in words; of a state that it heeds no period."""
        if not self.fact.axis:
            return (("期间", self.axis),)
        return tuple((words.name, self.dated(basis)) for basis, words in BASES.items())

    def dated(self, basis: Basis) -> str:
        """The date that goes by where a period is read so, in words."""
        return self.decided.words if basis == "period" and self.fact.axis and self.decided else self.axis

    @property
    def counted(self) -> tuple[Leaf, ...]:
        """All that an answer works out for it."""
        return (*self.leaves, *((self.pool,) if self.pool else ()))

    @property
    def timeless(self) -> bool:
        """A state of the day, which no period restricts, not what has come together over days."""
        return self.stock or not (self.fact.axis or self.fact.spans)

    @property
    def dims(self) -> tuple[str, ...]:
        """The dimensions it can be broken down by."""
        time = ("day", "month", "quarter", "year") if self.fact.axis and self.leaves[0].on != () else ()
        known = all(leaf.fact.grouped or "group" in leaf.fact.dims for leaf in self.counted)
        grouped = ("group",) if known else ()
        return tuple(dict.fromkeys(("district", "township", *time, *self.fact.dims, *grouped)))

    @property
    def filters(self) -> tuple[str, ...]:
        """The dimensions it can be filtered by."""
        grouped = ("group",) if self.fact.grouped else ()
        return tuple(dict.fromkeys((*self.dims, *self.fact.consumes, *grouped)))

    @property
    def value_format(self) -> str:
        if isinstance(self.measure, Ratio) and self.unit == "%":
            return "percent"
        if self.unit == "天":
            return "days"
        return "decimal" if isinstance(self.measure, (Ratio, Mean, Median)) else "integer"


def decided_on(words: str, *names: str) -> Decided:
    """By any of these dates of a case."""
    return Decided(words, tuple(column(name) for name in names))


AT_END = Decided("期末的状态，不论何时开始")
