"""What the demonstration's neighbour lacks, so that in no metric its ledger is alike another district's by chance."""

from typing import Any

from tests.ledger_rows import at, day, event, matter, meeting, proposal, region, station, suggestion
from tests.reference.tables import Row, Tables

NEIGHBOUR = "500113"


def _voice(no: str, raised: str, **more: Any) -> Row:
    raised_at = {"title": no, "channel": "奇道", "region": NEIGHBOUR, "member_no": "奇", "raised_at": at(raised)}
    return {"voice_no": no, **raised_at, **more}


# Columns of rows that are there.
MOVED: dict[str, dict[str, Row]] = {
    "regions": {NEIGHBOUR: {"population": 600_000}, "500113005": {"lon": 108.9, "lat": 28.3}},
    "workstations": {"500113005": {"lon": 109.5, "lat": 28.9, "crs": None}},
}
ODD: Tables = {
    "regions": [region(f"50011390{n}", name, "乡镇街道", NEIGHBOUR) for n, name in ((1, "奇镇"), (2, "空镇"))],
    "members": [
        {"member_no": "奇", "name": "奇某", "region": NEIGHBOUR, "birth_year": 1990},
        {"member_no": "奇党", "name": "奇党某", "region": NEIGHBOUR, "party_member": True},
    ],
    "workstations": [
        station("旧", NEIGHBOUR, closed_on=day("2024-12-31")) | {"name": "同名站"},
        station("新", NEIGHBOUR, opened_on=day("2025-01-01")) | {"name": "同名站"},
        station("双", NEIGHBOUR) | {"name": "同名站"},
        *(
            station(kind, "500113901", kind=kind, opened_on=day("2025-01-01"))
            for kind in ("民生议事堂", "委员之家", "社情民意联系点")
        ),
    ],
    "workstation_members": [
        {"station_no": "新", "member_no": "奇", "since": day("2025-01-01")},
        {"station_no": "新", "member_no": "奇", "since": day("2025-02-01")},
    ],
    "proposals": [proposal(no, "2025-01-01", region=NEIGHBOUR) for no in ("奇", "临期")],
    "proposal_events": [
        event("奇", "立案", "2025-01-31"),
        event("奇", "交办", "2025-02-28"),
        event("临期", "交办", "2026-02-28", due_on=day("2026-04-01")),
    ],
    "supervisions": [
        matter("奇甲", "2025-01-01", region=NEIGHBOUR, due_on=day("2025-02-01")),
        matter("奇乙", "2025-01-01", region=NEIGHBOUR),
        matter("临期", "2026-03-01", region=NEIGHBOUR, due_on=day("2026-04-02")),
    ],
    "consultations": [
        meeting("奇", NEIGHBOUR, "2025-01-01")
        | {"outside_partners": "内江市", "solved": 7, "planned": True, "chief_attended": True}
    ],
    "outputs": [
        {
            "output_no": "奇",
            "title": "奇",
            "kind": "民主监督建议书",
            "origin": "监督",
            "origin_no": "奇甲",
            "region": NEIGHBOUR,
        }
        | {"issued_on": day("2025-02-01"), "selected": "直报十条"}
    ],
    "endorsements": [
        {
            "endorsement_no": f"奇{n}",
            "subject": "成果",
            "subject_no": "奇",
            "rank": "国家",
            "given_on": day("2025-03-01"),
        }
        for n in range(3)
    ],
    "links": [
        {"from_kind": "监督", "from_no": "奇甲", "to_kind": "提案", "to_no": "奇", "linked_on": day("2025-03-01")}
    ],
    "ratings": [
        {"subject": "监督", "subject_no": "奇甲", "side": "群众", "aspect": "整改", "rated_on": day("2025-03-01")}
        | {"score": 1.0, "result": "不满意"}
    ],
    "topics": [
        {"topic_no": "奇", "title": "奇", "channel": "码上商", "region": NEIGHBOUR, "raised_on": day("2025-01-01")}
    ],
    "topic_events": [
        {"topic_no": "奇", "stage": stage, "occurred_at": at("2025-09-01")}
        for stage in ("商议", "确定", "列入计划", "圈题")
    ],
    "duties": [
        {"duty_no": "奇", "member_no": "奇", "kind": "民主监督", "held_on": day("2025-02-01")}
        | {"attendance": "出席", "origin": "监督", "origin_no": "奇甲"}
    ],
    "partners": [
        {"subject": "协商", "subject_no": "奇", "name": "内江市政协", "role": "毗邻政协"}
        | {"minutes_on": day("2025-02-01"), "replied_on": day("2025-02-01")},
        {
            "subject": "监督",
            "subject_no": "奇甲",
            "name": "奇区审计局",
            "role": "审计",
            "replied_on": day("2025-02-01"),
        },
    ],
    "checklists": [
        {"checklist_no": "奇", "name": "奇单", "kind": "奇类", "region": NEIGHBOUR},
        {"checklist_no": "六", "name": "奇家", "kind": "六有", "region": NEIGHBOUR},
    ],
    "programmes": [{"programme_no": "奇", "name": "奇行", "kind": "奇类", "region": NEIGHBOUR, "lead": "奇会"}],
    "programme_records": [
        {"record_no": f"奇{n}", "programme_no": "奇", "held_on": day("2025-06-01"), "measure": "奇数", "effect": "奇效"}
        | {"member_visits": 33, "public_visits": 44, "quantity": 5.0, "qualifier": qualifier}
        for n, qualifier in enumerate((None, "余", "近"))
    ],
    "voices": [
        *(_voice(no, "2025-12-01", due_on=day("2026-12-31")) for no in ("奇1", "奇2")),
        _voice("奇3", "2026-03-30", due_on=day("2026-04-01")),
        _voice("奇4", "2025-12-01", merged_into="奇1"),
    ],
    "voice_events": [
        {"voice_no": no, "stage": stage, "occurred_at": at(f"2025-12-0{n}"), "result": result}
        for no, stage, n, result in (
            ("奇1", "提交", 2, None),
            ("奇1", "退回", 3, None),
            ("奇2", "反馈", 3, "采纳"),
        )
    ],
    "party_units": [{"party_unit_no": "奇", "name": "奇支部", "kind": "奇类", "region": NEIGHBOUR}],
    "party_unit_members": [{"party_unit_no": "奇", "member_no": "奇党"}],
    "relations": [{"kind": "党员联系党外", "from_no": "奇党", "to_no": "奇"}],
    "base_visits": [
        {
            "visit_no": f"奇{mode}",
            "station_no": "双",
            "held_on": day("2025-06-01"),
            "visitor_kind": "奇客",
            "occasion": "奇会",
        }
        | {"mode": mode, "visits": 71}
        for mode in ("线下", "线上")
    ],
    "checklist_items": [
        {"item_no": "六1", "checklist_no": "六", "title": "有奇", "owner": "奇家", "since": day("2025-01-01")},
        *(
            {"item_no": f"奇{n}", "checklist_no": "奇", "title": "奇", "owner": "奇会", "since": day("2025-01-01")}
            | {"due_on": day(due) if due else None, "target": 5.0, "measure": "奇次", "horizon": "奇期"}
            for n, due in enumerate(("2025-06-30", "2026-04-02", "2026-12-31", None))
        ),
    ],
    "checklist_events": [
        {"item_no": "奇0", "stage": "完成", "occurred_at": at("2025-08-01"), "quantity": 7.0},
        {"item_no": "奇2", "stage": "完成", "occurred_at": at("2025-08-01")},
        {"item_no": "奇2", "stage": "退回", "occurred_at": at("2025-09-01")},
        {"item_no": "奇2", "stage": "延期", "occurred_at": at("2025-09-02")},
    ],
    "consultation_steps": [{"consultation_no": "奇", "step": "评", "done_on": day("2025-04-01")}],
    "suggestions": [
        suggestion("奇甲", "奇", "2025-01-01", adoption="采纳"),
        suggestion(
            "奇乙", "奇", "2025-01-01", adoption="采纳", replied_on=day("2025-03-01"), implemented_on=day("2025-02-01")
        ),
    ],
}
