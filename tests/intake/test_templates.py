"""The promise of the templates: each one is recognised, loads cleanly, and a second time changes nothing."""

from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from tests.intake_files import bring, with_divisions
from zxdata.datasets import BY_NAME, DATASETS
from zxdata.intake import guess_dataset, write_templates
from zxdata.ledger import TABLES, reading


def _with_the_sample_below_itself(path: Path) -> None:
    """A second row as the sample has it: only the first is known for the sample."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for cell in sheet[2]:
        sheet.cell(3, cell.column, cell.value).number_format = cell.number_format
    book.save(path)


def _rows(ledger: Engine) -> list[object]:
    """Every row of every dataset with its provenance."""
    with reading(ledger) as connection:
        return [connection.execute(sa.select(TABLES[dataset.name])).all() for dataset in DATASETS]


def test_the_sample_row_of_a_template_is_passed_over_and_said(sqlite_ledger: Engine, tmp_path: Path) -> None:
    for path in write_templates(tmp_path, sqlite_ledger):
        receipt = bring(sqlite_ledger, path)
        assert (receipt.read, receipt.accepted) == (0, 0)
        assert receipt.findings == ("不是记录的行没有读入：模板的示例 1 行（第 2 行）。",)


def test_every_template_loads_its_sample_once_it_is_written_over_and_a_second_time_changes_nothing(
    ledger: Engine, tmp_path: Path
) -> None:
    with_divisions(ledger)
    paths = write_templates(tmp_path, ledger)
    assert len(paths) == len(DATASETS)
    for path, dataset in zip(paths, DATASETS, strict=True):
        _with_the_sample_below_itself(path)
        receipt = bring(ledger, path)
        assert (receipt.dataset, receipt.read, receipt.accepted, receipt.faults) == (dataset.name, 1, 1, ())
        assert receipt.findings == ("不是记录的行没有读入：模板的示例 1 行（第 2 行）。",)
    before = _rows(ledger)
    for path in paths if ledger.dialect.name == "sqlite" else paths[::4]:  # what is compared is the same everywhere
        assert bring(ledger, path).unchanged == 1
    assert _rows(ledger) == before


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda d: d.name)
def test_a_template_is_recognised_by_chinese_headers_and_by_code_names(dataset, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for names in ([c.header for c in dataset.columns], [c.name for c in reversed(dataset.columns)]):
        file = tmp_path / "x.csv"
        file.write_text(",".join(names) + "\n")
        assert guess_dataset(file) == dataset.name


def test_a_template_has_a_frozen_header_drop_downs_and_instructions(sqlite_ledger: Engine, tmp_path: Path) -> None:
    with_divisions(sqlite_ledger)
    paths = {path.name: path for path in write_templates(tmp_path, sqlite_ledger)}
    book = openpyxl.load_workbook(paths["提案办理_proposal_events.xlsx"])
    sheet = book["提案办理"]
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == [c.header for c in BY_NAME["proposal_events"].columns]
    closed = {str(v.sqref).split(":")[0]: v.formula1 for v in sheet.data_validations.dataValidation}
    stages = [cell.value for cell in book["可选值"]["B"] if cell.value]
    assert closed["B2"] == f"可选值!$B$1:$B${len(stages)}"
    assert stages == [word for word, _ in BY_NAME["proposal_events"].column("stage").values]
    assert book["可选值"].sheet_state == "hidden"
    assert "提案办理" in book["填表说明"]["A1"].value
    regions = openpyxl.load_workbook(paths["阵地_workstations.xlsx"])["可选值"]["F"]
    assert "九龙坡区" in {cell.value for cell in regions}


def test_templates_need_no_ledger(tmp_path: Path) -> None:
    assert all(path.is_file() for path in write_templates(tmp_path / "新文件夹"))
