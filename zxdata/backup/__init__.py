"""Backups: the ledger, the cockpit's own tables, rules and settings in one file, and back into any database."""

from zxdata.backup.archive import Contents, check
from zxdata.backup.restoring import Restored, restore
from zxdata.backup.retention import name_at, retain
from zxdata.backup.saving import backup

__all__ = ["Contents", "Restored", "backup", "check", "name_at", "restore", "retain"]
