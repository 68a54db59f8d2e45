"""Whatever the ledger holds, written out, comes in again and changes nothing."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from tests.commands import command, configured
from tests.intake_files import bring
from zxdata.datasets import BY_NAME, DATASETS, Column, Dataset
from zxdata.intake import write_templates
from zxdata.intake.characters import canonical, line, tidy
from zxdata.intake.returning import KINDS, write_rows
from zxdata.ledger import TABLES, reading, writing
from zxdata.ledger.bulk import insert_all
from zxdata.ledger.tables import KEYS

HERE = ZoneInfo("Asia/Shanghai")
REGIONS: list[dict[str, Any]] = [
    {"code": "990100", "name": "某市", "level": "市"},
    {"code": "990101", "name": "某区", "level": "区县", "parent_code": "990100"},
    {"code": "990102", "name": "某县", "level": "区县", "parent_code": "990100"},
]
DAY = date(2025, 3, 5)
CODES = ["990100", "990101", "990102"]
LETTERS = st.characters(categories=("Lo", "Lu", "Nd", "Po", "Sm", "Zs"), max_codepoint=0xFFFF)
TEXT = st.text(LETTERS, min_size=1, max_size=20).map(lambda text: f"字{text}")
RANGES = {"lon": (-180.0, 180.0), "lat": (-90.0, 90.0)}
MOMENT = st.datetimes(datetime(1992, 1, 1), datetime(2099, 12, 31), timezones=st.just(HERE))


def _value(dataset: Dataset, column: Column, numbers: Mapping[str, list[str]]) -> st.SearchStrategy[Any]:
    """A value as any writer may have put it into the ledger, if it keeps the contract."""
    if column.ref:
        filled: st.SearchStrategy[Any] = st.sampled_from(numbers[column.ref])
    elif column.values:
        filled = st.sampled_from([word for word, _ in column.values])
    elif column.name in dataset.key and column.kind == "text":
        filled = st.from_regex("[A-Z][0-9]{1,6}", fullmatch=True)
    else:
        kinds = {
            "text": TEXT.map(line if column.name in ("title", "name") else tidy),
            "choice": TEXT.map(canonical),
            "date": st.dates(date(1900, 1, 1), date(2099, 12, 31)),
            "instant": MOMENT,
            "integer": st.integers(0, 2**31 - 1),
            "number": st.floats(*RANGES.get(column.name, (0, 1e9))),
            "flag": st.booleans(),
            "region": st.sampled_from(CODES),
            "regions": st.lists(st.sampled_from(CODES), min_size=1, max_size=2, unique=True).map("、".join),
            "unit": st.sampled_from(numbers.get("units", ["U1"])),
        }
        filled = kinds[column.kind]
    return filled if column.required else st.none() | filled


def _drawn(data: st.DataObject, dataset: Dataset, numbers: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    row = st.fixed_dictionaries({c.name: _value(dataset, c, numbers) for c in dataset.columns})
    rows = data.draw(st.lists(row, min_size=1, max_size=4), label=dataset.name)
    return list({dataset.key_of(row): row for row in rows}.values())


def _fill(data: st.DataObject, engine: Engine) -> None:
    """Every dataset in the order of loading, each after those it refers to."""
    numbers: dict[str, list[str]] = {}
    with writing(engine) as connection:
        for dataset in reversed(DATASETS):
            connection.execute(TABLES[dataset.name].delete())
        for dataset in DATASETS:
            rows = REGIONS if dataset.name == "regions" else _drawn(data, dataset, numbers)
            whole = [{c.name: row.get(c.name) for c in dataset.columns} for row in rows]
            insert_all(connection, TABLES[dataset.name], whole)
            numbers[dataset.name] = [row[KEYS[dataset.name]] for row in rows]


def _held(engine: Engine, dataset: Dataset) -> list[Mapping[Any, Any]]:
    with reading(engine) as connection:
        return list(connection.execute(select(TABLES[dataset.name])).mappings())


@given(data=st.data())
@settings(
    max_examples=3,
    deadline=timedelta(minutes=5),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_any_ledger_written_out_comes_in_again_unchanged(data: st.DataObject, ledger: Engine) -> None:
    _fill(data, ledger)
    names = data.draw(st.lists(st.sampled_from([*BY_NAME]), min_size=5, max_size=5, unique=True))
    for name in names:
        dataset, kind = BY_NAME[name], data.draw(st.sampled_from(KINDS))
        before = _held(ledger, dataset)
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{name}.{kind}"
            write_rows(path, kind, dataset, before)
            again = bring(ledger, path, dataset=name)
        assert (again.accepted, again.unchanged, again.faults) == (0, len(before), ())
        assert _held(ledger, dataset) == before


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_moments_and_flags_keep_every_digit(kind: str, sqlite_ledger: Engine, tmp_path: Path) -> None:
    lon, held_on = 0.1 + 0.2, datetime(2025, 3, 5, 9, 30, 15, 250_001, HERE)  # 17 digits: a workbook keeps 16
    station = {"station_no": "S1", "name": "某站", "kind": "站", "region": "990100", "lon": lon, "lat": 29.5}
    event = {"proposal_no": "A", "stage": "交办", "occurred_at": held_on}
    with writing(sqlite_ledger) as connection:
        connection.execute(TABLES["regions"].insert(), REGIONS[0])
        connection.execute(TABLES["workstations"].insert(), station)
        connection.execute(
            TABLES["proposals"].insert(), {"proposal_no": "A", "title": "题", "submitted_on": DAY, "key": True}
        )
        connection.execute(TABLES["proposal_events"].insert(), event)
    for name in ("workstations", "proposals", "proposal_events"):
        write_rows(tmp_path / f"{name}.{kind}", kind, BY_NAME[name], _held(sqlite_ledger, BY_NAME[name]))
        again = bring(sqlite_ledger, tmp_path / f"{name}.{kind}", dataset=name)
        assert (name, again.accepted, again.unchanged) == (name, 0, 1)


@pytest.mark.parametrize("name", ["proposals", "workstations", "suggestions"])
def test_rows_filled_into_a_template_come_in_again_unchanged(name: str, ledger: Engine, tmp_path: Path) -> None:
    dataset = BY_NAME[name]
    templates = {path.stem.partition("_")[2]: path for path in write_templates(tmp_path)}
    with writing(ledger) as connection:
        insert_all(connection, TABLES["regions"], [{"parent_code": None} | row for row in REGIONS])
        connection.execute(TABLES["units"].insert(), [{"unit_no": "U1", "name": "某局"}])
    book = openpyxl.load_workbook(templates[name])
    for at, column in enumerate(dataset.columns, start=1):
        value = {"region": "990101", "unit": "某局"}.get(column.kind, book.worksheets[0].cell(2, at).value)
        if column.name in dataset.key:
            value = "N1"
        book.worksheets[0].cell(3, at).value = value
    book.save(tmp_path / "填好.xlsx")
    assert bring(ledger, tmp_path / "填好.xlsx").accepted == 1
    before = _held(ledger, dataset)
    assert bring(ledger, tmp_path / "填好.xlsx").unchanged == 1
    assert _held(ledger, dataset) == before


@pytest.mark.parametrize("kind", KINDS)
def test_rows_behind_a_number_are_written_whole_and_come_in_again(
    kind: str, sqlite_ledger: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = tmp_path / "a.csv"
    first.write_text(
        "提案号,标题,提交日期,类别,重点提案\n0007,=关于桥的建议,2025-03-05,交通,是\n8,乙,2025-04-05,,\n", "utf-8"
    )
    assert bring(sqlite_ledger, first).accepted == 2
    out = tmp_path / f"out.{kind}"
    with configured(tmp_path):
        done = command(capsys, "rows", "proposals.submitted", "--out", str(out))
    assert done.code == 0 and "提案 2 行" in done.err
    again = bring(sqlite_ledger, out)
    assert (again.dataset, again.accepted, again.unchanged) == ("proposals", 0, 2)
    held = {row["proposal_no"]: row for row in _held(sqlite_ledger, BY_NAME["proposals"])}
    assert held["0007"]["title"] == "=关于桥的建议" and held["0007"]["key"] is True


def test_rows_of_no_dataset_are_not_written_as_if_they_were(
    sqlite_ledger: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with configured(tmp_path):
        done = command(capsys, "rows", "coverage.townships", "--out", str(tmp_path / "a.xlsx"))
        assert done.code == 2 and "不是台账里的整行" in done.err
        shown = command(capsys, "rows", "proposals.submitted", "--format", "xlsx")
    assert shown.code == 2 and "--out FILE.xlsx" in shown.err
