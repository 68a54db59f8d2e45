"""What the page 数据归集 does in this installation's ledger, through the same intake as the command line."""

from pathlib import Path

from zxdata.configuration import settings
from zxdata.intake import Receipt, import_file
from zxdata.ledger.engine import connect


def import_upload(path: Path, *, dataset: str | None = None, dry_run: bool = True) -> Receipt:
    """The receipt of importing ``path`` into the configured ledger; with ``dry_run`` nothing is written."""
    now = settings()
    return import_file(connect(now.database_url), path, now, dataset=dataset, dry_run=dry_run)
