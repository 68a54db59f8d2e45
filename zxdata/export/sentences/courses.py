"""What courses say: medians, what is late."""

from zxdata import words
from zxdata.export.sentences.figure import sentences
from zxdata.figures import COLOURS, Gantt, Sankey, Strips, Survival
from zxdata.figures.media.phrases import FEW


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
