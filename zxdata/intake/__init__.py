"""Intake: files from outside become rows of the shared database, every refused cell with its reason.

read (in a limited child process) → contract → load (one transaction) → Receipt
"""

from zxdata.intake.importing import guess_dataset, import_file
from zxdata.intake.receipt import Receipt
from zxdata.intake.report import write_report
from zxdata.intake.templates import write_templates

__all__ = ["Receipt", "guess_dataset", "import_file", "write_report", "write_templates"]
