"""What comes of it: suggestions, their follow-up, yearly plans, reminders."""

from datetime import date
from typing import Any

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.consultation import Meetings
from zxdata.demo.days import NEVER, day_texts, from_weekend, months_later, ordinal, ordinals
from zxdata.demo.dice import as_texts, or_none
from zxdata.demo.world import World

COUNT = 12_000
ORIGINS = {"协商": 0.72, "监督": 0.18, "提案": 0.1}


def suggestions(world: World, copy: int, meetings: Meetings, matters: Columns, proposals: Columns) -> Columns:
    """One copy of the suggestions, each raised where something was discussed, supervised or proposed."""
    dice, words, last = world.dice("suggestions", copy), world.words.common["suggestions"], world.timeline.last
    origin = dice.weighted(COUNT, ORIGINS)
    sources: dict[str, tuple[Any, Any]] = {
        "协商": (meetings.numbers, meetings.days),
        "监督": (as_texts(matters["matter_no"]), ordinals(matters["opened_on"])),
        "提案": (as_texts(proposals["proposal_no"]), ordinals(proposals["submitted_on"])),
    }
    number, begun = as_texts([None] * COUNT), np.zeros(COUNT, dtype=np.int64)
    for name, (numbers, days) in sources.items():
        of = origin == name
        drawn = dice.whole(int(of.sum()), 0, len(numbers) - 1)
        number[of], begun[of] = numbers[drawn], days[drawn]
    raised = np.minimum(begun + dice.whole(COUNT, 0, 9), last)
    category = world.categories(dice, COUNT)
    unit = world.lead_units(dice, category)
    limit = months_later(raised, 3)
    replied = from_weekend(raised + dice.around(COUNT, 48 * world.pace(unit), 0.35).astype(int))
    answered = (replied <= last) & ~dice.happens(COUNT, 0.03)
    adoption = np.where(answered, dice.weighted(COUNT, words["adoption"]), "待定")
    adopted = np.isin(adoption, ["采纳", "部分采纳"])
    carried_out = replied + dice.around(COUNT, 110, 0.6).astype(np.int64)
    done = answered & adopted & dice.happens(COUNT, 0.72) & (carried_out <= last)
    lots, texts = dice.rng.random(COUNT), dice.among(COUNT, words["texts"])
    return {
        "suggestion_no": [f"Y{copy:03}{n:05}" for n in range(1, COUNT + 1)],
        "origin": origin,
        "origin_no": number,
        "text": [t.format(topic=world.topic(n, lot)) for t, n, lot in zip(texts, category, lots, strict=True)],
        "unit": world.some_missing(dice, unit, 0.015),
        "raised_on": day_texts(raised),
        "due_on": day_texts(np.where(dice.happens(COUNT, 0.06), NEVER, limit)),
        "replied_on": day_texts(np.where(answered, replied, NEVER)),
        "adoption": or_none(adoption, dice.happens(COUNT, 0.01)),
        "implemented_on": day_texts(np.where(done, carried_out, NEVER)),
    }


def follow_ups(world: World, suggested: Columns) -> Columns:
    """调度 a month after the reply, 评估 and 回头看 later, for one suggestion in ten."""
    dice, last = world.dice("follow_ups"), world.timeline.last
    chosen = np.flatnonzero(dice.happens(COUNT, 0.1) & (as_texts(suggested["replied_on"]) != None))  # noqa: E711
    replied = ordinals([suggested["replied_on"][n] for n in chosen])
    rows = [
        (suggested["suggestion_no"][n], kind, day + after)
        for n, day in zip(chosen, replied.tolist(), strict=True)
        for kind, after in (("调度", 30), ("调度", 60), ("通报", 90), ("评估", 180), ("回头看", 200))
        if day + after <= last
    ]
    return {
        "suggestion_no": [row[0] for row in rows],
        "kind": [row[1] for row in rows],
        "held_on": day_texts(np.array([row[2] for row in rows], dtype=np.int64)),
        "result": dice.weighted(len(rows), {"按期推进": 0.7, "进度偏慢": 0.2, "已落实": 0.1}),
    }


def look_backs(world: World, copy: int, suggested: Columns) -> Columns:
    """回头看 within a month of what supervision suggested, for nearly all of it; a few late, a few never."""
    dice, last = world.dice("look_backs", copy), world.timeline.last
    of = np.flatnonzero(as_texts(suggested["origin"]) == "监督")
    raised = ordinals([suggested["raised_on"][n] for n in of])
    late = dice.happens(len(of), 0.015) * dice.whole(len(of), 10, 60)
    looked = from_weekend(raised + dice.whole(len(of), 12, 26)) + late
    held = (looked <= last) & ~dice.happens(len(of), 0.01)
    return {
        "suggestion_no": as_texts(suggested["suggestion_no"])[of[held]],
        "kind": ["回头看"] * int(held.sum()),
        "held_on": day_texts(looked[held]),
        "result": dice.weighted(int(held.sum()), {"整改到位": 0.86, "基本到位": 0.12, "重新办理": 0.02}),
    }


def dispatches(world: World, suggested: Columns, held: Columns) -> Columns:
    """What an adopted suggestion of supervision owes until it is carried out: 调度 every month, 通报 every quarter,
    评估 every year, mostly in time. A few are forgotten for good. ``held``: follow-ups that are there already.
    """
    dice, last = world.dice("dispatches"), world.timeline.last
    origins, adoption = as_texts(suggested["origin"]), as_texts(suggested["adoption"])
    replied = as_texts(suggested["replied_on"]) != None  # noqa: E711 - elementwise
    of = np.flatnonzero((origins == "监督") & np.isin(adoption, ["采纳", "部分采纳"]) & replied)
    begun = ordinals([suggested["replied_on"][n] for n in of])
    done = np.minimum(ordinals([suggested["implemented_on"][n] or "2100-01-01" for n in of]), last + 1)
    heeded = dice.happens(len(of), 0.97)
    rows: list[tuple[str, str, int]] = []
    for kind, every in (("调度", 30), ("通报", 90), ("评估", 360)):
        for n, since, until in zip(of[heeded], begun[heeded].tolist(), done[heeded].tolist(), strict=True):
            days = since + np.cumsum(dice.whole(max(0, until - since) // (every - 8) + 1, every - 8, every - 3))
            rows += [(suggested["suggestion_no"][n], kind, int(day)) for day in days if day < until]
    texts = day_texts(from_weekend(np.array([row[2] for row in rows], dtype=np.int64)))
    known = set(zip(held["suggestion_no"], held["kind"], held["held_on"], strict=True))
    today = day_texts(np.array([last], dtype=np.int64))[0]
    new = [(no, kind, day) for (no, kind, _), day in zip(rows, texts, strict=True) if day <= today]
    new = [row for row in new if row not in known]
    return {
        "suggestion_no": [row[0] for row in new],
        "kind": [row[1] for row in new],
        "held_on": [row[2] for row in new],
        "result": dice.weighted(len(new), {"按期推进": 0.78, "进度偏慢": 0.17, "需协调": 0.05}),
    }


def signings(world: World, copy: int, suggested: Columns) -> Columns:
    """签批 within days of being raised, for most; 评价 some weeks after the reply, for three in five of those answered."""
    dice, last = world.dice("signings", copy), world.timeline.last
    raised, answered = ordinals(suggested["raised_on"]), as_texts(suggested["replied_on"]) != None  # noqa: E711 - elementwise
    signed = raised + dice.around(COUNT, 4, 0.5).astype(np.int64)
    taken = (signed <= last) & ~dice.happens(COUNT, 0.05)
    replied = np.where(
        answered, ordinals([day or suggested["raised_on"][n] for n, day in enumerate(suggested["replied_on"])]), NEVER
    )
    rated = replied + dice.around(COUNT, 20, 0.5).astype(np.int64)
    judged = answered & (rated <= last) & dice.happens(COUNT, 0.6)
    numbers = as_texts(suggested["suggestion_no"])
    return {
        "suggestion_no": np.concatenate([numbers[taken], numbers[judged]]),
        "kind": ["签批"] * int(taken.sum()) + ["评价"] * int(judged.sum()),
        "held_on": np.concatenate([day_texts(signed[taken]), day_texts(rated[judged])]),
        "result": np.concatenate(
            [
                as_texts([None] * int(taken.sum())),
                dice.weighted(int(judged.sum()), {"满意": 0.82, "基本满意": 0.13, "不满意": 0.05}),
            ]
        ),
    }


def plans(world: World, meetings: Meetings) -> Columns:
    """The home body's yearly plan; what is past and was held names its consultation."""
    dice, timeline = world.dice("plans"), world.timeline
    rows: list[tuple[Any, ...]] = []
    for year in range(timeline.begin.year, timeline.today.year + 1):
        for kind, count in world.words.common["plans"].items():
            for _ in range(count):
                day = ordinal(date(year, 3, 1)) + int(dice.rng.integers(0, 290))
                topic = world.topic(int(world.categories(dice, 1)[0]), dice.rng.random())
                near = int(np.searchsorted(meetings.days, day))
                held = kind == "协商" and day <= timeline.last and near < COUNT and dice.rng.random() < 0.9
                done = meetings.numbers[near] if held else None
                rows.append((f"P{year}-{len(rows) + 1:03}", year, kind, topic, timeline.home, day, done))
    names = ("plan_no", "year", "kind", "title", "region", "planned_on", "done_no")
    columns: dict[str, Any] = dict(zip(names, zip(*rows, strict=True), strict=True))
    forms = world.dice("plan_forms").weighted(len(rows), world.words.common["consultation"]["forms"])
    form = [form if row[2] == "协商" else None for form, row in zip(forms, rows, strict=True)]
    return columns | {"form": form, "planned_on": day_texts(np.array(columns["planned_on"], dtype=np.int64))}


def reminders(world: World, events: Columns, matters: Columns) -> Columns:
    """催办 a week before the due day of one case in six, 督办 three weeks later for a few."""
    dice, last = world.dice("reminders"), world.timeline.last
    stages, dues = as_texts(events["stage"]), as_texts(events["due_on"])
    handed = np.flatnonzero((stages == "交办") & (dues != None) & (as_texts(events["role"]) == "主办"))  # noqa: E711
    cases = [("提案", events["proposal_no"][n], events["unit"][n], dues[n]) for n in handed]
    known = zip(matters["matter_no"], matters["unit"], matters["due_on"], strict=True)
    cases += [("监督", number, unit, due) for number, unit, due in known if unit and due]
    rows = []
    for subject, number, unit, due in cases:
        lot, day = dice.rng.random(), ordinal(date.fromisoformat(due)) - 7
        if lot < 0.16 and day <= last:
            rows.append((subject, number, unit, day, "催办"))
        if lot < 0.03 and day + 21 <= last:
            rows.append((subject, number, unit, day + 21, "督办"))
    names = ("subject", "subject_no", "unit", "sent_on", "kind")
    columns: dict[str, Any] = dict(zip(names, zip(*rows, strict=True), strict=True))
    days = from_weekend(np.array(columns["sent_on"], dtype=np.int64))
    return columns | {"sent_on": day_texts(np.minimum(days, last)), "sent_by": ["提案委办公室"] * len(rows)}
