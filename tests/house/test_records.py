"""What leaves the rooms that count says what it holds: records with named fields, not frames with unwritten columns."""

import ast
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import literal, select

from tests.demonstration import demonstration
from tests.ledger_rows import day
from zxdata.filters import Scope
from zxdata.records import Records

METRICS = Path(__file__).parents[2] / "zxdata" / "metrics"
# The two answers whose columns follow from what was asked: its metrics and dimensions, the details of its fact.
DECLARED = {("answer.py", "Result"), ("listing.py", "Listing")}


def frames_in(path: Path) -> set[tuple[str, str]]:
    """The public functions of a file that return a frame, and its records that hold one."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.returns:
            if "DataFrame" in ast.unparse(node.returns):
                found.add((path.name, node.name))
        elif isinstance(node, ast.ClassDef):
            fields = (field.annotation for field in node.body if isinstance(field, ast.AnnAssign))
            if any("DataFrame" in ast.unparse(annotation) for annotation in fields):
                found.add((path.name, node.name))
    return found


def test_no_bare_frame_leaves_the_metrics() -> None:
    assert {found for path in METRICS.rglob("*.py") for found in frames_in(path)} == DECLARED


class Visit(NamedTuple):
    """One visit."""

    place: str
    on_day: date | None


def test_records_are_rows_to_reckon_with_and_columns_to_draw() -> None:
    visits = Records(Visit, (Visit("渝中区", day("2025-09-01")), Visit("万州区", None)))
    assert [visit.place for visit in visits] == ["渝中区", "万州区"]
    assert visits[1].on_day is None and visits[:1] == (Visit("渝中区", day("2025-09-01")),)
    assert visits.frame.columns.tolist() == ["place", "on_day"]
    assert visits.frame["on_day"].tolist()[0] == day("2025-09-01")
    assert Records(Visit, ()).frame.columns.tolist() == ["place", "on_day"] and not Records(Visit, ())


def test_a_question_whose_columns_are_not_the_fields_is_refused() -> None:
    place, on_day = literal("渝中区").label("place"), literal(day("2025-09-01")).label("on_day")
    with demonstration().store.reading(Scope.whole()) as reading:
        assert reading.records(Visit, select(place, on_day)).rows == (Visit("渝中区", day("2025-09-01")),)
        with pytest.raises(ValueError, match="Visit has the fields"):
            reading.records(Visit, select(on_day, place))
