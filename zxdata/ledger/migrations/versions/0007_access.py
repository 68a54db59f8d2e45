"""Accounts, their scopes, tokens, sessions, and the log of acts with the two ends of its chain."""

import sqlalchemy as sa
from alembic import op

from zxdata.ledger.migrations.tables import STAMP, now

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "accounts",
        *_text("name", "role"),
        sa.Column("personal", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("password", sa.Text()),
        sa.Column("must_change", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("second_factor", sa.Text()),
        sa.Column("second_step", sa.Integer()),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("locked_until", STAMP),
        sa.Column("disabled_at", STAMP),
        sa.Column("made_by", sa.Text()),
        sa.Column("made_at", STAMP, nullable=False, server_default=now()),
        sa.PrimaryKeyConstraint("name", name="pk_accounts"),
    )
    op.create_table(
        "account_scopes",
        *_text("account", "region"),
        sa.PrimaryKeyConstraint("account", "region", name="pk_account_scopes"),
        sa.ForeignKeyConstraint(["account"], ["accounts.name"], name="fk_account_scopes_account"),
    )
    op.create_table(
        "tokens",
        *_text("name", "key", "role", "scope"),
        sa.Column("personal", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("made_by", sa.Text()),
        sa.Column("made_at", STAMP, nullable=False, server_default=now()),
        sa.Column("ends_at", STAMP),
        sa.Column("revoked_at", STAMP),
        sa.PrimaryKeyConstraint("name", name="pk_tokens"),
    )
    op.create_index("ix_tokens_key", "tokens", ["key"], unique=True)
    op.create_table(
        "sessions",
        *_text("key", "name", "kind", "role", "scope", "address"),
        sa.Column("personal", sa.Boolean(), nullable=False),
        *(sa.Column(name, STAMP, nullable=False) for name in ("made_at", "seen_at", "ends_at")),
        sa.PrimaryKeyConstraint("key", name="pk_sessions"),
    )
    op.create_index("ix_sessions_name", "sessions", ["name"])
    op.create_table(
        "acts",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", STAMP, nullable=False),
        *_text("who", "address", "act", "subject", "result", "note", "before", "hash"),
        sa.PrimaryKeyConstraint("number", name="pk_acts"),
    )
    op.create_table(
        "acts_ends",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("first", sa.Integer(), nullable=False),
        *_text("before"),
        sa.Column("last", sa.Integer(), nullable=False),
        *_text("hash", "seal"),
        sa.PrimaryKeyConstraint("id", name="pk_acts_ends"),
    )
