"""Stations, townships and members once more: who stays where, what sleeps, what stands twice."""

from collections import Counter, defaultdict
from datetime import date

from tests.reference.cases import STATION_DIMS, Case, Cases, pick, standing
from tests.reference.lives import months_later
from tests.reference.tables import Row

TRIO = (
    {"民生议事堂", "“渝事好商量”平台", "协商驿站", "协商议政室"},
    {"委员工作室", "委员工作站", "委员之家"},
    {"社情民意联系点"},
)


def stations(of: Cases) -> list[Case]:
    """Open stations with what happened and who stays in them."""
    last: dict[str, date] = {}
    for held in of.tables["activities"]:
        if held["held_on"] <= of.day:
            last[held["station_no"]] = max(held["held_on"], last.get(held["station_no"], date.min))
    staffed = {station for station, _ in _pairs(of)}
    named = Counter((s["name"], s["region"]) for s in of.open_stations())
    found = []
    for s in of.open_stations():
        on = last.get(s["station_no"])
        marks = {f"active_{n}m": on is not None and on > months_later(of.day, -n) for n in (3, 6, 12)}
        marks |= {"never": on is None, "asleep": not marks["active_12m"]}
        marks |= {"unstaffed": s["station_no"] not in staffed, "doubled": named[s["name"], s["region"]] > 1}
        found.append(Case(s["station_no"], (s["region"],), None, pick(s, *STATION_DIMS), marks))
    return found


def begun(of: Cases) -> list[Case]:
    """Stations by the day they opened, closed since or not."""
    every = of.tables["workstations"]
    return [
        Case(s["station_no"], (s["region"],), s["opened_on"], pick(s, *STATION_DIMS), {"again": _resumes(s, every)})
        for s in every
        if s["opened_on"] and s["opened_on"] <= of.day
    ]


def _resumes(later: Row, every: list[Row]) -> bool:
    return any(
        (s["name"], s["region"]) == (later["name"], later["region"])
        and s["closed_on"]
        and s["closed_on"] <= later["opened_on"]
        for s in every
        if s is not later
    )


def held_in_open(of: Cases) -> list[Case]:
    """Activities of the stations that are open on the day."""
    still = {s["station_no"]: s for s in of.open_stations()}
    return [
        Case(a["activity_no"], (s["region"],), a["held_on"], pick(s, *STATION_DIMS))
        for a in of.tables["activities"]
        if a["held_on"] <= of.day and (s := still.get(a["station_no"]))
    ]


def townships(of: Cases) -> list[Case]:
    covered = {of.divisions.covered_township(s["region"]) for s in of.open_stations()}
    kinds: dict[str | None, set[str]] = defaultdict(set)
    for s in of.open_stations():
        kinds[of.divisions.covered_township(s["region"])].add(s["kind"])
    return [
        Case(code, (code,), None, {}, {"blank": code not in covered, "trio": all(kinds[code] & part for part in TRIO)})
        for code in of.divisions.townships()
    ]


def members(of: Cases) -> list[Case]:
    places = Counter(member for _, member in set(_pairs(of)))
    return [
        Case(no, (m["region"],), None, pick(m, "sector"), {"alone": not places[no], "several": places[no] > 1})
        for no, m in of.serving().items()
    ]


def assignments(of: Cases) -> list[Case]:
    """Every stay that holds on the day; all but the first of a member in one station are double."""
    seen: Counter[tuple[str, str]] = Counter()
    known = {s["station_no"]: s for s in of.open_stations()}
    serving, found = of.serving(), []
    for station, member in _pairs(of):
        seen[station, member] += 1
        dims = pick(serving[member], "sector") | pick(known[station], *STATION_DIMS)
        no = f"{station}/{member}/{seen[station, member]}"
        marks = {"once": seen[station, member] == 1, "double": seen[station, member] > 1}
        found.append(Case(no, (serving[member]["region"],), None, dims, marks))
    return found


def grouped(of: Cases) -> list[Case]:
    """Each member once in every kind of group and every group."""
    stays = {member for _, member in _pairs(of)}
    groups: dict[str, set[str]] = defaultdict(set)
    for g in of.tables["member_groups"]:
        if standing(of.day, g["since"], g["until"]):
            groups[g["member_no"]] |= {g["kind"], f"{g['kind']}·{g['name']}"}
    return [
        Case(no, (m["region"],), None, pick(m, "sector") | {"group": group}, {"assigned": no in stays})
        for no, m in of.serving().items()
        for group in groups[no]
    ]


def _pairs(of: Cases) -> list[tuple[str, str]]:
    """(station, member) of each stay of a member in office in an open station."""
    known, serving = {s["station_no"] for s in of.open_stations()}, of.serving()
    return [
        (x["station_no"], x["member_no"])
        for x in of.tables["workstation_members"]
        if x["station_no"] in known and x["member_no"] in serving and standing(of.day, x["since"], x["until"])
    ]
