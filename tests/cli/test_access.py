"""Accounts, tokens and the log of acts from the command line."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.commands import Said, command, configured
from tests.ledger_rows import put, region
from zxdata.ledger import connect, upgrade, writing

Tell = Callable[..., Said]
KEY = "a-key-of-these-tests-and-of-no-other-installation"


@pytest.fixture
def tell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Tell]:
    engine = connect(f"sqlite:///{tmp_path / 'ledger.db'}")
    upgrade(engine)
    put(engine, regions=[region("500000", "重庆市", "省"), region("500107", "九龙坡区", "区县", "500000")])
    with configured(tmp_path, ZX_AUTH="local", ZX_SECRET_KEY=KEY):
        yield lambda *words: command(capsys, *words)


def test_an_account_is_opened_named_changed_and_shut(tell: Tell) -> None:
    opened = tell("users", "add", "王", "--role", "staff", "--scope", "九龙坡区", "--personal")
    assert opened.code == 0 and len(opened.out.strip()) == 14
    assert "业务，500107，个人信息" in opened.err
    assert tell("users", "disable", "王").code == tell("users", "enable", "王").code == 0
    assert len(tell("users", "password", "王").out.strip()) == 14
    tell("users", "grant", "王", "--role", "reader", "--scope", "500107")
    listed = tell("users", "list", "--json").json
    assert [(one["name"], one["role"], one["regions"]) for one in listed] == [("王", "reader", ["500107"])]


def test_a_first_password_may_come_from_standard_input(tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse 9\n"))
    said = tell("users", "add", "王", "--role", "reader", "--password-stdin")
    assert said.code == 0 and said.out == ""


def test_wrong_roles_regions_and_names_are_one_sentence(tell: Tell) -> None:
    for words, named in [
        (("users", "add", "王", "--role", "boss"), "不是角色"),
        (("users", "add", "王", "--role", "staff", "--scope", "桃花源"), "没有名为“桃花源”的区划"),
        (("users", "disable", "赵"), "没有名为“赵”的账号"),
        (("tokens", "add", "大厅", "--role", "admin"), "令牌只用来看数据"),
        (("tokens", "revoke", "大厅"), "没有名为“大厅”的有效令牌"),
    ]:
        said = tell(*words)
        assert said.code == 2 and named in said.err, words


def test_the_log_is_read_verified_and_found_out_where_it_was_changed(tell: Tell, tmp_path: Path) -> None:
    secret = tell("tokens", "add", "大厅", "--role", "reader").out.strip()
    assert len(secret) == 43
    assert tell("tokens", "revoke", "大厅").code == 0
    log = tell("audit", "--json").json
    assert [(one["act"], one["subject"], one["result"]) for one in log] == [("rights", "令牌 大厅", "done")] * 2
    assert secret not in str(log)
    assert tell("audit", "--verify").code == 0
    with writing(connect(f"sqlite:///{tmp_path / 'ledger.db'}")) as connection:
        connection.exec_driver_sql("UPDATE acts SET note = '收 回' WHERE number = 2")
    said = tell("audit", "--verify")
    assert (said.code, said.out) == (1, "第 2 条被改过，或者 ZX_SECRET_KEY 换过。\n")


def test_moving_entries_out_wants_a_day_that_is_long_past(tell: Tell, tmp_path: Path) -> None:
    assert "--to" in tell("audit", "--move-to", str(tmp_path / "old.jsonl")).err
    assert "至少留六个月" in tell("audit", "--move-to", str(tmp_path / "old.jsonl"), "--to", "2025-09-30").err
