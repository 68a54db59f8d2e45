"""What was promised once more: each item of a list told event by event, and the records of actions."""

from collections import defaultdict
from datetime import date
from fractions import Fraction

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
        told = r["quantity"] is not None and not r["qualifier"]
        if told and r["programme_no"] in own and r["measure"] == row["title"] and r["held_on"] <= of.day:
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
