"""A snapshot that is lost, damaged or replaced behind the cockpit's back: never an old number for a new one, never a
page that stays dead."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from tests.ledger_rows import proposal, put, settings_for
from zxdata.boundaries import boundaries
from zxdata.configuration import Settings
from zxdata.errors import CockpitError, SnapshotDamaged
from zxdata.filters import Scope
from zxdata.freshness import Watch
from zxdata.preparing import prepare
from zxdata.snapshot import versions
from zxdata.snapshot.build import refresh
from zxdata.snapshot.facts import facts
from zxdata.store import Store

COUNTED = select(func.count()).select_from(facts.tables["proposal"])


@pytest.fixture
def settings(sqlite_ledger: Engine, tmp_path: Path) -> Settings:
    put(sqlite_ledger, proposals=[proposal(str(n), "2025-01-01") for n in range(10)])
    settings = settings_for(sqlite_ledger, tmp_path)
    refresh(sqlite_ledger, settings)
    return settings


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = Store(settings.snapshot_dir)
    yield opened
    opened.close()


def counted(store: Store) -> int:
    with store.reading(Scope.whole()) as reading:
        return int(reading.rows(COUNTED)[0][0])


def test_a_folder_emptied_while_serving_gives_the_new_numbers(
    sqlite_ledger: Engine, settings: Settings, store: Store
) -> None:
    before = store.version
    assert counted(store) == 10
    shutil.rmtree(settings.snapshot_dir)
    put(sqlite_ledger, proposals=[proposal("新", "2025-01-01")])
    refresh(sqlite_ledger, settings)
    assert before[:7] == store.version[:7] == "v000001"  # the numbers begin again
    assert counted(store) == 11 and store.version != before


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def overwrite(path: Path) -> None:
    """All but the first header."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\x5a" * (size - 4096))


@pytest.mark.parametrize("damage", [truncate, overwrite, Path.unlink])
def test_a_file_damaged_while_serving_is_rebuilt_at_the_next_look(
    settings: Settings, store: Store, damage: object
) -> None:
    watch = Watch(settings, store)
    before = store.version
    assert counted(store) == 10
    assert callable(damage)
    damage(versions.current(settings.snapshot_dir))
    watch.look()
    assert (watch.status().state, watch.status().stale_reason) == ("current", "")
    assert counted(store) == 10 and store.version != before


@pytest.mark.parametrize("damage", [truncate, overwrite, Path.unlink])
def test_a_file_damaged_before_the_start_is_rebuilt_by_it(settings: Settings, damage: object) -> None:
    assert callable(damage)
    damage(versions.current(settings.snapshot_dir))
    prepare(settings)
    store = Store(settings.snapshot_dir)
    assert counted(store) == 10
    store.close()


def test_a_question_to_a_damaged_file_is_answered_with_a_sentence(settings: Settings, store: Store) -> None:
    overwrite(versions.current(settings.snapshot_dir))
    with pytest.raises(SnapshotDamaged, match=r"的文件读不出来，正在从台账重建，稍后会自己恢复。$"):
        counted(store)
    assert not store.sound()


def test_a_rules_file_changed_while_serving_takes_effect_once(settings: Settings, store: Store, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text("[proposals]\nlimit_months = 2\n", encoding="utf-8")
    watch = Watch(settings.model_copy(update={"rules": rules}), store)
    watch.look()
    assert store.rules().proposals.limit_months == 2
    rules.write_text("[proposals]\nlimit_months = 4\n", encoding="utf-8")
    assert store.rules().proposals.limit_months == 2  # colours and clocks go by the same rules
    watch.look()
    changed = store.version
    assert store.rules().proposals.limit_months == 4
    watch.look()
    assert store.version == changed


def test_a_rules_file_broken_while_serving_is_said_and_the_last_good_one_stays(
    settings: Settings, store: Store, tmp_path: Path
) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text("[proposals]\nlimit_months = 2\n", encoding="utf-8")
    watch = Watch(settings.model_copy(update={"rules": rules}), store)
    watch.look()
    rules.write_text("[proposals]\nlimit_months = 0\n", encoding="utf-8")
    watch.look()
    assert watch.status().state == "stale" and watch.status().stale_reason.startswith("规则文件 rules.toml 的 ")
    assert store.rules().proposals.limit_months == 2 and counted(store) == 10


def test_boundaries_changed_while_serving_take_effect_once(settings: Settings, store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "边界"
    folder.mkdir()
    own = settings.model_copy(update={"boundaries": folder})
    watch = Watch(own, store)
    watch.look()
    before = store.version
    assert not boundaries(own.home, own.day(), folder).shapes
    square = [[[106, 29], [106, 30], [107, 30], [107, 29], [106, 29]]]
    feature = {
        "type": "Feature",
        "properties": {"code": "500103"},
        "geometry": {"type": "Polygon", "coordinates": square},
    }
    collected = {"type": "FeatureCollection", "features": [feature]}
    (folder / "own.geojson").write_text(json.dumps(collected), encoding="utf-8")
    watch.look()
    changed = store.version
    assert changed != before and boundaries(own.home, own.day(), folder).shapes.keys() == {"500103"}
    watch.look()
    assert store.version == changed


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_is_named_and_nothing_is_left_on_it(
    sqlite_ledger: Engine, settings: Settings, tmp_path: Path
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(small)], check=True)
    there, ballast = settings.model_copy(update={"snapshot_dir": small / "snapshot"}), small / "ballast"
    with suppress(OSError):  # as much as there is room for
        ballast.write_bytes(b"0" * (8 << 20))
    try:
        with pytest.raises(CockpitError, match=r"所在的磁盘满了，数据快照写不下；腾出空间后会自己重试。$"):
            refresh(sqlite_ledger, there)
        assert not [path for path in small.rglob("*") if path.is_file() and path.stat().st_size and path != ballast]
        ballast.unlink()
        assert refresh(sqlite_ledger, there).built
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)
