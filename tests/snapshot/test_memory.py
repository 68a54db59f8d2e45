"""A snapshot is made in the memory that settings allow: what is more lies on disk, and too little is said."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.demonstration import demonstration
from tests.ledger_rows import proposal, put, settings_for
from tests.snapshot.test_copy import differences
from zxdata.errors import CockpitError
from zxdata.snapshot import versions
from zxdata.snapshot.build import refresh
from zxdata.snapshot.trial import trial


def test_tables_that_do_not_fit_into_memory_come_out_the_same(tmp_path: Path) -> None:
    usual = demonstration()
    assert usual.settings.refresh_mb == 1500
    little = usual.settings.model_copy(update={"snapshot_dir": tmp_path, "refresh_mb": 100})
    refresh(usual.ledger, little)
    assert differences(versions.current(usual.settings.snapshot_dir), versions.current(tmp_path), stamped=True) == {}
    assert not list(tmp_path.rglob("*.tmp"))


def test_too_little_memory_is_said_with_what_would_do_and_the_last_version_stays(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    settings = settings_for(sqlite_ledger, tmp_path)
    before = refresh(sqlite_ledger, settings).version
    put(sqlite_ledger, proposals=[proposal(str(n), "2025-01-01") for n in range(10)])
    tight = {much: settings.model_copy(update={"refresh_mb": much}) for much in (2, 10)}
    for much, own in tight.items():  # while rows are copied; while facts are made of them
        with pytest.raises(CockpitError, match=said_of(much)):
            refresh(sqlite_ledger, own)
        assert versions.current(settings.snapshot_dir).stem == before
    with pytest.raises(CockpitError, match=said_of(2)), trial(sqlite_ledger, tight[2]):
        pass
    assert refresh(sqlite_ledger, settings).version > before


def said_of(much: int) -> str:
    return rf"^refresh_mb = {much} 的内存不够算.*仍是上一版；请在 cockpit\.toml 里调大，例如 {2 * much}。$"
