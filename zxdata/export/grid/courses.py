"""The tables behind figures of how things go."""

import pandas as pd

from zxdata.export.curves import curves
from zxdata.export.grid.whole import Grid, grid, laid, wide
from zxdata.export.spans import Spans, spans
from zxdata.figures import COLOURS, Area, Gantt, Sankey, Strips, Survival, Trend, Waterfall

KINDS = {"forward": "前行", "return": "退回改派", "again": "再次"}


@grid.register
def _(figure: Trend) -> Grid:
    frame = figure.frame
    rows = wide(frame, "period", figure.series)
    complete = frame.groupby("period")["complete"].all() if len(frame) else pd.Series(dtype=bool)
    rows["complete"] = rows["period"].map(complete)
    names = (COLOURS[name][1] if name in COLOURS else name for name in figure.series)
    series = ((f"s{n}", name, figure.value_format) for n, name in enumerate(names))
    return laid(rows, ("period", "期间", "text"), *series, ("complete", "完整", "flag"))


@grid.register
def _(figure: Area) -> Grid:
    series = ((f"s{n}", COLOURS[name][1], figure.value_format) for n, name in enumerate(figure.series))
    return laid(wide(figure.frame, "period", figure.series), ("period", "日期", "text"), *series)


@grid.register
def _(figure: Waterfall) -> Grid:
    """Beside the steps, what a stacked chart needs to let them float: the height below, and each sort of bar."""
    kind, rows, level = figure.value_format, [], 0.0
    for name, value, standing in figure.frame[["name", "value", "standing"]].itertuples(index=False):
        step = float("nan") if standing else value
        below = 0.0 if standing else min(level, level + value)
        level = value if standing else level + value
        rows.append((name, below, value if standing else None, max(step, 0) or None, max(-step, 0) or None))
    bars = pd.DataFrame(rows, columns=["name", "below", "whole", "rise", "fall"])
    aside = laid(
        bars,
        ("name", "名称", "text"),
        ("below", "悬空", kind),
        ("whole", "存量", kind),
        ("rise", "增加", kind),
        ("fall", "减少", kind),
    )
    return laid(figure.frame, ("name", "名称", "text"), ("value", "值", kind), aside=aside)


@grid.register
def _(figure: Sankey) -> Grid:
    return laid(
        figure.frame.assign(kind=figure.frame["kind"].map(KINDS)),
        ("source", "从", "text"),
        ("target", "到", "text"),
        ("value", "件", "integer"),
        ("kind", "走向", "text"),
    )


@grid.register
def _(figure: Survival) -> Grid:
    """Beside the estimates, the lines of a chart."""
    lines = curves(figure)
    points = {f"{end}{n}": getattr(line, end) for n, line in enumerate(lines) for end in ("x", "y")}
    heads = (
        (f"{end}{n}", header, kind)
        for n, line in enumerate(lines)
        for end, header, kind in (("x", f"{line.name} 天", "integer"), ("y", line.name, "percent"))
    )
    aside = laid(pd.DataFrame({name: pd.Series(held, dtype=float) for name, held in points.items()}), *heads)
    return laid(
        figure.frame,
        ("series", "组", "text"),
        ("days", "天", "integer"),
        ("open_share", "未完成", "percent"),
        ("lower", "95% 下限", "percent"),
        ("upper", "95% 上限", "percent"),
        ("at_risk", "在险件数", "integer"),
        aside=aside,
    )


@grid.register
def _(figure: Gantt) -> Grid:
    """A phase that a case goes through again has columns of its own for each time."""
    frame = figure.frame.copy()
    columns = [
        ("no", "编号", "text"),
        ("name", "题目", "text"),
        ("colour", "颜色", "colour"),
        ("due", "期限", "date"),
        ("state", "状态", "text"),
    ]
    times = figure.bars.groupby(["no", "phase"]).cumcount()
    for phase in figure.phases:
        for time in sorted(set(times[figure.bars["phase"] == phase]) or {0}):
            bars = figure.bars[(figure.bars["phase"] == phase) & (times == time)].set_index("no")
            for end, word in (("since", "起"), ("until", "止")):
                name = f"{phase}{end}{time}"
                frame[name] = frame["no"].map(bars[end]).astype(object)
                columns.append((name, f"{phase}{word}{f'（第 {time + 1} 次）' if time else ''}", "date"))
    return laid(frame, *columns, aside=_days(spans(figure)))


@grid.register
def _(figure: Strips) -> Grid:
    return laid(
        figure.frame,
        ("no", "编号", "text"),
        ("name", "题目", "text"),
        ("colour", "颜色", "colour"),
        ("since", "起", "date"),
        ("until", "止", "date"),
        ("state", "今日", "text"),
        aside=_days(spans(figure)),
    )


def _days(laid_out: Spans) -> Grid:
    """The stretches of a stacked chart, in days."""
    columns = {f"s{n}": lengths for n, (_, lengths, _) in enumerate(laid_out.series)}
    heads = ((f"s{n}", name, "integer") for n, (name, _, _) in enumerate(laid_out.series))
    return laid(pd.DataFrame({"name": laid_out.names, **columns}), ("name", "名称", "text"), *heads)
