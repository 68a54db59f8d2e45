"""Numbers by row and column."""

from dataclasses import dataclass
from typing import ClassVar

from zxdata.figures.base import Figure
from zxdata.figures.kind import Kind, Slot, without
from zxdata.figures.layout import heights


@dataclass(frozen=True, eq=False, kw_only=True)
class Matrix(Figure):
    """Numbers by row and column. frame: row, column, value, text (written in the cell), outside (bool: stands out).

    ``rows`` and ``columns``: their order; a column that is the key of a state is tinted by its colour. ``kind``: what
    a row is. ``row_dimension``, ``column_dimension``: what their names are values of ("" for none); ``selected``: the
    rows and columns that are chosen among their siblings. ``option``: the option that a click on a cell sets to
    ``row→column`` where the names are no values ("" for none).
    """

    needs: ClassVar = {"frame": ("row", "column", "value", "text", "outside")}

    value_format: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    kind: str
    row_dimension: str = ""
    column_dimension: str = ""
    option: str = ""
    selected: tuple[str, ...] = ()


KIND = Kind(
    record=Matrix,
    table=Slot(f"{__name__}.table.table"),
    sentences=Slot(f"{__name__}.words.sentences"),
    items=Slot(f"{__name__}.words.items"),
    lead=Slot(f"{__name__}.words.lead"),
    legend=without("The numbers stand in the cells."),
    screen=Slot(f"{__name__}.screen.paint"),
    slide=Slot(f"{__name__}.slide.draw"),
    sheet=without("A sheet tints the cells of the table itself."),
    picture=Slot(f"{__name__}.picture.draw"),
    grows=True,
    tinted=True,
    height=lambda figure: heights.of_rows(len(figure.rows) + 1),
    spread=lambda figure: frozenset((figure.row_dimension, figure.column_dimension)),
    led_by={
        name: "Where a click leads: no file is clicked." for name in ("row_dimension", "column_dimension", "option")
    },
    screen_only={"selected": "What a reader chose stands among the filters of a file."},
    left_out={
        "screen": {"kind": "What a row is, its title tells."},
        "sentences": {name: "A sentence tells the cells that stand out." for name in ("rows", "columns", "kind")},
        "slide": {"value_format": "A cell bears its text ready written."},
        "picture": {"value_format": "A cell bears its text ready written.", "kind": "What a row is, its title tells."},
    },
)
