"""Ledger → snapshot: copy, shape into facts, publish. One version is one moment of the ledger."""

import json
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copyfile
from time import perf_counter
from zoneinfo import ZoneInfo

import duckdb
import structlog
from sqlalchemy import Engine

from zxdata import boundaries
from zxdata.cluster import warehouse
from zxdata.cluster.delivered import delivered_state
from zxdata.configuration import Settings
from zxdata.errors import CockpitError, NoSnapshot
from zxdata.ledger import lease, schema
from zxdata.ledger.places import open_own
from zxdata.ledger.pulse import pulse
from zxdata.rules.book import Rules, read_rules
from zxdata.snapshot import versions
from zxdata.snapshot.arrivals import lay_out_arrivals
from zxdata.snapshot.built_there import build_there
from zxdata.snapshot.copy import unbroken
from zxdata.snapshot.file import Held, describe
from zxdata.snapshot.making import close, copied, make_facts, opened
from zxdata.snapshot.moment import Moment, moment
from zxdata.snapshot.shape import made_there, shape, shaped
from zxdata.snapshot.shared import Shared
from zxdata.snapshot.since import Unknown, changed, mark
from zxdata.snapshot.splicing import Refused, splice

_FULL = ("No space left", "database or disk is full")
NIGHT = 3  # the hour after which the first refresh of a day builds everything anew
SPLICES = 200  # after so many the file is built anew too, because each leaves gaps in it
_log = structlog.get_logger()


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did. ``built`` False: the snapshot in force already stands for the ledger."""

    version: str
    rows: int
    seconds: float
    built: bool


def refresh(engine: Engine, settings: Settings, *, full: bool = False) -> Refreshed:
    """Bring the snapshot up to the ledger as it is now.

    Raises LedgerUnavailable, SchemaMismatch, BadSetting, or CockpitError where the disk is full or fails, or the memory
    does not suffice; the snapshot in force then stays.
    """
    schema.require(engine)
    rules = read_rules(settings.rules)
    try:
        with versions.building(settings.snapshot_dir):
            return _refreshed(engine, settings, rules, full=full)
    except (duckdb.IOException, OSError) as fault:
        _log.exception("数据快照没有写成")
        raise CockpitError(_unwritten(settings.snapshot_dir, fault)) from fault


def _refreshed(engine: Engine, settings: Settings, rules: Rules, *, full: bool) -> Refreshed:
    started = perf_counter()
    stands_for = fingerprint(engine, settings, rules)
    held = _sound(settings.snapshot_dir)
    anew = full or (held is not None and overdue(held.whole_at, held.spliced, settings))
    if held and not anew and f"{held.stands_for}/".startswith(f"{stands_for}/") and not _lost(settings, held):
        if settings.on_cluster or not _newest(settings):
            _deliver(settings, held.path, held.path.stem)
        return Refreshed(held.path.stem, 0, perf_counter() - started, built=False)
    with lease.refreshing(engine) if settings.shares_versions else nullcontext():
        if settings.shares_versions and not anew and (fetched := _fetched(settings, stands_for)):
            return Refreshed(fetched, 0, perf_counter() - started, built=False)
        return _brought_up(engine, settings, rules, stands_for, started, None if full else held)


def _lost(settings: Settings, held: Held) -> bool:
    """Whether the facts of the version, which only the cluster has, are no longer there."""
    return settings.builds_on_cluster and not (settings.shared_versions / held.path.stem).exists()


def _brought_up(
    engine: Engine, settings: Settings, rules: Rules, stands_for: str, started: float, held: Held | None
) -> Refreshed:
    """A new version: of the one that is ``held`` case by case where that can be, else anew."""
    draft = versions.draft(settings.snapshot_dir)
    versions.discard(draft)
    made = None
    try:
        with moment(engine, settings.timezone) as ledger:
            if settings.builds_on_cluster:
                rows, made = build_there(engine, ledger, draft, settings, rules, stands_for)
            elif (spliced := _spliced(engine, ledger, draft, settings, rules, held, stands_for)) is not None:
                rows = spliced
            else:
                rows = _built(engine, ledger, draft, settings, rules, stands_for)
        published = versions.named(draft, beyond=_newest(settings))
        if made is not None:
            warehouse.publish_made(made, draft, published.stem)
        else:
            _deliver(settings, draft, published.stem)
        versions.publish(draft, published)
    finally:
        versions.discard(draft)
    versions.clean(settings.snapshot_dir)
    return Refreshed(published.stem, rows, perf_counter() - started, built=True)


def _deliver(settings: Settings, built: Path, version: str) -> None:
    """Where questions go to a cluster, it has a version before anyone can ask for it; other machines find it, too."""
    if settings.on_cluster and not settings.builds_on_cluster:
        warehouse.publish(built, settings.shared_versions, version)
    elif settings.shares_versions and not settings.on_cluster:
        Shared(settings.warehouse).publish(built, version)


def _newest(settings: Settings) -> str:
    """The version that was published last for all machines; nothing where there is none."""
    if settings.on_cluster:
        found = warehouse.newest(settings.shared_versions)
        return found.parent.name if found else ""
    return (Shared(settings.warehouse).newest() or "") if settings.shares_versions else ""


def _fetched(settings: Settings, stands_for: str) -> str:
    """The version that another machine has built and published of the same ledger, now in force here; else nothing."""
    version = _newest(settings)
    if not version or (settings.snapshot_dir / f"{version}.duckdb").exists():
        return ""
    draft = versions.draft(settings.snapshot_dir)
    versions.discard(draft)
    if settings.on_cluster:
        copyfile(settings.shared_versions / version / warehouse.SNAPSHOT, draft)
    else:
        Shared(settings.warehouse).fetch(version, draft)
    about = _about(draft) if versions.holds(draft, version) else None
    if about is None or not f"{about.stands_for}/".startswith(f"{stands_for}/"):
        versions.discard(draft)
        return ""
    return versions.publish(draft, settings.snapshot_dir / f"{version}.duckdb").stem


def _unwritten(folder: Path, fault: Exception) -> str:
    """Why a snapshot could not be written, and what comes of it."""
    if any(words in str(fault) for words in _FULL):
        return f"{folder} 所在的磁盘满了，数据快照写不下；腾出空间后会自己重试。"
    return f"{folder} 读写出错，数据快照没有写成，仍是上一版；稍后会自己重试，仍不行请检查磁盘和文件夹的权限。"


def fingerprint(engine: Engine, settings: Settings, rules: Rules) -> str:
    """Changes whenever what is answered from a snapshot built now would differ: ledger, rules, boundaries, time zone,
    shape."""
    pulses = [pulse(engine), *([pulse(open_own(settings))] if settings.read_only else [])]
    if settings.delivered:
        pulses.append(delivered_state(settings.delivered))
    return "/".join((_made_under(settings, rules), *pulses))


def readable(settings: Settings) -> bool:
    """Whether the snapshot in force is sound and of the shape that questions ask, whatever rules it was made under."""
    held = _sound(settings.snapshot_dir)
    return held is not None and shaped(held.stands_for, on_cluster=settings.on_cluster)


def usable(settings: Settings, rules: Rules) -> bool:
    """Whether the snapshot in force is sound and made under this installation's rules, boundaries and shape: whatever has
    become of the ledger meanwhile."""
    held = _sound(settings.snapshot_dir)
    return held is not None and f"{held.stands_for}/".startswith(f"{_made_under(settings, rules)}/")


def _made_under(settings: Settings, rules: Rules) -> str:
    shapes = boundaries.fingerprint(settings.home, settings.boundaries)
    form = made_there() if settings.builds_on_cluster else shape()
    return "/".join((form, rules.fingerprint, shapes, settings.timezone, settings.home, settings.body))


def _sound(folder: Path) -> Held | None:
    """The version in force; None where there is none that can go on being read."""
    try:
        path = versions.current(folder)
    except NoSnapshot:
        return None
    if not versions.intact(path):
        _log.warning("数据快照的文件已损坏或不见，重建", version=path.stem)
        return None
    return _about(path)


def _about(path: Path) -> Held | None:
    try:
        with duckdb.connect(str(path), read_only=True) as snapshot:
            found = snapshot.execute("select stands_for, mark, whole_at, spliced from about").fetchall()
    except (duckdb.BinderException, duckdb.CatalogException):  # of another shape
        return None
    stands_for, mark_text, whole_at, spliced = found[0]
    return Held(path, stands_for, json.loads(mark_text), whole_at, spliced)


def _spliced(
    engine: Engine, ledger: Moment, draft: Path, settings: Settings, rules: Rules, held: Held | None, stands_for: str
) -> int | None:
    """Rows read, where a copy of the version in force could be brought up to the ledger case by case; else None."""
    try:
        if (
            not settings.refresh_by_case
            or held is None
            or not held.stands_for.startswith(f"{_made_under(settings, rules)}/")
        ):
            return None
        if settings.read_only:
            raise Unknown("台账只读，不记变更")
        if held.spliced >= SPLICES or held.whole_at < _last_night(settings):
            raise Unknown("到了全部重做的时候")
        with unbroken(engine):
            found, now = changed(ledger, held.mark), mark(ledger)
            copyfile(held.path, draft)
            with opened(engine, ledger, draft, settings) as target:
                done = splice(ledger, target, rules, found)
                target.execute("use snapshot")
                describe(target, stands_for, rules, now, held)
                close(target)
    except (Unknown, Refused) as reason:
        _log.info("数据快照全部重做", reason=str(reason))
        versions.discard(draft)
        return None
    _log.info("数据快照逐件更新", cases=done.cases, rows=done.rows)
    return done.rows


def overdue(whole_at: datetime, spliced: int, settings: Settings) -> bool:
    """Whether a snapshot that was changed by case so often is to be built anew, though the ledger stands still: once a
    night."""
    return spliced > 0 and whole_at < _last_night(settings)


def _last_night(settings: Settings) -> datetime:
    """The last time that a new day of the body began for the snapshot."""
    now = datetime.now(ZoneInfo(settings.timezone))
    night = now.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    return night if night <= now else night - timedelta(days=1)


def _built(engine: Engine, ledger: Moment, draft: Path, settings: Settings, rules: Rules, stands_for: str) -> int:
    with opened(engine, ledger, draft, settings) as target:
        rows = copied(engine, ledger, target, settings)
        make_facts(target, rules)
        lay_out_arrivals(target, rows)
        describe(target, stands_for, rules, {} if settings.read_only else mark(ledger))
        close(target)
    return sum(rows.values())
