"""Figure → Grid: the table behind a figure, with Chinese headers and typed columns. Every exporter writes this one."""

from zxdata.export.grid import comparisons, courses, maps, tables
from zxdata.export.grid.whole import grid
from zxdata.figures.grid import Grid

__all__ = ["Grid", "comparisons", "courses", "grid", "maps", "tables"]
