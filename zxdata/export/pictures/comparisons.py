"""Pictures of figures that set one thing beside another."""

from typing import Any

import numpy as np
from matplotlib.patches import Rectangle

from zxdata import words
from zxdata.export.grid import grid
from zxdata.export.pictures.axes import draw, height
from zxdata.figures import COLOURS, Bars, ColumnsFigure, Funnel, Matrix, Ranking, Stacked
from zxdata.figures.media.picture import legend, mean_line, names_across, names_down, numbers, of_rows, told
from zxdata.figures.palette import mixed, tokens

COLUMNS_NAMED = 15
DEEPEST = 0.5


@height.register(Ranking)
@height.register(Bars)
@height.register(Stacked)
def _(figure: Ranking | Bars | Stacked) -> float:
    return of_rows(figure.frame["name"].nunique())


@height.register
def _(figure: Matrix) -> float:
    return of_rows(len(figure.rows) + 1)


@draw.register
def _(figure: Ranking, axes: Any) -> bool:
    """Dots, with the control band of each where it has one; the worst on top."""
    frame = figure.frame
    y = np.arange(len(frame))
    if frame["lower"].notna().any():
        axes.hlines(y, frame["lower"], frame["upper"], color=tokens().hair, linewidth=5)
    outside = frame["outside"].astype(bool).to_numpy()
    face = np.where(outside, tokens().accent, tokens().surface)
    axes.scatter(frame["value"], y, s=22, c=face, edgecolors=tokens().accent, linewidths=1, zorder=3)
    if figure.mean is not None:
        mean_line(axes, figure.mean_name, figure.mean, figure.value_format)
    names_down(axes, frame["name"])
    numbers(axes.xaxis, figure.value_format)
    return True


@draw.register
def _(figure: Bars, axes: Any) -> bool:
    y = np.arange(len(figure.frame))
    axes.barh(y, figure.frame["value"].fillna(0), height=0.62, color=tokens().accent)
    for at, row in enumerate(figure.frame.itertuples()):
        if row.value == row.value and row.value is not None:
            value = words.with_unit(row.value, figure.value_format)
            told(axes, "　".join(part for part in (value, str(row.base or "")) if part), (row.value, at))
    names_down(axes, figure.frame["name"])
    axes.xaxis.set_visible(False)
    axes.margins(x=0.22)
    return True


@draw.register
def _(figure: Stacked, axes: Any) -> bool:
    rows = grid(figure).frame
    left = np.zeros(len(rows))
    for n, name in enumerate(figure.series):
        values = rows[f"s{n}"].astype(float).fillna(0).to_numpy()
        label = COLOURS[name][1] if name in COLOURS else name
        axes.barh(np.arange(len(rows)), values, left=left, height=0.7, color=tokens().series(name, n), label=label)
        left += values
    names_down(axes, rows["name"])
    numbers(axes.xaxis, figure.value_format)
    legend(axes)
    return True


@draw.register
def _(figure: ColumnsFigure, axes: Any) -> bool:
    x = np.arange(len(figure.frame))
    axes.bar(
        x, figure.frame["value"].fillna(0), width=0.7, color=[tokens().series(c, 0) for c in figure.frame["colour"]]
    )
    longest = figure.frame["name"].astype(str).str.len().max()
    names_across(axes, figure.frame["name"], COLUMNS_NAMED if longest <= 5 else COLUMNS_NAMED // 2)
    numbers(axes.yaxis, figure.value_format)
    return True


@draw.register
def _(figure: Funnel, axes: Any) -> bool:
    """Those beyond the limits are named, above or below."""
    limits = grid(figure).aside
    assert limits is not None
    for name in ("lower", "upper"):
        axes.plot(limits.frame["n"], limits.frame[name], color=tokens().axis, linewidth=1)
    axes.axhline(figure.mean, color=tokens().t3, linewidth=0.8)
    for outside, group in figure.frame.groupby(figure.frame["outside"].astype(bool)):
        axes.scatter(group["n"], group["value"], s=20, color=tokens()["accent" if outside else "stage"], zorder=3)
        for row in group.itertuples() if outside else ():
            told(axes, str(row.name), (row.n, row.value), (0, 8 if row.value > figure.mean else -8), ha="center")
    axes.set_xlabel(figure.x_title)
    axes.set_xlim(left=0)
    numbers(axes.yaxis, figure.value_format)
    return True


@draw.register
def _(figure: Matrix, axes: Any) -> bool:
    """The more, the deeper; what stands out is framed."""
    most = float(figure.frame["value"].max() or 1)
    x, y = ({name: n for n, name in enumerate(names)} for names in (figure.columns, figure.rows))
    for cell in figure.frame.itertuples():
        tone = tokens().series(cell.column, 0) if cell.column in COLOURS else tokens().accent
        share = 0.0 if cell.value != cell.value else min(float(cell.value) / most, 1.0) ** 0.5
        edge = tokens()["t1" if cell.outside else "surface"]
        axes.add_patch(
            Rectangle(
                (x[cell.column] - 0.5, y[cell.row] - 0.5),
                1,
                1,
                edgecolor=edge,
                linewidth=0.8,
                zorder=2 + bool(cell.outside),
                facecolor=mixed(tokens().surface, tone, share * DEEPEST),
            )
        )
        axes.text(
            x[cell.column], y[cell.row], str(cell.text), ha="center", va="center", fontsize=7, zorder=4, in_layout=False
        )
    names_down(axes, figure.rows)
    heads = [" ".join(COLOURS[c]) if c in COLOURS else c for c in figure.columns]
    axes.set_xticks(range(len(heads)), heads, fontsize=7, rotation=90 if len(heads) > COLUMNS_NAMED // 2 else 0)
    axes.xaxis.tick_top()
    axes.set_xlim(-0.5, len(heads) - 0.5)
    axes.grid(False)
    axes.spines["bottom"].set_visible(False)
    return True
