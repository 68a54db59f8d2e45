"""What the page 数据归集 does in this installation's ledger: files in, and imports back out."""

from zxdata.collecting.correcting import cells_of_case, correct_case
from zxdata.collecting.files import Outcome, Wish, import_files, rehearse_files
from zxdata.collecting.history import import_changes, imports_table, withdraw_import
from zxdata.collecting.starting import fill_demonstration, load_divisions, steps, templates

__all__ = [
    "Outcome",
    "Wish",
    "cells_of_case",
    "correct_case",
    "fill_demonstration",
    "import_changes",
    "import_files",
    "imports_table",
    "load_divisions",
    "rehearse_files",
    "steps",
    "templates",
    "withdraw_import",
]
