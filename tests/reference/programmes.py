"""What was promised once more: each item of a list told event by event, and the records of actions."""

from collections import defaultdict
from datetime import date
from fractions import Fraction

import pandas as pd

from tests.reference.cases import Case, Cases, pick
from tests.reference.lives import colour_of, local_day
from tests.reference.tables import Row

AMOUNTS = ("启动", "进展", "完成")


def items(of: Cases) -> list[Case]:
    """Each item that has begun, as it stands on the day."""
    lists = {row["checklist_no"]: row for row in of.tables["checklists"]}
    limited = {row["checklist_no"] for row in of.tables["checklist_items"] if row["due_on"]}
    whole = _every_event(of)
    found = []
    for row in of.tables["checklist_items"]:
        of_list = lists[row["checklist_no"]]
        since = row["since"] or (date(of_list["year"], 1, 1) if of_list["year"] else None)
        if since and since > of.day:
            continue
        events = [e for e in whole[row["item_no"]] if local_day(e["occurred_at"]) <= of.day]
        due = _due(row, events)
        amounts = _amounts(of, row, of_list, events)
        reached, done = _reached(row, amounts), _done(row, events, amounts)
        judged = row["checklist_no"] in limited or due is not None
        colour = colour_of(due, done, of.day, of.overrides) if judged else None
        exact = bool(row["target"] and not row["qualifier"])
        marks = {
            "undated": since is None,
            "colour": colour,
            "done": done is not None,
            "overdue": done is None and due is not None and due < of.day,
            "unlimited": colour is None,
            "targeted": exact,
            "reached": exact and reached is not None,
            "extended": any(e["stage"] == "延期" for e in events),
            "sent_back": any(e["stage"] == "退回" for e in events),
        }
        dims = pick(row, "owner", "horizon", "measure") | {
            "kind": of_list["kind"],
            "checklist": of_list["name"],
            "colour": colour,
            "due": due.isoformat() if due else None,
        }
        found.append(Case(row["item_no"], (of_list["region"],), since, dims, marks))
    return found


def _every_event(of: Cases) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(of.tables["checklist_events"], key=lambda e: e["occurred_at"]):
        found[row["item_no"]].append(row)
    return found


def _due(row: Row, events: list[Row]) -> date | None:
    moved = [e["due_on"] for e in events if e["stage"] == "延期" and e["due_on"]]
    due: date | None = moved[-1] if moved else row["due_on"]
    return due


def _amounts(of: Cases, row: Row, of_list: Row, events: list[Row]) -> list[tuple[date, Fraction]]:
    """Days and exact numbers that count towards the target, the records of the list's action among them."""
    found = [
        (local_day(e["occurred_at"]), Fraction(str(e["quantity"])))
        for e in events
        if e["quantity"] is not None and e["stage"] in AMOUNTS
    ]
    own = {
        p["programme_no"]
        for p in of.tables["programmes"]
        if p["programme_no"] == of_list["checklist_no"]
        or (p["name"] == of_list["name"] and p["region"] == of_list["region"])
    }
    for r in of.tables["programme_records"]:
        known = r["programme_no"] in own and r["measure"] == row["title"] and r["held_on"] <= of.day
        if known and r["quantity"] is not None and not r["qualifier"]:
            found.append((r["held_on"], Fraction(str(r["quantity"]))))
    return sorted(found)


def _reached(row: Row, amounts: list[tuple[date, Fraction]]) -> date | None:
    if not row["target"] or row["qualifier"]:
        return None
    total = Fraction(0)
    days = sorted({day for day, _ in amounts})
    for day in days:
        total += sum((amount for on, amount in amounts if on == day), Fraction(0))
        if total >= Fraction(str(row["target"])):
            return day
    return None


def _done(row: Row, events: list[Row], amounts: list[tuple[date, Fraction]]) -> date | None:
    back = max((e["occurred_at"] for e in events if e["stage"] == "退回"), default=None)
    told = [e["occurred_at"] for e in events if e["stage"] == "完成" and (back is None or e["occurred_at"] > back)]
    days = [local_day(moment) for moment in told]
    reached = None if back else _reached(row, amounts)
    return min([*days, *([reached] if reached else [])], default=None)


def running(of: Cases) -> list[Case]:
    return [
        Case(p["programme_no"], (p["region"],), None, {"kind": p["kind"], "owner": p["lead"]})
        for p in of.tables["programmes"]
        if (p["since"] is None or p["since"] <= of.day) and (p["until"] is None or of.day <= p["until"])
    ]


def records(of: Cases) -> list[Case]:
    programmes = {p["programme_no"]: p for p in of.tables["programmes"]}
    found = []
    for r in of.tables["programme_records"]:
        own = programmes[r["programme_no"]]
        if r["held_on"] <= of.day:
            dims = {"programme": own["name"], "kind": own["kind"], "owner": own["lead"], "measure": r["measure"]}
            marks = pick(r, "member_visits", "public_visits") | {"approximate": bool(r["qualifier"])}
            found.append(Case(r["record_no"], (r["region"] or own["region"],), r["held_on"], dims, marks))
    return found


def homes(of: Cases) -> list[Case]:
    """The owners of 六有 lists, with whether all of their items are done."""
    kinds = {row["checklist_no"]: row["kind"] for row in of.tables["checklists"]}
    lists = {row["item_no"]: row["checklist_no"] for row in of.tables["checklist_items"]}
    owned: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in items(of):
        if kinds[lists[case.no]] == "六有" and case.dims["owner"]:
            owned[case.dims["owner"], lists[case.no]].append(case)
    return [
        Case(
            f"{no}/{home}",
            own[0].places,
            None,
            pick(own[0].dims, "checklist"),
            {"met": all(c.marks["done"] for c in own)},
        )
        for (home, no), own in owned.items()
    ]


HOMES, DUTIES = (
    ("委员之家", "界别委员之家"),
    (
        ("学习交流", "学习", "政策宣讲"),
        ("走访调研", "调研", "联谊", "接待群众"),
    ),
)


def home_quarters(of: Cases) -> list[Case]:
    """Each home and quarter, of the eight that are over, through which it stood."""
    quarters = [pd.Period(of.day, "Q") - n for n in range(10)]
    spans = [(q.start_time.date(), q.end_time.date()) for q in quarters]
    over = [span for span in spans if span[1] <= of.day][:8]
    held: dict[str, list[Row]] = defaultdict(list)
    for row in of.tables["activities"]:
        held[row["station_no"]].append(row)
    found = []
    for s in of.tables["workstations"]:
        for since, until in over:
            stood = (s["opened_on"] or since) <= since and (s["closed_on"] is None or s["closed_on"] > until)
            if s["kind"] in HOMES and stood:
                kinds = [a["kind"] for a in held[s["station_no"]] if since <= a["held_on"] <= until]
                met = all(any(kind in duty for kind in kinds) for duty in DUTIES)
                found.append(
                    Case(f"{s['station_no']}/{until}", (s["region"],), until, {"home": s["name"]}, {"met": met})
                )
    return found
