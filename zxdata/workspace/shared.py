"""The cockpit's own tables — named views, presentations and notes on trends — read seldom, and without them where the ledger is away."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from time import monotonic
from typing import Any

from zxdata.configuration import settings
from zxdata.errors import LedgerUnavailable, SchemaMismatch
from zxdata.ledger.places import open_own
from zxdata.workspace.annotations import Annotation, annotate, annotated, erase
from zxdata.workspace.presentations import Presentation, begin, drop, keep, presented
from zxdata.workspace.saved_views import SavedView, forget, save, saved

SECONDS = 15.0
_lately: dict[str, tuple[float, tuple[Any, ...]]] = {}


def saved_views() -> tuple[SavedView, ...]:
    """All named views; none while the ledger cannot be reached."""
    return _read("views", saved)


def save_view(name: str, page: str, query: str) -> None:
    """Raises WrongUse for a name that cannot be used, LedgerUnavailable."""
    save(_ledger(), name, page, query)
    _lately.clear()


def forget_view(name: str) -> None:
    forget(_ledger(), name)
    _lately.clear()


def presentations() -> tuple[Presentation, ...]:
    """All presentations; none while the ledger cannot be reached."""
    return _read("presentations", presented)


def keep_presentation(presentation: Presentation) -> Presentation:
    """In place of what was kept under its name; raises WrongUse for what does not fit, LedgerUnavailable."""
    kept = keep(_ledger(), presentation)
    _lately.clear()
    return kept


def begin_presentation(presentation: Presentation) -> Presentation:
    """A new one; raises WrongUse where its name is taken or does not fit, LedgerUnavailable."""
    kept = begin(_ledger(), presentation)
    _lately.clear()
    return kept


def drop_presentation(name: str) -> None:
    drop(_ledger(), name)
    _lately.clear()


def notes_of(page: str) -> tuple[Annotation, ...]:
    """The notes that stand on the trends of a page; none while the ledger cannot be reached."""
    return tuple(note for note in _read("notes", annotated) if note.page in (page, "all"))


def add_note(day: date, page: str, text: str) -> None:
    """Raises WrongUse for a note that does not fit, LedgerUnavailable."""
    annotate(_ledger(), day, page, text)
    _lately.clear()


def erase_note(number: int) -> None:
    erase(_ledger(), number)
    _lately.clear()


def _read(what: str, read: Callable[[Any], tuple[Any, ...]]) -> tuple[Any, ...]:
    """What was read within the last seconds, by whichever session."""
    at, found = _lately.get(what, (-SECONDS, ()))
    if monotonic() - at < SECONDS:
        return found
    with suppress(LedgerUnavailable, SchemaMismatch):
        found = read(_ledger())
    _lately[what] = (monotonic(), found)
    return found


def _ledger() -> Any:
    return open_own(settings())
