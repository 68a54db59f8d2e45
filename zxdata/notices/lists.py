"""The lists that can be subscribed to: what there is to tell of each, beyond what was told last."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from zxdata import words
from zxdata.filters import Filters
from zxdata.metrics import METRICS, metric
from zxdata.metrics.answer import answer
from zxdata.metrics.clocked.cases import ClockedCase, cases_by_colour
from zxdata.metrics.listing import listing
from zxdata.metrics.programmes.items import ITEMS
from zxdata.metrics.proposals.cases import PROPOSALS
from zxdata.metrics.supervision.cases import MATTERS
from zxdata.metrics.voices.cases import VOICES
from zxdata.notices.plan import plan
from zxdata.periods import week_of
from zxdata.rules.book import Rules
from zxdata.store import Reading

SUBJECTS = (PROPOSALS, MATTERS, VOICES, ITEMS)
MISSING = "data.filings_missing"


@dataclass(frozen=True)
class News:
    """told: what the subscriber knows from now on; title, text: what to tell, empty where there is nothing new."""

    told: str
    title: str = ""
    text: str = ""


Ask = Callable[[Reading, Rules, date, str | None], News]


@dataclass(frozen=True)
class List:
    """label: its name in words; ask: (reading, rules, day, what was told last) → what there is to tell."""

    label: str
    ask: Ask


def red(reading: Reading, rules: Rules, day: date, told: str | None) -> News:
    """The cases that are red on the day and were not when it was told last; one that was green in between is news again."""
    found = [
        (of.subject, case) for of in SUBJECTS for case in cases_by_colour(reading, of, Filters(day), rules, ("red",))
    ]
    known = set(json.loads(told)) if told else set()
    new = [(subject, case) for subject, case in found if f"{subject} {case.no}" not in known]
    now = json.dumps(sorted(f"{subject} {case.no}" for subject, case in found), ensure_ascii=False)
    if not new:
        return News(now)
    personal = reading.scope.personal
    lines = [f"截至{words.day(day)}，{'现有' if told is None else '新增'}{rules.colours.meant('red')} {len(new)} 件："]
    lines += [f"{n}. {_line(subject, case, personal)}" for n, (subject, case) in enumerate(new[: plan().listed], 1)]
    if len(new) > plan().listed:
        lines.append(f"另有 {len(new) - plan().listed} 件，请打开驾驶舱查看。")
    return News(
        now, f"{rules.colours.meant('red')}事项{'' if told is None else '新增'} {len(new)} 件", "\n".join(lines)
    )


def _line(subject: str, case: ClockedCase, personal: bool) -> str:
    """What people raised is told only to those who may read it."""
    name = case.name if personal or subject != VOICES.subject else VOICES.subject
    return f"【{subject}】{case.region}　{name}（{case.no}）：{case.reason}"


def weekly(reading: Reading, rules: Rules, day: date, told: str | None) -> News:
    """The numbers of the last whole week, once, from the plan's weekday on."""
    since, until = week_of(day - timedelta(days=7))
    if day.isoweekday() < plan().weekday or told == since.isoformat():
        return News(told or "")
    filters = Filters(until, since=since, until=until, basis="period")
    asked = tuple(METRICS[key] for key in plan().metrics)
    row = answer(reading, asked, (), filters, rules).frame.iloc[0]
    span = f"{words.day(since)}至{words.day(until)}"
    lines = [f"{span}，各项如下；存量为{words.short_day(until)}的数。"]
    lines += [f"{one.name}：{words.number(row[one.key], one.value_format)} {one.unit}" for one in asked]
    return News(since.isoformat(), f"每周简报（{span}）", "\n".join(lines))


def owed(reading: Reading, rules: Rules, day: date, told: str | None) -> News:
    """What districts owe by the rules and have not handed in, as far as it was not told; what came in between and is
    missing again is news.
    """
    frame = listing(reading, metric(MISSING), Filters(day), rules, by=("district",)).frame
    keys = [f"{row.district_code} {row.dataset} {row.period}" for row in frame.itertuples()]
    known = set(json.loads(told)) if told else set()
    now = json.dumps(sorted(keys), ensure_ascii=False)
    new = frame[[key not in known for key in keys]]
    if new.empty:
        return News(now)
    said = f"{'现有' if told is None else '新增'}欠报 {len(new)} 期"
    lines = [f"截至{words.day(day)}，{said}："]
    for n, (district, of) in enumerate(new.groupby("district", sort=False), 1):
        each = of.groupby("dataset", sort=False)["period"].agg(lambda periods: "、".join(reversed(list(periods))))
        listed = "；".join(f"{dataset} {periods}" for dataset, periods in each.items())
        lines.append(f"{n}. {district}：{listed}；最早应于{words.short_day(min(of['due_on']))}")
    return News(now, said, "\n".join(lines))


NOTICE_LISTS = {"red": List("红色事项", red), "filing": List("欠报提醒", owed), "weekly": List("每周简报", weekly)}
