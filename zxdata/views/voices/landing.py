"""民情: how much is raised, how far it gets, where, and how it moves."""

from dataclasses import replace

import pandas as pd

from zxdata import words
from zxdata.figures import Bars, Figure, Indicator, Table, TableColumn, View
from zxdata.filters import UNFILLED, Filters
from zxdata.metrics import metric
from zxdata.metrics.answer import Result
from zxdata.views.asking import Asking
from zxdata.views.clocked.board import under_own_words
from zxdata.views.frame import framed
from zxdata.views.regional import funnel, of_regions, ranking, region_map
from zxdata.views.trends import by_month
from zxdata.views.voices.measures import chosen

TITLE, COLLECTED = "民情", "voices.collected"
INDICATORS = (
    COLLECTED,
    "voices.overall_rate",
    "voices.red",
    "voices.on_time_rate",
    "voices.satisfaction_rate",
    "voices.converted",
)
COLUMNS = (
    COLLECTED,
    "voices.submit_rate",
    "voices.handled_rate",
    "voices.overall_rate",
    "voices.red",
    "voices.on_time_rate",
    "voices.satisfaction_rate",
    "voices.converted",
)
OPEN = "voices.open"
# name, its number, and what part of its base it is
STEPS = (
    ("反映", "collected", ""),
    ("提交", "submitted", "submit_rate"),
    ("办结", "handled", "handled_rate"),
    ("总办结", "handled", "overall_rate"),
    ("采纳", "adopted", "adoption_rate"),
    ("采纳和部分采纳", "heeded", "adoption_rate_with_partial"),
    ("转化", "converted", "converted_rate"),
)
WHOLE = tuple(dict.fromkeys((*INDICATORS, OPEN, *(f"voices.{name}" for step in STEPS for name in step[1:] if name))))
"""What cards, headline and steps tell of the whole, asked for together."""
HEADS = ("收集", "提交率", "办结率", "总办结率", "超期", "按期反馈率", "满意率", "转化")


def head(asking: Asking) -> View:
    """The cards over every part of the page."""
    now = asking.answer((*INDICATORS, OPEN))
    return framed(asking, "voices.head", TITLE, "", cards(asking, now), (), None)


def cards(asking: Asking, now: Result) -> tuple[Indicator, ...]:
    bases = {
        COLLECTED: asking.filters.period_in_words(),
        "voices.red": f"待反馈 {int(now.value(OPEN) or 0):,} 件中已过期限",
    }
    return under_own_words(asking.indicators(INDICATORS, bases, now), asking.colours)


def view(asking: Asking) -> View:
    """The page's first part: districts compared by the measure that the option ``measure`` names."""
    measure, notices = chosen(asking)
    unable = [d for d, _ in asking.filters.where if d not in metric(measure.key).filters]
    fitting, said = asking.letting_go(measure.title, *unable)
    notices = (*notices, *said)
    # Where no district is chosen and no filter let go, the map and the table ask the same of the voices of each district.
    shared = fitting.siblings == asking.filters and metric(measure.key).fact is metric(COLLECTED).fact
    now = asking.answer(dict.fromkeys((*WHOLE, *([measure.key] if shared else ()))))
    keys = dict.fromkeys((measure.key, *(COLUMNS if shared else ())))
    answered = fitting.answer(keys, by=("district",), filters=fitting.siblings)
    regions = of_regions(asking, answered, measure.key)
    of_all = now if shared else fitting.answer([measure.key], filters=fitting.siblings)
    whole = of_all.value(measure.key)
    figures: list[Figure] = [
        way(asking, now),
        channels(asking),
        by_month(
            asking,
            {"voices.handled": "办结", COLLECTED: "收集"},
            "每月收集与办结",
            "件",
            "收集按反映月份，办结按办结月份",
        ),
    ]
    if whole is not None:
        shaded = region_map(asking, regions, measure.key, measure.title, measure.base, gap=measure.gap)
        note = "并入另一件的不另计；跨区县合并的，各区县各计一件，合计计一件"
        ranked = ranking(asking, regions, measure.key, f"{measure.title}排名", whole, note=note)
        shaded = replace(shaded, labels=tuple(ranked.frame["code"][:6]))
        sized = funnel(asking, ranked, measure.key, f"规模与{measure.title}", measure.sizes)
        figures += [shaded.choosing(asking.district), ranked.choosing(asking.district), sized]
    else:
        notices = (*notices, f"{measure.title}算不出来：没有分母（{measure.sizes}）的数据。")
    table, told = _table(asking, answered if shared else None), headline(asking, now)
    absent = ("map", "ranking", "funnel")
    return framed(asking, "voices", TITLE, told, cards(asking, now), tuple(figures), table, notices, absent)


def headline(asking: Asking, now: Result) -> str:
    """How far the voices of the period got, and what is late now."""
    n = {name: int(now.value(f"voices.{name}") or 0) for name in ("collected", "submitted", "handled", "red")}
    late = f"{n['red']:,} 件{asking.colours.meant('red')}未反馈" if n["red"] else "没有超期未反馈的"
    return words.joined(
        f"收集民情 {n['collected']:,} 件",
        f"提交 {n['submitted']:,} 件",
        f"办结 {n['handled']:,} 件",
        words.clause("总办结率", now.value("voices.overall_rate"), "percent"),
        aside=late,
    )


def way(asking: Asking, now: Result) -> Bars:
    """反映 → 提交 → 办结, with adoption apart: each number is that of its metric, beside it what part of its base it is."""
    rows = [
        (name, now.value(f"voices.{own}") or 0, "件", _share(now, own, rate), f"voices.{own}")
        for name, own, rate in STEPS
    ]
    frame = pd.DataFrame(rows, columns=["name", "value", "unit", "base", "metric"])
    follows = "旁为占其来处的比例" if not asking.happened else "旁的比例按期间内决定的算，与左边的件数不是同一批"
    return Bars(
        key="way",
        title="从反映到办结",
        unit="件",
        aid=follows,
        value_format="integer",
        note="总办结率 ＝ 办结 ÷ 反映；采纳、转化不是办结的一步，另列",
        empty="所选条件下没有民情。",
        frame=frame if frame["value"].any() else frame.iloc[:0],
    )


def _share(now: Result, own: str, rate: str) -> str:
    """Nothing where the rate is of other cases than the number beside it: what became of voices that came long ago."""
    key = f"voices.{rate}"
    if not rate or now.value(f"{key}.numerator") != now.value(f"voices.{own}"):
        return ""
    base = words.base(now.value(f"{key}.numerator"), now.value(f"{key}.denominator"), "件")
    return f"{base}，{words.with_unit(now.value(key), 'percent')}"


def channels(asking: Asking) -> Bars:
    """Where voices come from, those merged into another too."""
    key = "voices.tellings"
    frame = asking.answer([key, "voices.merged"], by=("channel",), filters=_told(asking)).frame
    frame = frame[frame[key] > 0].sort_values(key, ascending=False, kind="stable")
    whole = float(frame[key].sum())
    merged = [f"，其中并入 {int(n):,}" if n else "" for n in frame["voices.merged"]]
    shares = [words.percent(value / whole) for value in frame[key]]
    return Bars(
        key="channels",
        title="民情来源",
        unit="条",
        aid="旁为占比",
        value_format="integer",
        dimension="channel",
        metric=key,
        selected=asking.filters.values("channel"),
        note="每一条来源都计，并入另一件的也在其渠道中",
        frame=pd.DataFrame(
            {
                "name": frame["channel"],
                "value": frame[key].astype(float),
                "base": [share + more for share, more in zip(shares, merged, strict=True)],
            }
        ),
        empty="所选条件下没有民情。",
    )


def _told(asking: Asking) -> Filters:
    return asking.beside("channel", "unit", "colour")


def _table(asking: Asking, districts: Result | None) -> Table:
    """The districts, asked already or not; in a chosen district its townships."""
    level = "township" if asking.district else "district"
    found = asking.answer(COLUMNS, by=(level,)) if districts is None or asking.district else districts
    frame = found.frame.rename(columns={level: "name", f"{level}_code": "code"})
    frame = frame[(frame["name"] != UNFILLED) | (frame[COLLECTED] > 0)]
    columns = [TableColumn("name", "区县" if level == "district" else "乡镇街道")]
    columns += [TableColumn(key, title, metric(key).value_format) for key, title in zip(COLUMNS, HEADS, strict=True)]
    return Table(
        key="table",
        title="区县明细" if level == "district" else "镇街明细",
        aid=f"{len(frame)} 行，官方顺序",
        note="跨区县合并的民情，各区县各计一件，合计计一件",
        frame=frame[["code", *(c.name for c in columns)]],
        columns=tuple(columns),
    )
