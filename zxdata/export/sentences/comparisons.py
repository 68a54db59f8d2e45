"""What comparisons say: totals, first and last three with the caveat of the control limits."""

import pandas as pd

from zxdata.export.sentences.figure import sentences
from zxdata.figures import COLOURS, Bars, ColumnsFigure, Funnel, Matrix, Ranking, Stacked
from zxdata.figures.media.phrases import FEW, counted, listed, names, period, told


@sentences.register
def _(figure: Ranking) -> tuple[str, ...]:
    """The frame stands worst first. A place at the end says little within the control limits."""
    frame = figure.frame
    if frame.empty:
        return ()
    best, last = frame.iloc[::-1], frame.head(FEW)
    leaders = frame[frame["rank"] == frame["rank"].min()]
    if len(leaders) == len(frame) > 1:
        return (f"{counted(len(frame), figure)}都是 {told(frame['value'].iloc[0], figure)}。",)
    if len(leaders) > FEW:
        first = f"{len(leaders)} 个并列第一（{told(leaders['value'].iloc[0], figure)}）"
    else:
        first = f"前 {min(FEW, len(best))} 位是{listed(best.head(FEW), figure)}"
    mean = f"{figure.mean_name} {told(figure.mean, figure)}；" if figure.mean is not None else ""
    said = [f"{counted(len(frame), figure)}参与比较，{mean}{first}；末 {len(last)} 位是{listed(last, figure)}。"]
    if frame["lower"].notna().any():
        said.append(_beyond(frame, last))
    small = frame[frame["small"].astype(bool)]
    if len(small):
        said.append(f"{names(small['name'])}样本少，名次仅供参考。")
    return tuple(said)


@sentences.register
def _(figure: Funnel) -> tuple[str, ...]:
    frame = figure.frame
    if frame.empty:
        return ()
    outside = frame[frame["outside"].astype(bool)]
    if outside.empty:
        return (f"{counted(len(frame), figure)}都在控制限内，高低之差可由偶然解释。",)
    high, low = outside[outside["value"] > figure.mean], outside[outside["value"] <= figure.mean]
    parts = [
        f"{word}的 {len(held)} 个：{listed(held, figure)}"
        for word, held in (("高于上限", high), ("低于下限", low))
        if len(held)
    ]
    return (f"{counted(len(frame), figure)}中 {len(outside)} 个越出控制限，{'；'.join(parts)}。",)


@sentences.register
def _(figure: Bars) -> tuple[str, ...]:
    frame = figure.frame
    if frame.empty:
        return ()
    if frame["base"].astype(str).str.len().any() and len(frame) <= 2 * FEW + 1:
        return (f"{'，'.join(_bar(row, figure) for row in frame.itertuples())}。",)
    if len(frame) <= FEW:
        return (f"{listed(frame, figure)}。",)
    return (f"列出的 {counted(len(frame), figure)}中，居前的是{listed(frame.head(FEW), figure)}。",)


@sentences.register
def _(figure: ColumnsFigure) -> tuple[str, ...]:
    values = figure.frame["value"].fillna(0)
    if not values.sum():
        return ()
    most = figure.frame[values == values.max()]
    at = "、".join(period(str(name)) for name in most["name"])
    said = f"最多的是{at}，{'各 ' if len(most) > 1 else ''}{told(values.max(), figure)}"
    if len(most) > FEW:
        said = f"最多处 {told(values.max(), figure)}，共 {len(most)} 处"
    return (f"合计 {told(values.sum(), figure)}，{said}。",)


@sentences.register
def _(figure: Stacked) -> tuple[str, ...]:
    if figure.frame.empty:
        return ()
    sums = figure.frame.groupby("series")["value"].sum()
    parts = (f"{COLOURS[s][1] if s in COLOURS else s} {told(sums.get(s, 0), figure)}" for s in figure.series)
    return (f"{counted(figure.frame['name'].nunique(), figure)}合计：{'、'.join(parts)}。",)


@sentences.register
def _(figure: Matrix) -> tuple[str, ...]:
    """What stands out, else the largest."""
    frame = figure.frame[figure.frame["value"] > 0]
    if frame.empty:
        return ()
    outside = frame[frame["outside"].astype(bool)].sort_values("value", ascending=False)
    if len(outside):
        more = f"等 {len(outside)} 处" if len(outside) > FEW else ""
        return (f"框出的有{_cells(outside.head(FEW), figure)}{more}。",)
    return (f"最多的是{_cells(frame.nlargest(FEW, 'value'), figure)}。",)


def _cells(frame: pd.DataFrame, figure: Matrix) -> str:
    return "、".join(f"{_word(r.row)}—{_word(r.column)} {told(r.value, figure)}" for r in frame.itertuples())


def _word(name: str) -> str:
    return COLOURS[name][1] if name in COLOURS else period(name)


def _bar(row: object, figure: Bars) -> str:
    """Its number in its own unit, where it has one, and its base, unless that only repeats the unit."""
    unit = str(getattr(row, "unit", figure.unit))
    value, base = told(getattr(row, "value", None), figure, unit), str(getattr(row, "base", "") or "")
    return f"{getattr(row, 'name', '')} {value}{f'（{base}）' if base not in ('', unit) else ''}"


def _beyond(frame: pd.DataFrame, last: pd.DataFrame) -> str:
    outside = frame[frame["outside"].astype(bool)]
    within = last[~last["outside"].astype(bool)]
    if outside.empty:
        return "都在控制限内，名次先后可由偶然解释，不宜据此评优劣。"
    caveat = f"；{names(within['name'])}虽在末位，仍在控制限内，不足以说明差距" if len(within) else ""
    return f"越出控制限、不能用偶然解释的有 {len(outside)} 个：{names(outside['name'])}{caveat}。"
