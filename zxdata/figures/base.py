"""What every figure has."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Self

import pandas as pd

from zxdata.figures.palette import Tokens, tokens
from zxdata.rules.palette import SHIPPED_PALETTE, Palette


@dataclass(frozen=True, eq=False, kw_only=True)
class Figure:
    """key: name within its view; title: what is shown; note: the source line.

    ``unit``: what its values are counted in (件, 场, %), "" where they share none; ``per``: the period that one value
    is of (月, 日); ``aid``: how the figure is read.

    ``empty`` is the sentence to show instead where the frame has no row. ``metric``: key of the number that is shown,
    whose definition and rows stand behind the figure ("" where it shows no single one), within the values ``within``
    of further dimensions.

    ``needs``: the columns that the frames of a kind must have, by the name of their field; a figure without them is
    not made (ValueError).

    ``palette``: how the states of a case are called and coloured in it, those of its view's rules.
    """

    needs: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    key: str
    title: str
    unit: str = ""
    per: str = ""
    aid: str = ""
    note: str = ""
    metric: str = ""
    within: tuple[tuple[str, str], ...] = ()
    empty: str = "所选条件下没有数据。"
    frame: pd.DataFrame
    palette: Palette = SHIPPED_PALETTE

    def __post_init__(self) -> None:
        for name, wanted in self.needed().items():
            frame = getattr(self, name)
            missing = () if frame is None else [column for column in wanted if column not in frame.columns]
            if missing:
                raise ValueError(f"{type(self).__name__} {self.key!r}: {name} has no column {', '.join(missing)}")

    def needed(self) -> Mapping[str, tuple[str, ...]]:
        return self.needs

    @property
    def unit_line(self) -> str:
        """``件／月，前 6 个区县``: unit and reading aid, as they stand beneath the title."""
        counted = f"{self.unit}／{self.per}" if self.per else self.unit
        return "，".join(filter(None, (counted, self.aid)))

    @property
    def tokens(self) -> Tokens:
        """Its colours in files, which are light."""
        return tokens(self.palette)

    def under(self, palette: Palette) -> Self:
        """The figure with the states called and coloured so; itself where they are already."""
        return self if palette == self.palette else replace(self, palette=palette)

    @property
    def common(self) -> "Figure":
        """The figure that all see, whatever of it they chose."""
        return self


@dataclass(frozen=True, eq=False, kw_only=True)
class Choosable(Figure):
    """A figure of which a reader may have chosen one part: ``selected`` names it, ``unchosen`` is the figure before,
    shared by all who chose another of its parts; what is chosen is laid over it.
    """

    selected: str = ""
    unchosen: Self | None = None

    @property
    def common(self) -> Self:
        return self.unchosen or self

    def under(self, palette: Palette) -> Self:
        if palette == self.palette:
            return self
        return replace(self, palette=palette, unchosen=self.unchosen and self.unchosen.under(palette))

    def choosing(self, part: str) -> Self:
        return replace(self, selected=part, unchosen=self.common) if part else self.common
