"""Which ledger a command asks, and how fresh it is; the question itself is read by ``zxdata.inquiry``."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

from zxdata.cli.printing import say, working
from zxdata.inquiry.given import Given

if TYPE_CHECKING:
    from zxdata.configuration import Settings
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

    store = Store(settings.snapshot_dir)
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
def asking(given: Given, db: str | None = None) -> Iterator["Asked"]:
    """The question that the options ask of the ledger ``db``. Raises Unknown or WrongUse where one of them means nothing."""
    from zxdata.filters import Scope
    from zxdata.inquiry.asking import asked

    settings = settled(db)
    with closing(followed(settings)) as store, asked(store, settings, given, Scope.whole(), SECONDS) as found:
        yield found
