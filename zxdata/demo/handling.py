"""The handling of proposals: 审查 and 立案, 交办 to 答复, 评价 and a second round."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.days import NEVER, Days, Texts, from_weekend, months, months_later
from zxdata.demo.dice import Dice, Mask, as_texts
from zxdata.demo.events import Events
from zxdata.demo.world import World

MEDIAN_DAYS = 58.0
SPREAD = 0.3
STRAYING = 0.032  # answered months late
TEXTS = ("unit", "role", "result", "due_on", "note", "rater", "score")


@dataclass(frozen=True)
class Cases:
    """What the stages share: one entry a proposal."""

    numbers: Texts
    submitted: Days
    proposers: Texts
    category: Days
    regions: Texts
    copy: int = 0

    @property
    def count(self) -> int:
        return len(self.numbers)


def events(world: World, dice: Dice, cases: Cases, zone: ZoneInfo) -> Columns:
    """The rows of ``proposal_events``, about eight a proposal."""
    events = Events(dice, TEXTS, world.timeline.last)
    # Dice of their own: what is added keeps every row that stood before as it was.
    more = Events(world.dice("stages", cases.copy), TEXTS, world.timeline.last)
    decided, handed = _review(world, dice, events, more, cases)
    replied, outcome, unit = _handle(world, dice, events, more, cases, decided, handed)
    _rate(world, dice, events, cases, replied, outcome, unit)
    told, added = (each.columns(cases.numbers, "proposal_no", zone) for each in (events, more))
    return {name: np.concatenate([told[name], added[name]]) for name in told}


def _review(world: World, dice: Dice, events: Events, more: Events, cases: Cases) -> tuple[Days, Mask]:
    """审查 and its verdicts. Days of filing, and which go on to a unit."""
    count = cases.count
    every = np.full(count, True)
    events.add("提交", every, cases.submitted)
    back = dice.happens(count, 0.03)
    wanted = world.words.common["proposals"]["wanted"]
    lacking = as_texts([wanted[day % len(wanted)] for day in cases.submitted])
    events.add("退回补充", back, from_weekend(cases.submitted + 2), note=lacking)
    reviewed = from_weekend(cases.submitted + dice.whole(count, 2, 11) + 6 * back)
    events.add("审查", every, reviewed)
    _review_twice(world, more, cases, reviewed)
    verdict = dice.index(count, [0.885, 0.035, 0.08])
    decided = from_weekend(reviewed + dice.whole(count, 1, 6))
    grounds = world.words.common["proposals"]["refusal_grounds"]
    note = as_texts(
        [grounds[day % len(grounds)] if v == 1 else None for v, day in zip(verdict, cases.submitted, strict=True)]
    )
    events.add(as_texts(["立案", "不予立案", "转社情民意"])[verdict], every, decided, note=note)
    merged = (verdict == 0) & dice.happens(count, 0.07)
    events.add("并案", merged, from_weekend(decided + dice.whole(count, 1, 5)), note="与内容相近的提案合并办理")
    return decided, (verdict == 0) & ~merged


def _review_twice(world: World, more: Events, cases: Cases, reviewed: Days) -> None:
    """预审 the day after most were submitted and 复审 the day they were reviewed, in the last two years."""
    lots = more.dice
    recent = (cases.submitted > world.timeline.last - 730) & lots.happens(cases.count, 0.9)
    readers = world.words.common["proposals"]["reviewers"]
    more.add("预审", recent, from_weekend(cases.submitted + 1), rater=lots.among(cases.count, readers))
    again = recent & lots.happens(cases.count, 0.94)
    more.add("复审", again, reviewed, rater=lots.among(cases.count, readers))


def _handle(
    world: World, dice: Dice, events: Events, more: Events, cases: Cases, decided: Days, handed: Mask
) -> tuple[Days, Texts, Texts]:
    """交办 to 答复: days of the lead unit's reply, its outcome, the unit."""
    count = cases.count
    common = world.words.common
    unit = world.lead_units(dice, cases.category)
    assigned = from_weekend(decided + dice.whole(count, 2, 12))
    due = np.where(dice.happens(count, 0.02), NEVER, months_later(assigned, 3))
    events.add("交办", handed, assigned, unit=unit, role="主办", due_on=due)
    sent_back = handed & dice.happens(count, 0.04)
    accepted = from_weekend(assigned + dice.whole(count, 0, 6))
    events.add("签收", handed & ~sent_back & ~dice.happens(count, 0.01), accepted, unit=unit, role="主办")
    reasons = dice.among(count, common["proposals"]["return_reasons"])
    events.add("退办", sent_back, accepted, unit=unit, role="主办", note=reasons)
    moved = from_weekend(accepted + dice.whole(count, 2, 8))
    unit = np.where(sent_back, world.other_units(dice, unit), unit)
    assigned = np.where(sent_back, moved, assigned)
    due = np.where(sent_back, months_later(moved, 3), due)
    events.add("改派", sent_back, moved, unit=unit, role="主办", due_on=due)
    events.add("签收", sent_back, from_weekend(moved + 1), unit=unit, role="主办")
    _joint_units(world, dice, events, handed, cases, assigned, unit)

    slow = world.pace(unit) * np.array([c.pace for c in world.words.categories])[cases.category]
    slow = slow * np.asarray(common["seasons"]["pace"])[months(assigned)]
    needed = dice.around(count, MEDIAN_DAYS * slow, SPREAD)
    needed = np.where(dice.happens(count, STRAYING), needed + dice.whole(count, 60, 500), needed)
    extended = handed & (needed > 88) & dice.happens(count, 0.35)
    asked = from_weekend(assigned + dice.whole(count, 70, 86))
    events.add("延期", extended, asked, unit=unit, due_on=months_later(assigned, 5), note="情况复杂，经同意延期")
    replied = from_weekend(assigned + np.maximum(6, needed.astype(int)))
    for part, share in ((0.4, 0.3), (0.85, 0.3)):
        talked = from_weekend(assigned + (part * (replied - assigned)).astype(int))
        channel = dice.among(count, common["proposals"]["channels"])
        events.add("沟通", handed & dice.happens(count, share), talked, unit=unit, note=channel, result="办中")
    lots = more.dice
    for phase, share, day in (
        ("办前", 0.62, assigned + lots.whole(count, 1, 4)),
        ("办后", 0.71, replied + lots.whole(count, 2, 12)),
    ):
        channel = lots.among(count, common["proposals"]["channels"])
        more.add("沟通", handed & lots.happens(count, share), from_weekend(day), unit=unit, note=channel, result=phase)
    outcome = dice.weighted(count, common["proposals"]["outcomes"])
    events.add("答复", handed, replied, unit=unit, role="主办", result=outcome)
    return np.where(handed, replied, NEVER), outcome, unit


def _joint_units(
    world: World, dice: Dice, events: Events, handed: Mask, cases: Cases, assigned: Days, lead: Texts
) -> None:
    """会办 or 分办 by one or two other units, each due in a month."""
    count = cases.count
    first = world.other_units(dice, lead)
    share = handed & dice.happens(count, 0.3)
    role = dice.weighted(count, {"会办": 0.85, "分办": 0.15})
    again = share & dice.happens(count, 0.3)
    for chosen, unit in ((share, first), (again, world.other_units(dice, first))):
        chosen = chosen & (unit != lead)
        events.add("交办", chosen, assigned, unit=unit, role=role, due_on=months_later(assigned, 1))
        signed = chosen & (assigned % 17 != 0)  # a few reply without ever signing
        events.add("签收", signed, from_weekend(assigned + 1 + assigned % 3), unit=unit, role=role)
        opined = from_weekend(assigned + dice.whole(count, 8, 36))
        events.add("答复", chosen, opined, unit=unit, role=role, note="办理意见送主办单位")


def _rate(world: World, dice: Dice, events: Events, cases: Cases, replied: Days, outcome: Texts, unit: Texts) -> None:
    """评价, a second round for B and C that did not satisfy, 办结, 回头看."""
    count = cases.count
    done = replied != NEVER
    silent = dice.happens(count, 0.04)
    word = dice.weighted(count, {"满意": 0.905, "基本满意": 0.04, "不满意": 0.01, "未反馈": 0.045})
    unhappy = np.isin(outcome, ["C", "D"]) & dice.happens(count, 0.22)
    word = np.where(unhappy, dice.weighted(count, {"基本满意": 0.7, "不满意": 0.3}), word)
    rated = from_weekend(replied + dice.whole(count, 3, 26))
    rater = as_texts([names.split("、")[0] for names in cases.proposers])
    marks = _marks(world.dice("marks", cases.copy), word)
    events.add("评价", done & ~silent, rated, unit=unit, result=word, rater=rater, score=marks)
    fellow = as_texts([names.partition("、")[2] or None for names in cases.proposers])
    also = done & ~silent & np.array([name is not None for name in fellow]) & dice.happens(count, 0.4)
    events.add("评价", also, from_weekend(rated + 1), unit=unit, result=word, rater=fellow)
    again = done & ~silent & np.isin(outcome, ["B", "C"]) & np.isin(word, ["基本满意", "不满意"])
    reopened = from_weekend(rated + dice.whole(count, 3, 10))
    events.add("二次办理", again, reopened, unit=unit, due_on=months_later(reopened, 1))
    second = from_weekend(reopened + dice.whole(count, 12, 34))
    better = dice.weighted(count, {"A": 0.45, "B": 0.4, "C": 0.15})
    events.add("答复", again, second, unit=unit, role="主办", result=better)
    reword = dice.weighted(count, {"满意": 0.72, "基本满意": 0.25, "不满意": 0.03})
    events.add("评价", again, from_weekend(second + 7), unit=unit, result=reword, rater=rater)
    closed = from_weekend(np.where(again, second + 9, rated + 2))
    events.add("办结", done & ~silent, closed, unit=unit)
    scored = done & dice.happens(count, 0.12)
    score = dice.whole(count, 72, 99).astype(object)
    events.add("提案质量评价", scored, from_weekend(replied + 1), unit=unit, rater="承办单位", score=score)
    events.add("回头看", done & dice.happens(count, 0.03), from_weekend(closed + 60), unit=unit)


def _marks(lots: Dice, word: Texts) -> Texts:
    """A mark for seven in ten ratings, in keeping with its word."""
    spans = {"满意": (86, 100), "基本满意": (72, 87), "不满意": (48, 71)}
    drawn = {name: lots.whole(len(word), low, high) for name, (low, high) in spans.items()}
    told = lots.happens(len(word), 0.7)
    return as_texts([int(drawn[w][n]) if w in drawn and told[n] else None for n, w in enumerate(word)])
