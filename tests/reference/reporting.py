"""What districts owe and how good their rows are, by the shipped rules, walked row by row."""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tests.reference.cases import Case, Cases, pick
from tests.reference.lives import local_day, months_later
from tests.reference.tables import Row

MONTHS, GRACE = 12, 10
EVERY = {"阵地活动": 1, "监督事项": 3, "协商活动": 3, "提案": 12}
FIELDS = {
    "阵地": ("tier", "channel", "lon", "opened_on"),
    "阵地活动": ("kind", "member_visits", "public_visits"),
    "委员": ("sector", "committee", "role", "term_from"),
    "提案": ("category", "sector", "session", "proposers"),
    "监督事项": ("form", "channel", "category"),
    "协商活动": ("platform", "form", "channel", "category", "member_visits", "public_visits"),
}
FRESH, STALE, YEARS = 31, 180, 20
NEEDS = ("签收", "退办", "改派", "沟通", "延期", "答复", "评价", "二次办理", "办结", "结案")


def _rows(of: Cases) -> Iterator[tuple[str, Row, tuple[str | None, ...], date | None]]:
    """dataset, row, where it is, its day: all that count on the day."""
    t = of.tables
    stations = {s["station_no"]: s["region"] for s in t["workstations"]}
    for row in of.open_stations():
        yield "阵地", row, (row["region"],), None
    for row in of.serving().values():
        yield "委员", row, (row["region"],), None
    for row in t["activities"]:
        if row["held_on"] <= of.day:
            yield "阵地活动", row, (stations.get(row["station_no"]),), row["held_on"]
    for name, table, begun in (("提案", "proposals", "submitted_on"), ("监督事项", "supervisions", "opened_on")):
        for row in t[table]:
            if row[begun] <= of.day:
                yield name, row, (row["region"],), row[begun]
    places = {case.no: case.places for case in of.meetings()}
    for row in t["consultations"]:
        if row["held_on"] <= of.day:
            yield "协商活动", row, places[row["consultation_no"]], row["held_on"]


def filings(of: Cases) -> list[Case]:
    handed: Counter[tuple[str, str | None, date]] = Counter()
    first: dict[str, date] = {}
    for name, _, places, day in _rows(of):
        if name in EVERY and day:
            for district in {of.divisions.district(place)[1] for place in places}:
                handed[name, district, _ends(day, EVERY[name])] += 1
                first[name] = min(first.get(name, day), day)
    rows = of.divisions.rows
    districts = [code for code, row in rows.items() if row["level"] == "区县" and of.divisions.standing(code) is row]
    found = []
    for name, months in EVERY.items():
        ends = {_ends(of.day - timedelta(days=back), months) for back in range(0, 1200)}
        for end in ends:
            if name not in first or end < first[name]:
                continue
            if months_later(of.day, -MONTHS) < end and end + timedelta(days=GRACE) < of.day:
                for code in districts:
                    filed = bool(handed[name, code, end])
                    found.append(Case(f"{name} {code} {end}", (code,), end, {"dataset": name}, {"filed": filed}))
    return found


def _ends(day: date, months: int) -> date:
    month = (day.month - 1) // months * months + months
    return date(day.year, month, monthrange(day.year, month)[1])


TURNS = {"每日": 1, "每周": 7, "每旬": 10, "每月": 1, "每季度": 3, "每半年": 6, "每年": 12}


def interfaces(of: Cases) -> list[Case]:
    """Every turn of each interface in use walked one by one, three years back and on."""
    found = []
    for row in of.tables["interfaces"]:
        if row["state"] in ("停用", "暂停", "未开通"):
            continue
        came = local_day(row["exchanged_at"]) if row["exchanged_at"] else None
        due, late = _due(row["expected_on"], came, row["frequency"])
        known = not (came and came > of.day) and bool(came or due)
        overdue = bool(known and due and due < of.day)
        marks = {"overdue": overdue, "late": bool(known and not overdue and late)}
        state = "无从判断" if not known else "应到未到" if overdue else "迟到" if late else "正常"
        dims = pick(row, "counterpart", "direction", "dataset") | {"state": state}
        found.append(Case(row["interface_no"], (None,), None, dims, marks))
    return found


def _due(expected: date | None, came: date | None, frequency: str | None) -> tuple[date | None, int]:
    length = TURNS.get(frequency or "")
    days = frequency in ("每日", "每周", "每旬")

    def turn(day: date, n: int) -> date:
        if days:
            return day + timedelta(days=n * (length or 0))
        other = months_later(day, n * (length or 0))
        last = day.day == monthrange(day.year, day.month)[1]
        return other.replace(day=monthrange(other.year, other.month)[1]) if last else other

    if expected is None:
        return (turn(came, 1) if came and length else None), 0
    if came is None:
        return expected, 0
    if length is None:
        return (expected, 0) if came < expected else (None, (came - expected).days)
    turns = [turn(expected, n) for n in range(-1, 1100)]
    reached = [day for day in turns if day <= came]
    late = (came - reached[-1]).days if reached else 0
    return next(day for day in turns[1:] if day > came), late


def portions(of: Cases) -> list[Case]:
    groups: dict[tuple[str, str], list[tuple[Row, date | None]]] = defaultdict(list)
    for name, row, places, day in _rows(of):
        for code in {of.divisions.district(place)[1] for place in places} - {None}:
            groups[name, str(code)].append((row, day))
    wrong = {name: set(map(id, rows)) for name, rows in _wrong(of).items()}
    found = []
    for (name, code), rows in groups.items():
        cells, filled = (
            len(FIELDS[name]) * len(rows),
            sum(row[field] not in (None, "") for row, _ in rows for field in FIELDS[name]),
        )
        sound = sum(id(row) not in wrong[name] for row, _ in rows)
        days = [day for _, day in rows if day]
        parts = [(filled / cells, 40), (sound / len(rows), 30)]
        if days:
            age = (of.day - max(days)).days
            parts.append((min(1, max(0, 1 - (age - FRESH) / (STALE - FRESH))), 30))
        score = 100 * sum(p * w for p, w in parts) / sum(w for _, w in parts)
        marks = {"score": score, "row_count": len(rows), "cells": cells, "filled": filled, "sound": sound}
        found.append(Case(f"{name} {code}", (code,), None, {"dataset": name}, marks))
    return found


def _wrong(of: Cases) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {name: [] for name in FIELDS}
    stations = {s["station_no"]: s for s in of.tables["workstations"]}
    proposals, matters = of.events("proposal_events", "proposal_no"), of.events("supervision_events", "matter_no")
    ancient = date(of.day.year - YEARS, 1, 1)
    rows: dict[str, list[Row]] = defaultdict(list)
    for name, row, _, day in _rows(of):
        rows[name].append(row)
        if day and day < ancient:
            found[name].append(row)
    for row in rows["阵地"]:
        if row["opened_on"] and row["closed_on"] and row["closed_on"] < row["opened_on"]:
            found["阵地"].append(row)
    for row in rows["阵地活动"]:
        s = stations.get(row["station_no"])
        if s and (
            (s["opened_on"] and row["held_on"] < s["opened_on"])
            or (s["closed_on"] and row["held_on"] >= s["closed_on"])
        ):
            found["阵地活动"].append(row)
    for name, events, key, begun, early, later in (
        ("提案", proposals, "proposal_no", "submitted_on", "交办", "答复"),
        ("监督事项", matters, "matter_no", "opened_on", "销号", "反馈"),
    ):
        for row in rows[name]:
            own = [(e["stage"], local_day(e["occurred_at"])) for e in events[row[key]]]
            assigned = [day for stage, day in own if stage == "交办"]
            if any(stage == early and day < row[begun] for stage, day in own) or (
                assigned and any(stage == later and day < min(assigned) for stage, day in own)
            ):
                found[name].append(row)
    for row in rows["提案"]:
        stages = {e["stage"] for e in proposals[row["proposal_no"]]}
        if stages & set(NEEDS) and not stages & {"交办", "改派"}:
            found["提案"].append(row)
    for name, same in (
        ("阵地", ("name", "region", "kind")),
        ("委员", ("name", "region", "sector", "committee", "term_from")),
        ("提案", ("title", "proposers", "region", "submitted_on")),
    ):
        said: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row in rows[name]:
            if all(row[column] not in (None, "") for column in same):
                said[tuple(row[column] for column in same)].append(row)
        for copies in said.values():
            found[name] += copies if len(copies) > 1 else []
    return found
