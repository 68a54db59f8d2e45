"""Intake: files from outside become rows of the shared database, every refused cell with its reason.

read (in a limited child process) → sheets → tables → contract → compare → load (one transaction) → Receipt
"""

from zxdata.intake.assumptions import Assumptions, Choice, Question
from zxdata.intake.correcting import case_cells, correct_cell
from zxdata.intake.importing import import_file
from zxdata.intake.receipt import Part, Receipt
from zxdata.intake.recognising import guess_dataset
from zxdata.intake.report import write_report
from zxdata.intake.templates import write_templates

__all__ = [
    "Assumptions",
    "Choice",
    "Part",
    "Question",
    "Receipt",
    "case_cells",
    "correct_cell",
    "guess_dataset",
    "import_file",
    "write_report",
    "write_templates",
]
