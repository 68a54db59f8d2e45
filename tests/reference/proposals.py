"""Proposals once more: how long each leg took, who holds them, what the second round brought."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from statistics import fmean
from typing import Any

from tests.reference.cases import Case, Cases, body_of, pick
from tests.reference.lives import SEVERITY, local_day, months_later
from tests.reference.tables import Row

DECIDED = ("立案", "并案", "不予立案", "转社情民意")
BANDS = ((90, "90 分及以上"), (80, "80–89 分"), (0, "80 分以下"))
LIMITS = {"会办": 1, "分办": 3}  # calendar months, as the shipped rules have them


def _each(of: Cases) -> list[tuple[Row, list[Row]]]:
    events = of.events("proposal_events", "proposal_no")
    return [(p, events[p["proposal_no"]]) for p in of.tables["proposals"] if p["submitted_on"] <= of.day]


def _own(row: Row) -> dict[str, Any]:
    """The dimensions that never change."""
    words = {None: None, True: "重点", False: "普通"}
    return (
        pick(row, "category", "sector", "session", "proposer_kind", "leader")
        | body_of(row)
        | {"key": words[row["key"]]}
    )


def _first(events: list[Row], *stages: str, leading: bool = False) -> date | None:
    days = [local_day(e["occurred_at"]) for e in events if e["stage"] in stages and not (leading and not _leads(e))]
    return min(days, default=None)


def _leads(event: Row) -> bool:
    return event["role"] in (None, "", "主办")


def proposals(of: Cases) -> list[Case]:
    """The cases of ``Cases.proposals`` with what else can be told of them."""
    events = {p["proposal_no"]: e for p, e in _each(of)}
    found = []
    for case in of.proposals():
        stages = {e["stage"] for e in events[case.no]}
        decided = bool(stages & set(DECIDED))
        marks = {"pending": not decided and not stages & {"交办", "改派"}, "decided": decided}
        found.append(Case(case.no, case.places, case.axis, case.dims, case.marks | marks))
    return found


def leg(name: str) -> Callable[[Cases], list[Case]]:
    """Lives on one leg of the way; who does not go it is not waited for."""

    def of_all(of: Cases) -> list[Case]:
        dims = {case.no: case.dims for case in of.proposals()}
        found = []
        for p, events in _each(of):
            since, until = _leg(name, of, p, events)
            if since is None:
                continue
            days = max(0, ((until or of.day) - since).days)
            marks = {"days": days, "ended": until is not None}
            found.append(Case(p["proposal_no"], (p["region"],), p["submitted_on"], dims[p["proposal_no"]], marks))
        return found

    return of_all


def _leg(name: str, of: Cases, p: Row, events: list[Row]) -> tuple[date | None, date | None]:
    held = of.tenure(events)
    replied, rated = (held.replied_on, held.rated_on) if held else (None, None)
    filed, handed, closed = _first(events, "立案"), _first(events, "交办", "改派"), _first(events, "办结", "结案")
    stages = {e["stage"] for e in events}
    passed = stages & {*DECIDED, "交办", "改派"}
    match name:
        case "pre_review_days" if "预审" in stages or not passed:
            return p["submitted_on"], _first(events, "预审")
        case "re_review_days" if "复审" in stages or not passed:
            return _first(events, "预审"), _first(events, "复审")
        case "pre_review_days" | "re_review_days":
            return None, None
        case "review_days":
            return p["submitted_on"], _first(events, *DECIDED)
        case "handing_days":
            return (None if "并案" in stages else filed), handed
        case "signing_days":
            signed = [day for day in (_first(events, "签收", leading=True), replied) if day]
            return handed, min(signed, default=None)
        case "rating_days":
            return replied, rated
        case "closing_days":
            return rated, closed
    return (None if stages & {"并案", "不予立案", "转社情民意"} else p["submitted_on"]), closed


def reviews(of: Cases) -> list[Case]:
    """By the day of the first review, or of the verdict where no review is recorded."""
    days = [(p, _first(events, "审查", *DECIDED)) for p, events in _each(of)]
    return [Case(p["proposal_no"], (p["region"],), day, _own(p)) for p, day in days if day]


def reviewed_days(of: Cases) -> list[Case]:
    return [Case(str(case.axis), case.places, case.axis, case.dims) for case in reviews(of)]


def duties(of: Cases) -> list[Case]:
    """One a unit, role and proposal."""
    found = []
    for p, events in _each(of):
        for role, unit, since, due, replied, signed, word in [*_leading(of, events), *_partaking(events)]:
            late = not replied and due is not None and due < of.day
            marks = {
                "answerable": role in ("主办", "分办"),
                "replied": bool(replied),
                "overdue": late,
                "in_time": bool(replied and due and replied <= due),
                "signed": bool(signed and signed >= since),
                "rated": bool(replied and word),
                "satisfied": bool(replied and word == "满意"),
            }
            dims = _own(p) | {"unit": of.names.get(unit or ""), "role": role}
            no = f"{p['proposal_no']}/{unit}/{role}"
            found.append(Case(no, (p["region"],), p["submitted_on"], dims, marks | {"proposal": p["proposal_no"]}))
    return found


def handled(of: Cases) -> list[Case]:
    return [Case(case.marks["proposal"], case.places, case.axis, case.dims) for case in duties(of)]


def _leading(of: Cases, events: list[Row]) -> list[tuple[Any, ...]]:
    held = of.tenure(events)
    if held is None:
        return []
    own = [e for e in events if e["stage"] == "签收" and (e["unit"] == held.unit or not e["unit"] or not held.unit)]
    signed = max((local_day(e["occurred_at"]) for e in own), default=None)
    return [("主办", held.unit, held.since, held.due, held.replied_on, signed, held.satisfaction)]


def _partaking(events: list[Row]) -> list[tuple[Any, ...]]:
    """Joint and split units, from their last 交办 unless they have returned it since."""
    own: dict[tuple[str | None, str], list[Row]] = defaultdict(list)
    for e in events:
        if not _leads(e):
            own[e["unit"], e["role"]].append(e)
    found = []
    for (unit, role), told in own.items():
        given = _last(told, "交办", "改派")
        returned = _last(told, "退办")
        if given is None or (returned and returned >= given):
            continue
        dues = [
            (local_day(e["occurred_at"]), e["due_on"])
            for e in told
            if e["stage"] in ("交办", "改派", "延期") and e["due_on"]
        ]
        due = max(dues)[1] if dues else months_later(given, LIMITS[role]) if role in LIMITS else None
        rated = [e for e in events if e["stage"] == "评价" and unit and e["unit"] == unit]
        found.append((role, unit, given, due, _first(told, "答复"), _last(told, "签收"), _worst(rated)))
    return found


def _last(events: list[Row], *stages: str) -> date | None:
    return max((local_day(e["occurred_at"]) for e in events if e["stage"] in stages), default=None)


def _worst(ratings: list[Row]) -> str | None:
    """Of every rater's latest word; 未反馈 is none."""
    latest: dict[str, str] = {}
    for e in sorted(ratings, key=lambda e: e["occurred_at"]):
        if e["result"] not in (None, "未反馈"):
            latest[e["rater"] or ""] = e["result"]
    return max(latest.values(), key=lambda word: SEVERITY.get(word, 1), default=None)


def rounds(of: Cases) -> list[Case]:
    """Answered proposals and those in their second round: what each round brought."""
    found = []
    for p, events in _each(of):
        held = of.tenure(events)
        again = min((e["occurred_at"] for e in events if e["stage"] == "二次办理"), default=None)
        if again is None and not (held and held.replied_on):
            continue
        led = [e for e in events if _leads(e)]
        before = [e for e in led if again is None or e["occurred_at"] <= again]
        after = [e for e in led if again is not None and e["occurred_at"] > again]
        first, second = _outcome(before), _outcome(after)
        due = first in ("B", "C") or _worst([e for e in before if e["stage"] == "评价"]) == "不满意"
        answered = any(e["stage"] == "答复" for e in after)
        marks = {
            "due": due,
            "missing": due and again is None,
            "answered": answered,
            "adopted": answered and second == "A",
            "unadopted": answered and second != "A",
        }
        unit = of.names.get(held.unit or "") if held else None
        dims = _own(p) | {"unit": unit, "first_outcome": first, "second_outcome": second}
        found.append(Case(p["proposal_no"], (p["region"],), p["submitted_on"], dims, marks))
    return found


def _outcome(events: list[Row]) -> str | None:
    said = [(e["occurred_at"], e["result"]) for e in events if e["stage"] == "答复" and e["result"]]
    return max(said)[1] if said else None


def quality(of: Cases) -> list[Case]:
    """Answered proposals with what their units think of them."""
    found = []
    for p, events in _each(of):
        held = of.tenure(events)
        if not held or not held.replied_on:
            continue
        judged = [e for e in events if e["stage"] == "提案质量评价"]
        scores = [e["score"] for e in judged if e["score"] is not None]
        given = [e["score"] for e in events if e["stage"] == "评价" and e["score"] is not None]
        marks = {
            "judged": bool(judged),
            "score": fmean(scores) if scores else None,
            "handling_score": fmean(given) if given else None,
            "both": bool(scores and given),
            "forgotten": not held.rated_on and (of.day - held.replied_on).days > 30,
        }
        band = None if not scores else next(word for least, word in BANDS if fmean(scores) >= least)
        judged_by = held.satisfaction if held.rated_on and held.satisfaction else "未评价"
        dims = _own(p) | {"unit": of.names.get(held.unit or ""), "quality": band, "satisfaction": judged_by}
        found.append(Case(p["proposal_no"], (p["region"],), p["submitted_on"], dims, marks))
    return found


def returns(of: Cases) -> list[Case]:
    """Proposals sent back, by what was last written about why: the note, else the result."""
    whole = {case.no: case for case in of.proposals()}
    found = []
    for p, events in _each(of):
        back = sorted((e for e in events if e["stage"] == "退回补充"), key=lambda e: e["occurred_at"])
        if back:
            case = whole[p["proposal_no"]]
            said = [e["note"] or e["result"] for e in back if e["note"] or e["result"]]
            dims = case.dims | {"ground": said[-1] if said else None}
            found.append(Case(case.no, case.places, case.axis, dims, case.marks))
    return found


def proposed(of: Cases) -> list[Case]:
    """What proposals suggest, each with where its answer stands."""
    found = []
    for case, s in of.raised("提案"):
        due = s["due_on"] or months_later(s["raised_on"], 3)
        known = (s["replied_on"] or s["raised_on"]) <= of.day
        replied = bool(s["replied_on"] and s["replied_on"] <= of.day)
        word = s["adoption"] if known and s["adoption"] in ("采纳", "部分采纳", "未采纳") else None
        stands = "已落实" if case.marks["done"] else word or ("已答复" if replied else None)
        stands = stands or ("逾期未答复" if due < of.day else "待答复")
        marks = {"replied": replied, "late": stands == "逾期未答复", "declined": word == "未采纳"}
        found.append(Case(case.no, case.places, case.axis, case.dims | {"reply": stands}, marks))
    return found


def clued(of: Cases) -> list[Case]:
    """Proposals that something of another kind became part of, under the kind of the first such thing."""
    first: dict[str, tuple[date, str, str]] = {}
    for row in of.tables["links"]:
        if row["to_kind"] == "提案" != row["from_kind"] and row["linked_on"] <= of.day:
            key = row["linked_on"], row["from_kind"], row["from_no"]
            first[row["to_no"]] = min(first.get(row["to_no"], key), key)
    return [
        Case(case.no, case.places, case.axis, case.dims | {"source": first[case.no][1]}, case.marks)
        for case in of.proposals()
        if case.no in first
    ]


def taken_up(of: Cases) -> list[Case]:
    """Members' proposals that a sector's own took up."""
    own = {p["proposal_no"] for p in of.tables["proposals"] if p["proposer_kind"] == "界别"}
    into = {
        row["from_no"]
        for row in of.tables["links"]
        if row["from_kind"] == row["to_kind"] == "提案" and row["to_no"] in own and row["linked_on"] <= of.day
    }
    return [case for case in of.proposals() if case.no in into]
