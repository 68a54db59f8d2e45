"""The ledger: the shared database that other systems write and the cockpit reads.

``connect`` gives an engine, ``reading`` and ``writing`` its transactions, ``upgrade`` and ``require`` its schema,
``pulse`` tells whether it has changed.
"""

from zxdata.ledger.access_tables import account_scopes, accounts, acts, acts_ends, sessions, tokens
from zxdata.ledger.engine import connect, reading, writing
from zxdata.ledger.failures import place
from zxdata.ledger.notice_tables import notices, subscriptions
from zxdata.ledger.places import open_ledger, open_own
from zxdata.ledger.pulse import pulse
from zxdata.ledger.schema import Upgrade, require, upgrade
from zxdata.ledger.tables import TABLES, annotations, mappings, metadata, saved_views

__all__ = [
    "TABLES",
    "Upgrade",
    "account_scopes",
    "accounts",
    "acts",
    "acts_ends",
    "annotations",
    "connect",
    "mappings",
    "metadata",
    "notices",
    "open_ledger",
    "open_own",
    "place",
    "pulse",
    "reading",
    "require",
    "saved_views",
    "sessions",
    "subscriptions",
    "tokens",
    "upgrade",
    "writing",
]
