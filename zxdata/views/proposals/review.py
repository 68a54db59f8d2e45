"""审查与来源: the queue, the day's work, what is refused and why, and whose proposals they are."""

from dataclasses import replace

import pandas as pd

from zxdata import words
from zxdata.figures import Bars, Figure, Indicator, Table, TableColumn, Trend, View
from zxdata.filters import UNFILLED
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.trends import by_month
from zxdata.words import MISSING

KEY = "proposals.review"
GROUNDS = 8
YEARS = 4


def view(asking: Asking) -> View:
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
    figures: tuple[Figure, ...] = (_daily(asking), _grounds(asking), _kinds(asking))
    waiting, per_day = indicators[0], indicators[2]
    headline = f"待审查 {waiting.value} 件；有审查的日子日均 {per_day.value} 件。"
    return framed(asking, KEY, "审查与来源", headline, indicators, figures, sectors)


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
            {"proposals.reviewed": "reviewed_on"},
        ),
        key="reviewed",
    )


def _grounds(asking: Asking) -> Bars:
    """Why proposals were refused, in the words of the ledger."""
    key = "proposals.refused"
    frame = asking.answer([key], by=("ground",)).frame.sort_values(key, ascending=False, kind="stable")
    whole = frame[key].sum()
    rows = [(name, float(n), words.percent(n / whole)) for name, n in frame.itertuples(index=False)]
    return Bars(
        key="grounds",
        title="为什么不予立案",
        unit="件",
        aid="百分比为占不予立案",
        value_format="integer",
        metric=key,
        dimension="ground",
        note="按台账最近所写的缘由（备注，没有备注的按结果）。",
        empty="所选条件下没有不予立案的提案。",
        frame=pd.DataFrame(rows, columns=["name", "value", "base"]).head(GROUNDS),
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
    for year in years:
        done = wide[year] if year in wide else pd.Series(dtype=float)
        counts = pd.to_numeric(frame["sector"].map(done)).fillna(0)
        frame[year] = [_met(sector, int(n)) for sector, n in zip(frame["sector"], counts, strict=True)]
    frame[per] = [_fine(value) for value in frame[per]]
    sectors = frame[frame["sector"] != UNFILLED]
    met = int(sectors[years[0]].str.startswith("1").sum())
    columns = (
        TableColumn("sector", "界别"),
        TableColumn(f"{per}.denominator", "在任委员", "integer"),
        TableColumn(f"{per}.numerator", "提交", "integer"),
        TableColumn(per, "人均"),
        *(TableColumn(year, f"{year}年集体提案") for year in years),
    )
    kinds = "、".join(asking.rules.procedure.collective)
    return Table(
        key="table",
        title="界别：人均提交与集体提案",
        aid=f"{len(sectors)} 个界别；{years[0]}年已有集体提案的 {met} 个",
        frame=frame[[c.name for c in columns]],
        columns=columns,
        note=f"每年 1 件：1 为已有，0 为没有；未填界别的不是一个界别；集体提案按提案者类型“{kinds}”，{years[0]}年截至截止日。",
    )
