"""What the page 数据归集 does in this installation's ledger, through the same intake as the command line."""

from pathlib import Path

from zxdata.configuration import settings
from zxdata.intake import Receipt, import_file
from zxdata.ledger.engine import connect

BY = "数据归集"  # who imported through the page, while nobody signs in


def import_upload(
    path: Path, *, dataset: str | None = None, dry_run: bool = True, overwrite: bool = False, replace: bool = False
) -> Receipt:
    """The receipt of importing ``path`` into the configured ledger, as ``import_file``; with ``dry_run`` nothing is
    written."""
    now = settings()
    engine = connect(now.database_url)
    return import_file(engine, path, now, dataset=dataset, dry_run=dry_run, overwrite=overwrite, replace=replace, by=BY)
