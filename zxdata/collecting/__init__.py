"""What the page 数据归集 does in this installation's ledger: files in, and imports back out."""

from zxdata.collecting.files import Outcome, Wish, import_files, rehearse_files
from zxdata.collecting.history import import_changes, imports_table, withdraw_import

__all__ = ["Outcome", "Wish", "import_changes", "import_files", "imports_table", "rehearse_files", "withdraw_import"]
