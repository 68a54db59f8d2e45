"""The cases that metrics count, as they stood on a day."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, wraps
from typing import Any, TypeVar, cast

from tests.reference.divisions import Divisions
from tests.reference.lives import Handling, closed_on, colour_of, handling, local_day, months_later
from tests.reference.tables import Row, Tables
from zxdata.configuration import load_settings

Found = TypeVar("Found")


@dataclass(frozen=True)
class Case:
    """places: region codes as recorded, None where missing. marks: what a metric asks."""

    no: str
    places: tuple[str | None, ...]
    axis: date | None
    dims: dict[str, str | None]
    marks: dict[str, Any] = field(default_factory=dict)


STATION_DIMS = ("kind", "tier", "channel")


def pick(row: Row, *names: str) -> dict[str, str | None]:
    return {name: row[name] for name in names}


@cache
def _own_body() -> str | None:
    return load_settings().body


def body_of(row: Row) -> dict[str, str | None]:
    """Whose the record is: of the body of the installation, where it names none."""
    return {"body": row["body"] or _own_body()}


def _within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def standing(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or since <= day) and (until is None or day < until)


def once(method: Callable[..., Found]) -> Callable[..., Found]:
    """A method of ``Cases`` that is worked out once for the same arguments."""

    @wraps(method)
    def found(self: "Cases", *arguments: Any) -> Found:
        if (method.__name__, *arguments) not in self.known:
            self.known[method.__name__, *arguments] = method(self, *arguments)
        return cast(Found, self.known[method.__name__, *arguments])

    return found


def _elements(row: Row) -> dict[str, bool]:
    """Whether any of 正文字数, 关键词 and 对策建议 is recorded, and all that are recorded suffice."""
    words = len(re.findall(r"[^、，,；;\s]+", row["keywords"])) if row["keywords"] else None
    found = [(n, least) for n, least in ((row["text_length"], 500), (words, 3), (row["measures"], 1)) if n is not None]
    lacking = any(n < least for n, least in found)
    return {"lacking": lacking, "checked": bool(found), "complete": bool(found) and not lacking}


class Cases:
    def __init__(self, tables: Tables, day: date) -> None:
        self.known: dict[tuple[Any, ...], Any] = {}
        self.tenures: dict[str, Handling | None] = {}
        self.tables, self.day, self.divisions = tables, day, Divisions(tables["regions"], day)
        self.names = {u["unit_no"]: u["name"] for u in tables["units"]}
        self.overrides = {r["day"]: r["is_workday"] for r in tables["calendar"]}
        self.follow_ups: dict[str, list[Row]] = defaultdict(list)
        for row in tables["follow_ups"]:
            if row["held_on"]:
                self.follow_ups[row["suggestion_no"]].append(row)

    @once
    def open_stations(self) -> list[Row]:
        return [s for s in self.tables["workstations"] if standing(self.day, s["opened_on"], s["closed_on"])]

    def stations(self) -> list[Case]:
        year_ago = months_later(self.day, -12)
        active = {a["station_no"] for a in self.tables["activities"] if year_ago < a["held_on"] <= self.day}
        return [
            Case(s["station_no"], (s["region"],), None, pick(s, *STATION_DIMS), {"active": s["station_no"] in active})
            for s in self.open_stations()
        ]

    def covered(self) -> list[Case]:
        found = [(self.divisions.covered_township(s["region"]), s) for s in self.open_stations()]
        return [Case(town, (town,), None, pick(s, *STATION_DIMS)) for town, s in found if town]

    def townships(self) -> list[Case]:
        return [Case(code, (code,), None, {}) for code in self.divisions.townships()]

    @once
    def serving(self) -> dict[str, Row]:
        return {m["member_no"]: m for m in self.tables["members"] if _within(self.day, m["term_from"], m["term_to"])}

    def members(self) -> list[Case]:
        return [Case(no, (m["region"],), None, pick(m, "sector")) for no, m in self.serving().items()]

    def assigned(self) -> list[Case]:
        stations, members = {s["station_no"]: s for s in self.open_stations()}, self.serving()
        return [
            Case(
                x["member_no"],
                (members[x["member_no"]]["region"],),
                None,
                pick(members[x["member_no"]], "sector") | pick(stations[x["station_no"]], *STATION_DIMS),
            )
            for x in self.tables["workstation_members"]
            if x["station_no"] in stations and x["member_no"] in members and standing(self.day, x["since"], x["until"])
        ]

    def activities(self) -> list[Case]:
        stations = {s["station_no"]: s for s in self.tables["workstations"]}
        return [
            Case(
                a["activity_no"],
                (stations[a["station_no"]]["region"],),
                a["held_on"],
                pick(stations[a["station_no"]], *STATION_DIMS),
                a,
            )
            for a in self.tables["activities"]
            if a["held_on"] <= self.day
        ]

    @once
    def events(self, table: str, key: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for event in self.tables[table]:
            if local_day(event["occurred_at"]) <= self.day:
                found[event[key]].append(event)
        return found

    def tenure(self, events: list[Row]) -> Handling | None:
        """``handling`` of one proposal's events, worked out once."""
        if not events:
            return None
        no = events[0]["proposal_no"]
        if no not in self.tenures:
            self.tenures[no] = handling(events, self.names)
        return self.tenures[no]

    @once
    def proposals(self) -> list[Case]:
        events = self.events("proposal_events", "proposal_no")
        return [
            self._proposal(p, events[p["proposal_no"]])
            for p in self.tables["proposals"]
            if p["submitted_on"] <= self.day
        ]

    def _proposal(self, row: Row, events: list[Row]) -> Case:
        stages = {e["stage"] for e in events}
        held = self.tenure(events)
        assigned = bool(stages & {"交办", "改派"})
        replied = held.replied_on if held else None
        due = held.due if held else None
        rated = bool(replied and held and held.rated_on)
        handed = min((local_day(e["occurred_at"]) for e in events if e["stage"] in ("交办", "改派")), default=None)
        left = handed and any(
            handed <= min(local_day(e["occurred_at"]) for e in events if e["stage"] == stage)
            for stage in stages & {"并案", "不予立案", "转社情民意"}
        )
        waits = assigned and not replied and not left
        marks: dict[str, Any] = {
            "filed": "立案" in stages,
            "merged": "并案" in stages,
            "rejected": "不予立案" in stages,
            "converted": "转社情民意" in stages,
            "second_round": "二次办理" in stages,
            "assigned": assigned,
            "replied": bool(replied),
            "open": waits,
            "overdue": bool(waits and due and due < self.day),
            "in_time": bool(replied and due and replied <= due),
            "rated": rated,
            "satisfied": bool(rated and held and held.satisfaction == "满意"),
            "talked": {e["result"] for e in events if e["stage"] == "沟通"},
            "word": held.satisfaction if rated and held else None,
            "days": ((replied or self.day) - held.since).days if held else None,
            "ended": bool(replied),
        } | _elements(row)
        marks["colour"] = colour = colour_of(due, replied, self.day, self.overrides) if waits or replied else None
        reached = (
            "结案"
            if stages & {"办结", "结案"}
            else "评"
            if rated
            else "督"
            if replied
            else "办"
            if assigned
            else "并案"
            if "并案" in stages
            else "转社情民意"
            if "转社情民意" in stages
            else "不予立案"
            if "不予立案" in stages
            else "立"
            if "立案" in stages
            else "提"
        )
        dims = (
            pick(row, "category", "sector", "session", "proposer_kind", "leader")
            | body_of(row)
            | {
                "key": {None: None, True: "重点", False: "普通"}[row["key"]],
                "unit": self.names.get(held.unit or "") if held else None,
                "outcome": held.outcome if replied and held else None,
                "colour": colour,
                "stage": reached,
                "due": due.isoformat() if due else None,
            }
        )
        return Case(row["proposal_no"], (row["region"],), row["submitted_on"], dims, marks)

    @once
    def matters(self) -> list[Case]:
        events = self.events("supervision_events", "matter_no")
        return [
            self._matter(m, events[m["matter_no"]]) for m in self.tables["supervisions"] if m["opened_on"] <= self.day
        ]

    def _matter(self, row: Row, events: list[Row]) -> Case:
        orders = sorted((e["occurred_at"], e["unit"] or "") for e in events if e["stage"] == "交办")
        due = row["due_on"] or (months_later(local_day(orders[0][0]), 3) if orders else None)
        unit = row["unit"] or next((u for _, u in orders if u), "")
        done = closed_on(events)
        colour = colour_of(due, done, self.day, self.overrides)
        dims: dict[str, str | None] = (
            pick(row, "form", "channel", "category", "leader")
            | body_of(row)
            | {
                "unit": self.names.get(unit),
                "colour": colour,
                "due": due.isoformat() if due else None,
            }
        )
        days = max(0, ((done or self.day) - row["opened_on"]).days)
        marks = {"colour": colour, "days": days, "ended": bool(done)}
        return Case(row["matter_no"], (row["region"],), row["opened_on"], dims, marks)

    @once
    def meetings(self) -> list[Case]:
        return [
            Case(
                c["consultation_no"],
                self._meeting_places(c),
                c["held_on"],
                pick(c, "platform", "form", "channel", "category") | body_of(c),
                c | {"cross": len(set(self._meeting_places(c))) > 1},
            )
            for c in self.tables["consultations"]
            if c["held_on"] <= self.day
        ]

    def _meeting_places(self, row: Row) -> tuple[str, ...]:
        return row["region"], *(row["partner_regions"].split("、") if row["partner_regions"] else ())

    @once
    def suggestions(self) -> list[Case]:
        return [case for case, _ in self.raised("协商")]

    @once
    def raised(self, origin: str | None) -> list[tuple[Case, Row]]:
        """Suggestions of one origin, or of all, each with its row."""
        meetings = {c["consultation_no"]: c for c in self.tables["consultations"]}
        cases = {
            "监督": {m["matter_no"]: m for m in self.tables["supervisions"]},
            "提案": {p["proposal_no"]: p for p in self.tables["proposals"]},
        }
        found = []
        for s in self.tables["suggestions"]:
            if s["raised_on"] > self.day or origin not in (None, s["origin"]):
                continue
            words = ("platform", "form", "channel", "category")
            theirs = {"监督": ("form", "channel", "category", "leader"), "提案": ("category", "leader")}
            meeting = meetings.get(s["origin_no"]) if s["origin"] == "协商" else None
            source = cases.get(s["origin"], {}).get(s["origin_no"])
            dims = dict.fromkeys((*words, "leader")) | (pick(meeting, *words) if meeting else {})
            places: tuple[str | None, ...] = self._meeting_places(meeting) if meeting else (None,)
            if source:
                dims, places = dims | pick(source, *theirs[s["origin"]]), (source["region"],)
            dims |= {"unit": self.names.get(s["unit"] or "")} | body_of(meeting or source or {"body": None})
            found.append((Case(s["suggestion_no"], places, s["raised_on"], dims, self._answered(s)), s))
        return found

    def _answered(self, s: Row) -> dict[str, bool]:
        known = (s["replied_on"] or s["raised_on"]) <= self.day
        due = s["due_on"] or months_later(s["raised_on"], 3)
        replied, implemented = (bool(s[n] and s[n] <= self.day) for n in ("replied_on", "implemented_on"))
        partly = known and s["adoption"] in ("采纳", "部分采纳")
        return {
            "replied": replied,
            "adopted": known and s["adoption"] == "采纳",
            "partly": partly,
            "implemented": implemented,
            "done": partly and implemented,
            "in_time": replied and s["replied_on"] <= due,
            "judged": replied or due < self.day,
        }
