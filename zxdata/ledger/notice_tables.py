"""The cockpit's own tables of who is told of what, and of what was sent."""

import sqlalchemy as sa

from zxdata.ledger.instants import Stamp
from zxdata.ledger.tables import metadata

subscriptions = sa.Table(
    "subscriptions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("list", sa.Text, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("target", sa.Text, nullable=False),
    sa.Column("quiet_from", sa.Integer),
    sa.Column("quiet_to", sa.Integer),
    sa.Column("told", sa.Text),
    sa.Column("turn", sa.Integer, nullable=False, server_default="0"),
    sa.Column("made_at", Stamp, nullable=False, server_default=Stamp.now()),
)
"""account: empty where nobody signs in; told: what was told last, as the list writes it; turn: how often it was written."""
notices = sa.Table(
    "notices",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("subscription", sa.Integer, sa.ForeignKey("subscriptions.id"), nullable=False, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("made_at", Stamp, nullable=False, server_default=Stamp.now()),
    sa.Column("next_at", Stamp, nullable=False),
    sa.Column("sent_at", Stamp),
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    sa.Column("fault", sa.Text),
)
"""next_at: not to be tried before; fault: why the last try failed."""
