"""The table behind a table."""

from dataclasses import replace

from zxdata.figures.grid import Grid, grid_of
from zxdata.figures.table import Table


def table(figure: Table) -> Grid:
    """A list of twelve months in one cell becomes twelve columns."""
    frame, columns = figure.frame.copy(), []
    for column in figure.columns:
        if column.kind != "months":
            columns.append((column.name, column.header, column.kind))
            continue
        lists = [each if isinstance(each, (list, tuple)) else [] for each in frame[column.name]]
        for n in range(max((len(each) for each in lists), default=0)):
            name = f"{column.name}.{n}"
            frame[name] = [each[n] if n < len(each) else None for each in lists]
            columns.append((name, f"{column.header} {n + 1}", "integer"))
    return grid_of(frame, *columns)


def brief(figure: Table) -> Grid:
    """Without lists of twelve months in a cell: they are for a screen and a sheet, not for a slide or a page."""
    return table(replace(figure, columns=tuple(column for column in figure.columns if column.kind != "months")))
