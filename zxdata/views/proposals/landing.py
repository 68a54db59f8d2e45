"""提案办理: where every proposal stands, and how long it takes."""

from dataclasses import replace
from datetime import timedelta
from itertools import islice

import pandas as pd

from zxdata import words
from zxdata.figures import (
    Figure,
    Gantt,
    Indicator,
    Ranking,
    Survival,
    Table,
    TableColumn,
    Trend,
    View,
    Waterfall,
    phases,
)
from zxdata.filters import UNFILLED, Filters
from zxdata.metrics import metric
from zxdata.metrics.proposals.waiting import OVER, PHASES, listed
from zxdata.periods import first_of_months, month_labels
from zxdata.rules.calendar import GUESSED_BRIEF, GUESSED_SIGN
from zxdata.rules.palette import ORDER
from zxdata.views.asking import Asking, indicator
from zxdata.views.frame import framed
from zxdata.views.proposals.curves import NOTE, by_year, curves_by
from zxdata.views.regional import ranking
from zxdata.views.trends import by_month

INDICATORS = (
    "proposals.reply_rate",
    "proposals.on_time_rate",
    "proposals.handling_days_median",
    "proposals.overdue",
    "proposals.second_round",
    "proposals.satisfaction_rate",
)
GANTT_ROWS = 16
TITLE = "提案办理"


def head(asking: Asking) -> View:
    """The cards over every part of the page."""
    return framed(asking, "proposals.head", TITLE, "", _indicators(asking), (), None)


def view(asking: Asking) -> View:
    """The page's first part."""
    indicators, units = _indicators(asking), by_unit(asking)
    figures: tuple[Figure, ...] = (
        timeline(asking),
        survival_by_year(asking),
        waterfall(asking),
        filed_and_replied(asking),
        units,
    )
    return framed(asking, "proposals", TITLE, headline(asking), indicators, figures, _table(asking))


def headline(asking: Asking) -> str:
    """How many wait and are late; where no proposal was ever assigned, that nothing is known of it."""
    now = asking.answer(["proposals.open", "proposals.overdue", "proposals.on_time_rate"])
    waiting, late = (int(now.value(f"proposals.{key}") or 0) for key in ("open", "overdue"))
    if not waiting:
        ever = asking.answer(["proposals.filed", "proposals.assigned"], filters=Filters(asking.day))
        filed = int(ever.value("proposals.filed") or 0)
        if filed and not ever.value("proposals.assigned"):
            return f"立案 {filed:,} 件，都没有写明何时交办，办理情况无从判断。"
    on_time = indicator(metric("proposals.on_time_rate"), now).clause("按期办复率")
    return words.joined(f"在办 {waiting:,} 件", f"其中逾期 {late:,} 件", on_time)


def _indicators(asking: Asking) -> tuple[Indicator, ...]:
    counts = asking.answer(["proposals.open", "proposals.rated", "proposals.replied"])
    waiting, rated, replied = (int(counts.value(f"proposals.{n}") or 0) for n in ("open", "rated", "replied"))
    return asking.indicators(
        INDICATORS,
        {
            "proposals.handling_days_median": f"含在办 {waiting:,} 件",
            "proposals.overdue": f"在办 {waiting:,} 件中已过期限",
            "proposals.second_round": f"已答复 {replied:,} 件",
            "proposals.satisfaction_rate": f"{_fraction(asking)}，未评价 {replied - rated:,} 件",
        },
    )


def filed_and_replied(asking: Asking) -> Trend:
    """What came in and what went out, each in the month in which it happened."""
    return by_month(
        asking,
        {"proposals.replied": "办复", "proposals.filed": "立案"},
        "提案立案与办复",
        "件",
        "立案按立案月份、办复按主办单位首次答复的月份",
    )


def _fraction(asking: Asking) -> str:
    now = asking.answer(["proposals.satisfaction_rate"])
    key = "proposals.satisfaction_rate"
    return f"{int(now.value(f'{key}.numerator') or 0):,} / {int(now.value(f'{key}.denominator') or 0):,} 件"


def timeline(asking: Asking) -> Gantt:
    """Open proposals, the longest overdue first; how many more there are is said."""
    found = listed(asking.reading, asking.filters, asking.rules, "最急", GANTT_ROWS)
    shown, limit = len(found.cases), asking.rules.proposals.limit_months
    red = int(asking.answer(["proposals.red"]).value("proposals.red") or 0)
    left = found.whole - shown
    beyond = max(0, red - sum(case.colour == "red" for case in found.cases))
    # First, because a wall has room for no more.
    more = f"另有 {left:,} 件" + (f"（超期 {beyond:,} 件）" if beyond else "") + "，" if left else ""
    return Gantt(
        key="gantt",
        title="在办提案进度",
        aid=f"{more}最急的 {shown} 件在前",
        note=f"没有写明期限的，期限＝交办日 + {limit} 个月（日历月），延期的按新期限；剩余与超期按工作日计，含调休。",
        empty="所选条件下没有在办的提案。",
        frame=found.cases.frame,
        bars=found.stretches.frame,
        today=asking.day,
        phases=phases(*PHASES, over=OVER),
        signs=((GUESSED_SIGN, GUESSED_BRIEF),),
        opens="proposal",
        metric="proposals.open",
    )


def survival_by_year(asking: Asking) -> Survival:
    """Curves of the two latest years of submission: is handling getting faster?"""
    of = metric("proposals.handling_days_median")
    latest = dict(islice(by_year(asking, of).items(), 2))
    return curves_by(asking, of, "year", latest, "多久能办复", f"按提交年份；{NOTE}")


def waterfall(asking: Asking) -> Waterfall:
    return _balance(asking) if asking.happened and asking.filters.since else _way(asking)


def _balance(asking: Asking) -> Waterfall:
    """What was in hand as the period began, what came and went in it, and what is in hand at its end."""
    filters, since = asking.filters, asking.filters.since or asking.day
    now = asking.answer(["proposals.assigned", "proposals.replied", "proposals.open"])
    eve = replace(filters, as_of=since - timedelta(days=1), since=None, until=None)
    before = int(asking.answer(["proposals.open"], filters=eve).value("proposals.open") or 0)
    came, gone, left = (int(now.value(f"proposals.{k}") or 0) for k in ("assigned", "replied", "open"))
    other = left - (before + came - gone)
    steps = [
        ("期初在办", before, True, ""),
        ("期内交办", came, False, "proposals.assigned"),
        ("期内办复", -gone, False, "proposals.replied"),
        ("其他变动", other, False, ""),
        ("期末在办", left, True, "proposals.open"),
    ]
    frame = pd.DataFrame([s for s in steps if s[1] or s[2]], columns=["name", "value", "standing", "metric"])
    return Waterfall(
        key="waterfall",
        title="期初在办到期末在办",
        unit="件",
        value_format="integer",
        frame=frame,
        note=f"期初为 {words.day(eve.as_of)}日终；其他变动是答复后改派重新办理的，减去交办后并案等不再办理的。",
    )


def _way(asking: Asking) -> Waterfall:
    """From 提交 to 在办. What is neither filed nor refused yet is shown as 待审查, so that the steps add up."""
    keys = ("submitted", "rejected", "converted", "filed", "merged", "assigned", "replied", "open")
    now = asking.answer([f"proposals.{k}" for k in keys])
    n = {k: int(now.value(f"proposals.{k}") or 0) for k in keys}
    pending = n["submitted"] - n["rejected"] - n["converted"] - n["filed"]
    waiting = n["filed"] - n["merged"] - n["assigned"]
    steps = [
        ("提交", n["submitted"], True, "submitted"),
        ("不予立案", -n["rejected"], False, "rejected"),
        ("转社情民意", -n["converted"], False, "converted"),
        ("待审查", -pending, False, ""),
        ("立案", n["filed"], True, "filed"),
        ("并案", -n["merged"], False, "merged"),
        ("待交办", -waiting, False, ""),
        ("交办", n["assigned"], True, "assigned"),
        ("已办复", -n["replied"], False, "replied"),
        ("在办", n["open"], True, "open"),
    ]
    frame = pd.DataFrame([s for s in steps if s[1] or s[3]], columns=["name", "value", "standing", "metric"])
    frame["metric"] = frame["metric"].map(lambda noun: noun and f"proposals.{noun}")
    return Waterfall(
        key="waterfall",
        title="从提交到办复",
        unit="件",
        value_format="integer",
        frame=frame,
        note=f"立案 {n['filed']:,} 件含并案 {n['merged']:,} 件；并案后交办 {n['assigned']:,} 件，两个数口径不同。",
    )


def by_unit(asking: Asking) -> Ranking:
    """Lead units by 按期办复率; those with too few due cases are left out of the ranking, not of the table."""
    key = "proposals.on_time_rate"
    answered = asking.answer([key], by=("unit",), filters=asking.filters.only("unit")).frame
    frame = pd.DataFrame(
        {
            "code": answered["unit"],
            "name": answered["unit"],
            "value": answered[key].astype(float),
            "numerator": answered[f"{key}.numerator"].astype(float),
            "denominator": answered[f"{key}.denominator"].astype(float),
        }
    )
    small = asking.rules.ranking.small
    enough = frame[(frame["denominator"] >= small) & (frame["name"] != UNFILLED)]
    due = frame["denominator"].sum()
    mean = frame["numerator"].sum() / due if due else None
    ranked = ranking(
        asking,
        enough,
        key,
        "承办单位按期办复率",
        mean,
        name="units",
        dimension="unit",
        note=f"主办口径；到期少于 {small} 件的单位不排名。",
    )
    ranked = replace(ranked, empty=f"没有到期满 {small} 件的承办单位。")
    return ranked.choosing("".join(asking.filters.values("unit")[:1]))


def _table(asking: Asking) -> Table:
    """Lead units: how much they hold, how late, how they are judged, and their last twelve months."""
    keys = [
        "proposals.assigned",
        "proposals.overdue",
        "proposals.handling_days_median",
        "proposals.on_time_rate",
        "proposals.satisfaction_rate",
    ]
    frame = asking.answer(keys, by=("unit",)).frame
    colours = asking.answer(["proposals.open"], by=("unit", "colour")).frame
    frame["colour"] = frame["unit"].map(_worst(colours))
    frame["months"] = frame["unit"].map(_months(asking))
    frame = frame[(frame["proposals.assigned"] > 0) & (frame["unit"] != UNFILLED)]
    frame = frame.sort_values("proposals.assigned", ascending=False, kind="stable").reset_index(drop=True)
    columns = (
        TableColumn("unit", "承办单位"),
        TableColumn("proposals.assigned", "主办", "integer"),
        TableColumn("colour", "颜色", "colour", "在办件中最急的颜色"),
        TableColumn("proposals.overdue", "逾期在办", "integer"),
        TableColumn("proposals.handling_days_median", "中位天数", "days"),
        TableColumn("proposals.on_time_rate", "按期率", "percent"),
        TableColumn("proposals.satisfaction_rate", "满意率", "percent"),
        TableColumn("months", "近 12 月办复", "months", "按答复月份"),
    )
    return Table(
        key="table",
        title="承办单位",
        aid=f"主办口径，{len(frame)} 个单位",
        note="会办单位不在主办数内",
        frame=frame[[c.name for c in columns]],
        columns=columns,
    )


def _worst(colours: pd.DataFrame) -> dict[str, str]:
    """Unit → the most urgent colour among its open proposals; the answer lists colours by urgency."""
    open_ones = colours[(colours["proposals.open"] > 0) & colours["colour"].isin(ORDER)]
    first = open_ones.drop_duplicates("unit")
    return dict(zip(first["unit"].astype(str), first["colour"].astype(str), strict=True))


def _months(asking: Asking) -> dict[str, list[int]]:
    first = first_of_months(asking.day, 12)
    filters = replace(asking.filters, since=first, until=asking.day, basis="period")
    frame = asking.answer(["proposals.replied"], by=("unit", "month"), filters=filters).frame
    months = month_labels(first, asking.day)
    wide = frame.pivot_table(index="unit", columns="month", values="proposals.replied", aggfunc="sum")
    wide = wide.reindex(columns=months).fillna(0).astype(int)
    return {str(unit): row.tolist() for unit, row in wide.iterrows()}
