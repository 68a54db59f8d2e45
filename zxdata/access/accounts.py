"""Accounts: who may sign in, with which rights; each change of them is one entry of the log, or does not happen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from zxdata.access import passwords
from zxdata.access.acts import Act
from zxdata.access.acts_log import append, own_tables
from zxdata.access.reader import Reader
from zxdata.access.roles import Role
from zxdata.configuration import Settings
from zxdata.errors import Unknown, WrongUse
from zxdata.filters import Scope
from zxdata.ledger.access_tables import account_scopes, sessions
from zxdata.ledger.access_tables import accounts as table
from zxdata.ledger.engine import reading, writing
from zxdata.ledger.places import open_ledger
from zxdata.ledger.tables import TABLES

LONGEST = 40


@dataclass(frozen=True)
class Account:
    """``role`` is None while nobody has given it one, ``regions`` empty where its scope is the whole."""

    name: str
    role: Role | None
    regions: tuple[str, ...]
    personal: bool
    local: bool
    second_factor: bool
    locked_until: datetime | None
    disabled_at: datetime | None
    made_by: str
    made_at: datetime

    @property
    def reader(self) -> Reader | None:
        """Whose questions this account asks; None where it may not sign in."""
        if self.role is None or self.disabled_at:
            return None
        return Reader(self.name, self.role, Scope.of(*self.regions) if self.regions else Scope.whole(), self.personal)

    @property
    def rights(self) -> str:
        """``业务，500107、500108，个人信息``"""
        return self.rights_in({})

    def rights_in(self, names: Mapping[str, str]) -> str:
        """The same with the names of these regions, by code: ``业务，九龙坡区、巴南区，个人信息``."""
        if self.role is None:
            return "未授权"
        scope = "、".join(names.get(code, code) for code in self.regions)
        parts = (self.role.label, scope or "全部", "个人信息" if self.personal else "")
        return "，".join(part for part in parts if part)


def accounts(settings: Settings) -> tuple[Account, ...]:
    """All accounts, by name. Raises LedgerUnavailable."""
    with reading(own_tables(settings)) as connection:
        return _read(connection)


def account(settings: Settings, name: str) -> Account:
    """Raises Unknown, LedgerUnavailable."""
    with reading(own_tables(settings)) as connection:
        return _one(connection, name)


def add(
    settings: Settings,
    name: str,
    role: Role | None = None,
    regions: Iterable[str] = (),
    *,
    personal: bool = False,
    password: str = "",
    by: str,
) -> str:
    """Open an account and give back its first password, which has to be changed at the first sign-in.

    Raises WrongUse for a name that is empty, too long or taken and for a password that may not be taken.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST or not name.isprintable():
        raise WrongUse(f"账号名要有 1 到 {LONGEST} 个字，现在有 {len(name)} 个。")
    if password:
        passwords.check_new(password, name)
    regions = sorted(set(regions))
    _check_regions(settings, regions)
    first = password or passwords.first_password()
    hashed = passwords.hashed(first)
    with writing(own_tables(settings)) as connection:
        if connection.execute(select(table.c.name).where(table.c.name == name)).first():
            raise WrongUse(f"已有账号“{name}”。")
        values = {"name": name, "role": role or "", "personal": personal, "password": hashed, "must_change": True}
        connection.execute(insert(table).values(**values, made_by=by))
        _set_regions(connection, name, regions)
        made = _one(connection, name)
        _log(connection, settings, Act.ACCOUNTS, by, name, f"新开，{made.rights}")
    return first


def grant(
    settings: Settings, name: str, role: Role, regions: Iterable[str] = (), *, personal: bool = False, by: str
) -> None:
    """Give an account a role and a scope in place of those it has; its sessions end.

    Raises WrongUse where someone gives rights to himself, or takes its role from the last account of 安全管理.
    """
    if name == by:
        raise WrongUse("不能给自己授权，请另一位安全管理员来做。")
    regions = sorted(set(regions))
    _check_regions(settings, regions)
    with writing(own_tables(settings)) as connection:
        before = _one(connection, name)
        if role is not Role.SECURITY:
            _keep_one_security(connection, before)
        connection.execute(update(table).where(table.c.name == name).values(role=role, personal=personal))
        _set_regions(connection, name, regions)
        _end_sessions(connection, name)
        after = _one(connection, name)
        _log(connection, settings, Act.RIGHTS, by, name, f"由“{before.rights}”改为“{after.rights}”")


def disable(settings: Settings, name: str, *, by: str) -> None:
    """No sign-in any more; its sessions end. Raises WrongUse for the last account of 安全管理."""
    with writing(own_tables(settings)) as connection:
        _keep_one_security(connection, _one(connection, name))
        connection.execute(update(table).where(table.c.name == name).values(disabled_at=datetime.now(timezone.utc)))
        _end_sessions(connection, name)
        _log(connection, settings, Act.ACCOUNTS, by, name, "停用")


def enable(settings: Settings, name: str, *, by: str) -> None:
    """Sign-in again, also where it was locked."""
    with writing(own_tables(settings)) as connection:
        _one(connection, name)
        values = {"disabled_at": None, "locked_until": None, "failures": 0}
        connection.execute(update(table).where(table.c.name == name).values(**values))
        _log(connection, settings, Act.ACCOUNTS, by, name, "启用")


def renew_password(settings: Settings, name: str, *, password: str = "", by: str) -> str:
    """A first password anew, without second factor and lock; its sessions end. Raises WrongUse."""
    if password:
        passwords.check_new(password, name)
    first = password or passwords.first_password()
    values = {"password": passwords.hashed(first), "must_change": True, "locked_until": None, "failures": 0}
    with writing(own_tables(settings)) as connection:
        _one(connection, name)
        values |= {"second_factor": None, "second_step": None}
        connection.execute(update(table).where(table.c.name == name).values(**values))
        _end_sessions(connection, name)
        _log(connection, settings, Act.ACCOUNTS, by, name, "重设口令")
    return first


def _read(connection: Connection, name: str | None = None) -> tuple[Account, ...]:
    query, scopes = select(table).order_by(table.c.name), select(account_scopes).order_by(account_scopes.c.region)
    if name is not None:
        query, scopes = query.where(table.c.name == name), scopes.where(account_scopes.c.account == name)
    regions: dict[str, list[str]] = {}
    for row in connection.execute(scopes):
        regions.setdefault(row.account, []).append(row.region)
    return tuple(_account(row, tuple(regions.get(row.name, ()))) for row in connection.execute(query))


def _account(row: Row[*tuple[object, ...]], regions: tuple[str, ...]) -> Account:
    return Account(
        name=row.name,
        role=Role(row.role) if row.role else None,
        regions=regions,
        personal=row.personal,
        local=row.password is not None,
        second_factor=row.second_factor is not None,
        locked_until=row.locked_until,
        disabled_at=row.disabled_at,
        made_by=row.made_by or "",
        made_at=row.made_at,
    )


def _one(connection: Connection, name: str) -> Account:
    found = _read(connection, name)
    if not found:
        raise Unknown("账号", name)
    return found[0]


def _set_regions(connection: Connection, name: str, regions: Iterable[str]) -> None:
    connection.execute(delete(account_scopes).where(account_scopes.c.account == name))
    rows = [{"account": name, "region": code} for code in sorted(set(regions))]
    connection.execute(insert(account_scopes), rows) if rows else None


def _check_regions(settings: Settings, codes: list[str]) -> None:
    """Raises Unknown for a code that no region has: nobody's scope is to be empty by a slip of the pen."""
    if not codes:
        return
    known = TABLES["regions"].c.code
    with reading(open_ledger(settings)) as connection:
        found = set(connection.scalars(select(known).where(known.in_(codes))))
    for code in codes:
        if code not in found:
            raise Unknown("区划代码", code)


def _end_sessions(connection: Connection, name: str) -> None:
    connection.execute(delete(sessions).where(sessions.c.name == name, sessions.c.kind == "account"))


def _keep_one_security(connection: Connection, account: Account) -> None:
    if account.role is not Role.SECURITY or account.disabled_at:
        return
    others = select(func.count()).where(
        table.c.role == Role.SECURITY, table.c.disabled_at.is_(None), table.c.name != account.name
    )
    if not connection.scalar(others):
        raise WrongUse(f"“{account.name}”是最后一个能用的安全管理账号，不能停用或改作别的角色；请先另设一个。")


def _log(connection: Connection, settings: Settings, act: Act, by: str, name: str, note: str) -> None:
    append(connection, settings.secret_key, act, who=by, subject=f"账号 {name}", note=note)
