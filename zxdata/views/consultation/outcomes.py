"""成效: six rates kept apart, what three sides say of a meeting, how long answers and results take, and where the ledger contradicts itself."""

from dataclasses import replace

import pandas as pd

from zxdata import words
from zxdata.figures import Bars, Figure, Survival, Table, TableColumn, View
from zxdata.metrics import metric
from zxdata.metrics.answer import Result, survival
from zxdata.metrics.listing import listing
from zxdata.periods import months_before
from zxdata.views.asking import Asking
from zxdata.views.consultation.landing import ranked_by
from zxdata.views.consultation.measures import adoption, in_words, target
from zxdata.views.frame import framed
from zxdata.views.outcomes import scores
from zxdata.views.proposals.curves import UNTIL, curves
from zxdata.views.regional import funnel, side_by_side

RATES = {
    "assign_rate": "交办率",
    "reply_rate": "办复率",
    "on_time_rate": "按期率",
    "adoption_rate": "采纳率",
    "implementation_rate": "落实率",
    "satisfaction_rate": "满意率",
}
FLAWS = ("adopted_unreplied", "implemented_early", "implemented_unadopted")
LISTED = 200


def view(asking: Asking) -> View:
    keys = (*_rates(asking), "consultation.sign_rate")
    key, districts, now = adoption(asking), _districts(asking), asking.answer(keys)
    indicators = asking.indicators(keys, now=now)
    whole = (now if asking.siblings == asking.filters else asking.answer([key], filters=asking.siblings)).value(key)
    ranked = ranked_by(asking, side_by_side(asking, districts, key, whole, asking.siblings), key)
    figures: tuple[Figure, ...] = (
        rates(asking, now),
        scores(asking, "协商", "三方评分：提得好、办得好、聚得好", "同一评价人的同一维度只计最近一次"),
        replace(ranked, key="adopting").choosing(asking.district),
        replace(funnel(asking, ranked, key, "建议数与采纳率", "建议数"), key="adopting_funnel"),
        replying(asking),
        implementing(asking),
        by_district(asking, districts),
        flaws(asking),
    )
    line = target(asking, key)
    adopting = next(card for card in indicators if card.metric == key)
    headline = adopting.clause("采纳率", f"（{adopting.base}，{in_words(asking)}）") or "所选条件下没有已答复的建议"
    if line is not None and whole is not None:
        short = line - whole
        headline += f"，{'低于' if short > 0 else '达到'}目标 {words.percent(line, 0)}" + (
            f"，差 {words.points(short)}" if short > 0 else ""
        )
    return framed(asking, "consultation.outcomes", "协商活动·成效", headline + "。", indicators, figures, None)


def _rates(asking: Asking) -> dict[str, str]:
    """The six rates by their keys, adoption as the reader reads it."""
    keyed = {f"consultation.{name}": word for name, word in RATES.items()}
    return {adoption(asking) if "adoption" in key else key: word for key, word in keyed.items()}


def rates(asking: Asking, now: Result) -> Bars:
    """Each on its own base: they are six things and never one."""
    named = _rates(asking)
    rows = [
        (
            word,
            now.value(key),
            _base(now.value(f"{key}.numerator"), now.value(f"{key}.denominator"), metric(key).denominator),
            key,
        )
        for key, word in named.items()
    ]
    return Bars(
        key="rates",
        title="六率各算各的",
        unit="%",
        aid="旁为分子 / 分母",
        value_format="percent",
        note=f"{in_words(asking)}；满意率只在评价过的建议中算，没有评价的不是满意",
        frame=pd.DataFrame(rows, columns=["name", "value", "base", "metric"]),
    )


def _base(top: float | None, bottom: float | None, noun: str) -> str:
    return f"{words.rounded(top or 0)} / {words.rounded(bottom)} {noun}" if bottom else f"没有{noun}"


def replying(asking: Asking) -> Survival:
    of = metric("consultation.reply_days_median")
    found = survival(asking.reading, of, (), asking.filters, asking.rules)
    limit = asking.rules.suggestions.limit_months
    drawn = curves(
        asking,
        {"未答复": found[()]} if () in found else {},
        "多久有答复",
        f"未答复的按截至日删失；仍未答复{UNTIL % '条'}",
    )
    return replace(
        drawn,
        key="replying",
        metric=of.key,
        aid="自提出起的天数，仍未答复的 %，带为 95% 置信区间",
        empty="所选条件下没有建议。",
        limit_days=float((asking.day - months_before(asking.day, limit)).days),
    )


def implementing(asking: Asking) -> Survival:
    of = metric("consultation.implementation_days_median")
    found = survival(asking.reading, of, (), asking.filters, asking.rules)
    drawn = curves(
        asking,
        {"未落实": found[()]} if () in found else {},
        "采纳之后多久落实",
        f"落实早于采纳的不计；仍未落实{UNTIL % '条'}",
    )
    return replace(
        drawn,
        key="implementing",
        metric=of.key,
        aid="自采纳（答复日）起的天数，仍未落实的 %，带为 95% 置信区间",
        empty="所选条件下没有采纳的建议。",
        limit_days=None,
    )


def _districts(asking: Asking) -> Result:
    keys = ["consultation.suggestions", *_rates(asking), "consultation.sign_rate", "consultation.overdue"]
    return asking.answer(keys, by=("district",), filters=asking.siblings)


def by_district(asking: Asking, found: Result) -> Table:
    frame = found.frame.rename(columns={"district": "name", "district_code": "code"})
    columns = (
        TableColumn("name", "区县"),
        TableColumn("consultation.suggestions", "建议", "integer"),
        *(TableColumn(key, word, "percent") for key, word in _rates(asking).items()),
        TableColumn("consultation.sign_rate", f"{asking.rules.suggestions.sign_days} 日签批率", "percent"),
        TableColumn("consultation.overdue", "逾期未复", "integer"),
    )
    return Table(
        key="districts",
        title="各区县六率",
        aid="官方顺序",
        note=f"跨区域协商的建议在各区县各计一条；{in_words(asking)}",
        frame=frame[["code", *(c.name for c in columns)]],
        columns=columns,
    )


def flaws(asking: Asking) -> Table:
    """Suggestions whose dates contradict each other: shown as they are, never mended."""
    parts = []
    for name in FLAWS:
        of = metric(f"consultation.{name}")
        parts.append(
            listing(asking.reading, of, asking.filters, asking.rules, LISTED).frame.assign(flaw=of.name, metric=of.key)
        )
    frame = pd.concat(parts, ignore_index=True)
    columns = (
        TableColumn("flaw", "矛盾"),
        TableColumn("no", "建议编号"),
        TableColumn("text", "内容"),
        TableColumn("raised_on", "提出日期", "date"),
        TableColumn("replied_on", "答复日期", "date"),
        TableColumn("adoption", "采纳情况"),
        TableColumn("implemented_on", "落实日期", "date"),
        TableColumn("unit", "承办单位"),
    )
    return Table(
        key="flaws",
        title="台账自相矛盾的建议",
        aid=f"{len(frame)} 条，每种最多列 {LISTED} 条",
        note="照记不改；落实早于采纳的不进用时曲线",
        frame=frame[["metric", *(c.name for c in columns)]],
        columns=columns,
        empty="没有自相矛盾的建议。",
    )
