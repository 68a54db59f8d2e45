"""What every kind of figure promises, whoever adds one."""

import io
import subprocess
import sys
from dataclasses import fields, replace
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure as Canvas
from pptx import Presentation
from xlsxwriter import Workbook

from tests import sample_districts as districts
from tests import sample_figures as sample
from tests.figures.specimens import SPECIMENS
from zxdata.figures import KINDS, Area, Bars, ColumnsFigure, Figure, Kind, Stacked, Table, Trend, Waterfall
from zxdata.figures.kind import MEDIA
from zxdata.figures.media.canvas import Look
from zxdata.figures.media.sheet import Placed
from zxdata.figures.palette import themes
from zxdata.rules.palette import SHIPPED_PALETTE

every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.record.__name__)


@every_kind
@pytest.mark.parametrize("medium", MEDIA)
def test_a_kind_is_there_in_each_medium_or_says_why_not(kind: Kind, medium: str) -> None:
    slot = kind.slot(medium)
    if slot:
        assert callable(slot.do) and not slot.why
    else:
        assert slot.why.endswith(".")


@every_kind
def test_a_kind_says_of_each_frame_which_columns_it_needs(kind: Kind) -> None:
    assert kind.columns.get("frame") or kind.record is Table, "a table needs the columns that it shows"
    assert set(kind.columns) <= set(kind.record.__dataclass_fields__)


def test_a_figure_without_a_column_that_its_kind_needs_is_not_made() -> None:
    trend = sample.trend()
    with pytest.raises(ValueError, match="Trend 'trend': frame has no column complete"):
        replace(trend, frame=trend.frame.drop(columns="complete"))


def test_a_table_without_a_column_that_it_shows_is_not_made() -> None:
    table = districts.table()
    with pytest.raises(ValueError, match="frame has no column value"):
        replace(table, frame=table.frame.drop(columns="value"))


class Watched:
    """Which fields of a figure are read while a medium is at work; what only its table reads does not count elsewhere."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, kind: Kind, medium: str) -> None:
        self.read: set[str] = set()
        record, plain = kind.record, kind.record.__getattribute__
        table = kind.table.name.rpartition(".")[0] if medium != "table" else ""

        def watch(figure: Figure, name: str) -> Any:
            if sys._getframe(1).f_globals["__name__"] != table:
                self.read.add(name)
            return plain(figure, name)

        monkeypatch.setattr(record, "__getattribute__", watch)


def through(kind: Kind, medium: str, figure: Figure) -> None:
    """The figure in a medium, drawn with the medium's own library."""
    match medium:
        case "screen":
            look = Look(themes(SHIPPED_PALETTE)["light"])
            kind.screen.do(figure, look)
            for more in (kind.legend, kind.chosen):
                if more:
                    more.do(figure, look)
        case "slide":
            deck = Presentation()
            kind.slide.do(figure, deck.slides.add_slide(deck.slide_layouts[6]).shapes, (0, 0, 9_000_000, 5_000_000))
        case "sheet":
            rows, book = kind.table.do(figure), Workbook(io.BytesIO())
            beyond = Placed("a", rows.aside, 4, 20) if rows.aside is not None else None
            sheet, chart = book.add_worksheet("a"), kind.sheet.do(figure, book, Placed("a", rows, 4, 0), beyond)
            if chart is not None:
                sheet.insert_chart(4, 0, chart)
            book.close()
        case "picture":
            kind.picture.do(figure, Canvas().add_subplot())
        case _:
            kind.slot(medium).do(figure)


SHOWN = [
    pytest.param(kind, medium, id=f"{medium}-{kind.record.__name__}")
    for medium in ("screen", "table", "sentences", "slide", "sheet", "picture")
    for kind in KINDS.values()
    if kind.slot(medium)
]


@pytest.mark.parametrize(("kind", "medium"), SHOWN)
def test_a_medium_shows_each_field_of_a_kind_or_says_why_not(
    kind: Kind, medium: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    figure = SPECIMENS[kind.record]
    own = {f.name for f in fields(kind.record)} - {f.name for f in fields(Figure)} - {"unchosen"}
    watched = Watched(monkeypatch, kind, medium)
    through(kind, medium, figure)
    reasons = {**kind.left_out.get(medium, {}), **({} if medium == "screen" else kind.screen_only), **kind.led_by}
    shown = own & watched.read | set(kind.from_table if medium in ("slide", "sheet", "picture") else ())
    assert own - shown - set(reasons) == set(), "not shown, and no reason given"
    assert set(kind.left_out.get(medium, {})) & shown == set(), "shown, although a reason says that it is not"
    assert all(reason.endswith(".") for reason in reasons.values())


def test_figures_are_made_without_a_drawing_library() -> None:
    program = "import sys, zxdata.figures; print([n for n in ('plotly', 'pptx', 'docx', 'matplotlib', 'xlsxwriter', 'shapely') if n in sys.modules])"
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "[]"


BESIDE = [
    pytest.param(kind, medium, name, id=f"{medium}-{kind.record.__name__}-{name}")
    for medium in ("screen", "table", "sentences", "slide", "sheet", "picture")
    for kind in KINDS.values()
    if kind.slot(medium)
    for name in kind.columns
    if isinstance(getattr(SPECIMENS[kind.record], name), pd.DataFrame)
]


@pytest.mark.parametrize(("kind", "medium", "name"), BESIDE)
def test_a_kind_is_shown_in_each_medium_where_one_of_its_frames_has_no_row(kind: Kind, medium: str, name: str) -> None:
    whole: Any = SPECIMENS[kind.record]
    figure = replace(whole, **{name: getattr(whole, name).iloc[:0]})
    if not kind.blank(figure):
        through(kind, medium, figure)


@pytest.mark.parametrize("record", [Trend, Bars, Area, Waterfall, Stacked, ColumnsFigure])
def test_a_figure_of_which_nothing_would_be_drawn_says_that_there_is_nothing(record: type[Figure]) -> None:
    figure: Any = SPECIMENS[record]
    unknown = replace(figure, frame=figure.frame.assign(value=float("nan")))
    assert KINDS[record].blank(unknown) and not KINDS[record].blank(figure)


@pytest.mark.parametrize(
    ("record", "blank"), [(Trend, False), (Bars, False), (Area, True), (Waterfall, True), (Stacked, True)]
)
def test_nought_is_drawn_where_it_can_be_seen(record: type[Figure], blank: bool) -> None:
    figure: Any = SPECIMENS[record]
    assert KINDS[record].blank(replace(figure, frame=figure.frame.assign(value=0.0))) is blank
