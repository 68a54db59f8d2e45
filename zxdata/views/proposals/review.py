"""审查与来源: the queue, the day's work, what is refused and why, and whose proposals they are."""

from dataclasses import replace

import pandas as pd

from zxdata import words
from zxdata.figures import Bars, Figure, Indicator, Table, TableColumn, Trend, View
from zxdata.filters import UNFILLED
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.metrics.proposals.elements import ELEMENTS
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.trends import by_month
from zxdata.words import MISSING

KEY = "proposals.review"
GROUNDS = 8
LISTED = 300
YEARS = 4


def view(asking: Asking) -> View:
    asking, notices = asking.letting_go("审查", "unit", "colour")
    keys = (
        "proposals.pending",
        "proposals.reviewed",
        "proposals.reviewed_per_day",
        "proposals.filing_rate",
        "proposals.collective",
        "proposals.per_member",
    )
    indicators = (
        *asking.indicators(keys[:2], {"proposals.pending": "已提交，还没有审定"}),
        *asking.indicators(keys[2:3], {keys[2]: _fraction(asking, keys[2], "件", "天")}),
        *asking.indicators(keys[3:5]),
        _per_member(asking),
    )
    sectors = _sectors(asking)
    figures: tuple[Figure, ...] = (
        _daily(asking),
        _grounds(asking),
        _returns(asking),
        _kinds(asking),
        _reviews(asking),
        _chain(asking),
        _lacking(asking),
    )
    waiting, per_day = indicators[0], indicators[2]
    headline = words.joined(f"待审查 {waiting.value} 件", per_day.clause("有审查的日子平均"))
    return framed(asking, KEY, "审查与来源", headline, indicators, figures, sectors, notices)


def _per_member(asking: Asking) -> Indicator:
    """This year's where no period is asked for: over several years the share would only ever grow. It then is not the
    number that its metric answers to the view's filters.
    """
    filters = asking.filters
    year = filters if filters.since else replace(filters, since=asking.day.replace(month=1, day=1))
    narrowed = replace(asking, filters=year)
    key = "proposals.per_member"
    base = _fraction(narrowed, key, "件", "人") + ("" if filters.since else "，本年")
    value = narrowed.answer([key]).value(key)
    shown = replace(narrowed.indicators((key,), {key: base})[0], value=_fine(value))
    return shown if filters.since else replace(shown, metric="")


def _fine(value: float | None) -> str:
    """Two decimals: a member proposes less than one a year."""
    return MISSING if value is None else words.rounded(value, 2)


def _fraction(asking: Asking, key: str, above: str, below: str) -> str:
    now = asking.answer([key])
    top, bottom = (now.value(f"{key}.{part}") or 0 for part in ("numerator", "denominator"))
    return f"{int(top):,} {above} / {int(bottom):,} {below}"


def _daily(asking: Asking) -> Trend:
    return replace(
        by_month(
            asking,
            {"proposals.reviewed": "已审查"},
            "每月审查",
            "件",
            "按首次审查的月份",
        ),
        key="reviewed",
    )


def _grounds(asking: Asking) -> Bars:
    """Why proposals were refused, in the words of the ledger."""
    return _why(asking, "proposals.refused", "grounds", "为什么不予立案", "占不予立案", "不予立案的提案")


def _returns(asking: Asking) -> Bars:
    """Why proposals were sent back to their proposers."""
    return _why(asking, "proposals.sent_back", "returns", "为什么退回补充", "占退回补充", "退回补充的提案")


def _why(asking: Asking, key: str, name: str, title: str, share: str, those: str) -> Bars:
    frame = asking.answer([key], by=("ground",)).frame.sort_values(key, ascending=False, kind="stable")
    whole = frame[key].sum()
    rows = [(name, float(n), words.percent(n / whole)) for name, n in frame.itertuples(index=False)]
    return Bars(
        key=name,
        title=title,
        unit="件",
        aid=f"百分比为{share}",
        value_format="integer",
        metric=key,
        dimension="ground",
        note="按台账最近所写的缘由（备注，没有备注的按结果）。",
        empty=f"所选条件下没有{those}。",
        frame=pd.DataFrame(rows, columns=["name", "value", "base"]).head(GROUNDS),
    )


def _reviews(asking: Asking) -> Table:
    """How long each of the reviews takes: 提交—预审—复审—审定."""
    legs = {"pre_review_days": "提交到预审", "re_review_days": "预审到复审", "review_days": "提交到审定"}
    keys = [f"proposals.{leg}_{q}" for leg in legs for q in ("median", "p90")]
    now = asking.answer(keys)
    rows = [(name, *(now.value(f"proposals.{leg}_{q}") for q in ("median", "p90"))) for leg, name in legs.items()]
    columns = (
        TableColumn("name", "审查环节"),
        TableColumn("median", "中位天数", "days"),
        TableColumn("p90", "九成天数", "days", "九成在这么多天内走完"),
    )
    return Table(
        key="reviews",
        title="预审、复审、审定各用多久",
        aid="日历天数，未走完的按截至日删失",
        note="没有预审、复审记录就审定的不计入那一段；— 为走完的不到一半或没有记录。",
        columns=columns,
        frame=pd.DataFrame(rows, columns=["name", "median", "p90"]),
        metric="proposals.review_days_median",
    )


def _chain(asking: Asking) -> Table:
    """From clue to proposal to reply, by where the clue came from; and members' proposals that a sector took up."""
    keys = ["proposals.from_clues", "proposals.from_clues_filed", "proposals.from_clues_replied"]
    frame = asking.answer(keys, by=("source",)).frame
    frame = frame[frame[keys[0]] > 0].sort_values(keys[0], ascending=False, kind="stable")
    taken = int(asking.answer(["proposals.raised_to_collective"]).value("proposals.raised_to_collective") or 0)
    columns = (
        TableColumn("source", "线索来自"),
        *(TableColumn(key, name, "integer") for key, name in zip(keys, ("转为提案", "已立案", "已答复"), strict=True)),
    )
    return Table(
        key="chain",
        title="线索转提案",
        aid=f"件；另有个人提案转集体提案 {taken:,} 件",
        note="按关联表；几条线索并成一件的计一件，来源取最早的一条。",
        columns=columns,
        frame=frame[[c.name for c in columns]].reset_index(drop=True),
        metric=keys[0],
        empty="所选条件下没有由线索转来的提案（关联表没有记录）。",
    )


def _lacking(asking: Asking) -> Table:
    """要素检查: proposals of which a recorded element falls short, the latest first, with what each lacks."""
    key, rate = "proposals.lacking", "proposals.elements_rate"
    now = asking.answer([key, rate])
    frame = listing(asking.reading, metric(key), asking.filters, asking.rules, LISTED).frame
    needed = asking.rules.procedure.elements
    frame["lacks"] = [
        "、".join(
            f"{name} {int(value):,} {unit}"
            for (name, unit), value, least in zip(ELEMENTS.values(), values, map(needed.least, ELEMENTS), strict=True)
            if not pd.isna(value) and value < least
        )
        for values in frame[list(ELEMENTS)].itertuples(index=False)
    ]
    least = "，".join(f"{name}至少 {needed.least(each):,} {unit}" for each, (name, unit) in ELEMENTS.items())
    columns = (
        TableColumn("no", "提案号"),
        TableColumn("title", "标题"),
        TableColumn("submitted_on", "提交日期", "date"),
        TableColumn("lacks", "哪项不够"),
    )
    count, whole = int(now.value(key) or 0), now.value(rate)
    cut = f"，只列最近 {LISTED} 件" if count > LISTED else ""
    judged = f"，齐全率 {words.percent(whole)}" if whole is not None else ""
    return Table(
        key="lacking",
        title="提案要素检查：不齐的",
        aid=f"{count:,} 件{judged}{cut}",
        note=f"{least}；台账没有记录的要素不判。",
        frame=frame[[c.name for c in columns]],
        columns=columns,
        metric=key,
        opens="proposal",
        empty="有要素记录的提案都齐全。"
        if whole is not None
        else "所选条件下没有记录了正文字数、关键词、对策建议的提案。",
    )


def _kinds(asking: Asking) -> Bars:
    frame = asking.answer(["proposals.submitted", "proposals.filing_rate"], by=("proposer_kind",)).frame
    frame = frame.sort_values("proposals.submitted", ascending=False, kind="stable")
    rows = [
        (kind, float(n), f"立案率 {words.percent(rate)}" if rate is not None else "")
        for kind, n, rate in frame[["proposer_kind", "proposals.submitted", "proposals.filing_rate"]].itertuples(
            index=False
        )
    ]
    return Bars(
        key="kinds",
        title="谁提的",
        unit="件",
        aid="右为立案率",
        value_format="integer",
        metric="proposals.submitted",
        dimension="proposer_kind",
        frame=pd.DataFrame(rows, columns=["name", "value", "base"]),
    )


def _met(sector: str, count: int) -> str:
    """Whether a sector has made its proposal of the year; what names no sector owes none."""
    if sector == UNFILLED:
        return MISSING
    return ("1" if count else "0") + (f"（{count} 件）" if count > 1 else "")


def _sectors(asking: Asking) -> Table:
    """Each sector: its members, what each of them proposes, and whether the sector proposed by itself each year."""
    years = [str(asking.day.year - n) for n in range(YEARS)]
    since = asking.day.replace(year=asking.day.year - YEARS + 1, month=1, day=1)
    frame = asking.answer(["proposals.per_member"], by=("sector",)).frame
    per = "proposals.per_member"
    own = asking.answer(
        ["proposals.collective"], by=("sector", "year"), filters=replace(asking.filters, since=since, until=None)
    ).frame
    wide = own.pivot_table(index="sector", columns="year", values="proposals.collective", aggfunc="sum")
    nothing = pd.Series(dtype=float)
    counts = {year: pd.to_numeric(frame["sector"].map(wide.get(year, nothing))).fillna(0) for year in years}
    for year, done in counts.items():
        frame[year] = [_met(sector, int(n)) for sector, n in zip(frame["sector"], done, strict=True)]
    named = frame["sector"] != UNFILLED
    met = (counts[years[0]][named] > 0).sum()
    columns = (
        TableColumn("sector", "界别"),
        TableColumn(f"{per}.denominator", "在任委员", "integer"),
        TableColumn(f"{per}.numerator", "提交", "integer"),
        TableColumn(per, "人均", "coefficient"),
        *(TableColumn(year, f"{year}年集体提案") for year in years),
    )
    kinds = "、".join(asking.rules.procedure.collective)
    return Table(
        key="table",
        title="界别：人均提交与集体提案",
        aid=f"{named.sum()} 个界别；{years[0]}年已有集体提案的 {met} 个",
        frame=frame[[c.name for c in columns]],
        columns=columns,
        note=f"每年 1 件：1 为已有，0 为没有；未填界别的不是一个界别；集体提案按提案者类型“{kinds}”，{years[0]}年截至截止日。",
    )
