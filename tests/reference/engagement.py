"""Members who meet the public and speak for it."""

from collections import defaultdict
from datetime import date

from tests.reference.cases import Case, Cases, pick
from tests.reference.lives import local_day, months_later

PEOPLE, ACTIVE = 30, 2


def contacts(of: Cases) -> list[Case]:
    members = {m["member_no"]: m["region"] for m in of.tables["members"]}
    stations = {s["station_no"]: s["region"] for s in of.tables["workstations"]}
    return [
        Case(
            c["contact_no"],
            (c["region"] or stations.get(c["station_no"]) or members.get(c["member_no"]),),
            c["held_on"],
            pick(c, "kind"),
            c,
        )
        for c in of.tables["contacts"]
        if c["held_on"] <= of.day
    ]


def engaged(of: Cases) -> list[Case]:
    raised: dict[str, list[date]] = defaultdict(list)
    for v in of.tables["voices"]:
        if local_day(v["raised_at"]) <= of.day:
            raised[v["member_no"]].append(local_day(v["raised_at"]))
    met: dict[str, int] = defaultdict(int)
    for c in of.tables["contacts"]:
        if c["held_on"].year == of.day.year and c["held_on"] <= of.day:
            met[c["member_no"]] += c["people"] or 0
    year = months_later(of.day, -12)
    return [
        Case(
            case.no,
            case.places,
            case.axis,
            case.dims,
            {
                "spoke": bool(raised[case.no]),
                "voices": len(raised[case.no]),
                "active": sum(on > year for on in raised[case.no]) >= ACTIVE,
                "met": met[case.no] >= PEOPLE,
            },
        )
        for case in of.members()
    ]
