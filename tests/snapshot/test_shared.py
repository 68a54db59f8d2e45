"""Versions that several machines share without a cluster: by a folder, or by an object store through fsspec."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import fsspec
import pytest
from sqlalchemy import Engine

from tests.ledger_rows import proposal, put, region
from zxdata.configuration import Settings, load_settings
from zxdata.errors import BadSetting, CockpitError
from zxdata.snapshot import versions
from zxdata.snapshot.build import refresh
from zxdata.snapshot.shared import Shared


@pytest.fixture(params=["a folder", "an object store"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    yield str(tmp_path / "shared") if request.param == "a folder" else f"memory://{uuid4().hex}/versions"


def machine(ledger: Engine, folder: Path, place: str) -> Settings:
    return load_settings(database_url=str(ledger.url), snapshot_dir=folder, warehouse=place)


def test_one_machine_builds_and_the_others_take_its_version(sqlite_ledger: Engine, tmp_path: Path, place: str) -> None:
    put(sqlite_ledger, regions=[region("50", "某省", "省")], proposals=[proposal("甲", "2025-01-01")])
    first, second = (machine(sqlite_ledger, tmp_path / name, place) for name in ("first", "second"))
    built, taken = refresh(sqlite_ledger, first), refresh(sqlite_ledger, second)
    assert (built.built, taken.built, taken.version) == (True, False, built.version)
    assert versions.intact(versions.current(second.snapshot_dir))
    for number in range(4):  # the ledger goes on, and each builds in turn
        put(sqlite_ledger, proposals=[proposal(f"乙{number}", "2025-01-02")])
        one, other = (first, second) if number % 2 else (second, first)
        assert refresh(sqlite_ledger, one).built and not refresh(sqlite_ledger, other).built
        assert versions.current(first.snapshot_dir).name == versions.current(second.snapshot_dir).name
        assert Shared(place).newest() == versions.current(first.snapshot_dir).stem  # numbers only rise
    assert len(Shared(place)._names()) == 3


def test_a_shared_version_that_was_cut_short_is_not_taken(sqlite_ledger: Engine, tmp_path: Path, place: str) -> None:
    put(sqlite_ledger, regions=[region("50", "某省", "省")], proposals=[proposal("甲", "2025-01-01")])
    first, second = (machine(sqlite_ledger, tmp_path / name, place) for name in ("first", "second"))
    version = refresh(sqlite_ledger, first).version
    store = fsspec.filesystem(place.split("://")[0] if "://" in place else "file")
    path = f"{place.split('://')[-1]}/{version}.duckdb"
    whole = store.cat_file(path)
    with store.open(path, "wb") as file:
        file.write(whole[: len(whole) // 2])
    assert refresh(sqlite_ledger, second).built
    assert versions.intact(versions.current(second.snapshot_dir))


def test_a_store_out_of_reach_is_said_and_leaves_the_version_in_force(sqlite_ledger: Engine, tmp_path: Path) -> None:
    put(sqlite_ledger, regions=[region("50", "某省", "省")], proposals=[proposal("甲", "2025-01-01")])
    blocked = tmp_path / "file"
    blocked.write_text("no folder", encoding="utf-8")
    with pytest.raises(CockpitError, match=r"版本库 local://.* 读写不了"):
        refresh(sqlite_ledger, machine(sqlite_ledger, tmp_path / "first", f"local://{blocked}/versions"))


def test_a_cluster_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="ZX_WAREHOUSE 应为集群的每台机器都看得见的文件夹"):
        load_settings(engine="spark://a:7077", warehouse="s3://bucket/versions")
