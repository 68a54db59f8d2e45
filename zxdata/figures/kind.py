"""What a kind of figure can do, in one record. Each part is named here and imported when it is first asked for, so
that a figure is made without Plotly, PowerPoint or matplotlib.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any, Generic, Literal, TypeVar

from zxdata.figures.base import Figure
from zxdata.figures.grid import Grid
from zxdata.figures.items import Item, Lead, Swatch
from zxdata.figures.layout import heights

Does = TypeVar("Does", bound=Callable[..., Any])
Surface = Literal["plot", "deck", "board", "card", "table"]
Box = tuple[int, int, int, int]
MEDIA = ("table", "sentences", "items", "legend", "screen", "slide", "sheet", "picture")


@dataclass(frozen=True)
class Slot(Generic[Does]):
    """One thing that a kind does: ``name`` is that of the function, with its module. A kind that does not says ``why``."""

    name: str = ""
    why: str = ""

    def __bool__(self) -> bool:
        return bool(self.name)

    @property
    def do(self) -> Does:
        """The function itself; raises LookupError where there is none."""
        if not self.name:
            raise LookupError(self.why)
        found: Does = _found(self.name)
        return found


@cache
def _found(name: str) -> Any:
    module, _, function = name.rpartition(".")
    return getattr(import_module(module), function)


def without(why: str) -> Slot[Any]:
    return Slot(why=why)


def no_rows(figure: Figure) -> bool:
    return not len(figure.frame)


def no_values(figure: Figure) -> bool:
    """Rows, but a value in none of them: what would be drawn are axes."""
    return not figure.frame["value"].notna().any()


def nothing_counted(figure: Figure) -> bool:
    """No value but nought: no area, bar or step would be seen."""
    return not figure.frame["value"].fillna(0).any()


def own_metric(figure: Figure) -> Iterator[str]:
    """The figure's own number, and those that its rows name."""
    yield figure.metric
    if "metric" in figure.frame:
        yield from figure.frame["metric"].dropna()


def by_dimension(figure: Any) -> frozenset[str]:
    return frozenset((figure.dimension,))


@dataclass(frozen=True, kw_only=True, eq=False)
class Kind:
    """A kind of figure, from its record to each medium.

    table       the grid that every file writes, ``brief`` a shorter one for pages and slides; ``sentences`` what it says
                in a report, ``advice`` what follows from it (by ``urgency``, 0 first), ``paragraphs`` (text, style) where a letter has no table
    items       what can be clicked, by name; ``lead`` where a click leads; ``legend`` the swatches above it
    screen      the specification that the browser draws on ``surface``; ``chosen`` what marks a reader's choice
                over it, ``remarks`` the chosen period and dated notes
    slide       a chart or shapes on a slide (``native``: one chart that Word can hold as well); ``sheet`` the chart of a
                workbook, whose cells are ``tinted`` by size; ``picture`` a drawing on axes of ``height`` inches
    blank       nothing to show: the sentence ``empty`` stands instead
    weight      its share of a wall's column; ``grows``: as high as it has rows, of which ``whole`` ones fit a height; ``timeless``: no period restricts it
    spread      the dimensions whose values stand side by side in it; ``numbers`` the keys of the metrics it shows
    from_table  fields that a chart draws as columns of its table
    led_by      fields that say where a click leads, and are drawn nowhere; ``screen_only`` those that no file shows;
                ``left_out`` medium → field: each with its reason, and with every other field in every medium
    """

    record: type[Figure]
    table: Slot[Callable[[Any], Grid]]
    sentences: Slot[Callable[[Any], tuple[str, ...]]]
    items: Slot[Callable[[Any], Iterator[Item]]]
    legend: Slot[Callable[[Any, Any], tuple[Swatch, ...]]]
    screen: Slot[Callable[[Any, Any], dict[str, Any]]]
    slide: Slot[Callable[[Any, Any, Box], Any]]
    sheet: Slot[Callable[[Any, Any, Any, Any], Any]]
    picture: Slot[Callable[[Any, Any], None]]
    advice: Slot[Callable[[Any], tuple[str, ...]]] = Slot()
    urgency: int = 9
    brief: Slot[Callable[[Any], Grid]] = Slot()
    paragraphs: Slot[Callable[[Any], Iterator[tuple[str, str]]]] = Slot()
    lead: Slot[Callable[[Any, Sequence[str]], Lead | None]] = Slot()
    chosen: Slot[Callable[[Any, Any], dict[str, Any]]] = Slot()
    remarks: Slot[Callable[..., dict[str, Any]]] = Slot()
    surface: Surface = "plot"
    native: bool = False
    grows: bool = False
    whole: Slot[Callable[[int], int]] = Slot()
    tinted: bool = False
    timeless: bool = False
    height: Callable[[Any], float] = lambda figure: heights.LEAST
    weight: Callable[[Any], float] = lambda figure: 1.6
    blank: Callable[[Any], bool] = no_rows
    spread: Callable[[Any], frozenset[str]] = lambda figure: frozenset()
    numbers: Callable[[Any], Iterable[str]] = own_metric
    from_table: tuple[str, ...] = ()
    led_by: Mapping[str, str] = field(default_factory=dict)
    screen_only: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def columns(self) -> Mapping[str, tuple[str, ...]]:
        """The columns that its frames must have, checked when a figure is made."""
        return self.record.needs

    def slot(self, medium: str) -> Slot[Any]:
        found: Slot[Any] = getattr(self, medium)
        return found
