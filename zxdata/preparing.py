"""What a first start needs: the embedded database with demonstration data, and a snapshot to read from."""

import fcntl
from threading import Lock
from time import monotonic

import structlog

from zxdata.configuration import EMBEDDED, Settings
from zxdata.errors import CockpitError
from zxdata.freshness import Followed, Status, Watch, refresh_apart
from zxdata.ledger import schema
from zxdata.ledger.engine import sqlite_file
from zxdata.ledger.places import open_ledger
from zxdata.metrics.composite import check_rules
from zxdata.rules.book import read_rules
from zxdata.snapshot.build import readable, refresh, usable
from zxdata.store import Store

_log = structlog.get_logger()
_lock = Lock()
_open: dict[Settings, tuple[Store, Watch]] = {}


def prepare(settings: Settings) -> Followed:
    """Make the embedded database on its first start, then bring the snapshot up to the ledger, and say what came of it.

    A configured database is never filled. Nobody waits for a ledger beyond the network where a snapshot made under the
    same rules can be shown: the watch compares it. Raises BadSetting for a rules file with faults; of what else stands in
    the way only where no snapshot can be shown instead.
    """
    rules = read_rules(settings.rules)
    check_rules(rules)
    if settings.embedded:
        _found_embedded(settings)
    ledger = open_ledger(settings)
    here = sqlite_file(ledger.url) is not None
    try:
        if here:
            refresh(ledger, settings)
        elif usable(settings, rules):
            return Followed()
        else:
            refresh_apart(settings)
    except CockpitError as fault:
        if not readable(settings):
            raise fault from None
        _log.warning("以上一份快照启动", reason=fault.sentence)
        return Followed(trouble=fault.sentence)
    return Followed(monotonic())


def _found_embedded(settings: Settings) -> None:
    from zxdata.demo import fill
    from zxdata.divisions import load_home

    EMBEDDED.parent.mkdir(parents=True, exist_ok=True)
    with open(EMBEDDED.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ready = EMBEDDED.with_suffix(".ready")
        engine = open_ledger(settings)
        schema.upgrade(engine)
        if not ready.exists():
            load_home(engine, settings.home)
            fill(engine, settings)
            ready.touch()


def open_store(settings: Settings) -> Store:
    """The process's reader of an installation, prepared and watched over on first use."""
    return _opened(settings)[0]


def is_open(settings: Settings) -> bool:
    """Whether there is a reader already: the first one waits until a snapshot has been made."""
    return settings in _open


def status(settings: Settings) -> Status:
    """How fresh the process's snapshot is, and why it is no fresher."""
    return _opened(settings)[1].status()


def _opened(settings: Settings) -> tuple[Store, Watch]:
    with _lock:
        if settings not in _open:
            followed = prepare(settings)
            store = Store.of(settings)
            watch = Watch(settings, store, followed)
            watch.start()
            _open[settings] = store, watch
        return _open[settings]
