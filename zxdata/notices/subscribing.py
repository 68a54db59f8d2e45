"""Who is told of which list, where, and at which hours not."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Row, delete, func, insert, select

from zxdata.access.acts import Act
from zxdata.access.acts_log import append, own_tables
from zxdata.configuration import Settings
from zxdata.errors import Unknown, WrongUse
from zxdata.ledger.engine import ASKED_SECONDS, reading, writing
from zxdata.ledger.notice_tables import notices
from zxdata.ledger.notice_tables import subscriptions as table
from zxdata.notices.lists import NOTICE_LISTS
from zxdata.notices.sending import NOTICE_CHANNELS
from zxdata.workspace.bounds import check_room

MOST, TARGET_LONGEST = 2_000, 500


@dataclass(frozen=True)
class Subscription:
    """quiet_from, quiet_to: hours of the day between which nothing is sent, None without; unsent: how many notices have not
    arrived yet, fault: why the last of them did not."""

    id: int
    account: str
    list: str
    channel: str
    target: str
    quiet_from: int | None
    quiet_to: int | None
    sent_at: datetime | None = None
    unsent: int = 0
    fault: str = ""

    def quiet(self, hour: int) -> bool:
        """Whether nothing is to be sent at an hour of the day; 22 to 7 goes over midnight."""
        if self.quiet_from is None or self.quiet_to is None or self.quiet_from == self.quiet_to:
            return False
        if self.quiet_from < self.quiet_to:
            return self.quiet_from <= hour < self.quiet_to
        return hour >= self.quiet_from or hour < self.quiet_to

    @property
    def name(self) -> str:
        return f"{NOTICE_LISTS[self.list].label}→{NOTICE_CHANNELS[self.channel].label} {hidden(self.target)}"


def hidden(target: str) -> str:
    """A target without what is secret in it: of an address of the web, the host alone."""
    return urlsplit(target).hostname or target if "://" in target else target


def subscribed(settings: Settings, account: str | None = None) -> tuple[Subscription, ...]:
    """All subscriptions, or those of an account, with what became of their notices. Raises LedgerUnavailable."""
    n = notices.c
    waiting = select(func.count()).where(n.subscription == table.c.id, n.sent_at.is_(None)).scalar_subquery()
    last = select(func.max(n.sent_at)).where(n.subscription == table.c.id).scalar_subquery()
    fault = (
        select(n.fault)
        .where(n.subscription == table.c.id, n.sent_at.is_(None), n.fault.is_not(None))
        .order_by(n.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    asked = select(*_KEPT, last.label("sent_at"), waiting.label("unsent"), fault.label("fault")).order_by(
        table.c.account, table.c.id
    )
    if account is not None:
        asked = asked.where(table.c.account == account)
    with reading(own_tables(settings), ASKED_SECONDS) as connection:
        return tuple(_read(row) for row in connection.execute(asked))


def subscribe(
    settings: Settings,
    account: str,
    of: str,
    channel: str,
    target: str,
    quiet: tuple[int, int] | None = None,
    *,
    address: str = "",
) -> None:
    """Keep a subscription, with its entry in the log. Raises Unknown, WrongUse for what cannot be reached or is subscribed
    already, LedgerUnavailable."""
    target = target.strip()
    if of not in NOTICE_LISTS:
        raise Unknown("通知", of, NOTICE_LISTS)
    if channel not in NOTICE_CHANNELS:
        raise Unknown("方式", channel, NOTICE_CHANNELS)
    if not 0 < len(target) <= TARGET_LONGEST or re.search(r"[\x00-\x1f]", target):
        raise WrongUse(f"送到哪里要有 1 到 {TARGET_LONGEST} 个字，现在有 {len(target)} 个。")
    NOTICE_CHANNELS[channel].check(target, settings)
    begins, ends = quiet or (None, None)
    row = {"account": account, "list": of, "channel": channel, "target": target}
    with writing(own_tables(settings)) as connection:
        check_room(connection, table, MOST, "个订阅")
        if connection.scalar(select(table.c.id).filter_by(**row)):
            raise WrongUse(f"已经订了“{NOTICE_LISTS[of].label}”送到 {hidden(target)}，不用再订。")
        connection.execute(insert(table).values(quiet_from=begins, quiet_to=ends, **row))
        what = f"{NOTICE_LISTS[of].label}→{NOTICE_CHANNELS[channel].label} {hidden(target)}"
        append(connection, settings.secret_key, Act.SUBSCRIBE, who=account, address=address, subject=what)


def unsubscribe(settings: Settings, number: int, account: str, *, address: str = "") -> None:
    """Drop a subscription and its notices. Raises WrongUse where it is gone or another's, LedgerUnavailable."""
    with writing(own_tables(settings)) as connection:
        row = connection.execute(select(*_KEPT).where(table.c.id == number)).first()
        if row is None or row.account != account:
            raise WrongUse("这个订阅已经没有了。")
        connection.execute(delete(notices).where(notices.c.subscription == number))
        connection.execute(delete(table).where(table.c.id == number))
        what = _read(row).name
        append(connection, settings.secret_key, Act.SUBSCRIBE, who=account, address=address, subject=what, note="退订")


_KEPT = [table.c[name] for name in ("id", "account", "list", "channel", "target", "quiet_from", "quiet_to")]


def _read(row: Row[*tuple[Any, ...]]) -> Subscription:
    """A row of what is kept, alone or with what became of its notices."""
    read = row._mapping
    kept = {column.name: read[column.name] for column in _KEPT}
    more = {name: read[name] for name in ("sent_at", "unsent", "fault") if read.get(name) is not None}
    return Subscription(**kept, **more)
