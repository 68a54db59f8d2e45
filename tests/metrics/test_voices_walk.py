"""Voices with drawn lives, walked through day by day with a calendar of another library; the page must say the same."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

import chinese_calendar
import pytest

from tests.metrics.asking import TOWNS, UNITS, Ask
from tests.voice_rows import event, voice

FIRST, DAYS, VOICES = date(2025, 9, 15), 45, 70
COLOURS = ("green", "yellow", "red", "done", "done_late")
LIMIT, WARNED = 3, 1
Life = list[tuple[date, str]]


def lived(dice: Random) -> tuple[date, Life]:
    """When it was raised, and what happened on which days after it; what is refused stays so unless it is sent back."""
    raised = FIRST + timedelta(dice.randrange(DAYS - 8))
    days = sorted(dice.sample(range(0, 18), dice.randrange(0, 6)))
    events: Life = []
    for n in days:
        last = events[-1][1] if events else ""
        stages = ["退回"] if last == "不予受理" else ["提交", "签收", "反馈", "办结", "退回", "评价"]
        if not any(stage in ("反馈", "办结") for _, stage in events):
            stages.append("不予受理")
        events.append((raised + timedelta(n), dice.choice(stages)))
    return raised, events


def walked(raised: date, events: Life, today: date) -> str:
    """The colour on a day, from what had happened since it was last sent back."""
    if today < raised:
        return ""
    due, left = raised, LIMIT
    while left:
        due += timedelta(1)
        left -= chinese_calendar.is_workday(due)
    known = [(day, stage) for day, stage in events if day <= today]
    begun = max((n for n, (_, stage) in enumerate(known) if stage == "退回"), default=-1)
    since = known[begun + 1 :]
    replied = [day for day, stage in since if stage in ("反馈", "办结")]
    if replied:
        return "done" if replied[0] <= due else "done_late"
    if any(stage == "不予受理" for _, stage in since):
        return ""
    if today > due:
        return "red"
    ahead = sum(chinese_calendar.is_workday(today + timedelta(n)) for n in range(1, (due - today).days + 1))
    return "yellow" if ahead <= WARNED else "green"


@pytest.mark.parametrize("seed", [1, 2])
def test_a_voices_colour_on_any_day_is_what_a_walk_through_its_days_finds(ask: Callable[..., Ask], seed: int) -> None:
    dice = Random(seed)
    lives = {f"{n}": lived(dice) for n in range(VOICES)}
    asked = ask(
        regions=TOWNS,
        units=UNITS,
        voices=[voice(no, f"{raised} 10:00") for no, (raised, _) in lives.items()],
        voice_events=[
            event(no, stage, f"{datetime.combine(day, datetime.min.time()) + timedelta(hours=11):%Y-%m-%d %H:%M}")
            for no, (_, events) in lives.items()
            for day, stage in events
        ],
    )
    seen: Counter[str] = Counter()
    for n in range(0, DAYS + 10, 3):
        today = FIRST + timedelta(n)
        there = Counter(walked(*life, today) for life in lives.values())
        assert {c: asked(f"voices.{c}", str(today)) for c in COLOURS} == {c: there[c] for c in COLOURS}, today
        seen += there
    assert all(seen[colour] > 5 for colour in COLOURS)
