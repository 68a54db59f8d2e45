"""Whose a view, a presentation or a note is, and who is shown it.

What somebody keeps is told in words of their own, and may tell of what they see. So it is shown to themselves and to
those who see at least as much; to others it does not exist.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from sqlalchemy import Engine, select

from zxdata.access.reader import Reader
from zxdata.ledger.access_tables import account_scopes
from zxdata.ledger.engine import ASKED_SECONDS, reading


class Owned(Protocol):
    """``by``: the account that keeps it; nothing where nobody had signed in."""

    @property
    def by(self) -> str: ...


Kept = TypeVar("Kept", bound=Owned)
Scopes = tuple[tuple[str, str], ...]


def scopes(ledger: Engine) -> Scopes:
    """(account, region) of each account that does not see the whole. Raises LedgerUnavailable."""
    t = account_scopes.c
    with reading(ledger, ASKED_SECONDS) as connection:
        return tuple((name, code) for name, code in connection.execute(select(t.account, t.region)))


def shown_to(reader: Reader, kept: Iterable[Kept], known: Scopes) -> tuple[Kept, ...]:
    """Of what is kept what this reader may see. An account without regions, or one that is gone, sees the whole."""
    regions: dict[str, set[str]] = {}
    for name, code in known:
        regions.setdefault(name, set()).add(code)
    return tuple(one for one in kept if _sees(reader, one.by, regions))


def _sees(reader: Reader, by: str, regions: Mapping[str, set[str]]) -> bool:
    if reader.scope.everything or (by and by == reader.name):
        return True
    return by in regions and regions[by] <= set(reader.scope.regions)
