"""Whatever a template holds comes in, and written out again it comes in unchanged."""

from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, select

from tests.intake_files import bring
from zxdata.datasets import BY_NAME, Column, Dataset
from zxdata.intake import write_templates
from zxdata.intake.vocabulary import plain, vocabulary
from zxdata.ledger import TABLES, reading, writing

CHOSEN = ("proposals", "members", "calendar", "plans", "reported_figures")
TEXT = st.text(st.characters(categories=("Lo", "Lu", "Nd", "Po", "Sm"), max_codepoint=0xFFFF), min_size=1, max_size=20)
DAY = st.dates(date(1950, 1, 1), date(2099, 12, 31))


def _says_something(text: str) -> bool:
    words = vocabulary()
    begun = plain(text)
    return bool(begun) and begun not in words.placeholders and not begun.startswith((*words.totals, *words.notes))


def _value(column: Column) -> st.SearchStrategy[Any]:
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "date": DAY,
        "integer": st.integers(0, 2**31 - 1),
        "flag": st.sampled_from(["是", "否"]),
        "region": st.none(),
    }
    filled = kinds.get(column.kind, TEXT.filter(_says_something).map(lambda text: f"字{text}"))
    return filled if column.required else st.none() | filled


def _rows(dataset: Dataset) -> st.SearchStrategy[list[list[Any]]]:
    row = st.tuples(*(_value(column) for column in dataset.columns)).map(list)
    return st.lists(row, min_size=1, max_size=8)


def _filled(template: Path, rows: list[list[Any]], to: Path) -> Path:
    book = openpyxl.load_workbook(template)
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, start=3):
        for at, value in enumerate(row, start=1):
            cell = sheet.cell(number, at)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # what begins with = is text here
    book.save(to)
    return to


def _held(engine: Engine, dataset: Dataset) -> list[tuple[Any, ...]]:
    table = TABLES[dataset.name]
    columns = [table.c[column.name] for column in dataset.columns]
    with reading(engine) as connection:
        return sorted((tuple(row) for row in connection.execute(select(*columns))), key=repr)


@pytest.mark.parametrize("name", CHOSEN)
@given(data=st.data())
@settings(
    max_examples=5,
    deadline=timedelta(minutes=1),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_a_template_filled_and_written_out_again_comes_in_unchanged(
    name: str, data: st.DataObject, sqlite_ledger: Engine
) -> None:
    dataset = BY_NAME[name]
    rows = data.draw(_rows(dataset))
    with writing(sqlite_ledger) as connection:
        connection.execute(delete(TABLES[name]))
    with TemporaryDirectory() as folder:
        templates = {path.stem.partition("_")[2]: path for path in write_templates(Path(folder))}
        receipt = bring(sqlite_ledger, _filled(templates[name], rows, Path(folder) / "填好.xlsx"), dataset=name)
        assert all("重复" in fault.reason for fault in receipt.faults)
        held = _held(sqlite_ledger, dataset)
        assert len(held) == receipt.accepted > 0
        out = [
            ["是" if v is True else "否" if v is False else v.date() if isinstance(v, datetime) else v for v in row]
            for row in held
        ]
        again = bring(sqlite_ledger, _filled(templates[name], out, Path(folder) / "再来.xlsx"), dataset=name)
        assert (again.unchanged, again.faults) == (len(held), ())
        assert _held(sqlite_ledger, dataset) == held
