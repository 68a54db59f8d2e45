"""Figures: frozen descriptions of what is to be shown. They know no drawing library.

One record a kind of figure; a painter exists for each in ``ui.paint`` and in ``zxdata.briefing``.
Frames are never changed after construction. Values of rates are fractions from 0 to 1; ``value_format``
says how a painter writes them: ``percent`` (89.0%), ``integer`` (1,369), ``decimal`` (3.7), ``days`` (58 天).
Missing is NaN/None and is drawn as —, never as 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from zxdata.rules.inforce import InForce

# State of a case → (symbol, word), most urgent first, as the rules of this installation call them.
COLOURS: Mapping[str, tuple[str, str]] = InForce()


@dataclass(frozen=True, eq=False, kw_only=True)
class Figure:
    """key: name within its view; title: what is shown; unit: unit and reading aid; note: the source line.

    ``empty`` is the sentence to show instead where the frame has no row.
    """

    key: str
    title: str
    unit: str
    note: str = ""
    empty: str = "所选条件下没有数据。"
    frame: pd.DataFrame


@dataclass(frozen=True, eq=False, kw_only=True)
class RegionMap(Figure):
    """Regions shaded by a measure. frame: code, name, value, numerator, denominator, red, yellow (counts, may be 0).

    ``shapes``: code → rings, each a sequence of (lon, lat). ``gap``: "low" or "high", the end that needs
    action and gets the strong colour. ``inset``: codes to enlarge; ``labels``: codes to name.
    """

    value_name: str
    value_format: str
    gap: str
    shapes: dict[str, tuple[tuple[tuple[float, float], ...], ...]]
    centres: dict[str, tuple[float, float]]
    labels: tuple[str, ...] = ()
    inset: tuple[str, ...] = ()
    inset_title: str = ""
    selected: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Ranking(Figure):
    """Worst first. frame: rank, code, name, value, numerator, denominator, lower, upper, outside (bool), small (bool).

    lower/upper: control limits for that n, NaN where none; mean: the whole's value; target: the line to be reached.
    """

    value_format: str
    mean: float | None
    mean_name: str = "全市"
    selected: str = ""
    dimension: str = "district"
    target: float | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Funnel(Figure):
    """Funnel plot. frame: code, name, n, value, outside (bool). limits: n, lower, upper."""

    value_format: str
    mean: float
    mean_name: str
    limits: pd.DataFrame
    x_title: str
    y_title: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Trend(Figure):
    """Lines over periods. frame: period (text in order), series, value, complete (bool).

    The first name of ``series`` is the accent; at most four. ``periods`` label the axis.
    """

    value_format: str
    series: tuple[str, ...]
    step: bool = False


@dataclass(frozen=True, eq=False, kw_only=True)
class Bars(Figure):
    """Horizontal bars in the frame's order. frame: name, value, base (text under or beside, may be "").

    ``dimension``: the filter a click sets ("" for none); a frame column ``metric`` names the number whose rows it opens.
    ``selected``: the names that are chosen among their siblings.
    """

    value_format: str
    dimension: str = ""
    selected: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class ColumnsFigure(Figure):
    """Vertical bars. frame: name, value, colour ("" accent, or a key of COLOURS)."""

    value_format: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Stacked(Figure):
    """Stacked horizontal bars. frame: name, series, value. ``series``: order; keys of COLOURS take their colour."""

    value_format: str
    series: tuple[str, ...]
    dimension: str = ""
    selected: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Area(Figure):
    """Stacked areas over days. frame: period (ISO day), series, value. ``series``: from the bottom up, colour keys."""

    value_format: str
    series: tuple[str, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Matrix(Figure):
    """Numbers by row and column. frame: row, column, value, text (written in the cell), outside (bool: stands out).

    ``rows`` and ``columns``: their order; a column that is a key of COLOURS is tinted by its colour. ``kind``: what
    a row is.
    """

    value_format: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    kind: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Strips(Figure):
    """Cases as bands of days. frame: no, name, state, colour, since, until (its last day); one row a stretch.

    ``marks``: no, day, word — what happened to a case on that day.
    """

    marks: pd.DataFrame
    today: date


@dataclass(frozen=True, eq=False, kw_only=True)
class Waterfall(Figure):
    """Standing amounts and steps. frame: name, value, standing (bool); steps are signed.

    A frame column ``metric`` names the number whose rows a click on the step opens.
    """

    value_format: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Gantt(Figure):
    """Stages of cases. frame: no, name, due (date or None), colour, state (超 21 日 / 剩 4 日), one row a case.

    ``bars``: no, phase (审查立案 / 交办签收 / 承办 / 超期), since, until (dates). ``marks``: single events: no, day,
    words. ``opens``: the option that a click on a case sets ("" for none). ``ended``: nothing runs any more, so the
    chart ends with its last bar and today is not drawn.
    """

    bars: pd.DataFrame
    today: date
    phases: tuple[str, ...]
    marks: pd.DataFrame | None = None
    opens: str = ""
    ended: bool = False


@dataclass(frozen=True, eq=False, kw_only=True)
class Survival(Figure):
    """Kaplan–Meier curves. frame: series, days, open_share (0..1), lower, upper, at_risk.

    ``medians``: (series, days or None, n). First series is the accent. ``limit_days``: dotted line or None;
    ``extended_days``: the limit after 延期, a second one.
    """

    series: tuple[str, ...]
    medians: tuple[tuple[str, float | None, int], ...]
    limit_days: float | None
    extended_days: float | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Sankey(Figure):
    """What goes from where to where. frame: source, target, value, kind (forward, return or again)."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Board(Figure):
    """Cases by colour. frame: colour, no, name, region, reason, days (超 17 日 / 剩 3 日 / —), sorted by urgency.

    ``counts``: colour → all cases of it (the frame may hold only the first few of each).
    ``changes``: colour → change since ``compared_with`` or absent.
    """

    counts: dict[str, int]
    changes: dict[str, int] = field(default_factory=dict)
    compared_with: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class PointMap(Figure):
    """Places on the ground, WGS84 degrees. frame: no, name, kind, state (active, asleep, closed), lon, lat, about.

    ``about`` everywhere: lines for the pointer, the name first. kinds: the kinds that have a mark of their own.
    density: lon, lat, count, a cell a row, where there are too many stations to mark each (the frame is empty then).
    towns: code, name, state (met, unmet, unknown), lon, lat, about. sites: rank, code, name, lon, lat, about.
    circles: lon, lat, the middles of circles of ``radius_km``. outlines: code → rings, ``chosen`` among them stand out.
    selected: no of the station whose card is open.
    """

    kinds: tuple[str, ...]
    density: pd.DataFrame
    towns: pd.DataFrame
    sites: pd.DataFrame
    circles: pd.DataFrame
    radius_km: float
    outlines: dict[str, tuple[tuple[tuple[float, float], ...], ...]]
    chosen: tuple[str, ...] = ()
    selected: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Profile(Figure):
    """What is known of one thing. frame: name, value, base (texts ready to show)."""


@dataclass(frozen=True)
class TableColumn:
    """kind: text, integer, decimal, percent, days, date, colour, months (list of numbers), flag."""

    name: str
    header: str
    kind: str = "text"
    help: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Table(Figure):
    """Rows with typed columns. A frame column ``code`` that is not in ``columns`` carries the key of a row."""

    columns: tuple[TableColumn, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Findings(Table):
    """A table of judgements. frame: rank, kind, sentence, n, certainty, page, rows (see ``views.diagnosis``)."""


@dataclass(frozen=True)
class Change:
    """Change against a base period. ``better``: True 向好, False 变差, None neither.

    text: already in words and units (▲ 1.8 百分点, ▼ 3 天, —); name: 同比, 环比, 较上周.
    """

    name: str
    text: str
    better: bool | None = None


@dataclass(frozen=True)
class Card:
    """One number. ``value`` is text ready to show (89.0, 1,369, —), ``base`` its numerator / denominator in words."""

    metric: str
    name: str
    value: str
    unit: str
    base: str = ""
    change: Change | None = None
    definition: str = ""


@dataclass(frozen=True, eq=False)
class View:
    """What one page, briefing or command shows: values only.

    ``subtitle``: the filters in words; ``notices``: sentences that must be read with the numbers;
    ``demo``: the ledger holds demonstration data.
    """

    key: str
    title: str
    subtitle: str
    headline: str
    as_of: date
    version: str
    region_name: str
    cards: tuple[Card, ...]
    figures: tuple[Figure, ...]
    table: Table | None
    notices: tuple[str, ...] = ()
    demo: bool = False

    def figure(self, key: str) -> Figure:
        return next(f for f in self.figures if f.key == key)
