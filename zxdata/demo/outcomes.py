"""What grows out of the cases: outputs, endorsements, links, ratings, partners, topics. Each draws from its own seed."""

from typing import Any

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.consultation import Meetings
from zxdata.demo.days import NEVER, Days, Texts, day_texts, from_weekend, moment_texts, ordinals
from zxdata.demo.dice import Dice, as_texts
from zxdata.demo.world import World

Rows = list[tuple[Any, ...]]


def outputs(world: World, meetings: Meetings, matters: Columns) -> Columns:
    """Minutes and reports of one meeting in five, a letter of recommendation for one matter in four, some cases among
    them chosen as models; each lies in the region of what it is from.
    """
    dice, words = world.dice("outputs"), world.words.common["outputs"]
    opened = ordinals(matters["opened_on"])
    kinds = {
        "协商": (meetings.numbers, as_texts(meetings.columns["region"]), meetings.days, 0.2, words["of_meetings"]),
        "监督": (as_texts(matters["matter_no"]), as_texts(matters["region"]), opened, 0.45, words["of_matters"]),
    }
    rows: Rows = []
    for origin, (numbers, regions, begun, share, weights) in kinds.items():
        chosen = np.flatnonzero(dice.happens(len(numbers), share))
        issued = from_weekend(begun[chosen] + dice.whole(len(chosen), 5, 40))
        kind = dice.weighted(len(chosen), weights)
        titles = as_texts(meetings.columns["title"] if origin == "协商" else matters["title"])[chosen]
        lead, sent = (
            dice.among(len(chosen), world.words.common["committees"]),
            dice.among(len(chosen), words["sent_to"]),
        )
        picked = dice.weighted(len(chosen), words["selected"])
        for n, of in enumerate(chosen):
            if issued[n] <= world.timeline.last:
                title = f"{titles[n]}·{kind[n]}"
                rows.append((title, kind[n], origin, numbers[of], regions[of], lead[n], issued[n], sent[n], picked[n]))
    rows.sort(key=lambda row: (row[6], row[3]))
    names = ("title", "kind", "origin", "origin_no", "region", "lead", "issued_on", "sent_to", "selected")
    found = _columns(names, rows, "issued_on")
    return (
        {"output_no": [f"C{n:05}" for n in range(1, len(rows) + 1)]}
        | found
        | {"selected": [None if word == "未入选" else word for word in found["selected"]]}
    )


def endorsements(world: World, outcome: Columns) -> Columns:
    """One output in seven is endorsed within two months, most of these acted upon."""
    dice, last = world.dice("endorsements"), world.timeline.last
    chosen = np.flatnonzero(dice.happens(len(outcome["output_no"]), 0.14))
    given = from_weekend(ordinals([outcome["issued_on"][n] for n in chosen]) + dice.whole(len(chosen), 7, 60))
    rank = dice.weighted(len(chosen), {"省部": 0.08, "厅局": 0.42, "县处": 0.5})
    result = dice.weighted(len(chosen), {"已纳入年度工作安排": 0.5, "已转有关部门办理": 0.3, "": 0.2})
    rows = [
        ("成果", outcome["output_no"][of], rank[n], given[n], result[n] or None)
        for n, of in enumerate(chosen)
        if given[n] <= last
    ]
    found = _columns(("subject", "subject_no", "rank", "given_on", "result"), rows, "given_on")
    return {"endorsement_no": [f"Z{n:04}" for n in range(1, len(rows) + 1)]} | found


def links(world: World, suggested: Columns, proposals: Columns, topic: Columns, meetings: Meetings) -> Columns:
    """What became what: some suggestions a proposal, settled topics the next meeting of their region."""
    dice, last = world.dice("links"), world.timeline.last
    chosen = np.flatnonzero(dice.happens(len(suggested["suggestion_no"]), 0.03))
    raised = ordinals([suggested["raised_on"][n] for n in chosen])
    submitted, numbers = ordinals(proposals["submitted_on"]), as_texts(proposals["proposal_no"])
    order = np.argsort(submitted, kind="stable")
    rows: Rows = []
    for of, day in zip(chosen, (raised + dice.whole(len(chosen), 20, 120)).tolist(), strict=True):
        at = int(np.searchsorted(submitted[order], day))
        if at < len(order) and submitted[order][at] <= last:
            rows.append(
                ("建议", suggested["suggestion_no"][of], "提案", numbers[order][at], submitted[order][at], "转化")
            )
    places = as_texts(meetings.columns["region"])
    for number, region, day in zip(topic["topic_no"], topic["region"], ordinals(topic["raised_on"]), strict=True):
        held = np.flatnonzero((places == region) & (meetings.days > day + 45))
        if len(held) and dice.rng.random() < 0.55:
            rows.append(("议题", number, "协商", meetings.numbers[held[0]], meetings.days[held[0]], "转化"))
    return _columns(("from_kind", "from_no", "to_kind", "to_no", "linked_on", "manner"), rows, "linked_on")


def ratings(world: World, meetings: Meetings, matters: Columns, events: Columns) -> Columns:
    """Three sides rate one meeting in eight (提得好, 办得好, 聚得好); closed matters are rated in three aspects."""
    dice, last = world.dice("ratings"), world.timeline.last
    rows: Rows = []
    chosen = np.flatnonzero(dice.happens(len(meetings.numbers), 0.12))
    for side, aspect, mean in (("部门", "提得好", 90), ("委员", "办得好", 86), ("群众", "聚得好", 88)):
        score = np.clip(dice.rng.normal(mean, 6, len(chosen)), 40, 100).round(1)
        day = meetings.days[chosen] + dice.whole(len(chosen), 95, 130)
        told = ~dice.happens(len(chosen), 0.08) & (day <= last)
        rows += _rated("协商", meetings.numbers[chosen][told], side, aspect, day[told], score[told])
    closed = {no: on[:10] for no, stage, on in _moments(events) if stage == "销号"}
    matter_no = as_texts([no for no in matters["matter_no"] if no in closed])
    day = ordinals([closed[no] for no in matter_no]) + 7
    for aspect, mean in (("整改", 84), ("配合度", 88), ("满意度", 82)):
        score = np.clip(dice.rng.normal(mean, 8, len(matter_no)), 30, 100).round(1)
        told = dice.happens(len(matter_no), 0.7) & (day <= last)
        rows += _rated("监督", matter_no[told], "委员", aspect, day[told], score[told])
    names = ("subject", "subject_no", "side", "aspect", "rated_on", "score", "result", "rater")
    return _columns(names, rows, "rated_on")


def _rated(subject: str, numbers: Texts, side: str, aspect: str, days: Days, scores: Any) -> Rows:
    words = ("不满意", "基本满意", "满意")
    return [
        (subject, number, side, aspect, day, float(score), words[int(score >= 60) + int(score >= 80)], f"{side}评分组")
        for number, day, score in zip(numbers, days, scores, strict=True)
    ]


def _moments(events: Columns) -> Rows:
    return list(zip(events["matter_no"], events["stage"], events["occurred_at"], strict=True))


def partners(world: World, meetings: Meetings, matters: Columns) -> Columns:
    """Who else was there: for meetings with other regions both bodies with desk, minutes and reply; for some matters
    discipline inspection, audit or the press.
    """
    dice, last, regions = world.dice("partners"), world.timeline.last, world.timeline.regions
    rows: Rows = []
    for n, guest in enumerate(meetings.columns["partner_regions"]):
        outside = meetings.columns["outside_partners"][n]
        if not guest and not outside:
            continue
        names = [f"{regions.name(meetings.districts[n])}政协", *([f"{regions.name(guest)}政协"] if guest else [])]
        for name in [*names, *(f"{place}政协" for place in (outside.split("、") if outside else ()))]:
            minutes, reply = (
                meetings.days[n] + int(dice.whole(1, 2, 9)[0]),
                meetings.days[n] + int(dice.whole(1, 30, 95)[0]),
            )
            missing = dice.rng.random(2) < (0.08, 0.2)
            told = [None if gone or day > last else day for gone, day in zip(missing, (minutes, reply), strict=True)]
            role, desk = (
                "毗邻政协" if name != names[0] else "主办政协",
                dice.among(1, world.words.common["committees"])[0],
            )
            rows.append(("协商", meetings.numbers[n], name, role, desk, *told))
    joined = dice.weighted(len(matters["matter_no"]), {"": 0.8, "纪委监委": 0.08, "审计局": 0.06, "电视台": 0.06})
    roles = {"纪委监委": "纪委", "审计局": "审计", "电视台": "媒体"}
    rows += [
        ("监督", no, name, roles[name], None, None, None)
        for no, name in zip(matters["matter_no"], joined, strict=True)
        if name
    ]
    columns = ("subject", "subject_no", "name", "role", "desk", "minutes_on", "replied_on")
    return _columns(columns, rows, "minutes_on", "replied_on")


def topics(world: World) -> Columns:
    """About 900 topics of three years, from codes, members and offices, each in a district."""
    dice, timeline, words = world.dice("topics"), world.timeline, world.words.common["topics"]
    count = 900
    days = np.sort(dice.days(count, timeline.first, timeline.last, words["season"], 0.4))
    category, lots = world.categories(dice, count), dice.rng.random(count)
    return {
        "topic_no": [f"T{n:04}" for n in range(1, count + 1)],
        "title": [f"{world.topic(n, lot)}怎么办" for n, lot in zip(category, lots, strict=True)],
        "channel": dice.weighted(count, words["channels"]),
        "region": timeline.districts(dice, days),
        "category": world.category_names(category, dice),
        "raised_on": day_texts(days),
    }


def topic_events(world: World, topic: Columns, zone: Any) -> Columns:
    """审议 within weeks; two in three are settled, a tenth sent back; some are marked by leaders or planned."""
    dice, last = world.dice("topic_events"), world.timeline.last
    raised, count = ordinals(topic["raised_on"]), len(topic["topic_no"])
    rows: Rows = []
    settled, back = dice.happens(count, 0.66), dice.happens(count, 0.1)
    for stage, after, chosen, by in (
        ("征集", 0, np.ones(count, dtype=bool), None),
        ("审议", 15, dice.happens(count, 0.9), "专委会主任会议"),
        ("确定", 30, settled, "主席会议"),
        ("退回", 32, ~settled & back, "主席会议"),
        ("圈题", 34, settled & dice.happens(count, 0.12), "党委"),
        ("点题", 35, settled & dice.happens(count, 0.08), "政府"),
        ("列入计划", 40, settled & dice.happens(count, 0.5), "常委会会议"),
    ):
        day = from_weekend(raised + after + dice.whole(count, 0, 6))
        rows += [(topic["topic_no"][n], stage, day[n], by) for n in np.flatnonzero(chosen & (day <= last))]
    days = np.array([row[2] for row in rows], dtype=np.int64)
    minutes = dice.whole(len(rows), 9 * 60, 17 * 60)
    return {
        "topic_no": [row[0] for row in rows],
        "stage": [row[1] for row in rows],
        "occurred_at": moment_texts(days, minutes, zone),
        "by": [row[3] for row in rows],
    }


def meeting_marks(world: World, meetings: Meetings) -> Columns:
    """What else a meeting says of itself: problems solved, experts and businesses, planned or not, whether the chief
    came, and who joined from outside the home division.
    """
    dice, count = world.dice("meeting_marks"), len(meetings.numbers)
    chief = dice.weighted(count, {"是": 0.56, "否": 0.41, "": 0.03})
    outside = np.flatnonzero(dice.happens(count, 0.004))
    abroad = as_texts([None] * count)
    abroad[outside] = dice.among(len(outside), world.words.local.get("outside", ["邻市政协"]))
    return {
        "solved": _some(dice, dice.rng.poisson(1.6, count), 0.05),
        "expert_visits": _some(dice, dice.rng.poisson(0.5, count), 0.05),
        "business_visits": _some(dice, dice.rng.poisson(0.9, count), 0.05),
        "planned": as_texts([None if lot < 0.04 else bool(lot < 0.63) for lot in dice.rng.random(count)]),
        "chief_attended": as_texts([None if word == "" else word == "是" for word in chief]),
        "outside_partners": abroad,
    }


def _some(dice: Dice, numbers: Any, missing: float) -> Texts:
    found = as_texts([int(n) for n in numbers])
    found[dice.happens(len(found), missing)] = None
    return found


def _columns(names: tuple[str, ...], rows: Rows, *days: str) -> Columns:
    """The rows as columns, these being days as numbers or missing."""
    found: Columns = {name: [row[n] for row in rows] for n, name in enumerate(names)}
    for name in days:
        found[name] = day_texts(np.array([NEVER if day is None else day for day in found[name]], dtype=np.int64))
    return found
