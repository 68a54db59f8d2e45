"""Versions as Parquet, for a cluster."""

from pathlib import Path

import duckdb
import pytest
from sqlalchemy import Engine

from tests.demonstration import demonstration
from tests.ledger_rows import proposal, put, region
from zxdata.cluster import warehouse
from zxdata.configuration import load_settings
from zxdata.errors import BadSetting, NoSnapshot
from zxdata.snapshot import versions
from zxdata.snapshot.build import refresh


def test_every_table_of_a_version_is_there_row_for_row(tmp_path: Path) -> None:
    snapshot = versions.current(demonstration().settings.snapshot_dir)
    warehouse.publish(snapshot, tmp_path, snapshot.stem)
    schema = warehouse.schema_of(tmp_path / snapshot.stem)
    assert schema["proposal"]["submitted_on"] == "DATE"
    assert schema["proposal"]["category"] == "STRING"
    with duckdb.connect(str(snapshot), read_only=True) as source:
        assert set(schema) == {n for (n,) in source.execute("select table_name from duckdb_tables()").fetchall()}
        for table in schema:
            (rows,) = source.execute(f"select count(*) from {table}").fetchall()[0]
            files = f"{tmp_path / snapshot.stem / table}/*.parquet"
            assert source.execute(f"select count(*) from read_parquet('{files}')").fetchall() == [(rows,)], table


def test_what_a_died_builder_left_is_no_version_and_goes(tmp_path: Path) -> None:
    snapshot = versions.current(demonstration().settings.snapshot_dir)
    (tmp_path / "v000009-00000000.w1").mkdir()
    for number in range(1, 5):
        (tmp_path / f"v00000{number}-00000000").mkdir()
    warehouse.publish(snapshot, tmp_path, "v000005-00000000")
    assert sorted(p.name[:7] for p in tmp_path.iterdir()) == ["v000003", "v000004", "v000005"]


def test_a_version_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot, match="没有数据版本 v000001-x"):
        warehouse.schema_of(tmp_path / "v000001-x")


@pytest.mark.parametrize("address", ["spark://a:7077", "sc://a:15002", "duckdb"])
def test_an_engine_is_duckdb_or_the_address_of_a_cluster(address: str) -> None:
    assert load_settings(engine=address).on_cluster == (address != "duckdb")


@pytest.mark.parametrize("address", ["spark", "spark://a", "local[2]", "sc://a", "ftp://a:1"])
def test_anything_else_is_refused_in_a_sentence(address: str) -> None:
    with pytest.raises(BadSetting, match=r"ZX_ENGINE.*可用 duckdb，或 Spark 集群的地址"):
        load_settings(engine=address)


def test_a_second_machine_takes_the_version_that_the_first_has_built(sqlite_ledger: Engine, tmp_path: Path) -> None:
    put(sqlite_ledger, regions=[region("50", "某省", "省")], proposals=[proposal("甲", "2025-01-01")])
    first, second = (
        load_settings(
            database_url=str(sqlite_ledger.url),
            snapshot_dir=tmp_path / machine,
            warehouse=tmp_path / "shared",
            engine="spark://127.0.0.1:9",
        )
        for machine in ("first", "second")
    )
    built, taken = refresh(sqlite_ledger, first), refresh(sqlite_ledger, second)
    assert (built.built, taken.built) == (True, False)
    assert taken.version == built.version
    assert versions.intact(versions.current(second.snapshot_dir))
    put(sqlite_ledger, proposals=[proposal("乙", "2025-01-02")])
    assert refresh(sqlite_ledger, second).built
    assert refresh(sqlite_ledger, first).version == warehouse.newest(tmp_path / "shared").parent.name  # type: ignore[union-attr]
