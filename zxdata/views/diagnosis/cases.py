"""Findings on cases and places: newly red, longest open, blank townships, and what the data themselves lack."""

from collections.abc import Iterator
from datetime import date

from zxdata import words
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.metrics.supervision.unusual import rises
from zxdata.metrics.voices.surging import raised_more
from zxdata.quality import check
from zxdata.views.asking import Asking
from zxdata.views.diagnosis.finding import CAVEAT, FACT, Finding, certainty, link

LONG_OVERDUE = 180
MANY_ROWS = 1000
SHOWN = 3
OVERDUE = {"supervision.red": "监督事项", "proposals.overdue": "提案", "voices.red": "民情"}


def newly_red(asking: Asking) -> Iterator[Finding]:
    for rise in rises(asking.reading, asking.filters, asking.rules):
        expected = max(rise.past / rise.weeks, 1)
        yield Finding(
            "新转红",
            rise.sentence,
            rise.now + rise.past,
            min(rise.now / expected / 5, 1),
            certainty(rise.chance * rise.tested) or "较强",
            link("supervision", asking.filters, rise.code or None),
            "supervision.red",
            rise.brief,
            "逐件催办",
        )


def longest_open(asking: Asking) -> Iterator[Finding]:
    for key, noun in OVERDUE.items():
        of = metric(key)
        frame = listing(asking.reading, of, asking.filters, asking.rules).frame
        frame = frame[frame["due_on"].notna()].sort_values(["due_on", "no"])
        if frame.empty:
            continue
        first = frame.iloc[0]
        days = (asking.day - _day(first["due_on"])).days
        listed = "、".join(
            f"“{r.title}”（{'单位未填' if words.missing(r.unit) else r.unit}，期限 {_due(_day(r.due_on), asking.day)}）"
            for r in frame.head(SHOWN).itertuples()
        )
        brief = f"{noun}超期未办 {len(frame)} 件，最久的已过期限 {days:,} 天"
        yield Finding(
            "最久未办",
            f"{brief}；最久的是{listed}。",
            len(frame),
            min(days / LONG_OVERDUE, 1),
            FACT,
            link(of.subject, asking.filters),
            key,
            brief,
            "逐件催办",
        )


def surging(asking: Asking) -> Iterator[Finding]:
    """What people raise more than in the same weeks of the year before."""
    found, weeks = raised_more(asking.reading, asking.filters, asking.rules), asking.rules.voices.surge.weeks
    for each in found.rises:
        if each.surge:
            place = asking.reading.version.regions.short_name(each.code) if each.code else asking.whole_name
            odds = "不到万分之一" if each.adjusted < 0.0001 else f" {words.percent(each.adjusted, 2)}"
            brief = f"{place}{each.theme}的民情近 {weeks} 周 {each.now} 件，去年同期 {each.before} 件"
            yield Finding(
                "民情突增",
                f"{brief}；扣除总量的增长，一起看 {len(found.rises)} 处，误报的可能性{odds}。",
                each.now + each.before,
                min(each.now / max(each.before, 1) / 5, 1),
                certainty(each.adjusted) or "较强",
                link("voices", asking.filters, each.code or None),
                "voices.collected",
                brief,
                "了解缘由",
            )


def blank_townships(asking: Asking) -> Iterator[Finding]:
    keys = ("coverage.townships_blank", "coverage.townships")
    frame = asking.answer(keys, by=("district",)).frame
    frame = frame[frame[keys[0]].fillna(0) > 0].sort_values(keys[0], ascending=False, kind="stable")
    if frame.empty:
        return
    blank, all_ = int(frame[keys[0]].sum()), int(asking.answer(keys).value(keys[1]) or 0)
    listed = "、".join(
        f"{d}（{int(b)} / {int(t)}）" for d, b, t in frame[["district", *keys]].head(SHOWN).itertuples(index=False)
    )
    brief = f"{all_:,} 个镇街中 {blank:,} 个没有开放阵地，分布在 {len(frame)} 个区县，最多的是{listed}"
    yield Finding(
        "覆盖空白",
        f"{brief}。",
        all_,
        blank / all_ if all_ else 0,
        FACT,
        link("coverage", asking.filters),
        keys[0],
        brief,
        "安排补建",
    )


def caveats(asking: Asking) -> Iterator[Finding]:
    """What must be read with all the others. What came after a day that is over is no doubt about the data."""
    over = asking.day < asking.settings.day()
    for found in check(asking.reading, asking.filters, asking.rules):
        if over and found.kind == "future":
            continue
        examples = f"例如 {'、'.join(found.examples[:SHOWN])}。" if found.examples else ""
        yield Finding(
            "数据提示",
            f"{found.sentence}{examples}",
            found.count,
            min(found.count / MANY_ROWS, 1),
            CAVEAT,
            link("data", asking.filters),
        )


def _due(day: date, today: date) -> str:
    return words.short_day(day) if day.year == today.year else words.day(day)


def _day(value: date) -> date:
    return date(value.year, value.month, value.day)
