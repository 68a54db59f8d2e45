"""The cockpit's own tables of who may see and do what, and of what was done."""

import sqlalchemy as sa

from zxdata.ledger.instants import Stamp
from zxdata.ledger.tables import metadata

accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("personal", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("password", sa.Text),
    sa.Column("must_change", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("second_factor", sa.Text),
    sa.Column("second_step", sa.Integer),
    sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
    sa.Column("locked_until", Stamp),
    sa.Column("disabled_at", Stamp),
    sa.Column("made_by", sa.Text),
    sa.Column("made_at", Stamp, nullable=False, server_default=Stamp.now()),
)
account_scopes = sa.Table(
    "account_scopes",
    metadata,
    sa.Column("account", sa.Text, sa.ForeignKey("accounts.name"), primary_key=True),
    sa.Column("region", sa.Text, primary_key=True),
)
tokens = sa.Table(
    "tokens",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True, index=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("scope", sa.Text, nullable=False),
    sa.Column("personal", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("made_by", sa.Text),
    sa.Column("made_at", Stamp, nullable=False, server_default=Stamp.now()),
    sa.Column("ends_at", Stamp),
    sa.Column("revoked_at", Stamp),
    sa.Column("purpose", sa.Text),
    sa.Column("member", sa.Text),
)
sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("scope", sa.Text, nullable=False),
    sa.Column("personal", sa.Boolean, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("made_at", Stamp, nullable=False),
    sa.Column("seen_at", Stamp, nullable=False),
    sa.Column("ends_at", Stamp, nullable=False),
    info={"passing": True},  # who is signed in here is not signed in where a backup is restored
)
acts = sa.Table(
    "acts",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", Stamp, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("result", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)
acts_ends = sa.Table(
    "acts_ends",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("first", sa.Integer, nullable=False),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("last", sa.Integer, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Column("seal", sa.Text, nullable=False),
)
