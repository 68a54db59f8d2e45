"""The log of acts: appended only, each entry chained to the one before."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from typing import Literal

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.engine import Connection

from zxdata.access.acts import Act
from zxdata.access.chain import BEGINNING, Ends, Entry, breaks, hashed, sealed
from zxdata.configuration import Settings
from zxdata.errors import WrongUse
from zxdata.ledger.access_tables import acts, acts_ends
from zxdata.ledger.engine import reading, writing
from zxdata.ledger.places import open_own
from zxdata.ledger.turns import take_turn

LONGEST = 300
KEPT_DAYS = 183
"""How long an entry stays at least: six months, as article 21 of the 网络安全法 asks of logs."""
Result = Literal["done", "begun", "refused"]
RESULTS = {"done": "完成", "begun": "开始", "refused": "拒绝"}
_ENTRY = [acts.c[name] for name in Entry.__dataclass_fields__]
_ENDS = [acts_ends.c[name] for name in Ends.__dataclass_fields__]


@cache
def own_tables(settings: Settings) -> Engine:
    """The database with the cockpit's own tables, opened once."""
    return open_own(settings)


def append(
    connection: Connection,
    key: str,
    act: Act,
    *,
    who: str = "",
    address: str = "",
    subject: str = "",
    result: Result = "done",
    note: str = "",
) -> Entry:
    """Write one entry within a transaction of ``writing``; whoever else appends waits until it ends."""
    found = _ends(connection)
    ends = found or sealed(1, BEGINNING, 0, BEGINNING, key)
    words = {name: _clean(value) for name, value in {"who": who, "address": address, "subject": subject}.items()}
    entry = Entry(
        number=ends.last + 1,
        at=datetime.now(timezone.utc),
        act=act.value,
        result=result,
        note=_clean(note),
        before=ends.hash,
        hash="",
        **words,
    )
    entry = replace(entry, hash=hashed(entry, key))
    connection.execute(insert(acts).values(vars(entry)))
    now = vars(sealed(ends.first, ends.before, entry.number, entry.hash, key))
    if found:
        connection.execute(update(acts_ends).values(now))
    else:
        connection.execute(insert(acts_ends).values(id=1, **now))
    return entry


def log(
    settings: Settings,
    act: Act,
    *,
    who: str = "",
    address: str = "",
    subject: str = "",
    result: Result = "done",
    note: str = "",
) -> None:
    """Write one entry by itself, before the act it speaks of: where this raises LedgerUnavailable or SchemaMismatch, the
    act must not happen."""
    with writing(own_tables(settings)) as connection:
        append(
            connection, settings.secret_key, act, who=who, address=address, subject=subject, result=result, note=note
        )


@contextmanager
def logged(settings: Settings, act: Act, *, who: str, address: str = "", subject: str = "") -> Iterator[list[str]]:
    """An act that may fail after it has begun: one entry before it and one on what came of it.

    The block may add words on the outcome to the list; what it raises is noted as a refusal and goes on.
    """
    log(settings, act, who=who, address=address, subject=subject, result="begun")
    words: list[str] = []
    try:
        yield words
    except Exception as fault:
        log(settings, act, who=who, address=address, subject=subject, result="refused", note=str(fault))
        raise
    log(settings, act, who=who, address=address, subject=subject, note="；".join(words))


def entries(settings: Settings, since: date | None = None, until: date | None = None) -> list[Entry]:
    """The log, oldest first; both days included, in the body's time zone. Raises LedgerUnavailable."""
    query = select(*_ENTRY).order_by(acts.c.number)
    if since:
        query = query.where(acts.c.at >= datetime.combine(since, time(), settings.zone))
    if until:
        query = query.where(acts.c.at < datetime.combine(until + timedelta(days=1), time(), settings.zone))
    with reading(own_tables(settings)) as connection:
        return [Entry(*row) for row in connection.execute(query)]


def verify(settings: Settings, moved: Sequence[Entry] = ()) -> list[str]:
    """What of the log is not as it was written, a sentence each; ``moved``: the entries that were moved out of it before
    its first, in order. Raises LedgerUnavailable."""
    with reading(own_tables(settings), seconds=600) as connection:
        found = connection.execute(select(*_ENDS)).one_or_none()
        rows = connection.execution_options(yield_per=1_000).execute(select(*_ENTRY).order_by(acts.c.number))
        ends, key = (Ends(*found) if found else None), settings.secret_key
        here = breaks((Entry(*row) for row in rows), ends, key)
    if not moved or ends is None:
        return here
    out = sealed(moved[0].number, moved[0].before, ends.first - 1, ends.before, key)
    return [*(f"移出的日志：{sentence}" for sentence in breaks(moved, out, key)), *here]


def move_out(settings: Settings, until: date, keep: Callable[[list[Entry]], None]) -> int:
    """Take the entries up to and including a day out of the log, which goes on from the last of them; how many.

    ``keep`` puts them elsewhere first: where it raises, they stay. Raises WrongUse where one of them is younger than
    KEPT_DAYS, LedgerUnavailable.
    """
    latest = settings.day() - timedelta(days=KEPT_DAYS)
    if until > latest:
        raise WrongUse(f"日志至少留六个月：最多只能移出到 {latest}，写的是 {until}。")
    out = entries(settings, until=until)
    if not out:
        return 0
    keep(out)
    with writing(own_tables(settings)) as connection:
        ends = _ends(connection)
        assert ends is not None
        connection.execute(delete(acts).where(acts.c.number <= out[-1].number))
        now = sealed(out[-1].number + 1, out[-1].hash, ends.last, ends.hash, settings.secret_key)
        connection.execute(update(acts_ends).values(vars(now)))
    return len(out)


def _ends(connection: Connection) -> Ends | None:
    """Where the log ends now; nobody else appends until the transaction ends."""
    take_turn(connection, "zxdata.access.acts")
    found = connection.execute(select(*_ENDS)).one_or_none()
    return Ends(*found) if found else None


def _clean(words: str) -> str:
    """Text as one line that any database takes, cut where it is too long to read."""
    plain = "".join(sign if sign.isprintable() else " " for sign in words)
    return plain[:LONGEST]
