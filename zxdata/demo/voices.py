"""What people say in the demonstration: voices with their events, and what they became."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.days import Days, Texts, day_texts, from_weekend, moment_texts, ordinals
from zxdata.demo.dice import Dice, Mask, as_texts, or_none
from zxdata.demo.events import Events
from zxdata.demo.world import World

COUNT = 3_200
MERGED, SUBMITTED, REFUSED, HANDLED = 0.04, 0.86, 0.99, 0.96
AFTER_HOURS = (6 * 60, 23 * 60)


@dataclass(frozen=True)
class Voices:
    """The rows of ``voices``, and beside them what the other tables are drawn from."""

    columns: Columns
    numbers: Texts
    raised: Days
    districts: Texts
    categories: Days
    kept: Mask


def voices(world: World, copy: int, people: Columns, zone: ZoneInfo) -> Voices:
    """Voices of three years; some say what another has said before and were merged into it, some wait to be."""
    dice, words, timeline = world.dice("voices", copy), world.words.voices, world.timeline
    raised = np.sort(dice.days(COUNT, timeline.first, timeline.last, words["season"], words["weekend"], 1.2))
    category, lots = world.categories(dice, COUNT), dice.rng.random(COUNT)
    districts = timeline.districts(dice, raised)
    places = timeline.towns(dice, raised, districts)
    problems = as_texts([world.problem(n, lot) for n, lot in zip(category, lots, strict=True)])
    if copy == 0:
        _burst(world, dice, raised, districts, places, problems)
    templates = dice.among(COUNT, words["said"])
    titles = as_texts(
        [t.format(place=timeline.short(p), problem=q) for t, p, q in zip(templates, places, problems, strict=True)]
    )
    numbers = as_texts([f"V{copy * 100_000 + n:06}" for n in range(1, COUNT + 1)])
    merged = _said_again(dice, raised, titles, places, numbers, words["again"])
    bureau = world.lead_units(dice, category)
    unit = np.where(dice.happens(COUNT, 0.45), [world.unit_numbers[code] for code in districts], bureau)
    eager = dice.around(len(people["member_no"]), 1.0, 1.6)
    who = as_texts(people["member_no"])[dice.index(COUNT, eager)]
    member = or_none(who, dice.happens(COUNT, 0.3))
    minutes = dice.whole(COUNT, *AFTER_HOURS)
    columns: Columns = {
        "voice_no": numbers,
        "title": titles,
        "text": dice.among(COUNT, words["texts"]),
        "channel": dice.weighted(COUNT, words["channels"]),
        "category": world.category_names(category, dice),
        "grade": [word or None for word in dice.weighted(COUNT, words["grades"])],
        "region": places,
        "member_no": member,
        "unit": world.some_missing(dice, unit, 0.04),
        "raised_at": moment_texts(raised, minutes, zone),
        "merged_into": merged,
    }
    return Voices(columns, numbers, raised, districts, category, merged == None)  # noqa: E711


def _burst(world: World, dice: Dice, raised: Days, districts: Texts, places: Texts, problems: Texts) -> None:
    """The last voices of one district speak of one thing."""
    burst, timeline = world.words.voices["burst"], world.timeline
    recent = np.flatnonzero(raised > timeline.last - 21)[-int(burst["count"]) :]
    district = timeline.epochs[-1].districts[int(burst["district"])].code
    districts[recent], problems[recent] = district, burst["problem"]
    places[recent] = timeline.towns(dice, raised[recent], districts[recent])


def _said_again(dice: Dice, raised: Days, titles: Texts, places: Texts, numbers: Texts, again: str) -> Texts:
    """Into which voice each was merged. One in five that say the same was not noticed yet; some cross a border."""
    merged = as_texts([None] * len(numbers))
    taken: set[int] = set()
    for n in np.flatnonzero(dice.happens(len(numbers), MERGED)).tolist():
        before = n - int(dice.rng.integers(1, 9))
        if before < 0 or before in taken or merged[before] is not None or raised[n] - raised[before] > 20:
            continue
        titles[n] = again.format(title=titles[before])
        if dice.rng.random() < 0.9:
            places[n] = places[before]
        if dice.rng.random() < 0.8:
            merged[n] = numbers[before]
            taken.add(n)
    return merged


def voice_events(world: World, copy: int, of: Voices, zone: ZoneInfo) -> Columns:
    """审核, 提交, 签收, 反馈, 办结, 评价; a few sent back, most of the rest refused; one in fourteen goes the way of the three lists."""
    dice, words, count = world.dice("voice_events", copy), world.words.voices, len(of.numbers)
    unit = as_texts(of.columns["unit"])
    events = Events(dice, ("unit", "result"), world.timeline.last)
    sent = of.kept & dice.happens(count, SUBMITTED)
    refused = of.kept & ~sent & dice.happens(count, REFUSED)
    day = of.raised
    events.add("审核", of.kept & dice.happens(count, 0.8), day)
    events.add("不予受理", refused, from_weekend(day + dice.whole(count, 0, 2)))
    submitted = day + (dice.rng.random(count) < 0.3)
    back = sent & dice.happens(count, 0.02)
    events.add("提交", sent, submitted)
    events.add("退回", back, submitted)
    submitted = submitted + back * 2
    events.add("提交", back, submitted)
    accepted = from_weekend(submitted + (dice.rng.random(count) < 0.4))
    events.add("签收", sent & ~dice.happens(count, 0.05), accepted, unit=unit)
    slow = dice.happens(count, 0.1) * dice.rng.exponential(9, count).astype(np.int64)
    replied = from_weekend(accepted + dice.index(count, (0.5, 0.3, 0.2)) + slow)
    answered = sent & ~dice.happens(count, np.where(world.timeline.last - day < 200, 0.01, 0.0))
    result = as_texts([word or None for word in dice.weighted(count, words["results"])])
    events.add("反馈", answered & ~dice.happens(count, 0.06), replied, unit=unit, result=result)
    handled = from_weekend(replied + dice.rng.exponential(8, count).astype(np.int64))
    done = answered & dice.happens(count, HANDLED)
    events.add("办结", done, handled, unit=unit, result=result)
    rated = done & dice.happens(count, 0.55)
    events.add("评价", rated, handled + dice.whole(count, 1, 12), result=dice.weighted(count, words["satisfactions"]))
    listed = of.kept & dice.happens(count, 0.07)
    chosen = from_weekend(day + dice.whole(count, 3, 25))
    events.add("选题", listed, chosen)
    events.add("领题", listed & dice.happens(count, 0.9), chosen + dice.whole(count, 0, 6))
    events.add("解题", listed & dice.happens(count, 0.72), chosen + dice.whole(count, 10, 70))
    return events.columns(of.numbers, "voice_no", zone)


def became(world: World, of: Voices, reports: Columns, proposals: Columns, matters: Columns, meetings: Any) -> Columns:
    """Links of voices to the reports, proposals, matters and meetings that came after them."""
    dice, last = world.dice("voice_links"), world.timeline.last
    kinds = (
        ("信息", reports["bulletin_no"], ordinals(reports["submitted_on"]), 0.05, 5, 60),
        ("提案", proposals["proposal_no"], ordinals(proposals["submitted_on"]), 0.02, 15, 150),
        ("监督", matters["matter_no"], ordinals(matters["opened_on"]), 0.015, 5, 60),
        ("协商", meetings.numbers, meetings.days, 0.03, 7, 60),
    )
    rows: list[tuple[str, str, str, int]] = []
    for kind, numbers, days, share, least, most in kinds:
        order = np.argsort(days, kind="stable")
        for n in np.flatnonzero(of.kept & dice.happens(len(of.numbers), share)).tolist():
            at = int(np.searchsorted(days[order], of.raised[n] + int(dice.rng.integers(least, most))))
            if at < len(order) and days[order][at] <= last:
                rows.append((of.numbers[n], kind, numbers[order[at]], int(days[order][at])))
    return {
        "from_kind": ["民情"] * len(rows),
        "from_no": [row[0] for row in rows],
        "to_kind": [row[1] for row in rows],
        "to_no": [row[2] for row in rows],
        "linked_on": day_texts(np.array([row[3] for row in rows], dtype=np.int64)),
        "manner": ["转化"] * len(rows),
    }


def judgements(world: World, of: Voices, events: Columns) -> Columns:
    """The public judges what was solved."""
    dice, last = world.dice("voice_ratings"), world.timeline.last
    solved = [
        (no, at[:10])
        for no, stage, at in zip(*(events[n] for n in ("voice_no", "stage", "occurred_at")), strict=True)
        if stage == "解题"
    ]
    day = ordinals([on for _, on in solved]) + dice.whole(len(solved), 1, 20)
    score = np.clip(dice.rng.normal(86, 9, len(solved)), 40, 100).round(1)
    told = np.flatnonzero((day <= last) & dice.happens(len(solved), 0.85)).tolist()
    words = ("不满意", "基本满意", "满意")
    return {
        "subject": ["民情"] * len(told),
        "subject_no": [solved[n][0] for n in told],
        "side": ["群众"] * len(told),
        "aspect": ["评题"] * len(told),
        "rated_on": day_texts(day[told]),
        "score": [float(score[n]) for n in told],
        "result": [words[int(score[n] >= 60) + int(score[n] >= 78)] for n in told],
        "rater": ["群众评题组"] * len(told),
    }
