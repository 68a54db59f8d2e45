"""Figure → Grid: the table behind a figure, with Chinese headers and typed columns. Every exporter writes this one."""

from dataclasses import dataclass
from functools import singledispatch
from typing import Any

import pandas as pd

from zxdata.figures import (
    COLOURS,
    Area,
    Bars,
    Board,
    ColumnsFigure,
    Figure,
    Funnel,
    Gantt,
    Matrix,
    PointMap,
    Profile,
    Ranking,
    RegionMap,
    Sankey,
    Stacked,
    Strips,
    Survival,
    Table,
    TableColumn,
    Trend,
    Waterfall,
)


@dataclass(frozen=True, eq=False)
class Grid:
    """``columns`` as in ``figures.TableColumn``; ``aside``: a second table that only the chart needs."""

    columns: tuple[TableColumn, ...]
    frame: pd.DataFrame
    aside: "Grid | None" = None

    def position(self, name: str) -> int:
        return next(n for n, column in enumerate(self.columns) if column.name == name)


def _grid(frame: pd.DataFrame, *columns: tuple[str, str, str], aside: Grid | None = None) -> Grid:
    chosen = tuple(TableColumn(name, header, kind) for name, header, kind in columns)
    return Grid(chosen, frame[[column.name for column in chosen]].reset_index(drop=True), aside)


@singledispatch
def grid(figure: Figure) -> Grid:
    """The table behind a figure, its rows in the figure's order, none left out; of an unknown kind the bare frame."""
    return _grid(figure.frame, *((str(name), str(name), "text") for name in figure.frame.columns))


@grid.register
def _(figure: RegionMap) -> Grid:
    kind = figure.value_format
    return _grid(figure.frame, ("code", "代码", "text"), ("name", "区划", "text"), ("value", figure.value_name, kind),
                 *_base(figure.frame), ("red", "红", "integer"), ("yellow", "黄", "integer"))  # fmt: skip


@grid.register
def _(figure: PointMap) -> Grid:
    """The stations, or where there are too many to mark, how many lie in each cell; beside them the places proposed."""
    sites = _grid(figure.sites, ("rank", "次序", "integer"), ("name", "建议选址", "text"), ("lon", "经度", "degrees"),
                  ("lat", "纬度", "degrees"))  # fmt: skip
    aside = sites if len(figure.sites) else None
    if len(figure.density):
        return _grid(figure.density, ("lon", "经度", "degrees"), ("lat", "纬度", "degrees"), ("count", "阵地数", "integer"),
                     aside=aside)  # fmt: skip
    states = {"active": "活跃", "asleep": "沉睡", "closed": "停用"}
    frame = figure.frame.assign(state=figure.frame["state"].map(states))
    return _grid(frame, ("no", "阵地编号", "text"), ("name", "名称", "text"), ("kind", "类型", "text"), ("state", "状态", "text"),
                 ("lon", "经度", "degrees"), ("lat", "纬度", "degrees"), aside=aside)  # fmt: skip


@grid.register
def _(figure: Profile) -> Grid:
    return _grid(figure.frame, ("name", "项目", "text"), ("value", "内容", "text"), ("base", "说明", "text"))


@grid.register
def _(figure: Ranking) -> Grid:
    limits = [("lower", "控制下限"), ("upper", "控制上限")] if figure.frame["lower"].notna().any() else []
    return _grid(figure.frame, ("rank", "位次", "integer"), ("name", "名称", "text"), ("value", "值", figure.value_format),
                 *_base(figure.frame), *((name, header, figure.value_format) for name, header in limits),
                 ("outside", "越限", "flag"), ("small", "样本少", "flag"))  # fmt: skip


@grid.register
def _(figure: Funnel) -> Grid:
    kind = figure.value_format
    limits = _grid(figure.limits, ("n", figure.x_title, "integer"), ("lower", "控制下限", kind),
                   ("upper", "控制上限", kind))  # fmt: skip
    return _grid(figure.frame, ("name", "名称", "text"), ("n", figure.x_title, "integer"), ("value", "值", kind),
                 ("outside", "越限", "flag"), aside=limits)  # fmt: skip


@grid.register
def _(figure: Trend) -> Grid:
    frame = figure.frame
    wide = _wide(frame, "period", figure.series)
    complete = frame.groupby("period")["complete"].all() if len(frame) else pd.Series(dtype=bool)
    wide["complete"] = wide["period"].map(complete)
    series = ((f"s{n}", name, figure.value_format) for n, name in enumerate(figure.series))
    return _grid(wide, ("period", "期间", "text"), *series, ("complete", "完整", "flag"))


@grid.register
def _(figure: Bars) -> Grid:
    base = [("base", "备注", "text")] if figure.frame["base"].astype(str).str.len().any() else []
    return _grid(figure.frame, ("name", "名称", "text"), ("value", "值", figure.value_format), *base)


@grid.register
def _(figure: ColumnsFigure) -> Grid:
    colour = [("colour", "颜色", "colour")] if (figure.frame["colour"] != "").any() else []
    return _grid(figure.frame, ("name", "名称", "text"), ("value", "值", figure.value_format), *colour)


@grid.register
def _(figure: Stacked) -> Grid:
    words = {name: COLOURS[name][1] if name in COLOURS else name for name in figure.series}
    series = ((f"s{n}", words[name], figure.value_format) for n, name in enumerate(figure.series))
    return _grid(_wide(figure.frame, "name", figure.series), ("name", "名称", "text"), *series)


@grid.register
def _(figure: Waterfall) -> Grid:
    """Beside the steps, what a stacked chart needs to let them float: the height below, and each kind of bar."""
    kind, rows, level = figure.value_format, [], 0.0
    for name, value, standing in figure.frame[["name", "value", "standing"]].itertuples(index=False):
        below = 0.0 if standing else min(level, level + value)
        level = value if standing else level + value
        rows.append((name, below, value if standing else None, abs(value) if not standing else None))
    bars = pd.DataFrame(rows, columns=["name", "below", "whole", "step"])
    aside = _grid(
        bars, ("name", "名称", "text"), ("below", "悬空", kind), ("whole", "存量", kind), ("step", "增减", kind)
    )
    return _grid(figure.frame, ("name", "名称", "text"), ("value", "值", kind), aside=aside)


@grid.register
def _(figure: Gantt) -> Grid:
    frame = figure.frame.copy()
    columns = [("no", "编号", "text"), ("name", "题目", "text"), ("colour", "颜色", "colour"), ("due", "期限", "date"),
               ("state", "状态", "text")]  # fmt: skip
    for phase in figure.phases:
        bars = figure.bars[figure.bars["phase"] == phase].drop_duplicates("no").set_index("no")
        for end, word in (("since", "起"), ("until", "止")):
            frame[f"{phase}{end}"] = frame["no"].map(bars[end]).astype(object)
            columns.append((f"{phase}{end}", f"{phase}{word}", "date"))
    return _grid(frame, *columns)


@grid.register
def _(figure: Survival) -> Grid:
    frame = figure.frame
    steps = pd.concat([_steps(frame[frame["series"] == name], n) for n, name in enumerate(figure.series)], axis=1)
    pairs = [
        pair
        for n, name in enumerate(figure.series)
        for pair in ((f"days{n}", f"{name} 天", "integer"), (f"share{n}", f"{name} 未办复", "percent"))
    ]
    return _grid(frame, ("series", "组", "text"), ("days", "天", "integer"), ("open_share", "未办复", "percent"),
                 ("lower", "95% 下限", "percent"), ("upper", "95% 上限", "percent"), ("at_risk", "在办件数", "integer"),
                 aside=_grid(steps, *pairs))  # fmt: skip


@grid.register
def _(figure: Sankey) -> Grid:
    kinds = figure.frame["kind"].map({"forward": "前行", "return": "退回改派", "again": "再次"})
    return _grid(figure.frame.assign(kind=kinds), ("source", "从", "text"), ("target", "到", "text"),
                 ("value", "件", "integer"), ("kind", "走向", "text"))  # fmt: skip


@grid.register
def _(figure: Area) -> Grid:
    series = ((f"s{n}", COLOURS[name][1], figure.value_format) for n, name in enumerate(figure.series))
    return _grid(_wide(figure.frame, "period", figure.series), ("period", "日期", "text"), *series)


@grid.register
def _(figure: Matrix) -> Grid:
    wide = figure.frame.rename(columns={"row": "name", "column": "series"})
    wide = wide.iloc[wide["name"].map({name: n for n, name in enumerate(figure.rows)}).argsort(kind="stable")]
    heads = ((f"s{n}", COLOURS[c][1] if c in COLOURS else c, figure.value_format) for n, c in enumerate(figure.columns))
    return _grid(_wide(wide, "name", figure.columns), ("name", figure.kind, "text"), *heads)


@grid.register
def _(figure: Strips) -> Grid:
    return _grid(figure.frame, ("no", "编号", "text"), ("name", "题目", "text"), ("colour", "颜色", "colour"),
                 ("since", "起", "date"), ("until", "止", "date"), ("state", "今日", "text"))  # fmt: skip


@grid.register
def _(figure: Board) -> Grid:
    counts = pd.DataFrame([(c, figure.counts.get(c), figure.changes.get(c)) for c in COLOURS if c in figure.counts],
                          columns=["colour", "count", "change"])  # fmt: skip
    aside = _grid(counts, ("colour", "颜色", "colour"), ("count", "件数", "integer"),
                  ("change", figure.compared_with or "变化", "integer"))  # fmt: skip
    order = figure.frame["colour"].map({state: n for n, state in enumerate(COLOURS)})
    frame = figure.frame.iloc[order.argsort(kind="stable")]
    return _grid(frame, ("colour", "颜色", "colour"), ("no", "编号", "text"), ("name", "题目", "text"),
                 ("region", "区划", "text"), ("reason", "原因", "text"), ("days", "工作日", "text"), aside=aside)  # fmt: skip


@grid.register
def _(figure: Table) -> Grid:
    """A list of twelve months in one cell becomes twelve columns."""
    frame, columns = figure.frame.copy(), []
    for column in figure.columns:
        if column.kind != "months":
            columns.append((column.name, column.header, column.kind))
            continue
        lists = [each if isinstance(each, (list, tuple)) else [] for each in frame[column.name]]
        for n in range(max((len(each) for each in lists), default=0)):
            name = f"{column.name}.{n}"
            frame[name] = [each[n] if n < len(each) else None for each in lists]
            columns.append((name, f"{column.header} {n + 1}", "integer"))
    return _grid(frame, *columns)


def _base(frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Numerator and denominator, where the value is a rate."""
    if not frame["denominator"].notna().any():
        return []
    return [("numerator", "分子", "integer"), ("denominator", "分母", "integer")]


def _wide(frame: pd.DataFrame, index: str, series: tuple[str, ...]) -> pd.DataFrame:
    """One row a name in the frame's order, one column s0, s1 … a series."""
    rows = list(dict.fromkeys(frame[index]))
    found: dict[Any, dict[Any, Any]] = {name: {} for name in rows}
    for name, which, value in frame[[index, "series", "value"]].itertuples(index=False):
        found[name][which] = value
    columns = {f"s{n}": [found[name].get(which) for name in rows] for n, which in enumerate(series)}
    return pd.DataFrame({index: rows, **columns})


def _steps(frame: pd.DataFrame, n: int) -> pd.DataFrame:
    """Each point twice, so that a line through them goes in steps."""
    days, share = [0.0], [1.0]
    for day, now in frame[["days", "open_share"]].itertuples(index=False):
        days += [day, day]
        share += [share[-1], now]
    return pd.DataFrame({f"days{n}": days, f"share{n}": share})
