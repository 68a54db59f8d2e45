"""党建 once more: whom organisations and links reach, who talks often enough, who visits the bases."""

from collections import defaultdict

from tests.reference.cases import Case, Cases, pick, standing
from tests.reference.lives import months_later

LINKS = ("党组成员联系党员委员", "党员委员联系党外委员", "党员联系党外", "党建指导员")
TALKS = {"党组成员联系党员委员": 2, "党员委员联系党外委员": 3, "党员联系党外": 3}


def units(of: Cases) -> list[Case]:
    return [
        Case(u["party_unit_no"], (u["region"],), None, pick(u, "kind"))
        for u in of.tables["party_units"]
        if standing(of.day, u["opened_on"], u["closed_on"])
    ]


def members_reached(of: Cases) -> list[Case]:
    """Members in office, with whether they are organised and whether somebody links with them."""
    opened = {case.no for case in units(of)}
    inside = {
        x["member_no"]
        for x in of.tables["party_unit_members"]
        if x["party_unit_no"] in opened and standing(of.day, x["since"], x["until"])
    }
    linked = {
        r["to_no"] for r in of.tables["relations"] if r["kind"] in LINKS and standing(of.day, r["since"], r["until"])
    }
    found = []
    for no, m in of.serving().items():
        organised, linked_with = no in inside, no in linked or (m["sector"] or "") in linked
        marks = {"organised": organised, "worked": organised or linked_with, "party": bool(m["party_member"])}
        found.append(Case(no, (m["region"],), None, pick(m, "sector"), marks))
    return found


def party_members(of: Cases) -> list[Case]:
    return [case for case in members_reached(of) if case.marks["party"]]


def linkers(of: Cases) -> list[Case]:
    members = {m["member_no"]: m for m in of.tables["members"]}
    since = months_later(of.day, -12)
    talked: dict[str, int] = defaultdict(int)
    for c in of.tables["contacts"]:
        if c["kind"] in ("谈心谈话", "联系谈心") and since < c["held_on"] <= of.day:
            talked[c["member_no"]] += 1
    owed = {
        (r["from_no"], r["kind"])
        for r in of.tables["relations"]
        if r["kind"] in TALKS and r["from_no"] in members and standing(of.day, r["since"], r["until"])
    }
    return [
        Case(
            f"{no}/{kind}",
            (members[no]["region"],),
            None,
            pick(members[no], "sector") | {"relation": kind},
            {"met": talked[no] >= TALKS[kind]},
        )
        for no, kind in owed
    ]


def visits(of: Cases) -> list[Case]:
    stations = {s["station_no"]: s for s in of.tables["workstations"]}
    found = []
    for v in of.tables["base_visits"]:
        if v["held_on"] <= of.day:
            base = stations.get(v["station_no"], {})
            dims = pick(v, "occasion", "mode") | {"visitor": v["visitor_kind"], "base": base.get("name")}
            marks = {"visits": v["visits"], "onsite": v["mode"] == "线下", "online": v["mode"] == "线上"}
            found.append(Case(v["visit_no"], (base.get("region"),), v["held_on"], dims, marks))
    return found
