"""One round: what is new on each list becomes notices, and those that are due are sent. Rounds may run beside each other."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from sqlalchemy import insert, select, update

from zxdata.access.accounts import accounts
from zxdata.access.acts import Act
from zxdata.access.acts_log import append, own_tables
from zxdata.access.reader import Reader
from zxdata.configuration import Settings
from zxdata.filters import Scope
from zxdata.ledger.engine import reading, writing
from zxdata.ledger.notice_tables import notices, subscriptions
from zxdata.notices.lists import NOTICE_LISTS, News
from zxdata.notices.plan import plan
from zxdata.notices.sending import NOTICE_CHANNELS, Letter, NotSent
from zxdata.notices.subscribing import Subscription, subscribed
from zxdata.store import Store

CLAIMED = timedelta(minutes=10)
"""How long a notice that a round tries is left alone by others; a round that breaks off leaves it to the next."""


@dataclass(frozen=True)
class Ran:
    """How many notices were made, sent, not sent (``faults``: why, a sentence each) and left for later by quiet hours."""

    made: int
    sent: int
    faults: tuple[str, ...]
    quiet: int


def run(settings: Settings, store: Store, now: datetime | None = None) -> Ran:
    """Raises LedgerUnavailable, NoSnapshot, SnapshotDamaged."""
    now = now or datetime.now(timezone.utc)
    readers = _readers(settings)
    found = [each for each in subscribed(settings) if each.account in readers]
    made = sum(_make(settings, store, each, readers[each.account], now) for each in found)
    hour = now.astimezone(settings.zone).hour
    sent, faults, quiet = 0, [], 0
    for each in found:
        for letter, tries in _due(settings, each, now):
            if each.quiet(hour):
                quiet += 1
            elif _claim(settings, letter, tries, now):
                fault = _send(settings, each, letter, tries + 1, now)
                sent += not fault
                faults += [f"{each.name}：{fault}"] if fault else []
    return Ran(made, sent, tuple(faults), quiet)


def _readers(settings: Settings) -> dict[str, Reader]:
    """Who may be told: accounts that still see rows; where nobody signs in, whoever subscribed without a name."""
    if settings.open_to_all:
        return {"": Reader.open()}
    known = ((each.name, each.reader) for each in accounts(settings))
    return {name: reader for name, reader in known if reader is not None and reader.may(Act.SUBSCRIBE)}


def _make(settings: Settings, store: Store, of: Subscription, reader: Reader, now: datetime) -> bool:
    own = own_tables(settings)
    with reading(own) as connection:
        asked = select(subscriptions.c.told, subscriptions.c.turn).where(subscriptions.c.id == of.id)
        row = connection.execute(asked).first()
    if row is None:
        return False
    news = _news(settings, store, of, replace(reader.scope, personal=reader.personal), row.told)
    if news.told == (row.told or "") and not news.title:
        return False
    with writing(own) as connection:
        turned = (subscriptions.c.id == of.id, subscriptions.c.turn == row.turn)
        changed = update(subscriptions).where(*turned).values(told=news.told, turn=row.turn + 1)
        if connection.execute(changed).rowcount and news.title:
            told = {"subscription": of.id, "title": news.title, "text": news.text, "next_at": now}
            connection.execute(insert(notices).values(told))
            return True
    return False


def _news(settings: Settings, store: Store, of: Subscription, scope: Scope, told: str | None) -> News:
    with store.reading(scope) as asked:
        return NOTICE_LISTS[of.list].ask(asked, asked.version.rules, settings.day(), told)


def _due(settings: Settings, of: Subscription, now: datetime) -> Iterator[tuple[Letter, int]]:
    n = notices.c
    due = (n.subscription == of.id, n.sent_at.is_(None), n.tries < plan().tries)
    asked = select(n.id, n.title, n.text, n.made_at, n.tries, n.next_at).where(*due).order_by(n.id)
    with reading(own_tables(settings)) as connection:
        rows = connection.execute(asked).all()
    for row in rows:
        if row.next_at <= now:
            yield Letter(row.id, row.title, row.text, row.made_at), row.tries


def _claim(settings: Settings, letter: Letter, tries: int, now: datetime) -> bool:
    n = notices.c
    mine = update(notices).where(n.id == letter.number, n.tries == tries, n.sent_at.is_(None))
    with writing(own_tables(settings)) as connection:
        return bool(connection.execute(mine.values(tries=tries + 1, next_at=now + CLAIMED)).rowcount)


def _send(settings: Settings, of: Subscription, letter: Letter, tries: int, now: datetime) -> str:
    """Why it did not arrive, empty where it did; either is an entry of the log."""
    fault = ""
    try:
        NOTICE_CHANNELS[of.channel].send(letter, of.target, settings)
    except NotSent as failed:
        fault = failed.sentence
    values: dict[str, object] = (
        {"fault": fault, "next_at": now + plan().wait(tries)} if fault else {"sent_at": now, "fault": None}
    )
    with writing(own_tables(settings)) as connection:
        connection.execute(update(notices).where(notices.c.id == letter.number).values(values))
        append(
            connection,
            settings.secret_key,
            Act.NOTIFY,
            who=of.account,
            subject=f"{letter.title}→{of.name}",
            result="refused" if fault else "done",
            note=fault,
        )
    return fault
