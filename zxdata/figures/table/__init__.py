"""Rows with typed columns."""

from collections.abc import Mapping
from dataclasses import dataclass

from zxdata.figures.base import Figure
from zxdata.figures.grid import TableColumn
from zxdata.figures.kind import Kind, Slot, own_metric, without


@dataclass(frozen=True, eq=False, kw_only=True)
class Table(Figure):
    """Rows with typed columns. A frame column ``code`` that is not in ``columns`` carries the key of a row, ``metric``
    that of the number that it is about.

    ``opens``: what a row is, where a click opens its card (proposal, matter, meeting, station), by ``code`` or ``no``;
    ``option``: the option of the view that a click sets to the row's ``code``. ``metrics``: keys of the numbers that stand
    in its cells beside those that its rows name.
    """

    columns: tuple[TableColumn, ...]
    opens: str = ""
    option: str = ""
    metrics: tuple[str, ...] = ()

    def needed(self) -> Mapping[str, tuple[str, ...]]:
        """Whatever columns it is to show, and those of its kind."""
        return {"frame": (*self.needs.get("frame", ()), *(column.name for column in self.columns))}


KIND = Kind(
    record=Table,
    table=Slot(f"{__name__}.table.table"),
    sentences=without("A table is read as it stands."),
    brief=Slot(f"{__name__}.table.brief"),
    items=Slot(f"{__name__}.words.items"),
    lead=Slot(f"{__name__}.words.lead"),
    legend=without("A state stands in its cell as symbol and word."),
    screen=without("Rows are laid out by the page itself."),
    slide=without("A table is a table there."),
    sheet=without("A table is a table there."),
    picture=without("A table is a table there."),
    surface="table",
    weight=lambda figure: 4.2,
    numbers=lambda figure: (*own_metric(figure), *figure.metrics, *(column.name for column in figure.columns)),
    led_by={
        "metrics": "The numbers whose definitions stand behind the figure.",
        **{name: "Where a click leads: no file is clicked." for name in ("opens", "option")},
    },
)
