"""The tables of the first release, frozen as they were."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# table: (key, columns); a column is *name:type>parent.column, * not null, text where no type is said.
TABLES: dict[str, tuple[tuple[str, ...], str]] = {
    "regions": (
        ("code",),
        "*code *name parent_code *level lon:number lat:number population:integer valid_from:day "
        "valid_to:day successor_code",
    ),
    "units": (
        ("unit_no",),
        "*unit_no *name aliases kind region>regions.code",
    ),
    "members": (
        ("member_no",),
        "*member_no *name sector committee region>regions.code role party_member:flag term_from:day term_to:day",
    ),
    "workstations": (
        ("station_no",),
        "*station_no *name *kind tier channel *region>regions.code lon:number lat:number crs "
        "opened_on:day closed_on:day",
    ),
    "workstation_members": (
        ("station_no", "member_no", "since"),
        "*station_no>workstations.station_no *member_no>members.member_no since:day until:day",
    ),
    "activities": (
        ("activity_no",),
        "*activity_no *station_no>workstations.station_no *held_on:day kind member_visits:integer "
        "public_visits:integer solved:integer",
    ),
    "proposals": (
        ("proposal_no",),
        "*proposal_no *title category proposer_kind proposers sector region>regions.code session key:flag "
        "*submitted_on:day leader",
    ),
    "proposal_events": (
        ("proposal_no", "stage", "occurred_at", "unit", "rater"),
        "*proposal_no>proposals.proposal_no *stage *occurred_at:instant unit>units.unit_no role result "
        "due_on:day note rater score:number",
    ),
    "supervisions": (
        ("matter_no",),
        "*matter_no *title form channel category region>regions.code unit>units.unit_no *opened_on:day "
        "due_on:day leader",
    ),
    "supervision_events": (
        ("matter_no", "stage", "occurred_at", "unit"),
        "*matter_no>supervisions.matter_no *stage *occurred_at:instant unit>units.unit_no result note",
    ),
    "consultations": (
        ("consultation_no",),
        "*consultation_no *title platform form channel category *region>regions.code partner_regions "
        "station_no>workstations.station_no *held_on:day member_visits:integer public_visits:integer "
        "leader_visits:integer",
    ),
    "suggestions": (
        ("suggestion_no",),
        "*suggestion_no *origin *origin_no text unit>units.unit_no *raised_on:day due_on:day "
        "replied_on:day adoption implemented_on:day",
    ),
    "calendar": (
        ("day",),
        "*day:day *is_workday:flag note",
    ),
    "reported_figures": (
        ("region", "body", "indicator", "unit", "period", "qualifier"),
        "*region *body *indicator *value unit period qualifier *cited_from quote",
    ),
    "member_groups": (
        ("member_no", "kind", "name"),
        "*member_no>members.member_no *kind *name",
    ),
    "consultation_members": (
        ("consultation_no", "member_no"),
        "*consultation_no>consultations.consultation_no *member_no>members.member_no",
    ),
    "consultation_steps": (
        ("consultation_no", "step"),
        "*consultation_no>consultations.consultation_no *step *done_on:day",
    ),
    "plans": (
        ("plan_no",),
        "*plan_no *year:integer *kind *title region>regions.code planned_on:day done_no",
    ),
    "follow_ups": (
        ("suggestion_no", "kind", "held_on"),
        "*suggestion_no>suggestions.suggestion_no *kind *held_on:day result",
    ),
    "reminders": (
        ("subject", "subject_no", "unit", "sent_on", "kind"),
        "*subject *subject_no *unit>units.unit_no *sent_on:day kind sent_by",
    ),
}
STAMP = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
# fmt: off
TYPES: dict[str, Any] = {
    "": sa.Text(), "day": sa.Date(), "instant": STAMP, "number": sa.Double(), "integer": sa.Integer(),
    "flag": sa.Boolean(),
}
# fmt: on


def upgrade() -> None:
    now = sa.text("CURRENT_TIMESTAMP")
    if op.get_bind().dialect.name == "sqlite":
        now = sa.text("(strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now'))")
    for table, (key, columns) in TABLES.items():
        _create(table, key, columns.split(), now)
    op.create_table(
        "saved_views",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("shared_by", sa.Text()),
        sa.Column("saved_at", STAMP, nullable=False, server_default=now),
        sa.PrimaryKeyConstraint("name", name="pk_saved_views"),
    )
    op.create_table(
        "annotations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text()),
        sa.Column("made_at", STAMP, nullable=False, server_default=now),
        sa.PrimaryKeyConstraint("id", name="pk_annotations"),
    )


def _create(table: str, key: tuple[str, ...], specs: list[str], now: sa.TextClause) -> None:
    parts: list[Any] = []
    parents: dict[str, str] = {}
    types: dict[str, str] = {}
    optional = set()
    for spec in specs:
        front, _, parent = spec.partition(">")
        name, _, kind = front.lstrip("*").partition(":")
        types[name] = kind
        if parent:
            parents[name] = parent
        if not spec.startswith("*"):
            optional.add(name)
        parts.append(sa.Column(name, TYPES[kind], nullable=name in optional, autoincrement=False))
    partial = bool(optional & set(key))
    primary = ("id",) if partial else key
    if partial:
        parts.insert(0, sa.Column("id", sa.Integer(), nullable=False, autoincrement=True))
    parts += [
        sa.Column("source", sa.Text(), nullable=False, server_default="未注明"),
        sa.Column("changed_at", STAMP, nullable=False, server_default=now),
        sa.PrimaryKeyConstraint(*primary, name=f"pk_{table}"),
        *(sa.ForeignKeyConstraint([n], [parent], name=f"fk_{table}_{n}") for n, parent in parents.items()),
    ]
    moments = [name for name, kind in types.items() if kind in ("day", "instant")]
    if moments:
        finite = " AND ".join(f"isfinite({name})" for name in moments)
        parts.append(sa.CheckConstraint(finite, name=op.f(f"ck_{table}_finite")).ddl_if(dialect="postgresql"))
    op.create_table(table, *parts)
    op.create_index(f"ix_{table}_changed_at", table, ["changed_at"])
    for name in parents:
        if name != key[0]:
            op.create_index(f"ix_{table}_{name}", table, [name])
    if partial:
        empty = {name: "'0001-01-01'" if types[name] == "day" else "''" for name in optional}
        keys = [sa.text(f"coalesce({name}, {empty[name]})") if name in optional else name for name in key]
        op.create_index(f"uq_{table}_key", table, keys, unique=True)
