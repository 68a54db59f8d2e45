"""The rules file is changed whole or not at all, with its past and an entry in the log."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.access.conftest import settings_on
from tests.ledger_rows import put, region
from zxdata.access.acts_log import entries, verify
from zxdata.configuration import Settings
from zxdata.errors import BadSetting, LedgerUnavailable, WrongUse
from zxdata.revising import rules_file as changing
from zxdata.revising.rules_file import check_rules, keep_rules, rules_file, rules_history
from zxdata.rules.book import read_rules

BEFORE = 'extends = "default"\n[supervision]\nyellow_workdays = 7\n'
AFTER = 'extends = "default"\n# 两周前提醒\n[supervision]\nyellow_workdays = 10\n'


@pytest.fixture
def own(ledger: Engine, tmp_path: Path) -> Settings:
    (tmp_path / "本会.toml").write_text(BEFORE, encoding="utf-8")
    put(ledger, regions=[region("500107", "九龙坡区", "区县")])
    return settings_on(ledger, tmp_path, rules=tmp_path / "本会.toml")


def test_a_kept_text_is_in_the_file_the_history_and_the_log(own: Settings) -> None:
    own.rules.chmod(0o640)
    assert keep_rules(own, AFTER, instead_of=BEFORE, by="系", address="10.0.0.7") == 1
    assert own.rules.read_text(encoding="utf-8") == AFTER
    assert own.rules.stat().st_mode & 0o777 == 0o640
    assert read_rules(own.rules).supervision.yellow_workdays == 10
    assert [(r.change, r.text, r.made_by) for r in rules_history(own)] == [
        ("保存", AFTER, "系"),
        ("文件里直接改的", BEFORE, ""),
    ]
    (entry,) = entries(own)
    assert (entry.who, entry.address, entry.act) == ("系", "10.0.0.7", "rules")
    assert (entry.subject, entry.note) == ("规则文件 本会.toml", "改 1 条规则")
    assert verify(own) == []


def test_what_was_changed_by_hand_between_is_kept_too(own: Settings) -> None:
    keep_rules(own, AFTER, instead_of=BEFORE, by="系")
    by_hand = AFTER.replace("10", "12")
    own.rules.write_text(by_hand, encoding="utf-8")
    keep_rules(own, BEFORE, instead_of=by_hand, by="统")
    assert [r.text for r in rules_history(own)] == [BEFORE, by_hand, AFTER, BEFORE]
    assert [r.made_by for r in rules_history(own)] == ["统", "", "系", ""]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('extends = "default"\n[supervision]\nyellow_workdays = -1', "不能小于 0"),
        ("[supervision", "不是有效的 TOML"),
        ('extends = "default"\n[supervison]\nyellow_workdays = 7', "supervision"),
    ],
)
def test_a_text_with_faults_is_kept_nowhere(own: Settings, text: str, said: str) -> None:
    with pytest.raises(BadSetting, match=said):
        keep_rules(own, text, instead_of=BEFORE, by="系")
    assert own.rules.read_text(encoding="utf-8") == BEFORE
    assert rules_history(own) == () and entries(own) == []


def test_two_at_once_do_not_write_over_each_other(own: Settings) -> None:
    keep_rules(own, AFTER, instead_of=BEFORE, by="系")
    with pytest.raises(WrongUse, match="已被改过"):
        keep_rules(own, BEFORE + "# 另一人", instead_of=BEFORE, by="统")
    assert own.rules.read_text(encoding="utf-8") == AFTER


def test_rules_that_are_shipped_are_not_changed_in_place(ledger: Engine, tmp_path: Path) -> None:
    shipped = settings_on(ledger, tmp_path)
    found = rules_file(shipped)
    with pytest.raises(WrongUse, match=r"随附的规则 default\.toml.*ZX_RULES"):
        keep_rules(shipped, AFTER, instead_of=found.text, by="系")
    assert rules_file(shipped).text == found.text and entries(shipped) == []
    assert check_rules(shipped, AFTER).supervision.yellow_workdays == 10


def test_a_file_that_may_only_be_read_says_so(own: Settings) -> None:
    own.rules.chmod(0o444)
    with pytest.raises(WrongUse, match="只读"):
        keep_rules(own, AFTER, instead_of=BEFORE, by="系")
    assert own.rules.read_text(encoding="utf-8") == BEFORE and entries(own) == []


def test_where_the_log_cannot_be_written_the_rules_stay(own: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object, **__: object) -> None:
        raise LedgerUnavailable("共享数据库连不上。")

    monkeypatch.setattr(changing, "append", down)
    with pytest.raises(LedgerUnavailable):
        keep_rules(own, AFTER, instead_of=BEFORE, by="系")
    assert own.rules.read_text(encoding="utf-8") == BEFORE and rules_history(own) == ()


def test_where_the_file_cannot_be_written_nothing_is_noted(own: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(WrongUse, match="没有写成"):
        keep_rules(own, AFTER, instead_of=BEFORE, by="系")
    assert rules_history(own) == () and entries(own) == []
    assert [path.name for path in own.rules.parent.iterdir() if "toml" in path.name] == ["本会.toml"]
