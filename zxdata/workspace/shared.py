"""The cockpit's own tables — named views, presentations and notes on trends — read seldom, and without them where the ledger is away."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from time import monotonic
from typing import Any

from zxdata.configuration import Settings
from zxdata.errors import LedgerUnavailable, SchemaMismatch
from zxdata.ledger.places import open_own
from zxdata.workspace.annotations import Annotation, annotate, annotated, erase
from zxdata.workspace.presentations import Presentation, begin, drop, keep, presented
from zxdata.workspace.saved_views import SavedView, forget, save, saved

SECONDS = 15.0
_lately: dict[tuple[Settings, str], tuple[float, tuple[Any, ...]]] = {}


def saved_views(settings: Settings) -> tuple[SavedView, ...]:
    """All named views; none while the ledger cannot be reached."""
    return _read(settings, "views", saved)


def save_view(name: str, page: str, query: str, settings: Settings) -> None:
    """Raises WrongUse for a name that cannot be used, LedgerUnavailable."""
    save(open_own(settings), name, page, query)
    _lately.clear()


def forget_view(name: str, settings: Settings) -> None:
    forget(open_own(settings), name)
    _lately.clear()


def presentations(settings: Settings) -> tuple[Presentation, ...]:
    """All presentations; none while the ledger cannot be reached."""
    return _read(settings, "presentations", presented)


def keep_presentation(presentation: Presentation, settings: Settings) -> Presentation:
    """In place of what was kept under its name; raises WrongUse for what does not fit, LedgerUnavailable."""
    named = keep(open_own(settings), presentation)
    _lately.clear()
    return named


def begin_presentation(presentation: Presentation, settings: Settings) -> Presentation:
    """A new one; raises WrongUse where its name is taken or does not fit, LedgerUnavailable."""
    named = begin(open_own(settings), presentation)
    _lately.clear()
    return named


def drop_presentation(name: str, settings: Settings) -> None:
    drop(open_own(settings), name)
    _lately.clear()


def notes_of(page: str, settings: Settings) -> tuple[Annotation, ...]:
    """The notes that stand on the trends of a page; none while the ledger cannot be reached."""
    return tuple(note for note in _read(settings, "notes", annotated) if note.page in (page, "all"))


def add_note(day: date, page: str, text: str, settings: Settings) -> None:
    """Raises WrongUse for a note that does not fit, LedgerUnavailable."""
    annotate(open_own(settings), day, page, text)
    _lately.clear()


def erase_note(number: int, settings: Settings) -> None:
    erase(open_own(settings), number)
    _lately.clear()


def _read(settings: Settings, what: str, read: Callable[[Any], tuple[Any, ...]]) -> tuple[Any, ...]:
    """What was read within the last seconds, by whichever session."""
    at, found = _lately.get((settings, what), (-SECONDS, ()))
    if monotonic() - at < SECONDS:
        return found
    with suppress(LedgerUnavailable, SchemaMismatch):
        found = read(open_own(settings))
    _lately[settings, what] = (monotonic(), found)
    return found
