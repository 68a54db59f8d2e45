"""Which dataset a file is, told by its header, and the tables of it that the file holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zxdata.datasets import BY_NAME, DATASETS, Dataset
from zxdata.errors import Unknown, Unreadable
from zxdata.intake.headers import known_words, missing, recognise
from zxdata.intake.reading import read_sheets
from zxdata.intake.sheets import Sheet
from zxdata.intake.tables import Table, best_header, locate_all

EVERY_COLUMN = tuple(column for dataset in DATASETS for column in dataset.columns)


@dataclass(frozen=True)
class Recognised:
    """All visible sheets of a file, and those of them that are tables of one dataset."""

    sheets: tuple[Sheet, ...]
    tables: tuple[Table, ...]
    dataset: Dataset


def guess_dataset(path: Path) -> str:
    """Code name of the dataset that the file's header shows. Raises Unreadable, WrongUse."""
    return as_dataset(read_sheets(path, known_words(EVERY_COLUMN)), path.name, None).dataset.name


def dataset_of(sheets: Sequence[Sheet], file: str) -> Dataset:
    """The dataset that the header of these sheets shows. Raises Unreadable, WrongUse."""
    return recognise(best_header(sheets, EVERY_COLUMN, file), file)


def as_dataset(sheets: Sequence[Sheet], file: str, name: str | None) -> Recognised:
    """The sheets as the dataset of that name, or as the one their header shows. Raises Unknown, Unreadable, WrongUse."""
    if name is not None and name not in BY_NAME:
        raise Unknown("数据集", name, BY_NAME)
    chosen = BY_NAME[name] if name else dataset_of(sheets, file)
    tables = locate_all(sheets, chosen.columns, file)
    for table in tables:
        if lacking := missing(table.header, chosen):
            raise Unreadable(f"“{file}”作为{chosen.title}缺少必填的列：{'、'.join(lacking)}。")
        for column in chosen.columns:
            table.header.place(column)  # raises where a column that is read stands there twice
    return Recognised(tuple(sheets), tables, chosen)
