"""The tables behind figures of how things go."""

import pandas as pd

from zxdata.export.grid.whole import grid
from zxdata.figures import Gantt, Sankey, Strips, Survival
from zxdata.figures.grid import Grid, laid
from zxdata.figures.layout.curves import curves
from zxdata.figures.layout.spans import Spans, spans

KINDS = {"forward": "前行", "return": "退回改派", "again": "再次"}


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
        for time in sorted(set(times[figure.bars["phase"] == phase.name]) or {0}):
            bars = figure.bars[(figure.bars["phase"] == phase.name) & (times == time)].set_index("no")
            for end, word in (("since", "起"), ("until", "止")):
                name = f"{phase.name}{end}{time}"
                frame[name] = frame["no"].map(bars[end]).astype(object)
                columns.append((name, f"{phase.name}{word}{f'（第 {time + 1} 次）' if time else ''}", "date"))
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
