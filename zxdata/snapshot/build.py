"""Ledger → snapshot: copy, shape into facts, publish. One version is one moment of the ledger."""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timezone
from importlib.resources import files
from pathlib import Path
from shutil import copyfile
from time import perf_counter

import duckdb
import structlog
from sqlalchemy import Engine

from zxdata import boundaries
from zxdata.cluster import warehouse
from zxdata.configuration import Settings
from zxdata.datasets import BY_NAME
from zxdata.errors import CockpitError, NoSnapshot
from zxdata.ledger import lease, schema
from zxdata.ledger.places import open_own
from zxdata.ledger.pulse import pulse
from zxdata.rules.book import Rules, read_rules
from zxdata.snapshot import classes, clocks, consulting, exchanges, keywords, locations, reference, replying, versions
from zxdata.snapshot.copy import copy_ledger, copy_own

FORMAT = "20"  # raised whenever the shape of the facts changes, so that an older file is rebuilt
DEMO_SOURCE = "演示数据"
_FULL = ("No space left", "database or disk is full")
_log = structlog.get_logger()
_ROWS_A_GROUP = 61_440  # half of DuckDB's own: a city's cases then keep two cores busy


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did. ``built`` False: the snapshot in force already stands for the ledger."""

    version: str
    rows: int
    seconds: float
    built: bool


def refresh(engine: Engine, settings: Settings, *, full: bool = False) -> Refreshed:
    """Bring the snapshot up to the ledger as it is now.

    Raises LedgerUnavailable, SchemaMismatch, BadSetting, or CockpitError where the disk is full or fails; the snapshot in
    force then stays.
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
    if not full and (version := _in_force(settings.snapshot_dir, stands_for)):
        _deliver(settings, settings.snapshot_dir / f"{version}.duckdb", version)
        return Refreshed(version, 0, perf_counter() - started, built=False)
    with lease.refreshing(engine) if settings.on_cluster else nullcontext():
        if settings.on_cluster and not full and (fetched := _fetched(settings, stands_for)):
            return Refreshed(fetched, 0, perf_counter() - started, built=False)
        return _anew(engine, settings, rules, stands_for, started)


def _anew(engine: Engine, settings: Settings, rules: Rules, stands_for: str, started: float) -> Refreshed:
    draft = versions.draft(settings.snapshot_dir)
    versions.discard(draft)
    try:
        rows = _build(engine, draft, settings, rules, stands_for)
        published = versions.named(draft)
        _deliver(settings, draft, published.stem)
        versions.publish(draft, published)
    finally:
        versions.discard(draft)
    versions.clean(settings.snapshot_dir)
    return Refreshed(published.stem, rows, perf_counter() - started, built=True)


def _deliver(settings: Settings, built: Path, version: str) -> None:
    """Where questions go to a cluster, it has a version before anyone can ask for it."""
    if settings.on_cluster:
        warehouse.publish(built, settings.shared_versions, version)


def _fetched(settings: Settings, stands_for: str) -> str:
    """The version that another machine has built and published of the same ledger, now in force here; else nothing."""
    found = warehouse.newest(settings.shared_versions)
    if found is None or not _stands(found, stands_for):
        return ""
    draft = versions.draft(settings.snapshot_dir)
    versions.discard(draft)
    copyfile(found, draft)
    return versions.publish(draft, settings.snapshot_dir / f"{found.parent.name}.duckdb").stem


def _unwritten(folder: Path, fault: Exception) -> str:
    """Why a snapshot could not be written, and what comes of it."""
    if any(words in str(fault) for words in _FULL):
        return f"{folder} 所在的磁盘满了，数据快照写不下；腾出空间后会自己重试。"
    return f"{folder} 读写出错，数据快照没有写成，仍是上一版；稍后会自己重试，仍不行请检查磁盘和文件夹的权限。"


def fingerprint(engine: Engine, settings: Settings, rules: Rules) -> str:
    """Changes whenever what is answered from a snapshot built now would differ: ledger, rules, boundaries, time zone,
    format."""
    pulses = [pulse(engine), *([pulse(open_own(settings))] if settings.read_only else [])]
    return "/".join((_made_under(settings, rules), *pulses))


def usable(settings: Settings, rules: Rules) -> bool:
    """Whether the snapshot in force is sound and made under this installation's rules, boundaries and format: whatever has
    become of the ledger meanwhile."""
    return bool(_in_force(settings.snapshot_dir, _made_under(settings, rules)))


def _made_under(settings: Settings, rules: Rules) -> str:
    shapes = boundaries.fingerprint(settings.home, settings.boundaries)
    return "/".join((FORMAT, rules.fingerprint, shapes, settings.timezone, settings.home, settings.body))


def _in_force(folder: Path, stands_for: str) -> str:
    """The version in force, where it stands for that or for more than that; else nothing."""
    try:
        path = versions.current(folder)
    except NoSnapshot:
        return ""
    if not versions.intact(path):
        _log.warning("数据快照的文件已损坏或不见，重建", version=path.stem)
        return ""
    return path.stem if _stands(path, stands_for) else ""


def _stands(path: Path, stands_for: str) -> bool:
    with duckdb.connect(str(path), read_only=True) as snapshot:
        found = snapshot.execute("select stands_for from about").fetchall()
    return bool(found) and f"{found[0][0]}/".startswith(f"{stands_for}/")


def _build(engine: Engine, draft: Path, settings: Settings, rules: Rules, stands_for: str) -> int:
    with duckdb.connect(config={"temp_directory": str(draft.parent / "spill")}) as target:
        file = str(draft).replace("'", "''")
        target.execute(f"attach '{file}' as snapshot (row_group_size {_ROWS_A_GROUP})")
        target.execute("use snapshot")
        target.execute("set preserve_insertion_order = false")
        target.execute("set variable own_body = $1", [settings.body])  # whose a row is that names no body
        rows = copy_ledger(engine, target, settings.timezone)
        if settings.read_only:
            copy_own(open_own(settings), target, settings.timezone)
        reference.lay_out_regions(target)
        reference.lay_out_units(target)
        reference.lay_out_calendar(target)
        locations.lay_out_locations(target, settings.home)
        reference.lay_out_rules(target, rules)
        clocks.lay_out_limits(target, rules)
        consulting.lay_out_methods(target, rules)
        keywords.lay_out_words(target, rules.consultation)
        replying.lay_out_replies(target, rules.voices)
        classes.lay_out_classes(target, rules.voices)
        exchanges.lay_out_exchanges(target, rules.exchanging)
        for step in sorted(files(__package__).joinpath("sql").iterdir(), key=lambda p: p.name):
            target.execute(step.read_text(encoding="utf-8"))
        clocks.wind(target, rules)
        _describe(target, rows, stands_for, rules)
        target.execute("use memory")
        target.execute("detach snapshot")  # writes all of it to the file
    return sum(rows.values())


def _describe(target: duckdb.DuckDBPyConnection, rows: dict[str, int], stands_for: str, rules: Rules) -> None:
    """``about``: what the version stands for, and the rules that it was made under. ``arrival``: per dataset and source,
    rows, last change, rows misread; ``misread_row``: each of these, by its number, with the columns that could not be
    read.
    """
    parts = " union all ".join(
        f"select '{name}' as dataset, source, changed_at, count(*) as row_count, count(misread) as misread"
        f" from l_{name} group by source, changed_at"
        for name in rows
    )
    target.execute(
        "create table arrival as select dataset, source, sum(row_count) as row_count,"
        " max(try_cast(changed_at as timestamptz)::timestamp) as changed_at, sum(misread) as misread"
        f" from ({parts}) group by dataset, source"
    )
    misread = " union all ".join(
        f"select '{name}' as dataset, concat_ws('、', {_number(name)}) as no, source, misread as headers"
        f" from l_{name} where misread is not null"
        for name in rows
    )
    target.execute(f"create table misread_row as {misread}")
    target.execute(
        "create table about as select ? as stands_for, ? as rules, ?::timestamptz as built_at,"
        " exists(from arrival where source = ?) as demo",
        [stands_for, rules.model_dump_json(), datetime.now(timezone.utc).isoformat(), DEMO_SOURCE],
    )


def _number(dataset: str) -> str:
    """What a row is known by: the required texts of its key."""
    known = [column for column in BY_NAME[dataset].columns if column.required and column.name in BY_NAME[dataset].key]
    named = [f'"{c.name}"' for c in known if c.kind != "instant"]
    return ", ".join(f"{name}::varchar" for name in named)
