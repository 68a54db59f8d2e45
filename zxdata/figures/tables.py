"""Figures that are read: boards, tables, cards of one thing."""

from dataclasses import dataclass, field

from zxdata.figures.base import Figure
from zxdata.figures.grid import TableColumn


@dataclass(frozen=True, eq=False, kw_only=True)
class Board(Figure):
    """Cases by colour. frame: colour, no, name, region, reason, days (超 17 日 / 剩 3 日 / —), sorted by urgency.

    ``counts``: colour → all cases of it (the frame may hold only the first few of each).
    ``changes``: colour → change since ``compared_with`` or absent. ``opens``: what a case is, where a click opens its
    card; ``metrics``: colour → key of the number that counts it.
    """

    counts: dict[str, int]
    opens: str = ""
    metrics: dict[str, str] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)
    compared_with: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Profile(Figure):
    """What is known of one thing. frame: name, value, base (texts ready to show)."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Table(Figure):
    """Rows with typed columns. A frame column ``code`` that is not in ``columns`` carries the key of a row, ``metric``
    that of the number that it is about.

    ``opens``: what a row is, where a click opens its card (proposal, matter, meeting, station), by ``code`` or ``no``.
    """

    columns: tuple[TableColumn, ...]
    opens: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Findings(Table):
    """A table of judgements. frame: rank, kind, sentence, n, certainty, page, rows (see ``views.diagnosis``)."""
