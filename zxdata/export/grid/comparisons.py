"""The tables behind figures that set one thing beside another."""

from zxdata.export.grid.whole import grid
from zxdata.figures import COLOURS, Bars, ColumnsFigure, Funnel, Matrix, Ranking, Stacked
from zxdata.figures.grid import Grid, base, laid, wide

NARROW, WIDE = 0.8, 1.05  # how far the curves of a funnel reach beyond its dots


@grid.register
def _(figure: Ranking) -> Grid:
    """Beside the ranks, where there are control limits, what a chart of dots before bands needs."""
    kind, frame, limits, aside = figure.value_format, figure.frame, [], None
    if frame["lower"].notna().any():
        limits = [("lower", "控制下限", kind), ("upper", "控制上限", kind)]
        beyond = frame["outside"].astype(bool)
        parts = frame.assign(
            mean=figure.mean,
            band=frame["upper"] - frame["lower"],
            within=frame["value"].mask(beyond),
            beyond=frame["value"].where(beyond),
        )
        mean = [("mean", figure.mean_name, kind)] if figure.mean is not None else []
        aside = laid(
            parts,
            ("name", "名称", "text"),
            ("lower", "控制下限", kind),
            ("band", "控制限", kind),
            ("within", "限内", kind),
            ("beyond", "越限", kind),
            *mean,
        )
    return laid(
        frame,
        ("rank", "位次", "integer"),
        ("name", "名称", "text"),
        ("value", "值", kind),
        *base(frame),
        *limits,
        ("outside", "越限", "flag"),
        ("small", "样本少", "flag"),
        aside=aside,
    )


@grid.register
def _(figure: Funnel) -> Grid:
    """Beside the dots, the curves of the limits where dots lie, and the mean."""
    kind, sizes = figure.value_format, figure.frame["n"].dropna()
    limits = figure.limits
    if len(sizes):
        limits = limits[(limits["n"] >= sizes.min() * NARROW) & (limits["n"] <= sizes.max() * WIDE)]
    aside = laid(
        limits.assign(mean=figure.mean),
        ("n", figure.x_title, "integer"),
        ("lower", "控制下限", kind),
        ("upper", "控制上限", kind),
        ("mean", figure.mean_name, kind),
    )
    return laid(
        figure.frame,
        ("name", "名称", "text"),
        ("n", figure.x_title, "integer"),
        ("value", "值", kind),
        ("outside", "越限", "flag"),
        aside=aside,
    )


@grid.register
def _(figure: Bars) -> Grid:
    base = [("base", "备注", "text")] if figure.frame["base"].astype(str).str.len().any() else []
    return laid(figure.frame, ("name", "名称", "text"), ("value", "值", figure.value_format), *base)


@grid.register
def _(figure: ColumnsFigure) -> Grid:
    colour = [("colour", "颜色", "colour")] if (figure.frame["colour"] != "").any() else []
    return laid(figure.frame, ("name", "名称", "text"), ("value", "值", figure.value_format), *colour)


@grid.register
def _(figure: Stacked) -> Grid:
    words = {name: COLOURS[name][1] if name in COLOURS else name for name in figure.series}
    series = ((f"s{n}", words[name], figure.value_format) for n, name in enumerate(figure.series))
    return laid(wide(figure.frame, "name", figure.series), ("name", "名称", "text"), *series)


@grid.register
def _(figure: Matrix) -> Grid:
    long = figure.frame.rename(columns={"row": "name", "column": "series"})
    long = long.iloc[long["name"].map({name: n for n, name in enumerate(figure.rows)}).argsort(kind="stable")]
    heads = ((f"s{n}", COLOURS[c][1] if c in COLOURS else c, figure.value_format) for n, c in enumerate(figure.columns))
    return laid(wide(long, "name", figure.columns), ("name", figure.kind, "text"), *heads)
