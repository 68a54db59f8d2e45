"""The facts as the cluster makes them of the ledger are those that DuckDB makes, table by table."""

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sqlalchemy import Engine, func, select

from tests.cluster.standalone import Standalone
from tests.demonstration import demonstration
from tests.ledger_rows import proposal, put, region
from tests.neighbours import neighbours
from zxdata.cluster import building, folders, warehouse
from zxdata.cluster.ways import DRIVER
from zxdata.configuration import Settings, load_settings
from zxdata.errors import CockpitError, NoSnapshot
from zxdata.filters import Scope
from zxdata.ledger import connect
from zxdata.snapshot import facts, sources, versions
from zxdata.snapshot.build import refresh
from zxdata.store import Store

pytestmark = pytest.mark.cluster
OF_ITS_BUILD = {"about"}  # when it was built, and where


def settings_for(address: str, folder: Path) -> Settings:
    """The demonstration's ledger, its facts made on the cluster."""
    return on_cluster(demonstration().settings, address, folder)


def on_cluster(own: Settings, address: str, folder: Path) -> Settings:
    """The same ledger and rules, the facts made on the cluster."""
    return own.model_copy(update={"snapshot_dir": folder, "engine": address, "build": "cluster"})


def differing(built: Settings, here: Path) -> dict[str, tuple[int, int]]:
    """Table → rows that only the cluster has, and that only DuckDB has."""
    version = warehouse.newest(built.shared_versions).parent  # type: ignore[union-attr]
    found = {}
    with duckdb.connect(str(here), read_only=True) as source:
        source.execute("set timezone = 'Asia/Shanghai'")
        for table, columns in warehouse.schema_of(version).items():
            if table in OF_ITS_BUILD:
                continue
            shown = ", ".join(
                f'round("{n}", 9) as "{n}"'
                if kind == "DOUBLE"
                else f'"{n}"' + ("::varchar" if kind == "STRING" else "")
                for n, kind in columns.items()
            )
            there, own = (
                f"select {shown} from read_parquet('{version}/{table}/*.parquet')",
                f"select {shown} from {table}",
            )
            ways = [f"select count(*) from ({a} except all {b})" for a, b in ((there, own), (own, there))]
            (more,), (less,) = (source.execute(way).fetchall()[0] for way in ways)
            if more or less:
                found[table] = (more, less)
        assert {
            n for (n,) in source.execute("select table_name from duckdb_tables() where not temporary").fetchall()
        } == set(warehouse.schema_of(version))
    return found


def test_every_table_of_two_districts_is_what_duckdb_makes(address: str, tmp_path: Path) -> None:
    usual = neighbours()[0].settings
    built = on_cluster(usual, address, tmp_path)
    refresh(connect(built.database_url), built)
    assert differing(built, versions.current(usual.snapshot_dir)) == {}


def test_every_table_of_the_demonstration_is_what_duckdb_makes_though_a_worker_dies_meanwhile(
    address: str, spark: Standalone, tmp_path: Path
) -> None:
    built = settings_for(address, tmp_path)
    with ThreadPoolExecutor() as beside:
        made = beside.submit(refresh, connect(built.database_url), built)
        while not made.done() and len(list(built.shared_versions.glob("v*.w*/making/*"))) < 60:
            time.sleep(0.2)
        assert not made.done()
        spark.kill_worker()
        made.result()
    spark.add_worker()
    assert differing(built, versions.current(demonstration().settings.snapshot_dir)) == {}
    with closing(Store(built.snapshot_dir)) as alone:  # the file of one machine has no cases to count, and says so
        assert alone.about()["demo"]
        with pytest.raises(NoSnapshot, match="不读它"), alone.reading(Scope.whole()) as reading:
            reading.rows(select(func.count()).select_from(facts.proposal))


def test_a_build_that_no_worker_is_left_for_ends_with_a_sentence_and_leaves_nothing(
    address: str, spark: Standalone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "STATEMENT_SECONDS", 6.0)
    built = settings_for(address, tmp_path)
    workers = len(spark.alive)
    for _ in range(workers):
        spark.kill_worker()
    try:
        with pytest.raises(CockpitError, match=r"0\.1 分钟没有做完建数据快照的一步，已停止，仍是上一版"):
            refresh(connect(built.database_url), built)
    finally:
        for _ in range(workers):
            spark.add_worker()
    assert warehouse.newest(built.shared_versions) is None
    assert not list(built.shared_versions.iterdir())
    with pytest.raises(NoSnapshot):
        versions.current(built.snapshot_dir)


@pytest.mark.postgresql
def test_workers_read_a_postgresql_in_parts_at_one_moment_and_what_districts_deliver(
    address: str, postgresql_ledger: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not DRIVER.exists():
        pytest.skip("没有 PostgreSQL 的 JDBC 驱动：apt-get install libpostgresql-jdbc-java")
    numbers = [f"甲{n}" for n in range(400)]
    put(
        postgresql_ledger,
        regions=[region("50", "某省", "省"), region("51", "别省", "省")],
        proposals=[proposal(number, "2025-01-01", region="50" if number < "甲2" else "51") for number in numbers],
    )
    delivered = tmp_path / "delivered" / "proposals" / "500107"
    delivered.mkdir(parents=True)
    own = pa.table({"proposal_no": ["乙1"], "title": ["送来的"], "submitted_on": [date(2025, 2, 3)], "key": [True]})
    pq.write_table(own, delivered / "part.parquet")
    monkeypatch.setattr(sources, "_A_PART", 8192)
    monkeypatch.setattr(folders, "PARTED_FROM", 0)
    built = load_settings(
        database_url=postgresql_ledger.url.render_as_string(hide_password=False),
        snapshot_dir=tmp_path / "there",
        delivered=tmp_path / "delivered",
        engine=address,
    )
    assert refresh(postgresql_ledger, built).built
    version = warehouse.newest(built.shared_versions).parent  # type: ignore[union-attr]
    assert {path.name for path in (version / "proposal").iterdir() if path.is_dir()} == {
        "part=1",
        "part=2",
        "part=__HIVE_DEFAULT_PARTITION__",
    }
    files = f"read_parquet('{version}/proposal/**/*.parquet')"
    asked = f"select no, title, submitted_on, key from {files} order by no"
    with duckdb.connect() as reader:
        found = reader.execute(asked).fetchall()
    assert [row[0] for row in found] == sorted(["乙1", *numbers])
    assert found[0] == ("乙1", "送来的", date(2025, 2, 3), True)
    assert not refresh(postgresql_ledger, built).built  # nothing has changed
    shutil.rmtree(tmp_path / "delivered" / "proposals")
    assert refresh(postgresql_ledger, built).built
