"""Which ledger a command asks, and how fresh it is; the question itself is read by ``zxdata.inquiry``."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from zxdata.cli.printing import say, working
from zxdata.inquiry.given import Given

if TYPE_CHECKING:
    from zxdata.configuration import Settings
    from zxdata.filters import Scope
    from zxdata.inquiry.asking import Asked
    from zxdata.store import Store

SECONDS = 60.0


def settled(db: str | None) -> "Settings":
    """The settings in force; another database than the configured one has its snapshots in a folder of its own."""
    from sqlalchemy.engine import make_url

    from zxdata.configuration import load_settings, settings
    from zxdata.ledger.engine import sqlite_file

    configured = settings()
    if db is None or db == configured.database_url:
        return configured
    chosen = load_settings(database_url=db)
    address, usual = make_url(db), make_url(configured.database_url)
    file, usual_file = sqlite_file(address), sqlite_file(usual)
    if address == usual or (file and usual_file and file.resolve() == usual_file.resolve()):
        return configured
    place = str(file.resolve()) if file else address.render_as_string(hide_password=True)
    folder = chosen.snapshot_dir / sha256(place.encode()).hexdigest()[:12]
    return load_settings(database_url=db, snapshot_dir=folder)


def followed(settings: "Settings") -> "Store":
    """The store, first brought up to the ledger; where that cannot be reached, the last snapshot and a word on it."""
    from zxdata.errors import LedgerUnavailable, NoSnapshot, SnapshotDamaged
    from zxdata.ledger import open_ledger
    from zxdata.snapshot.build import refresh
    from zxdata.store import Store

    store = Store.of(settings)
    try:
        with working("正在更新数据快照"):
            refresh(open_ledger(settings), settings)
    except LedgerUnavailable as fault:
        try:
            about = store.about()
        except (NoSnapshot, SnapshotDamaged):
            raise fault from None
        built = about["built_at"].astimezone(settings.zone)
        say(f"{fault}以下取自 {built:%Y-%m-%d %H:%M} 的数据快照 {about['version']}。")
    return store


@contextmanager
def asking(given: Given, db: str | None = None, account: str | None = None) -> Iterator["Asked"]:
    """The question that the options ask of the ledger ``db``, as ``account`` may see it. Raises Unknown or WrongUse where
    one of them means nothing."""
    from zxdata.inquiry.asking import asked

    settings = settled(db)
    allowed = seen_by(settings, account)
    with closing(followed(settings)) as store, asked(store, settings, given, allowed, SECONDS) as found:
        yield found


def marked(asked: "Asked", account: str | None) -> str:
    """The watermark of a file that is written as an account would take it."""
    return asked.rules.watermark.in_file(account or "", datetime.now(asked.settings.zone))


def seen_by(settings: "Settings", account: str | None) -> "Scope":
    """What an account may see; without one, who runs the command has the ledger itself before them: everything.

    Raises Unknown for an account that does not exist, WrongUse for one that may see no rows.
    """
    from zxdata.access import Act
    from zxdata.access.accounts import account as known
    from zxdata.errors import WrongUse
    from zxdata.filters import Scope

    if account is None:
        return Scope.whole()
    found = known(settings, account)
    if found.reader is None or not found.reader.may(Act.SEE):
        raise WrongUse(f"账号“{account}”（{found.rights}{'，已停用' if found.disabled_at else ''}）看不到数据。")
    return found.reader.scope
