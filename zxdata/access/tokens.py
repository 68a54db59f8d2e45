"""Tokens of walls and programs: shown once, kept as a hash."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from hashlib import sha256

from sqlalchemy import delete, insert, select, update

from zxdata.access.acts import Act
from zxdata.access.acts_log import append, own_tables
from zxdata.access.reader import PURPOSES, Purpose, Reader
from zxdata.access.roles import Role
from zxdata.configuration import Settings
from zxdata.errors import Unknown, WrongUse
from zxdata.filters import Scope
from zxdata.ledger.access_tables import sessions
from zxdata.ledger.access_tables import tokens as table
from zxdata.ledger.engine import reading, writing

LONGEST = 40


@dataclass(frozen=True)
class Token:
    """``regions`` is empty where the scope is the whole; ``ends_at`` None where it does not end by itself."""

    name: str
    role: Role
    regions: tuple[str, ...]
    personal: bool
    made_by: str
    made_at: datetime
    ends_at: datetime | None
    revoked_at: datetime | None
    purpose: Purpose = ""
    member: str = ""

    @property
    def holds(self) -> bool:
        return self.revoked_at is None and (self.ends_at is None or self.ends_at > datetime.now(timezone.utc))

    @property
    def reader(self) -> Reader:
        scope = Scope.of(*self.regions) if self.regions else Scope.whole()
        return Reader(self.name, self.role, scope, self.personal, "token", self.purpose, self.member)


def key_of(secret: str) -> str:
    """What is kept of a token or of a session's cookie: 256 random bits need no slow hash."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def tokens(settings: Settings) -> tuple[Token, ...]:
    """All tokens, revoked ones too, by name. Raises LedgerUnavailable."""
    with reading(own_tables(settings)) as connection:
        rows = connection.execute(select(*_COLUMNS).order_by(table.c.name)).all()
    return tuple(_token(*row) for row in rows)


def token_of(settings: Settings, secret: str) -> Token | None:
    """The token that this is, as long as it holds. Raises LedgerUnavailable."""
    with reading(own_tables(settings)) as connection:
        row = connection.execute(select(*_COLUMNS).where(table.c.key == key_of(secret))).one_or_none()
    found = _token(*row) if row else None
    return found if found and found.holds else None


def add(
    settings: Settings,
    name: str,
    role: Role,
    regions: Iterable[str] = (),
    *,
    personal: bool = False,
    days: int | None = None,
    purpose: Purpose = "",
    member: str = "",
    by: str,
) -> str:
    """Make a token and give it back, for the only time. ``member``: whose 委员卡 it shows, and nothing else.

    Raises WrongUse for a name that is empty, too long or taken, for a role that reads nothing, and where a card has no
    member or a member no card.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST or not name.isprintable():
        raise WrongUse(f"令牌名要有 1 到 {LONGEST} 个字，现在有 {len(name)} 个。")
    if role not in (Role.READER, Role.STAFF):
        raise WrongUse(f"令牌只用来看数据，角色用 {Role.READER}；“{role}”看不到数据。")
    if (purpose == "card") != bool(member):
        raise WrongUse("委员卡的令牌要写明是哪一位委员（委员编号），别的令牌不写。")
    if days is not None and days < 1:
        raise WrongUse(f"--days 应为不小于 1 的整数，写的是 {days}。")
    secret = secrets.token_urlsafe(32)
    ends_at = datetime.now(timezone.utc) + timedelta(days=days) if days else None
    scope = ",".join(sorted(set(regions)))
    with writing(own_tables(settings)) as connection:
        if connection.execute(select(table.c.name).where(table.c.name == name)).first():
            raise WrongUse(f"已有名为“{name}”的令牌；名字不能再用。")
        values = {"name": name, "role": role, "scope": scope, "personal": personal, "ends_at": ends_at}
        values |= {"purpose": purpose or None, "member": member or None}
        connection.execute(insert(table).values(key=key_of(secret), made_by=by, **values))
        what = f"{PURPOSES[purpose]}{member and f' {member}'}，" if purpose else ""
        note = f"新发，{what}{role.label}，{scope or '全部'}" + (f"，到 {ends_at:%Y-%m-%d}" if ends_at else "")
        append(connection, settings.secret_key, Act.RIGHTS, who=by, subject=f"令牌 {name}", note=note)
    return secret


def revoke(settings: Settings, name: str, *, by: str) -> None:
    """The token is nobody's from now on, and the walls that came by it go dark. Raises Unknown."""
    with writing(own_tables(settings)) as connection:
        now = datetime.now(timezone.utc)
        changed = update(table).where(table.c.name == name, table.c.revoked_at.is_(None)).values(revoked_at=now)
        if not connection.execute(changed).rowcount:
            left = connection.scalars(select(table.c.name).where(table.c.revoked_at.is_(None))).all()
            raise Unknown("有效令牌", name, left)
        connection.execute(delete(sessions).where(sessions.c.name == name, sessions.c.kind == "token"))
        append(connection, settings.secret_key, Act.RIGHTS, who=by, subject=f"令牌 {name}", note="收回")


_COLUMNS = [table.c[name] for name in ("name", "role", "scope", *list(Token.__dataclass_fields__)[3:])]


def _token(
    name: str,
    role: str,
    scope: str,
    personal: bool,
    made_by: str | None,
    made_at: datetime,
    ends_at: datetime | None,
    revoked_at: datetime | None,
    purpose: Purpose | None,
    member: str | None,
) -> Token:
    regions = tuple(scope.split(",")) if scope else ()
    role_, by = Role(role), made_by or ""
    return Token(name, role_, regions, personal, by, made_at, ends_at, revoked_at, purpose or "", member or "")
