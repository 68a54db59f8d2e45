"""A snapshot whose facts the cluster makes and keeps; the file of each machine has the rest: words, divisions, calendar."""

from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
from sqlalchemy import Engine

from zxdata.cluster import Cluster, warehouse
from zxdata.configuration import Settings
from zxdata.rules.book import Rules
from zxdata.snapshot.arrivals import lay_out_arrivals
from zxdata.snapshot.file import describe
from zxdata.snapshot.making import close, copied, make_facts, opened
from zxdata.snapshot.moment import Moment, Source
from zxdata.snapshot.since import mark

if TYPE_CHECKING:
    from zxdata.cluster.building import Building

KEPT_HERE = ("region", "alias", "unit_named", "place_at", "workday", "nth", "settlement", "arrival")


def build_there(
    engine: Engine, ledger: Moment, draft: Path, settings: Settings, rules: Rules, stands_for: str
) -> tuple[int, Path]:
    """Rows read, and the folder of the tables, which is not yet published; ``draft`` is the file of this machine.

    Raises ClusterUnavailable, LedgerUnavailable, or CockpitError where the cluster did not come to an end.
    """
    from zxdata.cluster.building import Building

    cluster = Cluster.of(settings)
    assert cluster is not None
    made = warehouse.draft(settings.shared_versions)
    try:
        with opened(engine, ledger, draft, settings) as shadow:
            target = Building(cluster.sessions, made, shadow, {"own_body": settings.body})
            rows = copied(engine, _source(cluster, engine, ledger, target, settings), target, settings)
            make_facts(target, rules)
            lay_out_arrivals(target, rows)
            for name in KEPT_HERE:
                _keep_here(shadow, name, target.fetched(name))
            describe(shadow, stands_for, rules, {} if settings.read_only else mark(ledger))
            target.adopt("about", shadow.execute("select * from snapshot.main.about").to_arrow_table())
            warehouse.note(made, target.schema, target.orders, target.parts)
            target.finish()
            _leave_only(shadow, {*KEPT_HERE, "about"})
            close(shadow)
    except BaseException:
        rmtree(made, ignore_errors=True)
        raise
    return sum(rows.values()), made


def _keep_here(shadow: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    shadow.register("kept", rows)
    shadow.execute(f"insert into snapshot.main.{name} select * from kept")
    shadow.unregister("kept")


def _leave_only(shadow: duckdb.DuckDBPyConnection, names: set[str]) -> None:
    """A question that the file cannot answer is to fail, not to find nothing."""
    views = shadow.execute(
        "select view_name from duckdb_views() where not internal and database_name = 'snapshot'"
    ).fetchall()
    tables = shadow.execute("select table_name from duckdb_tables() where database_name = 'snapshot'").fetchall()
    for kind, found in (("view", views), ("table", tables)):
        for (name,) in found:
            if name not in names:
                shadow.execute(f"drop {kind} snapshot.main.{name}")


def _source(cluster: Cluster, engine: Engine, ledger: Moment, target: "Building", settings: Settings) -> Source:
    """The ledger by the cluster's workers where they have a driver for it, else by this machine; and what is delivered."""
    from zxdata.snapshot.sources import Delivered, Parts

    source: Source = ledger
    if ledger.kind == "postgresql" and engine.url.host and cluster.sessions.jdbc and not settings.read_only:
        source = Parts(target.session, engine.url, settings.timezone, ledger)
    if settings.delivered:
        source = Delivered(target.session, settings.delivered, source, target.frame)
    return source
