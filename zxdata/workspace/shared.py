"""The cockpit's own tables — named views, presentations and notes on trends — read seldom, beside the pages that show
them: no page waits for the ledger, and none is lost where it is away."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from time import monotonic
from typing import Any

from sqlalchemy import Engine

from zxdata.access.reader import Reader
from zxdata.configuration import Settings
from zxdata.errors import CockpitError
from zxdata.ledger.places import open_own
from zxdata.workspace.annotations import Annotation, annotate, annotated, erase
from zxdata.workspace.ownership import scopes, shown_to
from zxdata.workspace.presentations import Presentation, begin, drop, keep, presented
from zxdata.workspace.saved_views import SavedView, forget, save, saved

SECONDS = 15.0
FIRST_SECONDS = 1.0  # what the first reader of all waits at most
READERS: dict[str, Callable[[Engine], tuple[Any, ...]]] = {
    "views": saved,
    "presentations": presented,
    "notes": annotated,
    "scopes": scopes,
}


@dataclass
class _Kept:
    """What was read last, when, and by which look if one is under way; when the first one began; how often something was
    written since."""

    found: dict[str, tuple[Any, ...]] = field(default_factory=lambda: dict.fromkeys(READERS, ()))
    at: float | None = None
    look: Future[None] | None = None
    begun: float = field(default_factory=monotonic)
    written: int = 0


_lately: dict[Settings, _Kept] = {}
_lock = Lock()
_reader = ThreadPoolExecutor(1, "workspace")


def saved_views(settings: Settings, reader: Reader) -> tuple[SavedView, ...]:
    """The named views that this reader may see; those read last while the ledger cannot be reached."""
    return shown_to(reader, _read(settings, "views"), _read(settings, "scopes"))


def save_view(name: str, page: str, query: str, settings: Settings, by: str = "") -> None:
    """Raises WrongUse for a name that cannot be used, LedgerUnavailable."""
    own = open_own(settings)
    save(own, name, page, query, by)
    _written(settings, own, "views")


def forget_view(name: str, settings: Settings, by: str = "") -> None:
    own = open_own(settings)
    forget(own, name, by)
    _written(settings, own, "views")


def presentations(settings: Settings, reader: Reader) -> tuple[Presentation, ...]:
    """The presentations that this reader may see; those read last while the ledger cannot be reached."""
    return shown_to(reader, _read(settings, "presentations"), _read(settings, "scopes"))


def keep_presentation(presentation: Presentation, settings: Settings, by: str = "") -> Presentation:
    """In place of what was kept under its name; raises WrongUse for what does not fit, LedgerUnavailable."""
    own = open_own(settings)
    named = keep(own, presentation, by)
    _written(settings, own, "presentations")
    return named


def begin_presentation(presentation: Presentation, settings: Settings, by: str = "") -> Presentation:
    """A new one; raises WrongUse where its name is taken or does not fit, LedgerUnavailable."""
    own = open_own(settings)
    named = begin(own, presentation, by)
    _written(settings, own, "presentations")
    return named


def drop_presentation(name: str, settings: Settings, by: str = "") -> None:
    own = open_own(settings)
    drop(own, name, by)
    _written(settings, own, "presentations")


def notes_of(page: str, settings: Settings, reader: Reader) -> tuple[Annotation, ...]:
    """The notes on the trends of a page that this reader may see; those read last while the ledger cannot be reached."""
    found = shown_to(reader, _read(settings, "notes"), _read(settings, "scopes"))
    return tuple(note for note in found if note.page in (page, "all"))


def add_note(day: date, page: str, text: str, settings: Settings, by: str = "") -> None:
    """Raises WrongUse for a note that does not fit, LedgerUnavailable."""
    own = open_own(settings)
    annotate(own, day, page, text, by)
    _written(settings, own, "notes")


def erase_note(number: int, settings: Settings, by: str = "") -> None:
    own = open_own(settings)
    erase(own, number, by)
    _written(settings, own, "notes")


def _read(settings: Settings, what: str) -> tuple[Any, ...]:
    """What was read last, by whichever session; where that is some seconds ago, it is read again beside."""
    with _lock:
        kept = _lately.setdefault(settings, _Kept())
        due = kept.at is None or monotonic() - kept.at >= SECONDS
        if due and (kept.look is None or kept.look.done()):
            kept.look = _reader.submit(_look, settings, kept)
    if kept.at is None and kept.look is not None:
        wait((kept.look,), max(0.0, kept.begun + FIRST_SECONDS - monotonic()))
    return kept.found[what]


def _look(settings: Settings, kept: _Kept) -> None:
    """All of it once; what cannot be read stays as it was."""
    before = kept.written
    with suppress(CockpitError):
        own = open_own(settings)
        found = {what: read(own) for what, read in READERS.items()}
        with _lock:
            if kept.written == before:
                kept.found = found
    kept.at = monotonic()


def _written(settings: Settings, own: Engine, what: str) -> None:
    """What was just written is there for the next run, in this process at once."""
    with suppress(CockpitError):
        found = READERS[what](own)
        with _lock:
            kept = _lately.setdefault(settings, _Kept())
            kept.found, kept.written = kept.found | {what: found}, kept.written + 1
