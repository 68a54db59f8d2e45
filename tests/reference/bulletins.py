"""Reports of public opinion told once more: by whom they were used, and what they are worth."""

from collections import defaultdict

from tests.reference.cases import Case, Cases, pick
from tests.reference.tables import Row

LEVELS = ("全国政协", "中央部门", "省政协", "省委省政府", "市政协", "市委市政府", "区县")
SINGLE, COMBINED = (20, 20, 15, 15, 5, 5, 5), (15, 15, 10, 10, 2, 2, 2)
RANKS = {"国家": 30, "省部": 20, "厅局": 10, "县处": 5, "乡科": 2}


def bulletins(of: Cases) -> list[Case]:
    used: dict[str, list[Row]] = defaultdict(list)
    for u in of.tables["bulletin_uses"]:
        if u["used_on"] <= of.day:
            used[u["bulletin_no"]].append(u)
    given: dict[str, list[Row]] = defaultdict(list)
    for e in of.tables["endorsements"]:
        if e["subject"] == "信息" and e["given_on"] <= of.day:
            given[e["subject_no"]].append(e)
    found = []
    for b in of.tables["bulletins"]:
        if b["submitted_on"] > of.day:
            continue
        own, ranks = used[b["bulletin_no"]], given[b["bulletin_no"]]
        levels = [LEVELS.index(u["level"]) for u in own]
        points = 1 + max(map(_points, own), default=0) + sum(RANKS[e["rank"]] for e in ranks)
        dims = _of_report(b) | {"level": LEVELS[min(levels)] if levels else None}
        marks = {"used": bool(own), "endorsed": bool(ranks), "points": points}
        found.append(Case(b["bulletin_no"], (b["region"],), b["submitted_on"], dims, marks))
    return found


def _of_report(row: Row) -> dict[str, str | None]:
    return pick(row, "category", "sector", "sender", "author_kind")


def _points(use: Row) -> int:
    level = LEVELS.index(use["level"])
    return {"单篇": SINGLE[level], "综合": COMBINED[level], "转送": 1}[use["mode"]]


def uses(of: Cases) -> list[Case]:
    reports = {b["bulletin_no"]: b for b in of.tables["bulletins"]}
    return [
        Case(
            f"{u['bulletin_no']}/{u['level']}/{u['mode']}/{u['used_on']}",
            (reports[u["bulletin_no"]]["region"],),
            u["used_on"],
            _of_report(reports[u["bulletin_no"]]) | pick(u, "level", "mode"),
        )
        for u in of.tables["bulletin_uses"]
        if u["used_on"] <= of.day
    ]
