"""Random ledgers: histories that no clerk would write, but that other systems may."""

from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.ledger_rows import Row, day, region, unit
from zxdata.datasets import PROPOSAL_STAGES

FIRST, DAYS = date(2024, 11, 25), 500
# 丙区 takes in 甲区 on 2025-06-01; 甲区's 北镇 goes to 乙区 with it.
REGIONS = [
    region("50", "某省", "省"),
    region("5001", "甲区", "区县", "50", valid_to=day("2025-05-31"), successor_code="5003"),
    region("5002", "乙区", "区县", "50"),
    region("5003", "丙区", "区县", "50", valid_from=day("2025-06-01")),
    region("5001001", "北镇", "乡镇街道", "5001", valid_to=day("2025-05-31"), successor_code="5002002"),
    region("5001002", "东镇", "乡镇街道", "5001", valid_to=day("2025-05-31"), successor_code="5003001"),
    region("5002001", "南镇", "乡镇街道", "5002"),
    region("5002002", "北镇", "乡镇街道", "5002", valid_from=day("2025-06-01")),
    region("5003001", "东镇", "乡镇街道", "5003", valid_from=day("2025-06-01")),
    region("5002001001", "南村", "村社区", "5002001"),
]
UNITS = [unit("U1", "甲局"), unit("U2", "乙局"), unit("U3", "丙局")]

days = st.integers(0, DAYS).map(lambda n: FIRST + timedelta(days=n))
places = st.sampled_from([None, *(r["code"] for r in REGIONS)])
words = st.sampled_from([None, "", "教育", "交通"])
units = st.sampled_from([None, "U1", "U1", "U2", "U3"])
counts = st.none() | st.integers(0, 9)
moments = st.builds(lambda d, h: datetime.combine(d, time(h)), days, st.sampled_from([0, 0, 9, 15]))
STAGES = [*PROPOSAL_STAGES, *["交办"] * 6, *["答复"] * 6, *["评价"] * 4, *["改派"] * 3, *["延期"] * 3]

# fmt: off
proposal_events = st.fixed_dictionaries({
    "stage": st.sampled_from(STAGES), "occurred_at": moments, "unit": units,
    "role": st.sampled_from([None, "主办", "主办", "会办"]), "due_on": st.none() | days,
    "result": st.sampled_from([None, "满意", "基本满意", "不满意", "未反馈", "A", "办前", "办后"]),
    "rater": st.sampled_from([None, "张", "李"]),
})
proposals = st.fixed_dictionaries({
    "submitted_on": days, "region": places, "category": words, "sector": words, "session": words,
    "proposer_kind": words, "leader": words, "key": st.none() | st.booleans(), "events": st.lists(proposal_events, max_size=9),
})
matter_events = st.fixed_dictionaries({
    "stage": st.sampled_from(["交办", "反馈", "销号", "销号", "退回重办"]), "occurred_at": moments, "unit": units,
})
matters = st.fixed_dictionaries({
    "opened_on": days, "region": places, "form": words, "channel": words, "category": words, "leader": words,
    "unit": units, "due_on": st.none() | days, "events": st.lists(matter_events, max_size=5),
})
stations = st.fixed_dictionaries({
    "region": places.filter(bool), "kind": st.sampled_from(["教育", "交通", "委员之家"]), "tier": words, "channel": words,
    "opened_on": st.none() | days, "closed_on": st.none() | days,
})
members = st.fixed_dictionaries({
    "region": places, "sector": words, "party_member": st.none() | st.booleans(), "term_from": st.none() | days, "term_to": st.none() | days,
})
stays = st.fixed_dictionaries({
    "station_no": st.integers(0, 3), "member_no": st.integers(0, 3), "since": st.none() | days, "until": st.none() | days,
})
activities = st.fixed_dictionaries({
    "station_no": st.integers(0, 3), "held_on": days, "member_visits": counts, "public_visits": counts, "solved": counts,
    "kind": st.sampled_from([None, "学习交流", "接待群众"]),
})
meetings = st.fixed_dictionaries({
    "region": places.filter(bool), "held_on": days, "platform": words, "form": words, "channel": words,
    "category": words, "member_visits": counts, "public_visits": counts, "leader_visits": counts,
    "partner_regions": st.lists(places.filter(bool), max_size=2).map("、".join).map(lambda t: t or None),
})
suggestions = st.fixed_dictionaries({
    "origin": st.sampled_from(["协商", "协商", "提案", "监督"]), "origin_no": st.integers(0, 4).map(str), "raised_on": days,
    "unit": units, "due_on": st.none() | days, "replied_on": st.none() | days, "implemented_on": st.none() | days,
    "adoption": st.sampled_from([None, "采纳", "部分采纳", "未采纳", "待定"]),
})
item_events = st.fixed_dictionaries({
    "stage": st.sampled_from(["启动", "进展", "进展", "完成", "完成", "退回", "延期"]), "occurred_at": moments,
    "quantity": st.none() | st.integers(1, 6).map(float), "due_on": st.none() | days,
})
party_units = st.fixed_dictionaries({
    "region": places, "kind": words.filter(bool), "opened_on": st.none() | days, "closed_on": st.none() | days,
})
party_stays = st.fixed_dictionaries({
    "party_unit_no": st.integers(0, 1).map(str), "member_no": st.integers(0, 3).map(str), "since": st.none() | days,
    "until": st.none() | days,
})
relations = st.fixed_dictionaries({
    "kind": st.sampled_from(["党组成员联系党员委员", "党员联系党外", "企业联系"]), "from_no": st.integers(0, 3).map(str),
    "to_no": st.sampled_from(["0", "1", "2", "教育"]), "since": st.none() | days, "until": st.none() | days,
})
contacts = st.fixed_dictionaries({
    "member_no": st.integers(0, 3).map(str), "held_on": days, "kind": st.sampled_from(["谈心谈话", "谈心谈话", "走访"]),
    "region": places,
})
base_visits = st.fixed_dictionaries({
    "station_no": st.integers(0, 3).map(str), "held_on": days, "visitor_kind": words, "occasion": words,
    "mode": st.sampled_from([None, "线下", "线上"]), "visits": st.integers(0, 50),
})
VOICE_WORDS = ["提交", "签收", "反馈", "反馈", "办结", "办结", "退回", "不予受理", "评价", "选题", "领题", "解题"]
voice_events = st.fixed_dictionaries({
    "stage": st.sampled_from(VOICE_WORDS), "occurred_at": moments, "unit": units,
    "result": st.sampled_from([None, "采纳", "部分采纳", "未采纳", "满意", "不满意"]),
})
voices = st.fixed_dictionaries({
    "raised_at": moments, "region": places.filter(bool), "channel": words.filter(bool), "category": words, "unit": units,
    "grade": st.sampled_from([None, "具体问题", "宏观政策"]), "due_on": st.none() | days,
    "member_no": st.none() | st.integers(0, 3).map(str), "merged_into": st.none() | st.none() | st.integers(0, 4).map(str),
    "events": st.lists(voice_events, max_size=6),
})
bulletin_uses = st.fixed_dictionaries({
    "level": st.sampled_from(["全国政协", "市政协", "区县"]), "mode": st.sampled_from(["单篇", "综合", "转送"]), "after": st.integers(0, 300),
})
bulletins = st.fixed_dictionaries({
    "submitted_on": days, "region": places, "category": words, "sector": words, "sender": words, "author_kind": words,
    "members": st.sampled_from([None, "0", "0、1", "1；1"]), "events": st.lists(bulletin_uses, max_size=3),
})
links = st.fixed_dictionaries({
    "from_kind": st.sampled_from(["民情", "民情", "信息"]), "from_no": st.integers(0, 4).map(str),
    "to_kind": st.sampled_from(["民情", "信息", "提案", "协商", "监督"]), "to_no": st.integers(0, 4).map(str), "linked_on": days,
}).filter(lambda x: (x["from_kind"], x["from_no"]) != (x["to_kind"], x["to_no"]))
items = st.fixed_dictionaries({
    "checklist_no": st.integers(0, 2).map(str), "owner": words, "horizon": words, "measure": words,
    "target": st.none() | st.integers(0, 9).map(float), "qualifier": st.sampled_from([None, None, "余"]),
    "since": st.none() | days, "due_on": st.none() | days, "title": st.sampled_from(["走访企业", "题"]),
    "events": st.lists(item_events, max_size=6),
})
checklists = st.fixed_dictionaries({
    "kind": st.sampled_from(["教育", "六有"]), "year": st.sampled_from([None, 2025]), "region": places, "name": st.sampled_from(["单", "甲行动"]),
})
programmes = st.fixed_dictionaries({
    "name": st.just("甲行动"), "kind": words, "region": places, "lead": words, "since": st.none() | days, "until": st.none() | days,
})
records = st.fixed_dictionaries({
    "programme_no": st.integers(0, 1).map(str), "held_on": days, "region": places, "member_visits": counts,
    "public_visits": counts, "measure": st.sampled_from([None, "走访企业", "义诊"]),
    "quantity": st.none() | st.integers(1, 6).map(float), "qualifier": st.sampled_from([None, None, "近"]),
})
# fmt: on


@st.composite
def ledgers(draw: st.DrawFn) -> dict[str, list[Row]]:
    """Rows by dataset, ready to be written."""
    cases = draw(st.lists(proposals, min_size=3, max_size=12))
    watched = draw(st.lists(matters, min_size=3, max_size=10))
    stood, served = draw(st.lists(stations, min_size=4, max_size=6)), draw(st.lists(members, min_size=4, max_size=6))
    stayed = [
        x | {"station_no": str(x["station_no"]), "member_no": str(x["member_no"])}
        for x in draw(st.lists(stays, max_size=8))
    ]
    promised = draw(st.lists(items, min_size=3, max_size=9))
    said, written = draw(st.lists(voices, min_size=3, max_size=9)), draw(st.lists(bulletins, max_size=4))
    held = [x | {"station_no": str(x["station_no"])} for x in draw(st.lists(activities, max_size=8))]
    return {
        "regions": REGIONS,
        "units": UNITS,
        "proposals": _numbered("proposal_no", cases, title="题"),
        "proposal_events": _events("proposal_no", cases, "stage", "occurred_at", "unit", "rater"),
        "supervisions": _numbered("matter_no", watched, title="题"),
        "supervision_events": _events("matter_no", watched, "stage", "occurred_at", "unit"),
        "workstations": _numbered("station_no", stood, name="站"),
        "members": _numbered("member_no", served, name="某"),
        "workstation_members": _unique(stayed, "station_no", "member_no", "since"),
        "activities": _numbered("activity_no", held),
        "consultations": _numbered("consultation_no", draw(st.lists(meetings, max_size=5)), title="题"),
        "suggestions": _numbered("suggestion_no", draw(st.lists(suggestions, max_size=10))),
        "party_units": _numbered("party_unit_no", draw(st.lists(party_units, min_size=2, max_size=2)), name="支部"),
        "party_unit_members": _unique(draw(st.lists(party_stays, max_size=6)), "party_unit_no", "member_no", "since"),
        "relations": _unique(draw(st.lists(relations, max_size=6)), "kind", "from_no", "to_no", "since"),
        "contacts": _numbered("contact_no", draw(st.lists(contacts, max_size=8))),
        "base_visits": _numbered("visit_no", draw(st.lists(base_visits, max_size=6))),
        "checklists": _numbered("checklist_no", draw(st.lists(checklists, min_size=3, max_size=3))),
        "checklist_items": _numbered("item_no", promised),
        "checklist_events": _events("item_no", promised, "stage", "occurred_at"),
        "programmes": _numbered("programme_no", draw(st.lists(programmes, min_size=2, max_size=2))),
        "programme_records": _numbered("record_no", draw(st.lists(records, max_size=8))),
        "voices": _numbered("voice_no", said, title="题"),
        "voice_events": _events("voice_no", said, "stage", "occurred_at", "unit"),
        "bulletins": _numbered("bulletin_no", written, title="题"),
        "bulletin_uses": _used(written),
        "links": _unique(draw(st.lists(links, max_size=8)), "from_kind", "from_no", "to_kind", "to_no"),
    }


def until(ledger: dict[str, list[Row]], last: date) -> dict[str, list[Row]]:
    """The ledger as it stood on ``last``: what happened later is gone, and so is every word of it."""
    cut = {name: [_known(row, last) for row in rows if _happened(row, last)] for name, rows in ledger.items()}
    for parent, child, key in (
        ("proposals", "proposal_events", "proposal_no"),
        ("supervisions", "supervision_events", "matter_no"),
        ("voices", "voice_events", "voice_no"),
        ("bulletins", "bulletin_uses", "bulletin_no"),
    ):
        left = {row[key] for row in cut[parent]}
        cut[child] = [row for row in cut[child] if row[key] in left]
    sources = {row["origin_no"] for row in cut["suggestions"]}
    planned = [
        row for row in ledger["consultations"] if row["consultation_no"] in sources and row not in cut["consultations"]
    ]
    return cut | {"consultations": cut["consultations"] + planned}


HAPPENED = ("occurred_at", "submitted_on", "raised_on", "raised_at", "held_on", "used_on", "linked_on")


def _happened(row: Row, last: date) -> bool:
    on = next((row[n] for n in HAPPENED if n in row), last)
    return bool((on.date() if isinstance(on, datetime) else on) <= last)


def _known(row: Row, last: date) -> Row:
    ahead = {
        n for n in ("replied_on", "implemented_on", "closed_on", "until", "term_to") if row.get(n) and row[n] > last
    }
    return row | dict.fromkeys(ahead | ({"adoption"} if "replied_on" in ahead else set()))


def _numbered(key: str, rows: list[Row], **same: Any) -> list[Row]:
    return [{n: v for n, v in row.items() if n != "events"} | {key: str(i)} | same for i, row in enumerate(rows)]


def _events(key: str, rows: list[Row], *identity: str) -> list[Row]:
    return _unique([event | {key: str(i)} for i, row in enumerate(rows) for event in row["events"]], key, *identity)


def _used(written: list[Row]) -> list[Row]:
    """No report is used before it is handed in."""
    used = [
        {"bulletin_no": str(i), "level": use["level"], "mode": use["mode"]}
        | {"used_on": row["submitted_on"] + timedelta(days=use["after"])}
        for i, row in enumerate(written)
        for use in row["events"]
    ]
    return _unique(used, "bulletin_no", "level", "mode", "used_on")


def _unique(rows: list[Row], *identity: str) -> list[Row]:
    return list({tuple(row[n] for n in identity): row for row in rows}.values())
