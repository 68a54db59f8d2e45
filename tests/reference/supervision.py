"""Supervision matters once more: whether a correction lasts, how soon a unit speaks; and the clocks of suggestions."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from tests.reference.cases import Case, Cases
from tests.reference.lives import colour_of, local_day, months_later
from tests.reference.tables import Row

CADENCES = {"调度": 1, "通报": 3, "评估": 12}  # months, as the shipped rules have them: for what 监督 suggests
SIGNED = ("签批", "签收")


def matters(of: Cases) -> list[Case]:
    """With whether the first closing held, and how long until the unit first reported."""
    events = of.events("supervision_events", "matter_no")
    found = []
    for case in of.matters():
        told = events[case.no]
        closed = min((e["occurred_at"] for e in told if e["stage"] == "销号"), default=None)
        relapse = _relapse(told, closed) if closed else None
        proven = months_later(local_day(closed), 3) if closed else None
        marks = {
            "relapsed": relapse is not None,
            "proven": bool(proven and proven <= of.day),
            "lasting": bool(proven and proven <= of.day and (relapse is None or relapse > proven)),
        }
        found.append(Case(case.no, case.places, case.axis, case.dims, marks))
    return found


def _relapse(events: list[Row], closed: datetime) -> date | None:
    """The day of the first 退回重办 after the first 销号."""
    again = [e["occurred_at"] for e in events if e["stage"] == "退回重办" and e["occurred_at"] >= closed]
    return min((local_day(moment) for moment in again), default=None)


def feedback(of: Cases) -> list[Case]:
    events = of.events("supervision_events", "matter_no")
    found = []
    for case in of.matters():
        days = {s: [local_day(e["occurred_at"]) for e in events[case.no] if e["stage"] == s] for s in ("交办", "反馈")}
        if days["交办"]:
            until = min(days["反馈"], default=None)
            lasted = max(0, ((until or of.day) - min(days["交办"])).days)
            found.append(Case(case.no, case.places, case.axis, case.dims, {"days": lasted, "ended": until is not None}))
    return found


def owed(kind: str) -> Callable[[Cases], list[Case]]:
    return lambda of: [case for case in follow_ups(of) if case.dims["kind"] == kind]


def suggested(of: Cases) -> list[Case]:
    return [case for case, _ in of.raised("监督")]


def follow_ups(of: Cases) -> list[Case]:
    """Each adopted, answered, not carried out suggestion of supervision owes a follow-up of each kind."""
    found = []
    for case, s in of.raised("监督"):
        replied = s["replied_on"] if s["replied_on"] and s["replied_on"] <= of.day else None
        carried = s["implemented_on"] and s["implemented_on"] <= of.day
        if not replied or carried or s["adoption"] not in ("采纳", "部分采纳"):
            continue
        for kind, months in CADENCES.items():
            due = months_later(_last(of, case.no, kind) or replied, months)
            colour = colour_of(due, None, of.day, of.overrides)
            dims = case.dims | {"kind": kind, "colour": colour}
            found.append(Case(f"{case.no}/{kind}", case.places, case.axis, dims, {"late": colour == "red"}))
    return found


def clocks(of: Cases) -> list[Case]:
    """Each suggestion by its clocks, 回头看 only where 监督 raised it; what the ledger never records cannot be told."""
    found = []
    recorded = {f["kind"] for f in of.tables["follow_ups"] if f["held_on"] and f["held_on"] <= of.day}
    for case, s in of.raised(None):
        replied = s["replied_on"] if s["replied_on"] and s["replied_on"] <= of.day else None
        signed, looked = _first(of, case.no, *SIGNED), _first(of, case.no, "回头看")
        told = (
            ("签批", s["raised_on"] + timedelta(7), min((d for d in (signed, replied) if d), default=None)),
            ("答复", s["due_on"] or months_later(s["raised_on"], 3), replied),
            ("回头看", months_later(s["raised_on"], 1), looked),
        )
        for stage, due, done in told[: 3 if s["origin"] == "监督" else 2]:
            known = stage == "答复" or recorded & ({*SIGNED} if stage == "签批" else {stage})
            colour = colour_of(due if known else None, done, of.day, of.overrides)
            dims = case.dims | {"stage": stage, "colour": colour}
            found.append(Case(f"{case.no}/{stage}", case.places, case.axis, dims))
    return found


def _days(of: Cases, no: str, *kinds: str) -> list[date]:
    return [f["held_on"] for f in of.follow_ups[no] if f["kind"] in kinds and f["held_on"] <= of.day]


def _first(of: Cases, no: str, *kinds: str) -> date | None:
    return min(_days(of, no, *kinds), default=None)


def _last(of: Cases, no: str, kind: str) -> date | None:
    return max(_days(of, no, kind), default=None)
