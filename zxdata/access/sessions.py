"""Sessions: who is signed in. The browser holds a random number, the database its hash and what the reader may.

A session's row is all that makes it hold: whatever takes the row away ends it, in every process.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from sqlalchemy import Row, delete, insert, select, update

from zxdata.access.acts import Act
from zxdata.access.acts_log import append, own_tables
from zxdata.access.reader import Reader
from zxdata.access.roles import Role
from zxdata.access.tokens import Token, key_of
from zxdata.configuration import Settings
from zxdata.filters import Scope
from zxdata.ledger.access_tables import sessions as table
from zxdata.ledger.engine import reading, writing

WALL_DAYS = 3650
"""How long the cookie of a wall lasts whose token does not end by itself."""


@dataclass(frozen=True)
class Session:
    """``key``: the hash of what the browser holds."""

    key: str
    reader: Reader
    address: str
    seen_at: datetime
    ends_at: datetime

    def over(self, settings: Settings, active_at: datetime | None = None) -> bool:
        """Whether its time has passed: its hours or, for people, the minutes since they last did something."""
        now = datetime.now(timezone.utc)
        idle = now - max(self.seen_at, active_at or self.seen_at) > timedelta(minutes=settings.idle_minutes)
        return now >= self.ends_at or (self.reader.kind == "account" and idle)


def begin(settings: Settings, reader: Reader, address: str, how: str, ends_at: datetime | None = None) -> str:
    """Sign a reader in and give back what the browser has to hold; one entry of the log, or it does not happen.

    ``how`` is the way they signed in, in words. Raises LedgerUnavailable.
    """
    secret, now = secrets.token_urlsafe(32), datetime.now(timezone.utc)
    hours = timedelta(hours=settings.session_hours) if reader.kind == "account" else timedelta(days=WALL_DAYS)
    row = {
        "key": key_of(secret),
        "name": reader.name,
        "kind": reader.kind,
        "role": reader.role,
        "scope": ",".join(reader.scope.regions),
        "personal": reader.personal,
        "address": address,
        "made_at": now,
        "seen_at": now,
        "ends_at": ends_at or now + hours,
    }
    with writing(own_tables(settings)) as connection:
        connection.execute(delete(table).where(table.c.ends_at < now))
        connection.execute(insert(table).values(row))
        append(connection, settings.secret_key, Act.SIGN_IN, who=reader.name, address=address, note=how)
    return secret


def begin_wall(settings: Settings, token: Token, address: str) -> str:
    """The session of a wall that came by its token."""
    return begin(settings, token.reader, address, "令牌", token.ends_at)


def find(settings: Settings, keys: Iterable[str], seconds: float = 3) -> dict[str, Session]:
    """Those of the sessions that there are, by key. Raises LedgerUnavailable."""
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    with reading(own_tables(settings), seconds) as connection:
        rows = connection.execute(select(table).where(table.c.key.in_(wanted))).all()
    return {row.key: _session(row) for row in rows}


def seen(settings: Settings, key: str, at: datetime) -> None:
    """Note that the reader did something. Raises LedgerUnavailable."""
    with writing(own_tables(settings), 3) as connection:
        connection.execute(update(table).where(table.c.key == key, table.c.seen_at < at).values(seen_at=at))


def end(settings: Settings, session: Session, address: str, note: str = "") -> None:
    """Sign out: one entry of the log, or it does not happen."""
    with writing(own_tables(settings)) as connection:
        connection.execute(delete(table).where(table.c.key == session.key))
        name = session.reader.name
        append(connection, settings.secret_key, Act.SIGN_OUT, who=name, address=address, note=note)


def _session(row: Row[*tuple[object, ...]]) -> Session:
    scope = Scope.of(*row.scope.split(",")) if row.scope else Scope.whole()
    wall = row.kind == "token"  # no other token holds a cookie
    reader = Reader(row.name, Role(row.role), scope, row.personal, row.kind, "wall" if wall else "")
    return Session(row.key, reader, row.address, row.seen_at, row.ends_at)
