"""The tables of the first release, frozen as they were."""

import sqlalchemy as sa
from alembic import op

from zxdata.ledger.migrations.tables import STAMP, create, now

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


def upgrade() -> None:
    for table, (key, columns) in TABLES.items():
        create(table, key, columns)
    op.create_table(
        "saved_views",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("shared_by", sa.Text()),
        sa.Column("saved_at", STAMP, nullable=False, server_default=now()),
        sa.PrimaryKeyConstraint("name", name="pk_saved_views"),
    )
    op.create_table(
        "annotations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text()),
        sa.Column("made_at", STAMP, nullable=False, server_default=now()),
        sa.PrimaryKeyConstraint("id", name="pk_annotations"),
    )
