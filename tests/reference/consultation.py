"""Meetings and what came of them once more: suggestions, plans, lists of participants, steps."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Any

from tests.reference.cases import Case, Cases, body_of, pick
from tests.reference.lives import months_later
from tests.reference.tables import Row
from zxdata.rules.consulting import Consulting

OFTEN = ((10, "10 次以上"), (5, "5 至 9 次"), (4, "4 次"), (3, "3 次"), (2, "2 次"), (1, "1 次"), (0, "0 次"))
DIMS = ("platform", "form", "channel", "category")
SURVEYING = ("研", "议前调研", "破题调研", "组织调研", "调研联查", "调研")
SIGNED, RATED, DAYS_TO_SIGN = ("签批", "签收"), ("评价", "满意度评价"), 7


def meetings(of: Cases) -> list[Case]:
    """With whether a suggestion had come of them, whether one of their districts has its people counted, and whether a
    township is recorded."""
    fruitful = {s["origin_no"] for s in of.tables["suggestions"] if s["origin"] == "协商" and s["raised_on"] <= of.day}
    counted = _people(of)
    found = []
    for c in of.meetings():
        districts = {of.divisions.district(p)[1] for p in c.places}
        located = any(of.divisions.covered_township(place) for place in c.places)
        marks = {"fruitful": c.no in fruitful, "counted": bool(districts & counted.keys()), "located": located}
        found.append(Case(c.no, c.places, c.axis, c.dims, marks))
    return found


def people(of: Cases) -> list[Case]:
    """Districts with their people: their own number, else the sum of their townships'."""
    return [Case(code, (code,), None, {}, {"people": n}) for code, n in _people(of).items()]


def _people(of: Cases) -> dict[str, int]:
    rows = of.divisions.rows
    alive = [row for code, row in rows.items() if of.divisions.standing(code) is row]
    below: Counter[str] = Counter()
    for row in alive:
        if row["level"] == "乡镇街道" and row["population"]:
            below[str(of.divisions.district(row["code"])[1])] += row["population"]
    told = {r["code"]: r["population"] or below[r["code"]] for r in alive if r["level"] == "区县"}
    return {code: n for code, n in told.items() if n}


def suggestions(of: Cases) -> list[Case]:
    signed_anywhere = any(_follow_ups(of, SIGNED).values())
    signed, rated = _follow_ups(of, SIGNED), _follow_ups(of, RATED)
    rows = {s["suggestion_no"]: s for s in of.tables["suggestions"]}
    found = []
    for case in of.suggestions():
        s, was = rows[case.no], case.marks
        replied = s["replied_on"] if was["replied"] else None
        carried = s["implemented_on"] if was["implemented"] else None
        due = s["due_on"] or months_later(s["raised_on"], 3)
        first = min((f["held_on"] for f in signed[case.no]), default=None)
        sign_by = s["raised_on"] + timedelta(DAYS_TO_SIGN) if signed_anywhere else None
        last = max((f for f in rated[case.no] if f["result"]), key=lambda f: (f["held_on"], f["kind"]), default=None)
        early = bool(carried and ((replied and carried < replied) or carried < s["raised_on"]))
        marks = {
            "overdue": not replied and due < of.day,
            "partly": was["partly"],
            "done": was["done"],
            "signed": bool(first),
            "signed_in_time": bool(first and sign_by and first <= sign_by),
            "signing_judged": bool(sign_by and (first or sign_by < of.day)),
            "rated": bool(last),
            "satisfied": bool(last and last["result"] == "满意"),
            "early": early,
            "unreplied": was["partly"] and not replied,
            "unadopted": bool(carried) and not was["partly"],
        }
        found.append(Case(case.no, case.places, case.axis, case.dims, marks))
    return found


def replies(of: Cases) -> list[Case]:
    """How long each suggestion waited; one that was answered before it was raised tells nothing."""
    rows = {s["suggestion_no"]: s for s in of.tables["suggestions"]}
    return [
        _life(case, s["raised_on"], s["replied_on"], of.day)
        for case in of.suggestions()
        if (s := rows[case.no])["replied_on"] is None or s["replied_on"] >= s["raised_on"]
    ]


def implementations(of: Cases) -> list[Case]:
    """How long what was adopted waited to be carried out, told from the reply."""
    rows = {s["suggestion_no"]: s for s in of.tables["suggestions"]}
    return [
        _life(case, (s := rows[case.no])["replied_on"] or s["raised_on"], s["implemented_on"], of.day)
        for case in suggestions(of)
        if case.marks["partly"] and not case.marks["early"]
    ]


def _life(case: Case, since: date, until: date | None, day: date) -> Case:
    ended = until is not None and until <= day
    days = max(0, ((until if until and ended else day) - since).days)
    return Case(case.no, case.places, case.axis, case.dims, {"days": days, "ended": ended})


def _follow_ups(of: Cases, kinds: tuple[str, ...]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for f in of.tables["follow_ups"]:
        if f["kind"] in kinds and f["held_on"] and f["held_on"] <= of.day:
            found[f["suggestion_no"]].append(f)
    return found


def plans(of: Cases) -> list[Case]:
    held = {r["consultation_no"]: r["held_on"] for r in of.tables["consultations"]}
    held |= {r["activity_no"]: r["held_on"] for r in of.tables["activities"]}
    held |= {r["matter_no"]: r["opened_on"] for r in of.tables["supervisions"]}
    found = []
    for p in of.tables["plans"]:
        if p["kind"] != "协商" or p["year"] > of.day.year:
            continue
        on = p["planned_on"] or date(p["year"], 12, 31)
        done = (held.get(p["done_no"]) or date.max) <= of.day
        found.append(
            Case(
                p["plan_no"],
                (p["region"],),
                on,
                pick(p, "form") | body_of(p),
                {"done": done, "behind": not done and on < of.day},
            )
        )
    return found


def attendance(of: Cases) -> list[Case]:
    """Members in office with the meetings up to the day that name them."""
    held = {c["consultation_no"] for c in of.tables["consultations"] if c["held_on"] <= of.day}
    there = {(x["consultation_no"], x["member_no"]) for x in of.tables["consultation_members"]}
    came = Counter(member for meeting, member in there if meeting in held)
    return [
        Case(
            no,
            (m["region"],),
            None,
            pick(m, "sector") | {"visits": next(word for least, word in OFTEN if came[no] >= least)},
            {"visits": came[no], "seen": bool(came[no]), "never": not came[no]},
        )
        for no, m in of.serving().items()
    ]


def steps(of: Cases) -> list[Case]:
    """Meetings of which a step of their method is done, and how they stand in it."""
    done: dict[str, dict[str, date]] = defaultdict(dict)
    for s in of.tables["consultation_steps"]:
        if s["done_on"] <= of.day:
            own = done[s["consultation_no"]]
            own[s["step"]] = min(s["done_on"], own.get(s["step"], date.max))
    rows, found = {c["consultation_no"]: c for c in of.tables["consultations"]}, []
    for case in of.meetings():
        method = _method(of, rows[case.no])
        reached = [n for n, step in enumerate(method.steps) if step.name in done[case.no]] if method else []
        if not reached:
            continue
        following = method.steps[reached[-1] + 1] if reached[-1] + 1 < len(method.steps) else None
        late = following is not None and case.axis is not None and case.axis + timedelta(following.days) < of.day
        surveys = [step.name for step in method.steps if step.name in SURVEYING]
        surveyed = any(done[case.no].get(name, date.max) <= (case.axis or date.min) for name in surveys)
        marks = {
            "finished": following is None,
            "overdue": late,
            "skipped": reached[-1] + 1 > len(reached),
            "surveyable": bool(surveys),
            "surveyed": surveyed,
            "unsurveyed": bool(surveys) and not surveyed,
        }
        colour = None if following is None else "red" if late else "green"
        dims = case.dims | {"method": method.name, "stage": following.name if following else None, "colour": colour}
        found.append(Case(case.no, case.places, case.axis, dims, marks))
    return found


def _method(of: Cases, meeting: Row) -> Any:
    """Its platform's, else the one of the nearest region that names it, else the one that names neither."""
    methods = Consulting().methods
    for method in methods:
        if meeting["platform"] and meeting["platform"] in method.platforms:
            return method
    code = meeting["region"]
    while code:
        for method in methods:
            if code in method.regions:
                return method
        code = of.divisions.rows[code]["parent_code"]
    return next((m for m in methods if not m.platforms and not m.regions), None)
