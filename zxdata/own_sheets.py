"""An office's own sheet given through the page: what is understood of it, and the same intake as the command line."""

from collections.abc import Mapping as Of
from pathlib import Path

from zxdata.collecting.files import BY
from zxdata.configuration import Settings
from zxdata.errors import CockpitError, WrongUse
from zxdata.intake import Receipt, guess_dataset, import_file
from zxdata.intake.mapping import Mapping, Understanding, keep, kept_for, understand
from zxdata.ledger.places import open_ledger


def fitting_mapping(path: Path, settings: Settings) -> Mapping | None:
    """The kept mapping that takes this file; None where none fits. Raises Unreadable."""
    found = kept_for(open_ledger(settings), path)
    return found[0] if found else None


def is_own_sheet(path: Path, settings: Settings) -> bool:
    """Whether a kept mapping takes the file, or its headers are those of a known kind of sheet and of no dataset."""
    try:
        if fitting_mapping(path, settings):
            return True
        guess_dataset(path)
    except WrongUse:
        try:
            understand_sheet(path, settings, words={})
        except CockpitError:
            return False
        return True
    except CockpitError:
        return False
    return False


def understand_sheet(path: Path, settings: Settings, *, words: Of[str, str]) -> Understanding:
    """What the sheet would become, with the columns that the clerk chose. Raises Unreadable, WrongUse."""
    return understand(open_ledger(settings), path, settings, words=words)


def import_sheet(path: Path, mapping: Mapping, settings: Settings, *, dry_run: bool = True, by: str = "") -> Receipt:
    """The receipt of taking the sheet by that mapping; with ``dry_run`` nothing is written. ``by``: who imports."""
    return import_file(open_ledger(settings), path, settings, mapping=mapping, dry_run=dry_run, by=by or BY)


def keep_mapping(mapping: Mapping, name: str, settings: Settings) -> Mapping:
    """Keep it in the configured ledger for sheets of its kind. Raises WrongUse."""
    return keep(open_ledger(settings), mapping, name)
