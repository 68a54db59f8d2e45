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


def test_what_is_done_at_the_machine_stands_in_the_log(tell: Tell, tmp_path: Path) -> None:
    sheet = tmp_path / "事项.csv"
    sheet.write_text("事项编号,题目,提出日期,所属区划\nJ1,甲,2025-03-01,九龙坡区\n", encoding="utf-8")
    assert tell("import", str(sheet), "--dry-run").code == 0
    assert tell("import", str(sheet)).code == 0
    assert tell("rows", "supervision.matters", "--out", str(tmp_path / "行.csv")).code == 0
    assert tell("export", "supervision", "--out", str(tmp_path / "页.csv")).code == 0
    assert tell("withdraw", "1").code == 0
    assert tell("withdraw", "9").code == 2
    said = [(e["act"], e["subject"], e["result"]) for e in tell("audit", "--json").json]
    assert said == [
        ("import", "事项.csv", "begun"),
        ("import", "事项.csv", "done"),
        ("rows", "supervision.matters 行.csv", "done"),
        ("export", "页.csv", "done"),
        ("withdraw", "第 1 次导入", "begun"),
        ("withdraw", "第 1 次导入", "done"),
        ("withdraw", "第 9 次导入", "begun"),
        ("withdraw", "第 9 次导入", "refused"),
    ]
    assert all(e["who"].startswith("本机") for e in tell("audit", "--json").json)


def test_a_restored_log_goes_on_where_the_backup_ended_and_says_so(tell: Tell, tmp_path: Path) -> None:
    tell("users", "add", "王", "--role", "staff")
    assert tell("backup", str(tmp_path / "b.zip")).code == 0
    tell("users", "disable", "王")
    assert tell("restore", str(tmp_path / "b.zip"), "--force").code == 0
    found = tell("audit", "--json").json
    assert [(e["act"], e["subject"]) for e in found] == [
        ("accounts", "账号 王"),
        ("export", "备份 b.zip"),
        ("restore", "备份 b.zip"),
    ]
    assert "恢复前的日志到第 3 条" in found[-1]["note"]
    assert tell("audit", "--verify").code == 0
    assert tell("users", "list", "--json").json[0]["disabled_at"] is None


def test_the_rules_are_tried_and_kept_from_the_command_line(
    tell: Tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, changed = tmp_path / "本会.toml", tmp_path / "新.toml"
    own.write_text('extends = "default"\n', encoding="utf-8")
    changed.write_text('extends = "default"\n[supervision]\nyellow_workdays = 10\n', encoding="utf-8")
    assert "随附" in tell("rules", "keep", str(changed)).err
    with configured(tmp_path, ZX_AUTH="local", ZX_SECRET_KEY=KEY, ZX_RULES=str(own)):
        tried = tell("rules", "preview", str(changed))
        assert "剩 10 个工作日及以内为黄" in tried.out and "合计：件的颜色不变。" in tried.out
        assert (
            tell("rules", "preview", str(changed), "--json").json["changes"][0]["rule"] == "supervision.yellow_workdays"
        )
        assert tell("rules", "keep", str(changed)).code == 0
        assert own.read_text("utf-8") == changed.read_text("utf-8") == tell("rules", "show").out
        assert tell("rules", "show", "1").out == 'extends = "default"\n'
        assert "保存" in tell("rules", "history").out
        assert tell("audit", "--json").json[-1]["act"] == "rules"
