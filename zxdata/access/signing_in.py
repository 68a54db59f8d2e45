"""Signing in: by name and password, or by a name that someone else has vouched for."""

from datetime import datetime, timedelta, timezone

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from zxdata.access import passwords
from zxdata.access.accounts import Account, account
from zxdata.access.acts import Act
from zxdata.access.acts_log import append, log, own_tables
from zxdata.access.reader import Reader
from zxdata.access.roles import Role
from zxdata.configuration import Settings
from zxdata.errors import CockpitError, Unknown, WrongUse
from zxdata.filters import Scope
from zxdata.ledger.access_tables import accounts as table
from zxdata.ledger.engine import reading, writing

FAILURES_MOST, LOCKED_MINUTES = 5, 15
WRONG = f"账号或口令不对，或者账号已停用、已锁定；连续 {FAILURES_MOST} 次不对，锁 {LOCKED_MINUTES} 分钟。"
WRONG_CODE = f"动态口令不对或已用过；请等下一个。连续 {FAILURES_MOST} 次不对，锁 {LOCKED_MINUTES} 分钟。"
NO_RIGHTS = "这个账号还没有授权，请联系安全管理员。"
UNKNOWN = "“{name}”在驾驶舱里没有账号，或已停用；请联系系统管理员。"


class Refused(CockpitError):
    """Someone was not let in; the sentence is what they may know of why."""


def check_password(settings: Settings, name: str, password: str, address: str) -> Account:
    """The account that name and password open. Raises Refused, with one sentence whatever was wrong; LedgerUnavailable.

    A try is counted before it is judged, so that many at once are not more than the same number one by one.
    """
    name = " ".join(name.split())
    known, locked = _count(settings, name)
    right = passwords.fits(password[: passwords.MOST], known)
    if locked or not right:
        reason = "锁定中" if locked else "口令不对" if known else "没有这个账号，或没有口令"
        raise refused(settings, name, address, WRONG, reason)
    found = account(settings, name)
    if found.disabled_at:
        raise refused(settings, name, address, WRONG, "已停用")
    if found.role is None:
        raise refused(settings, name, address, NO_RIGHTS, "未授权")
    if not found.second_factor:
        _forgive(settings, name)
    return found


def check_second_factor(settings: Settings, name: str, code: str, address: str) -> None:
    """Raises Refused where the code is not of now or was used before, WrongUse, LedgerUnavailable."""
    _, locked = _count(settings, name)
    with writing(own_tables(settings)) as connection:
        row = connection.execute(
            select(table.c.second_factor, table.c.second_step).where(table.c.name == name).with_for_update()
        ).one_or_none()
        step = None
        if row and row.second_factor and not locked:
            secret = passwords.unseal(row.second_factor, settings.secret_key)
            step = passwords.second_step(secret, code, datetime.now(timezone.utc), row.second_step)
        if step is not None:
            connection.execute(update(table).where(table.c.name == name).values(second_step=step))
    if step is None:
        raise refused(settings, name, address, WRONG_CODE, "锁定中" if locked else "动态口令不对")
    _forgive(settings, name)


def change_password(settings: Settings, name: str, old: str, new: str, address: str) -> None:
    """An account's own password anew. Raises Refused where the old one is wrong, WrongUse where the new one will not do."""
    check_password(settings, name, old, address)
    passwords.check_new(new, name)
    if old == new:
        raise WrongUse("新口令和原来的一样，请换一个。")
    values = {"password": passwords.hashed(new), "must_change": False}
    with writing(own_tables(settings)) as connection:
        connection.execute(update(table).where(table.c.name == name).values(**values))
        append(connection, settings.secret_key, Act.PASSWORD, who=name, address=address)


def must_change(settings: Settings, name: str) -> bool:
    """Whether the password was given by someone else. Raises LedgerUnavailable."""
    with reading(own_tables(settings)) as connection:
        return bool(connection.scalar(select(table.c.must_change).where(table.c.name == name)))


def set_second_factor(settings: Settings, name: str, secret: str, code: str, address: str) -> None:
    """From now on this account also needs a code. Raises Refused where the code is not of this secret."""
    step = passwords.second_step(secret, code, datetime.now(timezone.utc), None)
    if step is None:
        raise Refused("动态口令与新设的第二因子对不上；请核对手机的时间后再试。")
    values = {"second_factor": passwords.seal(secret, settings.secret_key), "second_step": step}
    with writing(own_tables(settings)) as connection:
        connection.execute(update(table).where(table.c.name == name).values(**values))
        append(connection, settings.secret_key, Act.PASSWORD, who=name, address=address, note="设第二因子")


def vouched(settings: Settings, name: str, address: str) -> Reader:
    """The reader of that name, whom another system has made sure of. Raises Refused, LedgerUnavailable."""
    try:
        found = account(settings, name)
    except Unknown:
        raise refused(settings, name, address, UNKNOWN.format(name=name[:40]), "没有这个账号") from None
    if found.disabled_at:
        raise refused(settings, name, address, UNKNOWN.format(name=name), "已停用")
    if found.reader is None:
        raise refused(settings, name, address, NO_RIGHTS, "未授权")
    return found.reader


def reader_by_words(name: str, words: list[str]) -> Reader | None:
    """The reader whose rights another system says in words: a role, ``region:CODE`` for each region of the scope,
    ``personal``; None where no role is among them. Other words mean nothing; of several roles the least counts.

    A body that gives no region gives the whole.
    """
    roles = [role for role in Role if role.value in words]
    regions = [word.removeprefix("region:") for word in words if word.startswith("region:")]
    if not roles:
        return None
    scope = Scope.of(*regions) if regions else Scope.whole()
    return Reader(name, roles[0], scope, "personal" in words)


def refused(settings: Settings, name: str, address: str, sentence: str, reason: str) -> Refused:
    """The refusal to raise, once it stands in the log."""
    log(settings, Act.SIGN_IN, who=name, address=address, result="refused", note=reason)
    return Refused(sentence)


def _count(settings: Settings, name: str) -> tuple[str | None, bool]:
    """The hash of the account's password, and whether it is locked; this try is counted."""
    now = datetime.now(timezone.utc)
    with writing(own_tables(settings)) as connection:
        row = connection.execute(select(table).where(table.c.name == name).with_for_update()).one_or_none()
        if row is None:
            return None, False
        if row.locked_until and row.locked_until > now:
            return row.password, True
        _note_try(connection, name, row.failures + 1, now)
        return row.password, False


def _note_try(connection: Connection, name: str, failures: int, now: datetime) -> None:
    until = now + timedelta(minutes=LOCKED_MINUTES) if failures >= FAILURES_MOST else None
    values = {"failures": 0 if until else failures, "locked_until": until}
    connection.execute(update(table).where(table.c.name == name).values(**values))


def _forgive(settings: Settings, name: str) -> None:
    """A right one makes up for the wrong ones before it."""
    with writing(own_tables(settings)) as connection:
        connection.execute(update(table).where(table.c.name == name).values(failures=0, locked_until=None))
