"""What every kind of figure promises, whoever adds one."""

import subprocess
import sys
from dataclasses import replace

import pytest

from tests import sample_view as sample
from zxdata.figures import KINDS, Kind, Table
from zxdata.figures.kind import MEDIA

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
    table = sample.table()
    with pytest.raises(ValueError, match="frame has no column value"):
        replace(table, frame=table.frame.drop(columns="value"))


def test_figures_are_made_without_a_drawing_library() -> None:
    program = "import sys, zxdata.figures; print([n for n in ('plotly', 'pptx', 'docx', 'matplotlib', 'xlsxwriter', 'shapely') if n in sys.modules])"
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "[]"
