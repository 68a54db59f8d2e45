"""What the watch says of a snapshot: current only where the ledger was compared with it lately."""

from pathlib import Path
from time import monotonic

import pytest

from tests.demonstration import EARLIER, own_demonstration
from zxdata.configuration import Settings, load_settings
from zxdata.freshness import Followed, Watch
from zxdata.preparing import prepare
from zxdata.store import Store


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    own_demonstration(tmp_path, EARLIER)
    return load_settings(
        database_url=f"sqlite:///{tmp_path / 'ledger.db'}",
        snapshot_dir=tmp_path / "snapshot",
        today=EARLIER,
        refresh_seconds=10,
    )


def test_a_snapshot_that_nobody_has_compared_yet_is_not_fresh(settings: Settings) -> None:
    watch = Watch(settings, Store(settings.snapshot_dir))
    assert watch.status().state == "unchecked"
    watch.look()
    assert watch.status().state == "current"


def test_a_start_without_its_ledger_is_stale_before_the_first_look(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "ledger.db").unlink()
    followed = prepare(settings)
    status = Watch(settings, Store(settings.snapshot_dir), followed).status()
    assert status.state == "stale"
    assert status.stale_reason == f"共享数据库 {tmp_path / 'ledger.db'} 还没有建表；请运行 python -m zxdata init。"


def test_a_start_with_its_ledger_is_current_at_once(settings: Settings) -> None:
    assert Watch(settings, Store(settings.snapshot_dir), prepare(settings)).status().state == "current"


@pytest.mark.parametrize(("seconds", "state"), [(39, "current"), (41, "unchecked")])
def test_a_look_that_takes_too_long_leaves_nothing_known(settings: Settings, seconds: int, state: str) -> None:
    followed = Followed(at=monotonic() - seconds)  # every 10 s, and 30 s of grace
    assert Watch(settings, Store(settings.snapshot_dir), followed).status().state == state


def test_a_reason_goes_with_the_first_look_that_succeeds(settings: Settings) -> None:
    watch = Watch(settings, Store(settings.snapshot_dir), Followed(trouble="共享数据库连不上。"))
    assert watch.status().state == "stale"
    watch.look()
    assert (watch.status().state, watch.status().stale_reason) == ("current", "")
