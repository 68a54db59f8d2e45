"""Ratings, endorsements, outputs, links, partners, proposers, topics, interfaces; whose record a row is, and more of a
consultation."""

from alembic import op

from zxdata.ledger.migrations.tables import add, create

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES: dict[str, tuple[tuple[str, ...], str]] = {
    "interfaces": (
        ("interface_no",),
        "*interface_no *counterpart *direction *dataset manner frequency expected_on:day exchanged_at:instant state",
    ),
    "proposal_members": (
        ("proposal_no", "member_no", "role"),
        "*proposal_no>proposals.proposal_no *member_no>members.member_no *role",
    ),
    "topics": (
        ("topic_no",),
        "*topic_no *title *channel region>regions.code category *raised_on:day body",
    ),
    "topic_events": (
        ("topic_no", "stage", "occurred_at"),
        "*topic_no>topics.topic_no *stage *occurred_at:instant by",
    ),
    "ratings": (
        ("subject", "subject_no", "side", "aspect", "rated_on", "rater"),
        "*subject *subject_no *side *aspect *rated_on:day score:number result rater rater_unit",
    ),
    "endorsements": (
        ("endorsement_no",),
        "*endorsement_no *subject *subject_no *rank *given_on:day post result",
    ),
    "outputs": (
        ("output_no",),
        "*output_no *title *kind origin origin_no region>regions.code lead *issued_on:day sent_to selected body",
    ),
    "links": (
        ("from_kind", "from_no", "to_kind", "to_no"),
        "*from_kind *from_no *to_kind *to_no *linked_on:day manner",
    ),
    "partners": (
        ("subject", "subject_no", "name"),
        "*subject *subject_no *name role desk minutes_on:day replied_on:day",
    ),
}
ADDED = {
    "members": "birth_year:integer party employer body",
    "member_groups": "since:day until:day",
    "workstations": "body",
    "proposals": "body",
    "supervisions": "body",
    "consultations": "solved:integer expert_visits:integer business_visits:integer planned:flag chief_attended:flag "
    "outside_partners body",
    "plans": "form body",
}


def upgrade() -> None:
    for table, (key, columns) in TABLES.items():
        create(table, key, columns)
    for table, columns in ADDED.items():
        add(table, columns)
    if op.get_bind().dialect.name == "postgresql":
        op.create_check_constraint(
            op.f("ck_member_groups_finite"), "member_groups", "isfinite(since) AND isfinite(until)"
        )
