"""Every import is kept with what stood before, and can be taken back.

``record`` keeps one in the transaction that writes its rows; ``list_imports`` and ``changes`` show them;
``withdraw`` puts back what stood before, row by row.
"""

from zxdata.imports.images import Change, change
from zxdata.imports.journal import Counts, Import, changes, digest, list_imports, one_import, record
from zxdata.imports.withdrawing import Stayed, Withdrawal, withdraw

__all__ = [
    "Change",
    "Counts",
    "Import",
    "Stayed",
    "Withdrawal",
    "change",
    "changes",
    "digest",
    "list_imports",
    "one_import",
    "record",
    "withdraw",
]
