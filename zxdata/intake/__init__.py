"""Intake: files from outside become rows of the shared database, every refused cell with its reason.

read (in a limited child process) → sheets → tables → contract → compare → load (one transaction) → Receipt
"""

from zxdata.intake.assumptions import Assumptions, Choice, Question
from zxdata.intake.books import Book, open_book
from zxdata.intake.correcting import case_cells, correct_cell
from zxdata.intake.importing import import_file
from zxdata.intake.receipt import Part, Receipt
from zxdata.intake.recognising import dataset_of, guess_dataset
from zxdata.intake.report import write_report
from zxdata.intake.templates import write_templates

__all__ = [
    "Assumptions",
    "Book",
    "Choice",
    "Part",
    "Question",
    "Receipt",
    "case_cells",
    "correct_cell",
    "dataset_of",
    "guess_dataset",
    "import_file",
    "open_book",
    "write_report",
    "write_templates",
]
