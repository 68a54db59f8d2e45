"""A body's own words for metrics: added to those shipped, taken up when the file changes, named when it is broken."""

import os
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import day, proposal, publish, put, settings_for
from zxdata.errors import BadSetting
from zxdata.filters import Scope
from zxdata.nlq import Answered, ask


def written(file: Path, word: str) -> None:
    before = file.stat().st_mtime_ns if file.exists() else 0
    file.write_text(f'[metrics]\n"proposals.submitted" = ["{word}"]\n', encoding="utf-8")
    os.utime(file, ns=(before + 10**9,) * 2)


def test_own_words_are_known_as_soon_as_their_file_is_changed(sqlite_ledger: Engine, tmp_path: Path) -> None:
    put(sqlite_ledger, proposals=[proposal("1", "2025-01-02"), proposal("2", "2025-02-03")])
    store, own = publish(sqlite_ledger, tmp_path), tmp_path / "说法.toml"
    settings = settings_for(sqlite_ledger, tmp_path).model_copy(update={"synonyms": own})

    def answered(words: str) -> bool:
        found = ask(store, words, Scope.whole(), settings, day("2025-09-30"))
        return isinstance(found, Answered) and [each.key for each in found.metrics] == ["proposals.submitted"]

    written(own, "金点子箱")
    assert answered("今年金点子箱有多少") and not answered("今年银铃铛有多少")
    written(own, "银铃铛")
    assert answered("今年银铃铛有多少") and not answered("今年金点子箱有多少")
    own.write_text("[metrics\n", encoding="utf-8")
    with pytest.raises(BadSetting, match=r"^说法文件 说法\.toml 不是有效的 TOML"):
        answered("今年银铃铛有多少")
    own.unlink()
    with pytest.raises(BadSetting, match=r"^说法文件 说法\.toml 打不开；"):
        answered("今年银铃铛有多少")
