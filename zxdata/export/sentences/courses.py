"""What courses say: the last whole period beside the one before and a year before, medians, what is late."""

from datetime import date

import pandas as pd

from zxdata import words
from zxdata.export.sentences.figure import sentences
from zxdata.export.sentences.phrases import FEW, period, told
from zxdata.figures import COLOURS, Area, Gantt, Sankey, Strips, Survival, Trend, Waterfall

BEFORE = {"day": "较前一日", "other": "环比"}


@sentences.register
def _(figure: Trend) -> tuple[str, ...]:
    """The last whole period of each series, against the one before and a year before."""
    return tuple(filter(None, (_moved(figure, name) for name in figure.series)))


@sentences.register
def _(figure: Area) -> tuple[str, ...]:
    if figure.frame.empty:
        return ()
    last, first = figure.frame["period"].iloc[-1], figure.frame["period"].iloc[0]
    now, then = (figure.frame[figure.frame["period"] == day].set_index("series")["value"] for day in (last, first))
    parts = (f"{COLOURS[s][1]} {told(now[s], figure)}" for s in figure.series if s in now.index)
    whole = f"合计 {told(now.sum(), figure)}，{period(str(first))}为 {told(then.sum(), figure)}"
    return (f"{period(str(last))}：{'、'.join(parts)}，{whole}。",)


@sentences.register
def _(figure: Waterfall) -> tuple[str, ...]:
    if figure.frame.empty:
        return ()
    parts = [f"{r.name} {told(abs(r.value), figure)}" for r in figure.frame.itertuples() if r.value == r.value]
    return (f"依次为：{'，'.join(parts)}。",)


@sentences.register
def _(figure: Gantt) -> tuple[str, ...]:
    frame = figure.frame
    if frame.empty:
        return ()
    late = frame[frame["colour"] == "red"]
    if late.empty:
        return (f"列出的 {len(frame)} 件中没有超期。",)
    listed = "；".join(f"{row.name}（{row.state}）" for row in late.head(FEW).itertuples())
    return (f"列出的 {len(frame)} 件中 {len(late)} 件超期，最急的是：{listed}。",)


@sentences.register
def _(figure: Strips) -> tuple[str, ...]:
    """How the cases stand today."""
    if figure.frame.empty:
        return ()
    today = figure.frame.drop_duplicates("no", keep="last")["colour"].value_counts()
    parts = (f"{COLOURS[state][1]} {today[state]} 件" for state in COLOURS if state in today.index)
    return (f"列出的 {figure.frame['no'].nunique()} 件，今日{'、'.join(parts)}。",)


@sentences.register
def _(figure: Survival) -> tuple[str, ...]:
    """The median counts what is still open; where the curve does not come down to a half there is none."""
    parts = [
        f"{name} {n:,} 件，中位 {words.with_unit(median, 'days')}"
        if median is not None and median == median
        else f"{name} {n:,} 件，曲线尚未降到一半，没有中位数"
        for name, median, n in figure.medians
    ]
    if not parts:
        return ()
    limit = f"期限 {figure.limit_days:g} 天时，{_open_at(figure, figure.limit_days)}。" if figure.limit_days else ""
    return tuple(filter(None, (f"把尚未完成的也算在内，{'；'.join(parts)}。", limit)))


@sentences.register
def _(figure: Sankey) -> tuple[str, ...]:
    back = figure.frame[figure.frame["kind"] != "forward"].sort_values("value", ascending=False)
    if back.empty:
        return ()
    parts = (f"{r.source}到{r.target} {r.value:,.0f} 件" for r in back.head(FEW).itertuples())
    return (f"退回、改派与再次共 {back['value'].sum():,.0f} 件次，较多的是{'、'.join(parts)}。",)


def _open_at(figure: Survival, day: float) -> str:
    """What is still open at that day, of each series that is known so far."""
    parts = []
    for name in figure.series:
        rows = figure.frame[figure.frame["series"] == name]
        passed = rows[rows["days"] <= day]
        if len(passed) and rows["days"].max() >= day:
            parts.append(f"{name}仍有 {words.with_unit(float(passed['open_share'].iloc[-1]), 'percent')} 未完成")
    return "、".join(parts) or "曲线尚未到此"


def _moved(figure: Trend, name: str) -> str:
    whole = figure.frame[(figure.frame["series"] == name) & figure.frame["complete"].astype(bool)]
    whole = whole[whole["value"].notna()]
    if whole.empty:
        return ""
    values = dict(zip(whole["period"].astype(str), whole["value"], strict=True))
    last = list(values)[-1]
    said = name if name not in COLOURS else COLOURS[name][1]
    parts = [f"{period(last)}{said} {told(values[last], figure)}"]
    if len(values) > 1:
        parts.append(
            f"{BEFORE['day' if _is_day(last) else 'other']}{_difference(values[last], list(values.values())[-2], figure)}"
        )
    before = f"{int(last[:4]) - 1}{last[4:]}" if last[:4].isdecimal() else ""
    if before in values and list(values)[-2] != before:
        parts.append(f"同比{_difference(values[last], values[before], figure)}")
    top = max(values, key=lambda each: values[each])
    if top != last and len(values) > 2:
        parts.append(f"期内最高为{period(top)}的 {told(values[top], figure)}")
    return f"{'，'.join(parts)}。"


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _difference(now: float, before: float, figure: Trend) -> str:
    difference = now - before
    if not difference or pd.isna(difference):
        return "持平"
    if figure.value_format == "percent":
        return f"{'上升' if difference > 0 else '下降'} {abs(difference) * 100:.1f} 百分点"
    share = f"（{abs(difference) / before * 100:.1f}%）" if before else ""
    return f"{'增加' if difference > 0 else '减少'} {told(abs(difference), figure)}{share}"
