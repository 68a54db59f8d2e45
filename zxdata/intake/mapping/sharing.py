"""Several units in one cell: who leads, who joins, as the mapping says."""

import re
from collections.abc import Iterator

from zxdata.intake.cells import BadCell, as_text
from zxdata.intake.mapping.record import FIRST_LEADS, SPLIT, Mapping, Target
from zxdata.intake.sheets import Cell

UNITS = re.compile(r"[、；;，,\n]")
JOINT = "会办"


def named(cell: Cell) -> list[str]:
    """The units that a cell names."""
    return [name for part in UNITS.split(as_text(cell)) if (name := part.strip())]


def shared(mapping: Mapping, target: Target, cells: dict[str, Cell]) -> Iterator[dict[str, Cell]]:
    """The cells once for each unit among them, with its role; raises BadCell where it is not said who leads."""
    field = next((column.name for column in target.of.columns if column.kind == "unit"), "")
    units = named(cells.get(field, ""))
    if len(units) < 2:
        yield cells
        return
    first, *others = units
    roles = "role" in cells
    if cells.get("role") == JOINT:
        yield from (cells | {field: unit} for unit in units)
    elif not mapping.leads:
        remedy = f'请在对照里写 leads = "{SPLIT}" 或 "{FIRST_LEADS}"，或只留一个单位'
        raise BadCell("有几个单位，不知是分办还是首个主办", remedy)
    elif mapping.leads == SPLIT and target.dataset != mapping.case:
        yield from (cells | {field: unit} | ({"role": SPLIT} if roles else {}) for unit in units)
    else:
        yield cells | {field: first}
        if target.dataset != mapping.case and not target.lead_only:
            yield from (cells | {field: unit} | ({"role": JOINT} if roles else {}) for unit in others)
