"""What members do, once more: every record from the table that it stands in, and the points that the rules give."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.reference.cases import Case, Cases
from tests.reference.lives import local_day
from tests.reference.tables import Row
from zxdata.rules.points import Duty, PointPart, PointRow, PointScheme

RULES = Duty()


class Done:
    """One record of one member."""

    def __init__(self, member: str, kind: str, on: date, case: str, **more: Any) -> None:
        self.member, self.kind, self.on, self.case = member, kind, on, case
        self.role, self.level, self.attendance = (more.get(name) for name in ("role", "level", "attendance"))


def done(of: Cases) -> list[Done]:
    return list(_done(of))


def _done(of: Cases) -> Iterator[Done]:
    t = of.tables
    proposals = {p["proposal_no"]: p for p in t["proposals"]}
    events: dict[str, list[Row]] = defaultdict(list)
    for e in t["proposal_events"]:
        if e["stage"] in ("立案", "提案质量评价"):
            events[e["proposal_no"]].append(e)
    joint = {m["proposal_no"] for m in t["proposal_members"] if m["role"] == "联名"}
    for no, member, role in {(m["proposal_no"], m["member_no"], m["role"]) for m in t["proposal_members"]}:
        p = proposals[no]
        how = "集体" if (p["proposer_kind"] or "委员") != "委员" else "联名" if no in joint else "个人"
        yield Done(member, "提案", p["submitted_on"], no, role=role, level=how)
        if p["key"]:
            yield Done(member, "重点提案", p["submitted_on"], no, role=role, level=how)
        first: dict[str, date] = {}
        for e in events[no]:
            kind = "提案立案" if e["stage"] == "立案" else f"提案评为{e['result']}" if e["result"] else ""
            first[kind] = min(local_day(e["occurred_at"]), first.get(kind, date.max))
        first.pop("", None)
        for kind, on in first.items():
            yield Done(member, kind, on, no, role=role, level=how)
    told = {(d["origin_no"], d["member_no"]) for d in t["duties"] if d["origin"] == "协商"}
    meetings = {c["consultation_no"]: c for c in t["consultations"]}
    for no, member in {(a["consultation_no"], a["member_no"]) for a in t["consultation_members"]}:
        if (no, member) not in told:
            yield Done(member, "协商活动", meetings[no]["held_on"], no, level=meetings[no]["form"])
    for v in t["voices"]:
        if v["member_no"]:
            yield Done(v["member_no"], "民情", local_day(v["raised_at"]), v["voice_no"], level=v["channel"])
    known = {m["member_no"] for m in t["members"]}
    uses: dict[str, list[Row]] = defaultdict(list)
    for u in t["bulletin_uses"]:
        uses[u["bulletin_no"]].append(u)
    for b in t["bulletins"]:
        for member in {m.strip() for m in re.split("[、；;，,]", b["members"] or "")} & known:
            yield Done(member, "社情民意信息", b["submitted_on"], b["bulletin_no"])
            for u in uses[b["bulletin_no"]]:
                yield Done(member, "信息采用", u["used_on"], b["bulletin_no"], role=u["mode"], level=u["level"])
    for c in t["contacts"]:
        if c["present"] is not False:
            yield Done(c["member_no"], "联系群众", c["held_on"], c["contact_no"], role=c["kind"])
    for r in t["programme_records"]:
        for member in {m.strip() for m in re.split("[、；;，,]", r["members"] or "")} & known:
            yield Done(member, "行动", r["held_on"], r["record_no"], level=r["measure"])
    for c in t["credits"]:
        yield Done(c["member_no"], "学习", c["held_on"], c["credit_no"], role=c["mode"])
    for d in t["duties"]:
        case = d["origin_no"] or d["duty_no"]
        more = {"role": d["role"], "level": d["origin"], "attendance": d["attendance"]}
        yield Done(d["member_no"], d["kind"], d["held_on"], case, **more)


def _words(m: Row) -> dict[str, str | None]:
    return {
        "sector": m["sector"],
        "committee": m["committee"],
        "post": m["role"],
        "member": f"{m['name']}（{m['member_no']}）",
    }


def _inside(on: date, m: Row) -> bool:
    return (m["term_from"] or on) <= on <= (m["term_to"] or on)


def duty_records(of: Cases) -> list[Case]:
    members = {m["member_no"]: m for m in of.tables["members"]}
    found = []
    for n, d in enumerate(done(of)):
        m = members[d.member]
        if d.on <= of.day and _inside(d.on, m):
            dims = _words(m) | {"kind": d.kind, "role": d.role, "attendance": d.attendance}
            marks = {
                d.attendance: True,
                "due": d.attendance is not None,
                "expected": d.attendance in ("出席", "缺席"),
                "turn_kept": d.kind == "轮值" and d.attendance == "出席",
                "turn_due": d.kind == "轮值" and d.attendance in ("出席", "缺席"),
            }
            marks = dict.fromkeys(("出席", "请假", "缺席"), False) | marks
            found.append(Case(str(n), (m["region"],), d.on, dims, marks))
    return found


def came_to_supervise(of: Cases) -> list[Case]:
    """Records of duty at a matter of those who came, where the matter lies."""
    members = {m["member_no"]: m for m in of.tables["members"]}
    where = {m["matter_no"]: m["region"] for m in of.tables["supervisions"]}
    return [
        Case(
            d["duty_no"],
            (where.get(d["origin_no"]),),
            d["held_on"],
            {"kind": d["kind"], "sector": members[d["member_no"]]["sector"]},
            {"occasion": (d["origin_no"], d["held_on"])},
        )
        for d in of.tables["duties"]
        if d["origin"] == "监督" and d["attendance"] in (None, "出席") and d["held_on"] <= of.day
    ]


def appraised(of: Cases) -> list[Case]:
    """Members in office with their points of the year of the day."""
    since, until = date(of.day.year, 1, 1), of.day
    by_member: dict[str, list[Done]] = defaultdict(list)
    for d in done(of):
        by_member[d.member].append(d)
    found = []
    for no, m in of.serving().items():
        scheme = RULES.schemes[0]
        own = [d for d in by_member[no] if since <= d.on <= until and _inside(d.on, m)]
        begin = max(since, m["term_from"] or since)
        months = whole_months(begin, min(until, m["term_to"] or until) + timedelta(1))
        points = points_of(own, scheme, months)
        judged = months > 0
        yearly = points * 12 / months if judged else Decimal(0)
        grade = next((g.name for g in scheme.ranked if yearly >= Decimal(str(g.at))), None) if judged else None
        least = math.floor(points / 10) * 10
        marks = {
            "points": float(points),
            "judged": judged,
            "met": judged and yearly >= Decimal(str(scheme.met or 0)),
            "below": judged and yearly < Decimal(str(scheme.met or 0)),
            "young": bool(m["birth_year"] and m["birth_year"] >= RULES.youth_from),
            "aged": m["birth_year"] is not None,
        }
        found.append(
            Case(
                no, (m["region"],), None, _words(m) | {"assessed": grade, "band": f"{least} 起不满 {least + 10}"}, marks
            )
        )
    return found


def whole_months(begin: date, end: date) -> int:
    months = (end.year - begin.year) * 12 + end.month - begin.month
    return max(0, months - (end.day < begin.day))


def points_of(records: list[Done], scheme: PointScheme, months: int) -> Decimal:
    """One year's points, by the words of the rule."""
    in_part: dict[str, list[tuple[PointRow, Done]]] = defaultdict(list)
    for record in records:
        rule = next(((p.name, row) for p in scheme.parts for row in p.rows if _fits(record, row)), None)
        if rule:
            in_part[rule[0]].append((rule[1], record))
    return sum((_of_part(part, in_part[part.name], months) for part in scheme.parts), Decimal(0))


def _of_part(part: PointPart, found: list[tuple[PointRow, Done]], months: int) -> Decimal:
    total = Decimal(str(part.base)) * months / 12
    for row in part.rows:
        n = sum(one is row for one, _ in found)
        if n and row.counting == "sum":
            amount = Decimal(str(row.of_first)) + (n - 1) * Decimal(str(row.of_next))
            total += amount if row.cap is None else min(amount, Decimal(str(row.cap)))
    best: dict[tuple[str, str], Decimal] = {}
    for row, record in found:
        if row.counting != "sum":
            case = row.counting, record.case if row.counting == "highest" else ""
            best[case] = max(best.get(case, Decimal("-Infinity")), Decimal(str(row.of_first)))
    total += sum(best.values(), Decimal(0))
    total = max(total, Decimal(str(part.floor)))
    return total if part.cap is None else min(total, Decimal(str(part.cap)))


def _fits(record: Done, row: PointRow) -> bool:
    told = ((row.kind, record.kind), (row.role, record.role), (row.level, record.level))
    there = record.attendance in (row.attendance or (None, "出席"))
    return there and all(not words or word in words for words, word in told)


def courses(of: Cases) -> list[Case]:
    members = {m["member_no"]: m for m in of.tables["members"]}
    found = []
    for c in of.tables["credits"]:
        if c["held_on"] <= of.day:
            m = members[c["member_no"]]
            seen = c["approved_by"] and c["approved_by"] != c["entered_by"]
            found.append(
                Case(c["credit_no"], (m["region"],), c["held_on"], _words(m) | {"mode": c["mode"]}, {"alone": not seen})
            )
    return found


def learners(of: Cases) -> list[Case]:
    """Members in office with the credits and trainings of the year of the day, within their term."""
    since, until = date(of.day.year, 1, 1), of.day
    earned: dict[str, Decimal] = defaultdict(Decimal)
    trained: set[str] = set()
    readers: set[str] = set()
    members = {m["member_no"]: m for m in of.tables["members"]}
    for c in of.tables["credits"]:
        if since <= c["held_on"] <= until and _inside(c["held_on"], members[c["member_no"]]):
            earned[c["member_no"]] += Decimal(str(c["points"] or 0))
            if any(word in c["course"] for word in RULES.learning.reading):
                readers.add(c["member_no"])
    for d in done(of):
        there = d.attendance in (None, "出席")
        if d.kind in RULES.learning.training and there and since <= d.on <= until and _inside(d.on, members[d.member]):
            trained.add(d.member)
    found = []
    for no, m in of.serving().items():
        begin = max(since, m["term_from"] or since)
        months = whole_months(begin, min(until, m["term_to"] or until) + timedelta(1))
        marks = {
            "credits": float(earned[no]),
            "owing": months > 0,
            "reached": months > 0 and earned[no] * 12 >= Decimal(str(RULES.learning.credits)) * months,
            "trained": no in trained,
            "read": no in readers,
        }
        found.append(Case(no, (m["region"],), None, _words(m), marks))
    return found


def relations(of: Cases) -> list[Case]:
    """Relations in force, each where the member, the region or else the member at its other end is."""
    members, codes = {m["member_no"]: m for m in of.tables["members"]}, of.divisions.rows
    found = []
    for n, r in enumerate(of.tables["relations"]):
        to, begin = members.get(r["to_no"]), members.get(r["from_no"])
        holds = (r["since"] or of.day) <= of.day and (r["until"] is None or r["until"] > of.day)
        if holds and (to is None or to["member_no"] in of.serving()):
            own = to or begin
            place = to["region"] if to else r["to_no"] if r["to_no"] in codes else begin["region"] if begin else None
            words = {k: v for k, v in _words(own).items() if k != "member"} if own else {}
            dims = {"sector": None, "committee": None, "post": None} | words | {"kind": r["kind"]}
            found.append(Case(str(n), (place,), None, dims, {"to": to and to["member_no"]}))
    return found


def linked(of: Cases) -> list[Case]:
    reached = {c.marks["to"] for c in relations(of)}
    return [Case(no, (m["region"],), None, _words(m), {"linked": no in reached}) for no, m in of.serving().items()]
