"""Voices told once more, voice by voice: what was merged into what, when each was answered, what it became."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from tests.reference.cases import Case, Cases, once, pick
from tests.reference.lives import local_day, works
from tests.reference.tables import Row

REPLY_WORKDAYS, PROMISE_DAYS = 3, 30
ENDS = {"信息": "bulletin", "协商": "consultation", "提案": "proposal", "监督": "supervision"}
ON_THE_WAY = ("信息", "议题", "协商", "建议", "成果")


class _Family:
    """Which voice each one was merged into by the day; what was merged into each by then."""

    def __init__(self, of: Cases) -> None:
        self.rows = {v["voice_no"]: v for v in of.tables["voices"]}
        linked: dict[str, list[tuple[date, str]]] = defaultdict(list)
        for n in of.tables["links"]:
            if (n["from_kind"], n["to_kind"]) == ("民情", "民情"):
                linked[n["from_no"]].append((n["linked_on"], n["to_no"]))
        self.into: dict[str, tuple[str, date]] = {}
        for no, row in self.rows.items():
            target = row["merged_into"] or (min(linked[no])[1] if linked[no] else "")
            days = [on for on, to in linked[no] if to == target]
            if target in self.rows and target != no:
                raised = (local_day(self.rows[each]["raised_at"]) for each in (target, no))
                self.into[no] = target, max(min(days, default=date.min), *raised)
        closing = {no for no in self.into if self.into[no][1] == max(self.around(no), default=None)}
        self.into = {no: merge for no, merge in self.into.items() if no not in closing}
        self.children: dict[str, list[str]] = defaultdict(list)
        self.ever: dict[str, list[str]] = defaultdict(list)
        for no in self.into:
            end, on = no, date.min
            while end in self.into:
                end, since = self.into[end]
                on = max(on, since)
                self.ever[end].append(no)
                if on <= of.day:
                    self.children[end].append(no)

    def around(self, no: str) -> list[date]:
        """The days of the merges that lead from a voice back to itself; none where they do not."""
        days, at = list[date](), no
        while at in self.into and len(days) <= len(self.into):
            at, since = self.into[at]
            days.append(since)
            if at == no:
                return days
        return []

    def merged(self, no: str, day: date) -> bool:
        return no in self.into and self.into[no][1] <= day


@once
def family(of: Cases) -> _Family:
    return _Family(of)


def worked(of: Cases, moment: datetime, since: datetime) -> float:
    """Working days between two moments, parts of a day included."""
    total, day = 0.0, since.date()
    while day <= moment.date():
        if works(day, of.overrides):
            begin = since if day == since.date() else datetime.combine(day, datetime.min.time(), since.tzinfo)
            end = (
                moment
                if day == moment.date()
                else datetime.combine(day + timedelta(1), datetime.min.time(), since.tzinfo)
            )
            total += max(0.0, (end - begin).total_seconds()) / 86_400
        day += timedelta(1)
    return total


def due_day(of: Cases, day: date, workdays: int) -> date:
    while workdays:
        day += timedelta(1)
        workdays -= works(day, of.overrides)
    return day


def left(of: Cases, due: date) -> int:
    return sum(works(of.day + timedelta(n), of.overrides) for n in range(1, (due - of.day).days + 1))


@once
def voices(of: Cases) -> list[Case]:
    kin, events = family(of), of.events("voice_events", "voice_no")
    became = _became(of)
    found = []
    for no, row in kin.rows.items():
        if local_day(row["raised_at"]) > of.day or kin.merged(no, of.day):
            continue
        told = sorted(events[no], key=lambda e: e["occurred_at"])
        own = [no, *kin.children[no]]
        places = tuple(dict.fromkeys(kin.rows[each]["region"] for each in own))
        marks = _marks(of, row, told) | _ends(became, own, local_day(row["raised_at"]))
        unit = of.names.get(row["unit"] or next((e["unit"] for e in told if e["unit"]), None) or "")
        dims = pick(row, "channel", "category", "grade") | {
            "unit": unit,
            "colour": marks["colour"],
            "due": marks["due"].isoformat(),
            "stage": marks["reached"],
            "outcome": marks["outcome"],
            "satisfaction": marks["word"],
            "theme": _theme(row),
        }
        found.append(Case(no, places, local_day(row["raised_at"]), dims, marks))
    return found


def _marks(of: Cases, row: Row, told: list[Row]) -> dict[str, Any]:
    undone = max((e["occurred_at"] for e in told if e["stage"] == "退回"), default=None)
    now = [e for e in told if undone is None or e["occurred_at"] > undone]
    stages = {e["stage"] for e in now}
    replies = [e["occurred_at"] for e in now if e["stage"] in ("反馈", "办结")]
    replied, raised = min(replies, default=None), row["raised_at"]
    due = row["due_on"] or due_day(of, local_day(raised), REPLY_WORKDAYS)
    refused = "不予受理" in stages
    handled = "办结" in stages
    outcome = next(
        (e["result"] for stage in ("办结", "反馈") for e in now if e["stage"] == stage and e["result"]), None
    )
    answers = [e for e in now if e["stage"] == "反馈" and e["result"]]
    ratings = [e["result"] for e in now if e["stage"] == "评价" and e["result"]]
    colour = _colour(of, due, replied, refused)
    promised = outcome in ("采纳", "部分采纳") and not handled
    return {
        "submitted": bool(stages & {"提交", "签收", "反馈", "办结"}),
        "handled": handled,
        "replied": replied is not None,
        "adopted": outcome == "采纳",
        "heeded": outcome in ("采纳", "部分采纳"),
        "outcome": outcome,
        "sent_back": undone is not None,
        "refused": refused,
        "colour": colour,
        "due": due,
        "days": _days(of, raised, replied, refused),
        "ended": replied is not None,
        "workdays": round(worked(of, replied, raised), 6) if replied else None,
        "rated": bool(ratings),
        "word": ratings[0] if ratings else None,
        "satisfied": bool(ratings) and ratings[0] == "满意",
        "graded": bool(row["grade"]),
        "promised": promised,
        "broken": promised and bool(answers) and (of.day - local_day(answers[0]["occurred_at"])).days > PROMISE_DAYS,
        "chosen": any(e["stage"] == "选题" for e in told),
        "taken": any(e["stage"] == "领题" for e in told),
        "solved": any(e["stage"] == "解题" for e in told),
        "answered": all(any(e["stage"] == s for e in told) for s in ("选题", "解题")),
        "reached": "办结"
        if handled
        else "反馈"
        if replied
        else "不予受理"
        if refused
        else "提交"
        if stages & {"提交", "签收"}
        else "反映",
    }


def _days(of: Cases, raised: datetime, replied: datetime | None, refused: bool) -> int | None:
    if refused and not replied:
        return None
    return max(0, ((local_day(replied) if replied else of.day) - local_day(raised)).days)


def _colour(of: Cases, due: date, replied: datetime | None, refused: bool) -> str | None:
    if replied:
        return "done" if local_day(replied) <= due else "done_late"
    if refused:
        return None
    if of.day > due:
        return "red"
    return "yellow" if left(of, due) <= 1 else "green"


def _theme(row: Row) -> str | None:
    from zxdata.rules.voices import Voices

    text = "。".join(part for part in (row["title"], row["text"]) if part)
    best: tuple[int, str | None] = (0, None)
    for topic, words in Voices().topics.items():
        held = sum(word in text for word in words)
        if held > best[0]:
            best = held, topic
    return best[1]


def _became(of: Cases) -> dict[str, dict[str, date]]:
    """Voice → kind → the first day on which it had become one."""
    onward: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for n in of.tables["links"]:
        onward[n["from_kind"], n["from_no"]].append(n)
    found: dict[str, dict[str, date]] = defaultdict(dict)
    for (kind, no), own in list(onward.items()):
        if kind == "民情":
            _walk(onward, [n for n in own if n["to_kind"] != "民情"], date.min, 5, found[no])
    return found


def _walk(onward: Any, links: Iterable[Row], since: date, steps: int, found: dict[str, date]) -> None:
    for n in links:
        on = max(since, n["linked_on"])
        found[n["to_kind"]] = min(found.get(n["to_kind"], date.max), on)
        if n["to_kind"] in ON_THE_WAY and steps > 1:
            _walk(onward, onward[n["to_kind"], n["to_no"]], on, steps - 1, found)


def _ends(became: dict[str, dict[str, date]], own: list[str], raised: date) -> dict[str, Any]:
    days = {kind: min((became[no][kind] for no in own if kind in became[no]), default=None) for kind in ENDS}
    any_day = min((on for no in own for on in became[no].values()), default=None)
    found: dict[str, Any] = {f"on_{name}": days[kind] for kind, name in ENDS.items()}
    return found | {"on_any": any_day}


def turned(kind: str) -> Any:
    """Those that had become one of that kind by the day."""

    def of_kind(of: Cases) -> list[Case]:
        return [case for case in voices(of) if case.marks[f"on_{kind}"] and case.marks[f"on_{kind}"] <= of.day]

    return of_kind


def turning(kind: str) -> Any:
    def with_days(of: Cases) -> list[Case]:
        return [
            Case(c.no, c.places, c.axis, c.dims, {"days": max(0, (c.marks[f"on_{kind}"] - c.axis).days), "ended": True})
            for c in turned(kind)(of)
            if c.axis
        ]

    return with_days


def ever(of: Cases) -> list[Case]:
    """Every voice with the places of all that is in it, whatever the day."""
    kin = family(of)
    return [
        Case(no, tuple(dict.fromkeys(kin.rows[each]["region"] for each in [no, *kin.ever[no]])), None, {})
        for no in kin.rows
    ]


def tellings(of: Cases) -> list[Case]:
    kin = family(of)
    return [
        Case(
            no,
            (v["region"],),
            local_day(v["raised_at"]),
            pick(v, "channel", "category", "grade"),
            {"merged": kin.merged(no, of.day)},
        )
        for no, v in kin.rows.items()
        if local_day(v["raised_at"]) <= of.day
    ]


def judgements(of: Cases) -> list[Case]:
    places = {case.no: case.places for case in ever(of)}
    last: dict[tuple[Any, ...], Row] = {}
    for r in sorted(of.tables["ratings"], key=lambda r: r["rated_on"]):
        if (r["subject"], r["aspect"]) == ("民情", "评题") and r["rated_on"] <= of.day:
            last[r["subject_no"], r["side"], r["rater"]] = r
    return [
        Case(
            "/".join(map(str, key)),
            places.get(key[0], (None,)),
            r["rated_on"],
            {"side": r["side"]},
            {"told": bool(r["result"]), "content": r["result"] == "满意"},
        )
        for key, r in last.items()
    ]
