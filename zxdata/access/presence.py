"""Who is signed in, as one process knows it: the database is asked once a second, not with every click."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from threading import Lock
from time import monotonic

from zxdata.access import sessions, tokens
from zxdata.access.reader import Reader
from zxdata.access.sessions import Session
from zxdata.configuration import Settings
from zxdata.errors import LedgerUnavailable

SECONDS = 1.0
AGAIN_SECONDS = 5.0  # after the database did not answer
FORGOTTEN_SECONDS = 600.0
SEEN_SHARE = 10  # a reader's last act is written down this many times in what counts as idle


@dataclass
class _Known:
    session: Session | None
    asked: float  # the clock's seconds when the database last said so
    due: float  # when it is to be asked again


class Presence:
    """Sessions and tokens of one installation.

    While the database is away, what it said last goes on holding until its time has passed: nobody can have changed it
    meanwhile.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._known: dict[str, _Known] = {}
        self._readers: dict[str, tuple[float, Reader | None]] = {}
        self._active: dict[str, datetime] = {}
        self._lock = Lock()

    def fresh(self, cookie: str) -> bool:
        """Whether ``of`` answers without asking the database."""
        known = self._known.get(tokens.key_of(cookie))
        return known is not None and monotonic() < known.due

    def of(self, cookie: str, *, active: bool = False) -> Session | None:
        """The session that a browser holds the cookie of, while it lasts. ``active``: a person did something just now.

        Raises LedgerUnavailable where it was never heard of and cannot be looked up.
        """
        if not cookie:
            return None
        key = tokens.key_of(cookie)
        if not self.fresh(cookie):
            self._ask((key,))
        known = self._known.get(key)
        session = known.session if known else None
        if session is None:
            return None
        if session.over(self._settings, self._active.get(key)):
            self._end(session)
            return None
        if active:
            self._note(session)
        return session

    def sign_out(self, session: Session, address: str) -> None:
        """End a session at its reader's wish, here without delay. Raises LedgerUnavailable."""
        sessions.end(self._settings, session, address)
        self._drop(session.key)

    def look(self, cookies: set[str]) -> None:
        """Ask the database of all of these at once, so that ``of`` need not."""
        keys = {tokens.key_of(cookie) for cookie in cookies}
        with suppress(LedgerUnavailable):
            self._ask(tuple(keys))
        self._forget(keys)

    def bearer(self, secret: str) -> Reader | None:
        """Whose token a program shows. Raises LedgerUnavailable."""
        key = tokens.key_of(secret)
        due, reader = self._readers.get(key, (0.0, None))
        if monotonic() >= due:
            found = tokens.token_of(self._settings, secret)
            reader = found.reader if found else None
            if reader:
                self._readers[key] = (monotonic() + SECONDS, reader)
            else:
                self._readers.pop(key, None)
        return reader

    def _ask(self, keys: tuple[str, ...]) -> None:
        with self._lock:
            try:
                found = sessions.find(self._settings, keys)
            except LedgerUnavailable:
                if any(key not in self._known for key in keys):
                    raise
                for key in keys:
                    self._known[key].due = monotonic() + AGAIN_SECONDS
                return
            now = monotonic()
            for key in keys:
                if key in found:
                    self._known[key] = _Known(found[key], now, now + SECONDS)
                else:
                    self._known.pop(key, None)

    def _note(self, session: Session) -> None:
        now = datetime.now(timezone.utc)
        self._active[session.key] = now
        if now - session.seen_at > timedelta(minutes=self._settings.idle_minutes) / SEEN_SHARE:
            with suppress(LedgerUnavailable):
                sessions.seen(self._settings, session.key, now)

    def _drop(self, key: str) -> None:
        self._known.pop(key, None)
        self._active.pop(key, None)

    def _end(self, session: Session) -> None:
        self._drop(session.key)
        with suppress(LedgerUnavailable):
            sessions.end(self._settings, session, session.address, "到时")

    def _forget(self, wanted: set[str]) -> None:
        """Drop what nobody has asked for in a while."""
        late = monotonic() - FORGOTTEN_SECONDS
        for key in [key for key, known in self._known.items() if known.asked < late and key not in wanted]:
            self._drop(key)


@cache
def presence(settings: Settings) -> Presence:
    """The process's knowledge of an installation's sessions."""
    return Presence(settings)
