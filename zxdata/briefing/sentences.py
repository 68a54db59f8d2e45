"""What a figure says, in sentences: totals, change, first and last three, exceptions. Computed, never canned."""

import math
import re
from functools import singledispatch

import pandas as pd

from zxdata import words
from zxdata.figures import (
    COLOURS,
    Area,
    Bars,
    Board,
    Card,
    ColumnsFigure,
    Figure,
    Funnel,
    Gantt,
    PointMap,
    Ranking,
    RegionMap,
    Sankey,
    Stacked,
    Survival,
    Trend,
    View,
    Waterfall,
)

FEW = 3
RED_LISTED = 10
NAMED = 6


@singledispatch
def sentences(figure: Figure) -> tuple[str, ...]:
    """Whole sentences on one figure; none for a kind that only a table can say, or where there is nothing."""
    return ()


def of_card(card: Card) -> str:
    """``镇街覆盖率 89.1%（916 / 1,028 个镇街），同比上升 7.0 百分点，向好。``"""
    if card.value == words.MISSING:
        return f"{card.name}无法计算（{card.base or '没有数据'}）。"
    base = f"（{card.base}）" if card.base else ""
    unit = card.unit if card.unit == "%" or not card.unit else f" {card.unit}"
    return f"{card.name} {card.value}{unit}{base}{_changed(card)}。"


def worse(view: View) -> tuple[Card, ...]:
    return tuple(card for card in view.cards if card.change and card.change.better is False)


@sentences.register
def _(figure: RegionMap) -> tuple[str, ...]:
    known = figure.frame[figure.frame["value"].notna()]
    if known.empty:
        return ()
    high, low = (known[known["value"] == end] for end in (known["value"].max(), known["value"].min()))
    said = [f"{figure.value_name}有数据的 {len(known)} 个，最高 {_told(high['value'].iloc[0], figure)}（{_names(high['name'])}），"
            f"最低 {_told(low['value'].iloc[0], figure)}（{_names(low['name'])}）。"]  # fmt: skip
    for state in ("red", "yellow"):
        counts = pd.to_numeric(figure.frame[state]).fillna(0)
        if counts.sum():
            said.append(f"{COLOURS[state][1]}色事项 {counts.sum():,.0f} 件，分布在 {int((counts > 0).sum())} 个区划。")
    return tuple(said)


@sentences.register
def _(figure: Ranking) -> tuple[str, ...]:
    """The frame stands worst first. A place at the end says little within the control limits."""
    frame = figure.frame
    if frame.empty:
        return ()
    best, last = frame.iloc[::-1], frame.head(FEW)
    leaders = frame[frame["rank"] == frame["rank"].min()]
    if len(leaders) > FEW:
        first = f"{len(leaders)} 个并列第一（{_told(leaders['value'].iloc[0], figure)}）"
    else:
        first = f"前 {min(FEW, len(best))} 位是{_list(best.head(FEW), figure)}"
    mean = f"{figure.mean_name} {_told(figure.mean, figure)}；" if figure.mean is not None else ""
    said = [f"共 {len(frame)} 个参与比较，{mean}{first}；末 {len(last)} 位是{_list(last, figure)}。"]
    if frame["lower"].notna().any():
        said.append(_beyond(frame, last))
    small = frame[frame["small"].astype(bool)]
    if len(small):
        said.append(f"{_names(small['name'])} 样本少，名次仅供参考。")
    return tuple(said)


@sentences.register
def _(figure: Funnel) -> tuple[str, ...]:
    outside = figure.frame[figure.frame["outside"].astype(bool)]
    if figure.frame.empty:
        return ()
    if outside.empty:
        return (f"{len(figure.frame)} 个都在控制限内，高低之差可由偶然解释。",)
    return (f"{len(figure.frame)} 个中 {len(outside)} 个越出控制限：{_list(outside, figure)}。",)


@sentences.register
def _(figure: Trend) -> tuple[str, ...]:
    """The last whole period of each series, against the one before and a year before."""
    return tuple(filter(None, (_moved(figure, name) for name in figure.series)))


@sentences.register
def _(figure: Area) -> tuple[str, ...]:
    if figure.frame.empty:
        return ()
    last = figure.frame["period"].iloc[-1]
    now = figure.frame[figure.frame["period"] == last].set_index("series")["value"]
    parts = (f"{COLOURS[s][1]} {_told(now[s], figure)}" for s in figure.series if s in now.index)
    return (f"{_period(str(last))}：{'、'.join(parts)}。",)


@sentences.register
def _(figure: Bars) -> tuple[str, ...]:
    if figure.frame.empty:
        return ()
    if figure.frame["base"].astype(str).str.len().any() and len(figure.frame) <= 2 * FEW + 1:
        parts = (
            f"{r.name} {_told(r.value, figure)}{f'（{r.base}）' if r.base else ''}" for r in figure.frame.itertuples()
        )
        return (f"{'，'.join(parts)}。",)
    return (f"列出的 {len(figure.frame)} 项中，居前的是{_list(figure.frame.head(FEW), figure)}。",)


@sentences.register
def _(figure: ColumnsFigure) -> tuple[str, ...]:
    values = figure.frame["value"].fillna(0)
    if not values.sum():
        return ()
    most = figure.frame.loc[values.idxmax()]
    return (f"合计 {_told(values.sum(), figure)}，最多的是 {most['name']}，{_told(most['value'], figure)}。",)


@sentences.register
def _(figure: Stacked) -> tuple[str, ...]:
    if figure.frame.empty:
        return ()
    sums = figure.frame.groupby("series")["value"].sum()
    parts = (f"{COLOURS[s][1] if s in COLOURS else s} {_told(sums.get(s, 0), figure)}" for s in figure.series)
    return (f"{figure.frame['name'].nunique()} 个合计：{'、'.join(parts)}。",)


@sentences.register
def _(figure: Waterfall) -> tuple[str, ...]:
    if figure.frame.empty:
        return ()
    parts = [f"{r.name} {_told(abs(r.value), figure)}" for r in figure.frame.itertuples() if r.value == r.value]
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
def _(figure: Survival) -> tuple[str, ...]:
    return tuple(
        f"{name} {n:,} 件，办复用时中位 {words.with_unit(median, 'days')}。"
        if median is not None and not math.isnan(median)
        else f"{name} {n:,} 件，尚未过半办复，没有中位数。"
        for name, median, n in figure.medians
    )


@sentences.register
def _(figure: Sankey) -> tuple[str, ...]:
    back = figure.frame[figure.frame["kind"] != "forward"].sort_values("value", ascending=False)
    if back.empty:
        return ()
    parts = (f"{r.source}→{r.target} {r.value:,.0f} 件" for r in back.head(FEW).itertuples())
    return (f"退回、改派与再次合计 {back['value'].sum():,.0f} 件，较多的是：{'、'.join(parts)}。",)


@sentences.register
def _(figure: Board) -> tuple[str, ...]:
    """The counts with their change, then the red list."""
    counts = []
    for state in COLOURS:
        if state in figure.counts:
            moved = figure.changes.get(state)
            change = f"（{figure.compared_with}{moved:+d}）".replace("-", words.MINUS) if moved else ""
            counts.append(f"{COLOURS[state][1]} {figure.counts[state]:,} 件{change}")
    said = [f"{'、'.join(counts)}。"] if counts else []
    red = figure.frame[figure.frame["colour"] == "red"]
    if len(red):
        more = figure.counts.get("red", len(red)) - min(len(red), RED_LISTED)
        listed = "；".join(f"{r.region}“{r.name}”{r.days}（{r.reason}）" for r in red.head(RED_LISTED).itertuples())
        said.append(f"红色清单：{listed}{f'；另有 {more} 件' if more > 0 else ''}。")
    return tuple(said)


@sentences.register
def _(figure: PointMap) -> tuple[str, ...]:
    words_of = {"active": "活跃", "asleep": "休眠", "closed": "停用"}
    counts = figure.frame["state"].value_counts() if "state" in figure.frame else pd.Series(dtype=int)
    parts = [f"{words_of.get(str(state), str(state))} {count:,} 个" for state, count in counts.items()]
    return (f"上图的阵地中，{'、'.join(parts)}。",) if parts else ()


def _beyond(frame: pd.DataFrame, last: pd.DataFrame) -> str:
    outside = frame[frame["outside"].astype(bool)]
    within = last[~last["outside"].astype(bool)]
    if outside.empty:
        return "都在控制限内，名次先后可由偶然解释，不宜据此评优劣。"
    caveat = f"；{_names(within['name'])} 虽在末位，仍在控制限内，不足以说明差距" if len(within) else ""
    return f"越出控制限、不能用偶然解释的有 {len(outside)} 个：{_names(outside['name'])}{caveat}。"


def _moved(figure: Trend, name: str) -> str:
    whole = figure.frame[(figure.frame["series"] == name) & figure.frame["complete"].astype(bool)]
    whole = whole[whole["value"].notna()]
    if whole.empty:
        return ""
    values = dict(zip(whole["period"].astype(str), whole["value"], strict=True))
    last = list(values)[-1]
    said = name if name not in COLOURS else COLOURS[name][1]
    parts = [f"{_period(last)}{said} {_told(values[last], figure)}"]
    if len(values) > 1:
        parts.append(f"环比{_difference(values[last], list(values.values())[-2], figure)}")
    before = f"{int(last[:4]) - 1}{last[4:]}"
    if before in values:
        parts.append(f"同比{_difference(values[last], values[before], figure)}")
    top = max(values, key=lambda period: values[period])
    if top != last and len(values) > 2:
        parts.append(f"期内最高为{_period(top)}的 {_told(values[top], figure)}")
    return f"{'，'.join(parts)}。"


def _difference(now: float, before: float, figure: Trend) -> str:
    difference = now - before
    if not difference:
        return "持平"
    word = "增加" if difference > 0 else "减少"
    if figure.value_format == "percent":
        return f"{'上升' if difference > 0 else '下降'} {abs(difference) * 100:.1f} 百分点"
    share = f"（{abs(difference) / before * 100:.1f}%）" if before else ""
    return f"{word} {_told(abs(difference), figure)}{share}"


def _changed(card: Card) -> str:
    if card.change is None or card.change.text == words.MISSING:
        return ""
    text = card.change.text.replace("▲ ", "上升 ").replace("▼ ", "下降 ")
    view = "" if card.change.better is None else "，向好" if card.change.better else "，变差"
    return f"，{card.change.name}{text}{view}"


def _list(frame: pd.DataFrame, figure: Figure) -> str:
    return "、".join(f"{r.name}（{_told(r.value, figure)}）" for r in frame.itertuples())


def _names(names: pd.Series) -> str:
    shown = [str(name) for name in names]
    return "、".join(shown[:NAMED]) + (f" 等 {len(shown)} 个" if len(shown) > NAMED else "")


def _told(value: float | None, figure: Figure) -> str:
    """A number with the unit that leads the figure's own unit line."""
    value_format = getattr(figure, "value_format", "integer")
    unit = re.search(r"(?:^|，)(人次|件次|[件个场条人天项次宗])(?=$|[，／/、 ；])", figure.unit)
    return words.with_unit(value, value_format, unit[1] if unit else "")


def _period(text: str) -> str:
    """``2026-10`` → 2026年10月; ``2026-Q3`` → 2026年第3季度; ``2026-10-05`` → 2026年10月5日"""
    year, *rest = text.split("-")
    if len(rest) == 1 and rest[0].startswith("Q"):
        return f"{year}年第{rest[0][1:]}季度"
    if rest and all(part.isdecimal() for part in rest):
        return f"{year}年{int(rest[0])}月" + (f"{int(rest[1])}日" if len(rest) > 1 else "")
    return f"{text}年" if text.isdecimal() and len(text) == 4 else text
