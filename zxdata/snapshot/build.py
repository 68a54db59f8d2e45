"""Ledger → snapshot: copy, shape into facts, publish. One version is one moment of the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from importlib.resources import files
from pathlib import Path
from time import perf_counter

import duckdb
import pyarrow as pa
from sqlalchemy import Engine

from zxdata.errors import NoSnapshot
from zxdata.ledger import schema
from zxdata.ledger.pulse import pulse
from zxdata.regions import LADDER, Regions, shipped_aliases
from zxdata.rules.book import Rules, read_rules
from zxdata.rules.calendar import WorkCalendar
from zxdata.settings import Settings
from zxdata.snapshot import versions
from zxdata.snapshot.copy import copy_ledger

FORMAT = "1"  # raised whenever the shape of the facts changes, so that an older file is rebuilt
DEMO_SOURCE = "演示数据"


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did. ``built`` False: the snapshot in force already stands for the ledger."""

    version: str
    rows: int
    seconds: float
    built: bool


def refresh(engine: Engine, settings: Settings, *, full: bool = False) -> Refreshed:
    """Bring the snapshot up to the ledger as it is now.

    Raises LedgerUnavailable or SchemaMismatch; the snapshot in force then stays.
    """
    started = perf_counter()
    schema.require(engine)
    rules = read_rules(settings.rules)
    with versions.building(settings.snapshot_dir):
        stands_for = fingerprint(engine, settings, rules)
        if not full and (version := _in_force(settings.snapshot_dir, stands_for)):
            return Refreshed(version, 0, perf_counter() - started, built=False)
        final = versions.following(settings.snapshot_dir)
        draft = final.with_name(final.name + ".w")
        rows = _build(engine, draft, settings, rules, stands_for, final.stem)
        versions.publish(draft, final)
        versions.clean(settings.snapshot_dir)
    return Refreshed(final.stem, rows, perf_counter() - started, built=True)


def fingerprint(engine: Engine, settings: Settings, rules: Rules) -> str:
    """Changes whenever a snapshot built now would differ: ledger, rules, time zone, format."""
    return "/".join((FORMAT, rules.fingerprint, settings.timezone, pulse(engine)))


def _in_force(folder: Path, stands_for: str) -> str:
    try:
        path = versions.current(folder)
        with duckdb.connect(str(path), read_only=True) as snapshot:
            found = snapshot.execute("select stands_for, version from about").fetchall()
    except (NoSnapshot, duckdb.Error):
        return ""
    return str(found[0][1]) if found and found[0][0] == stands_for else ""


def _build(engine: Engine, draft: Path, settings: Settings, rules: Rules, stands_for: str, version: str) -> int:
    for leftover in draft.parent.glob(draft.name + "*"):
        leftover.unlink()
    with duckdb.connect(str(draft), config={"temp_directory": str(draft.parent / "spill")}) as target:
        target.execute("set preserve_insertion_order = true")
        rows = copy_ledger(engine, target, settings.timezone)
        _lay_out_regions(target)
        _lay_out_calendar(target)
        _lay_out_rules(target, rules)
        for step in sorted(files(__package__).joinpath("sql").iterdir(), key=lambda p: p.name):
            target.execute(step.read_text(encoding="utf-8"))
        _describe(target, rows, stands_for, version)
        target.execute("checkpoint")
    return sum(rows.values())


def _lay_out_regions(target: duckdb.DuckDBPyConnection) -> None:
    """``region``: every region ever, numbered in official order. ``place_at``: what stands for it in each epoch.

    district is the number of the district; of a region above districts, minus its own number (本级); empty where
    undecidable. township likewise, minus the district's number for a fact known only to the district.
    """
    told = target.execute("select * from l_regions")
    names = [column[0] for column in told.description or ()]
    regions = Regions.from_rows((dict(zip(names, row, strict=True)) for row in told.fetchall()), shipped_aliases())
    numbers = regions.position
    target.execute("create temp table l_place (code varchar, id smallint)")
    target.execute(
        "create table region (id smallint, code varchar, name varchar, parent_code varchar, level varchar, lon double,"
        " lat double, population bigint, valid_from date, valid_to date, successor_code varchar)"
    )
    target.execute("create table alias (alias varchar, code varchar)")
    target.execute(
        "create table place_at (epoch smallint, place smallint, province smallint, city smallint, district smallint,"
        " township smallint, valid boolean)"
    )
    if not numbers:
        return
    kinds = {"code": pa.string(), "id": pa.int16()}
    places = pa.table({"code": list(numbers), "id": list(numbers.values())}, schema=pa.schema(kinds))  # noqa: F841
    target.execute("insert into l_place select code, id from places")
    target.execute(
        "insert into region select p.id, r.code, name, parent_code, level, lon, lat, population, valid_from, valid_to,"
        " successor_code from l_regions r join l_place p using (code) order by p.id"
    )
    known = {a: c for a, c in regions.aliases.items() if c in numbers}
    aliases = pa.table(
        {"alias": list(known), "code": list(known.values())}, pa.schema({"alias": pa.string(), "code": pa.string()})
    )  # noqa: E501, F841
    target.execute("insert into alias select * from aliases")
    columns: dict[str, list[int | bool | None]] = {n: [] for n in _PLACE_AT}
    for epoch, start in enumerate(regions.changes):
        for region in regions.all:
            at = {r.level: numbers[r.code] for r in regions.path(region.code, start)}
            deepest = numbers.get(regions.standing_for(region.code, start) or "")
            district = at.get(LADDER[2]) or (-deepest if deepest else None)
            township = at.get(LADDER[3]) or (-abs(district) if district else None)
            row = (epoch, numbers[region.code], at.get(LADDER[0]), at.get(LADDER[1]), district, township,
                   regions.valid(region.code, start))  # fmt: skip
            for name, value in zip(columns, row, strict=True):
                columns[name].append(value)
    kinds_at = {n: pa.bool_() if n == "valid" else pa.int16() for n in _PLACE_AT}
    resolved = pa.table(columns, schema=pa.schema(kinds_at))  # noqa: F841
    target.execute("insert into place_at select * from resolved")


_PLACE_AT = ("epoch", "place", "province", "city", "district", "township", "valid")


def _lay_out_calendar(target: duckdb.DuckDBPyConnection) -> None:
    given: Mapping[object, object] = dict(target.execute("select day, is_workday from l_calendar").fetchall())
    days = WorkCalendar({d: bool(w) for d, w in given.items()}).days  # type: ignore[misc]
    ordinals = pa.table(  # noqa: F841
        {
            "day": [d.day for d in days],
            "n": pa.array([d.ordinal for d in days], pa.int32()),
            "is_work": [d.workday for d in days],
            "guessed": [d.guessed for d in days],
        }
    )
    target.execute("create table workday as select * from ordinals")


def _lay_out_rules(target: duckdb.DuckDBPyConnection, rules: Rules) -> None:
    target.execute(
        "create temp table rule as select ? as proposal_months, ? as proposal_extended_months, ? as supervision_months",
        [rules.proposals.limit_months, rules.proposals.extended_limit_months, rules.supervision.limit_months],
    )


def _describe(target: duckdb.DuckDBPyConnection, rows: dict[str, int], stands_for: str, version: str) -> None:
    """``about``: the version itself. ``arrival``: per dataset and source, rows, last change, cells misread."""
    parts = " union all ".join(
        f"select '{name}' as dataset, source, count(*) as row_count, max(changed_at) as changed_at,"
        f" count(misread) as misread from l_{name} group by source"
        for name in rows
    )
    target.execute(f"create table arrival as {parts}")
    target.execute(
        "create table about as select ? as version, ? as stands_for, ?::timestamptz as built_at,"
        " exists(from arrival where source = ?) as demo",
        [version, stands_for, datetime.now(timezone.utc).isoformat(), DEMO_SOURCE],
    )
