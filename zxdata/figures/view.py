"""What one page, briefing or command shows."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar, overload

from zxdata import words
from zxdata.figures.base import Figure
from zxdata.figures.table import Table
from zxdata.filters import Question
from zxdata.rules.palette import Palette

Kind = TypeVar("Kind", bound=Figure)


@dataclass(frozen=True)
class Change:
    """Change against a base period. ``better``: True 向好, False 变差, None neither.

    text: already in words and units (▲ 1.8 百分点, ▼ 3 天, —); name: 同比, 环比, 较上周.
    """

    name: str
    text: str
    better: bool | None = None


@dataclass(frozen=True)
class Indicator:
    """One number. ``value`` is text ready to show (89.0, 1,369, —), ``base`` its numerator / denominator in words."""

    metric: str
    name: str
    value: str
    unit: str
    base: str = ""
    change: Change | None = None
    definition: str = ""

    @property
    def with_unit(self) -> str:
        """``34.5%``, ``12 天``"""
        return f"{self.value}{self.unit}" if self.unit in ("", "%") else f"{self.value} {self.unit}"

    def clause(self, name: str, *more: str) -> str:
        """``采纳率 34.5%``, for a sentence, and ``more`` of it; nothing where the value is missing."""
        return "" if self.value == words.MISSING else "".join((name, " ", self.with_unit, *more))

    def counting(self, what: str) -> str:
        """``12 个阵地没有委员``, for a sentence; nothing where the value is missing."""
        return "" if self.value == words.MISSING else f"{self.value} {what}"


@dataclass(frozen=True, eq=False)
class View:
    """What one page, briefing or command shows: values only.

    ``question``: what it answers, and ``palette``: what the states of its cases are called and how they are coloured,
    so that whoever shows or files it asks nobody again; ``cockpit`` and ``body``: whose it is.
    ``subtitle``: the filters in words; ``notices``: sentences that must be read with the numbers; ``demo``: the
    ledger holds demonstration data; ``absent``: keys of figures that it has under other choices only.
    """

    question: Question = field(kw_only=True)
    palette: Palette = field(kw_only=True)
    cockpit: str = field(kw_only=True)
    body: str = field(kw_only=True)
    key: str
    title: str
    subtitle: str
    headline: str
    as_of: date
    version: str
    region_name: str
    indicators: tuple[Indicator, ...]
    figures: tuple[Figure, ...]
    table: Table | None
    notices: tuple[str, ...] = ()
    demo: bool = False
    absent: frozenset[str] = frozenset()

    @property
    def subject(self) -> str:
        """Of ``proposals.flow``, a part, as of ``proposals``, whose part it is: proposals."""
        return self.key.partition(".")[0]

    @overload
    def figure(self, key: str) -> Figure: ...
    @overload
    def figure(self, key: str, kind: type[Kind]) -> Kind: ...
    def figure(self, key: str, kind: type[Figure] = Figure) -> Figure:
        """The figure called ``key``, which is of ``kind``; raises KeyError where there is none such."""
        for figure in self.figures:
            if figure.key == key and isinstance(figure, kind):
                return figure
        raise KeyError(f"{self.key} has no {kind.__name__} {key}")

    def with_part(self, part: "View") -> "View":
        """This page with one of its parts open: what the part says and shows comes after what the page does.

        The part's table — its own, else the first among its figures — stands in place of the page's.
        """
        table = part.table or next((f for f in part.figures if isinstance(f, Table)), None)
        named = part.title if part.title.startswith(self.title) else f"{self.title}·{part.title}"
        return replace(
            self,
            title=named,
            headline="".join(dict.fromkeys((self.headline, part.headline))),
            indicators=tuple(dict.fromkeys((*self.indicators, *part.indicators))),
            figures=(*self.figures, *(f for f in part.figures if f is not table)),
            table=table or self.table,
            notices=tuple(dict.fromkeys((*self.notices, *part.notices))),
            absent=self.absent | part.absent,
        )
