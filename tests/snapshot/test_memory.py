"""A snapshot is made in the memory that settings allow: what is more lies on disk, and too little is said. Another thread
helps where there is much to do."""

import os
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.demonstration import demonstration
from tests.ledger_rows import meeting, proposal, put, region, settings_for
from tests.snapshot.test_copy import differences
from zxdata.errors import CockpitError
from zxdata.rules.book import Rules
from zxdata.snapshot import build, keywords, making, versions
from zxdata.snapshot.build import refresh
from zxdata.snapshot.target import Target
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


def test_a_small_ledger_is_made_by_one_thread_and_a_big_one_by_all_into_the_same_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = demonstration()
    settings = usual.settings.model_copy(update={"snapshot_dir": tmp_path})
    threads: list[object] = []

    def seen(target: Target, rules: Rules) -> None:
        threads.extend(target.execute("select current_setting('threads')").fetchall())
        making.make_facts(target, rules)

    monkeypatch.setattr(build, "make_facts", seen)
    refresh(usual.ledger, settings)
    small = versions.current(tmp_path)
    monkeypatch.setattr(making, "_ONE_THREAD", 1 << 20)
    refresh(usual.ledger, settings, full=True)
    assert threads == [(1,), (os.cpu_count(),)]
    assert differences(small, versions.current(tmp_path), stamped=True) == {}


def test_the_segmenters_dictionary_is_read_only_where_there_are_texts(
    sqlite_ledger: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []
    read = keywords._segmenter

    def seen(topics: tuple[str, ...]) -> object:
        asked.append(topics)
        return read(topics)

    monkeypatch.setattr(keywords, "_segmenter", seen)
    settings = settings_for(sqlite_ledger, tmp_path)
    put(sqlite_ledger, regions=[region("50", "某省", "省")], proposals=[proposal("1", "2025-01-01")])
    refresh(sqlite_ledger, settings)
    assert asked == []
    put(sqlite_ledger, consultations=[meeting("1", "50", "2025-01-01", title="关于垃圾分类的协商")])
    refresh(sqlite_ledger, settings)
    assert len(asked) == 1 and "垃圾分类" in asked[0]


def said_of(much: int) -> str:
    return rf"^refresh_mb = {much} 的内存不够算.*仍是上一版；请在 cockpit\.toml 里调大，例如 {2 * much}。$"
