"""Accounts, signing in and sessions: who is let in, and what ends a session in every process."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import Engine, select, update

from zxdata.access import Reader, Role, accounts, passwords, sessions, signing_in, tokens
from zxdata.access.acts_log import entries, verify
from zxdata.access.presence import Presence
from zxdata.access.sessions import Session
from zxdata.backup import backup, restore
from zxdata.configuration import Settings
from zxdata.errors import LedgerUnavailable, Unknown, WrongUse
from zxdata.filters import Scope
from zxdata.ledger import writing
from zxdata.ledger.access_tables import accounts as table
from zxdata.ledger.access_tables import sessions as open_sessions
from zxdata.ledger.access_tables import tokens as made_tokens

HERE = "10.0.0.7"
PASSWORD = "correct horse 9"


@pytest.fixture
def wang(signed: Settings) -> Settings:
    accounts.add(signed, "王", Role.STAFF, ["500107"], password=PASSWORD, by="本机")
    return signed


def refused(settings: Settings, name: str, password: str) -> str:
    with pytest.raises(signing_in.Refused) as fault:
        signing_in.check_password(settings, name, password, HERE)
    return fault.value.sentence


def signed_in(settings: Settings, name: str = "王") -> str:
    reader = accounts.account(settings, name).reader
    assert reader
    return sessions.begin(settings, reader, HERE, "口令")


def test_the_right_password_opens_the_account_with_its_rights(wang: Settings) -> None:
    found = signing_in.check_password(wang, "王", PASSWORD, HERE)
    assert found.reader == Reader("王", Role.STAFF, Scope.of("500107"))
    assert signing_in.must_change(wang, "王")


def test_whatever_was_wrong_is_said_in_one_sentence_and_logged_with_its_reason(wang: Settings) -> None:
    accounts.add(wang, "李", Role.READER, password=PASSWORD, by="本机")
    accounts.disable(wang, "李", by="本机")
    said = {refused(wang, name, word) for name, word in [("王", "wrong"), ("李", PASSWORD), ("赵", PASSWORD), ("", "")]}
    assert said == {signing_in.WRONG}
    assert [e.note for e in entries(wang) if e.result == "refused"] == [
        "口令不对",
        "已停用",
        "没有这个账号，或没有口令",
        "没有这个账号，或没有口令",
    ]


def test_five_wrong_passwords_shut_the_account_for_a_quarter_of_an_hour(wang: Settings, ledger: Engine) -> None:
    for _ in range(4):
        refused(wang, "王", "wrong")
    signing_in.check_password(wang, "王", PASSWORD, HERE)
    for _ in range(5):
        refused(wang, "王", "wrong")
    assert refused(wang, "王", PASSWORD) == signing_in.WRONG
    assert entries(wang)[-1].note == "锁定中"
    until = accounts.account(wang, "王").locked_until
    assert until and timedelta(minutes=14) < until - datetime.now(timezone.utc) <= timedelta(minutes=15)
    with writing(ledger) as connection:
        connection.execute(update(table).values(locked_until=datetime.now(timezone.utc) - timedelta(seconds=1)))
    signing_in.check_password(wang, "王", PASSWORD, HERE)


def test_passwords_are_kept_as_argon2id_hashes(wang: Settings, ledger: Engine) -> None:
    with ledger.connect() as connection:
        known = connection.scalar(select(table.c.password))
    assert known and re.fullmatch(r"\$argon2id\$v=19\$m=65536,t=3,p=4\$.+", known)


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("short 1", "10 到 200"),
        ("x" * 201, "10 到 200"),
        ("allsmallletters", "至少两种"),
        ("王的口令是一二三四五六", "账号名"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(wang: Settings, new: str, reason: str) -> None:
    with pytest.raises(WrongUse, match=reason):
        signing_in.change_password(wang, "王", PASSWORD, new, HERE)


def test_a_first_password_is_changed_once_and_to_another(wang: Settings) -> None:
    with pytest.raises(WrongUse, match="和原来的一样"):
        signing_in.change_password(wang, "王", PASSWORD, PASSWORD, HERE)
    signing_in.change_password(wang, "王", PASSWORD, "another horse 8", HERE)
    assert not signing_in.must_change(wang, "王")
    assert refused(wang, "王", PASSWORD) == signing_in.WRONG


def test_a_code_of_the_second_factor_works_once_and_only_in_its_time(wang: Settings, ledger: Engine) -> None:
    secret = passwords.new_second_factor()
    totp, now = pyotp.TOTP(secret), datetime.now(timezone.utc)
    signing_in.set_second_factor(wang, "王", secret, totp.at(now - timedelta(seconds=30)), HERE)
    signing_in.check_second_factor(wang, "王", totp.at(now), HERE)
    for code in (totp.at(now), totp.at(now - timedelta(minutes=10)), totp.at(now + timedelta(minutes=10)), "000", ""):
        with pytest.raises(signing_in.Refused):
            signing_in.check_second_factor(wang, "王", code, HERE)
    with ledger.connect() as connection:
        assert secret not in str(connection.scalar(select(table.c.second_factor)))


def test_codes_of_the_second_factor_are_tried_five_times_too(wang: Settings) -> None:
    secret = passwords.new_second_factor()
    code = pyotp.TOTP(secret).at(datetime.now(timezone.utc) - timedelta(seconds=30))
    signing_in.set_second_factor(wang, "王", secret, code, HERE)
    for _ in range(5):
        with pytest.raises(signing_in.Refused):
            signing_in.check_second_factor(wang, "王", "123", HERE)
    with pytest.raises(signing_in.Refused):
        signing_in.check_second_factor(wang, "王", pyotp.TOTP(secret).now(), HERE)
    assert entries(wang)[-1].note == "锁定中"


def test_an_account_without_a_role_is_not_let_in(signed: Settings) -> None:
    accounts.add(signed, "新来的", password=PASSWORD, by="系统")
    assert refused(signed, "新来的", PASSWORD) == signing_in.NO_RIGHTS


def test_nobody_gives_rights_to_himself(signed: Settings) -> None:
    accounts.add(signed, "安", Role.SECURITY, by="本机")
    with pytest.raises(WrongUse, match="不能给自己授权"):
        accounts.grant(signed, "安", Role.STAFF, by="安")


def test_a_region_that_there_is_not_is_no_scope(signed: Settings) -> None:
    with pytest.raises(Unknown, match="区划代码"):
        accounts.add(signed, "王", Role.STAFF, ["500199"], by="本机")


def test_the_last_account_of_security_stays(signed: Settings) -> None:
    accounts.add(signed, "安", Role.SECURITY, by="本机")
    accounts.add(signed, "安二", Role.SECURITY, by="本机")
    accounts.disable(signed, "安二", by="本机")
    with pytest.raises(WrongUse, match="最后一个"):
        accounts.disable(signed, "安", by="本机")
    with pytest.raises(WrongUse, match="最后一个"):
        accounts.grant(signed, "安", Role.READER, by="本机")
    accounts.enable(signed, "安二", by="本机")
    accounts.disable(signed, "安", by="本机")


ENDINGS: dict[str, Callable[[Settings, Session], object]] = {
    "sign-out": lambda settings, session: sessions.end(settings, session, HERE),
    "disabled": lambda settings, _: accounts.disable(settings, "王", by="系统"),
    "other rights": lambda settings, _: accounts.grant(settings, "王", Role.READER, ["500107"], by="安"),
    "new password": lambda settings, _: accounts.renew_password(settings, "王", by="系统"),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_ends_a_session_ends_it_in_every_process(wang: Settings, ending: str) -> None:
    cookie = signed_in(wang)
    here, elsewhere = Presence(wang), Presence(wang)
    session = here.of(cookie)
    assert session and elsewhere.of(cookie) == session
    ENDINGS[ending](wang, session)
    for process in (here, elsewhere):
        process.look({cookie})
        assert process.of(cookie) is None
    assert verify(wang) == []


def test_a_session_ends_after_its_hours_and_after_half_an_hour_without_an_act(wang: Settings, ledger: Engine) -> None:
    for column, ago in (("ends_at", timedelta(0)), ("seen_at", timedelta(minutes=31))):
        cookie = signed_in(wang)
        assert Presence(wang).of(cookie)
        with writing(ledger) as connection:
            connection.execute(update(open_sessions).values({column: datetime.now(timezone.utc) - ago}))
        assert Presence(wang).of(cookie) is None
    assert [e.note for e in entries(wang) if e.act == "sign_out"] == ["到时", "到时"]


def test_an_act_keeps_a_session_and_merely_being_open_does_not(wang: Settings, ledger: Engine) -> None:
    cookie, ago = signed_in(wang), datetime.now(timezone.utc) - timedelta(minutes=20)
    with writing(ledger) as connection:
        connection.execute(update(open_sessions).values(seen_at=ago))
    process = Presence(wang)
    process.of(cookie)
    assert _seen(ledger) == ago
    process.of(cookie, active=True)
    assert datetime.now(timezone.utc) - _seen(ledger) < timedelta(minutes=1)


def test_a_cookie_that_was_never_given_is_unknown(wang: Settings) -> None:
    process = Presence(wang)
    assert [process.of(cookie) for cookie in ("", "forged", "x" * 10_000, "\udcff")] == [None] * 4


def test_a_wall_keeps_its_session_through_idle_hours_and_until_its_token_is_revoked(
    signed: Settings, ledger: Engine
) -> None:
    secret = tokens.add(signed, "大厅", Role.READER, ["500107"], by="本机")
    token = tokens.token_of(signed, secret)
    assert token
    cookie = sessions.begin_wall(signed, token, HERE)
    with writing(ledger) as connection:
        connection.execute(update(open_sessions).values(seen_at=datetime.now(timezone.utc) - timedelta(days=9)))
    session = Presence(signed).of(cookie)
    assert session and session.reader.kind == "token" and session.reader.scope == Scope.of("500107")
    tokens.revoke(signed, "大厅", by="本机")
    assert Presence(signed).of(cookie) is None
    assert tokens.token_of(signed, secret) is None


def test_a_token_is_kept_as_a_hash_and_ends_on_its_day(signed: Settings, ledger: Engine) -> None:
    secret = tokens.add(signed, "程序", Role.READER, days=3, by="本机")
    with writing(ledger) as connection:
        row = connection.execute(select(made_tokens)).one()
        assert secret not in map(str, row)
        assert Presence(signed).bearer(secret)
        connection.execute(update(made_tokens).values(ends_at=datetime.now(timezone.utc)))
    assert Presence(signed).bearer(secret) is None
    assert Presence(signed).bearer("forged") is None


@pytest.mark.parametrize("role", [Role.ADMIN, Role.SECURITY, Role.AUDITOR])
def test_no_token_is_made_for_an_office(signed: Settings, role: Role) -> None:
    with pytest.raises(WrongUse):
        tokens.add(signed, "程序", role, by="本机")


def test_a_name_that_another_system_vouches_for_needs_an_account_with_rights(wang: Settings) -> None:
    assert signing_in.vouched(wang, "王", HERE).scope == Scope.of("500107")
    with pytest.raises(signing_in.Refused, match="没有账号"):
        signing_in.vouched(wang, "赵", HERE)
    accounts.disable(wang, "王", by="系统")
    with pytest.raises(signing_in.Refused, match="没有账号"):
        signing_in.vouched(wang, "王", HERE)


def test_rights_in_words_are_the_least_role_and_all_regions() -> None:
    read = signing_in.reader_by_words
    assert read("王", ["staff", "region:500107", "region:500108", "personal"]) == Reader(
        "王", Role.STAFF, Scope.of("500107", "500108"), personal=True
    )
    assert read("王", ["admin", "reader", "其他"]) == Reader("王", Role.READER, Scope.whole())
    assert read("王", ["region:500107", "personal"]) is None


def test_while_the_database_is_away_only_who_was_known_is_let_in(wang: Settings) -> None:
    cookie = signed_in(wang)
    process = Presence(wang)
    assert process.of(cookie)
    process._settings = wang.model_copy(update={"database_url": "postgresql+psycopg://x@127.0.0.1:1/x"})
    process._known[tokens.key_of(cookie)].due = 0
    assert process.of(cookie)
    with pytest.raises(LedgerUnavailable):
        process.of("someone else")


def test_who_is_signed_in_is_not_so_where_a_backup_is_restored(wang: Settings, ledger: Engine, tmp_path: Path) -> None:
    cookie = signed_in(wang)
    backup(tmp_path / "b.zip", wang)
    restore(tmp_path / "b.zip", wang, force=True)
    assert Presence(wang).of(cookie) is None
    given = accounts.account(wang, "王")
    assert given.rights == "业务，500107"
    assert given.rights_in({"500107": "九龙坡区", "500108": "南岸区"}) == "业务，九龙坡区"
    assert verify(wang) == []


def test_unknown_names_are_said_to_be_unknown(signed: Settings) -> None:
    for act in (accounts.disable, accounts.enable, accounts.renew_password, tokens.revoke):
        with pytest.raises(Unknown):
            act(signed, "赵", by="本机")


def _seen(ledger: Engine) -> datetime:
    with ledger.connect() as connection:
        found = connection.scalar(select(open_sessions.c.seen_at))
    assert isinstance(found, datetime)
    return found
