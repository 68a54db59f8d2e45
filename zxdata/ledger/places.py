"""Which databases an installation has: the ledger, perhaps for reading only, and the cockpit's own tables."""

from sqlalchemy import Engine

from zxdata.configuration import Settings
from zxdata.ledger.engine import connect
from zxdata.ledger.schema import upgrade


def open_ledger(settings: Settings) -> Engine:
    """The shared database; where it is ``read_only``, every attempt to write there is refused. Raises BadSetting."""
    return connect(settings.database_url, read_only=settings.read_only, timezone=settings.timezone)


def open_own(settings: Settings) -> Engine:
    """Where saved views, notes and the register of reminders are kept: the shared database or, where that is only read,
    one of the cockpit's own, made on first use. Raises BadSetting, SchemaMismatch, LedgerUnavailable."""
    if not settings.read_only:
        return connect(settings.database_url, timezone=settings.timezone)
    own = connect(settings.own_database_url, timezone=settings.timezone)
    upgrade(own)
    return own
