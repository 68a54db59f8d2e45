"""Voices, reports and visits; duties, credits, tags and relations; party organisations; checklists and programmes."""

from zxdata.ledger.migrations.tables import create

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES: dict[str, tuple[tuple[str, ...], str]] = {
    "voices": (
        ("voice_no",),
        "*voice_no *title text *channel category grade *region>regions.code member_no>members.member_no "
        "station_no>workstations.station_no unit>units.unit_no *raised_at:instant due_on:day merged_into "
        "body",
    ),
    "voice_events": (
        ("voice_no", "stage", "occurred_at", "unit"),
        "*voice_no>voices.voice_no *stage *occurred_at:instant unit>units.unit_no result score:number",
    ),
    "bulletins": (
        ("bulletin_no",),
        "*bulletin_no *title author_kind members sender sector category region>regions.code *submitted_on:day body",
    ),
    "bulletin_uses": (
        ("bulletin_no", "level", "mode", "used_on"),
        "*bulletin_no>bulletins.bulletin_no *level *mode *used_on:day",
    ),
    "contacts": (
        ("contact_no",),
        "*contact_no *member_no>members.member_no *held_on:day kind people:integer region>regions.code "
        "station_no>workstations.station_no present:flag solved:flag body",
    ),
    "duties": (
        ("duty_no",),
        "*duty_no *member_no>members.member_no *kind *held_on:day attendance role origin origin_no",
    ),
    "credits": (
        ("credit_no",),
        "*credit_no *member_no>members.member_no *course *mode *held_on:day points:number entered_by "
        "approved_by approved_on:day",
    ),
    "member_tags": (
        ("member_no", "kind", "tag"),
        "*member_no>members.member_no *kind *tag ground",
    ),
    "relations": (
        ("kind", "from_no", "to_no", "since"),
        "*kind *from_no *to_no since:day until:day",
    ),
    "party_units": (
        ("party_unit_no",),
        "*party_unit_no *name *kind parent_no region>regions.code opened_on:day closed_on:day body",
    ),
    "party_unit_members": (
        ("party_unit_no", "member_no", "since"),
        "*party_unit_no>party_units.party_unit_no *member_no>members.member_no role since:day until:day",
    ),
    "base_visits": (
        ("visit_no",),
        "*visit_no *station_no>workstations.station_no *held_on:day visitor_kind occasion mode *visits:integer",
    ),
    "checklists": (
        ("checklist_no",),
        "*checklist_no *name *kind year:integer region>regions.code body",
    ),
    "checklist_items": (
        ("item_no",),
        "*item_no *checklist_no>checklists.checklist_no *title owner target:number qualifier measure "
        "since:day due_on:day horizon",
    ),
    "checklist_events": (
        ("item_no", "stage", "occurred_at"),
        "*item_no>checklist_items.item_no *stage *occurred_at:instant quantity:number due_on:day note",
    ),
    "programmes": (
        ("programme_no",),
        "*programme_no *name kind region>regions.code since:day until:day lead body",
    ),
    "programme_records": (
        ("record_no",),
        "*record_no *programme_no>programmes.programme_no *held_on:day region>regions.code "
        "member_visits:integer public_visits:integer measure quantity:number qualifier effect body",
    ),
}


def upgrade() -> None:
    for table, (key, columns) in TABLES.items():
        create(table, key, columns)
