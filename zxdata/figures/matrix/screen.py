"""Numbers by row and column, shaded by size; what stands out by evidence is bold and framed."""

from typing import Any

import pandas as pd

from zxdata.figures.matrix import Matrix
from zxdata.figures.media import labels
from zxdata.figures.media.canvas import Look, Spec, canvas, hidden_axis, note, width_of
from zxdata.figures.media.labels import plain
from zxdata.figures.media.names import short
from zxdata.figures.palette import veil
from zxdata.rules.palette import ORDER, Palette

ROW, LINE = 25, 17
"""Pixels of a row of cells, and of a line of the heads over them."""
NAME = 9


def paint(figure: Matrix, look: Look) -> Spec:
    """Columns that are states of a case take their colour, others the accent; an empty cell stays blank."""
    t = look.tokens
    rows, columns = list(figure.rows), list(figure.columns)
    at = {name: n for n, name in enumerate(rows)}
    across = {name: n for n, name in enumerate(columns)}
    cells = figure.frame[figure.frame["row"].isin(at) & figure.frame["column"].isin(across)]
    states = any(c in ORDER for c in columns)
    traces: list[Spec] = []
    for group in [[c] for c in columns] if states or not columns else [columns]:
        part = cells[cells["column"].isin(group)]
        traces.append(_shade(figure, part, at, across, rows, t.of(group[0]) if group[0] in ORDER else t.accent, look))
    if not look.wall:
        traces.append(_targets(figure, cells[cells["value"] > 0], at, across, look))
    names = [plain(short(name, NAME)) for name in rows]
    left = max((width_of(name, look.text) for name in names), default=0) + look.px(12)
    room = (look.width - left - 4) / max(len(columns), 1)
    heads = _heads([_head(c, t.states) for c in columns], room, look.text)
    above = look.px(9 + LINE * max((head.count("<br>") + 1 for head in heads), default=1))
    return canvas(
        look,
        traces,
        height=len(rows) * look.px(ROW) + above + look.px(4),
        margin=(left, 4, above, 4),
        xaxis=hidden_axis(range=[-0.5, len(columns) - 0.5]),
        yaxis=hidden_axis(range=[len(rows) - 0.5, -0.5]),
        shapes=[
            *_chosen(figure, look),
            *(
                _frame(look, at[r], across[c])
                for r, c, out in cells[["row", "column", "outside"]].itertuples(index=False)
                if out
            ),
        ],
        annotations=[
            *(note(look, head, t.t2, x=n, y=1, yref="paper", yanchor="bottom") for n, head in enumerate(heads)),
            *(
                note(look, name, t.t1, x=0, xref="paper", xanchor="right", xshift=-look.px(8), y=n)
                for n, name in enumerate(names)
            ),
            *(
                note(look, f"<b>{plain(text)}</b>" if out else plain(text), t.t1 if out else t.t2, x=across[c], y=at[r])
                for r, c, whole, out in cells[["row", "column", "text", "outside"]].itertuples(index=False)
                if (text := _within(str(whole), room, look.text))
            ),
        ],
    )


def _shade(
    figure: Matrix,
    part: pd.DataFrame,
    at: dict[str, int],
    across: dict[str, int],
    rows: list[str],
    colour: str,
    look: Look,
) -> Spec:
    there = set(part["column"])  # from left to right: a heat map lays its cells over each other in any other order
    named = [column for column in across if column in there] or list(figure.columns[:1])
    wide = part.pivot_table(index="row", columns="column", values="value", aggfunc="sum").reindex(
        index=rows, columns=named
    )
    values: list[list[Any]] = [[None if pd.isna(v) or not v else float(v) for v in row] for row in wide.to_numpy()]
    most = max((v for row in values for v in row if v is not None), default=1.0)
    return {
        "type": "heatmap",
        "x": [across[c] for c in named],
        "y": [at[r] for r in rows],
        "z": values,
        "zmin": 0,
        "zmax": most,
        "colorscale": [[0, veil(colour, 0.05)], [1, veil(colour, 0.42)]],
        "showscale": False,
        "xgap": look.px(2),
        "ygap": look.px(2),
        "hovertext": [
            [_hover(r, c, v, figure) for c, v in zip(named, line, strict=True)]
            for r, line in zip(rows, values, strict=True)
        ],
    }


def _targets(figure: Matrix, cells: pd.DataFrame, at: dict[str, int], across: dict[str, int], look: Look) -> Spec:
    """Marks that are not seen take the click: a heat map gives its cells to the pointer, but not to a selection."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [across[c] for c in cells["column"]],
        "y": [at[r] for r in cells["row"]],
        "customdata": cells[["row", "column"]].to_numpy().tolist(),
        "hovertext": [_about(figure, *cell) for cell in cells[["row", "column", "value", "text"]].to_numpy()],
        "marker": {"size": look.px(ROW - 4), "symbol": "square", "opacity": 0},
    }


def _chosen(figure: Matrix, look: Look) -> list[Spec]:
    """A line round each row and column that is chosen among its siblings."""
    line = {"type": "rect", "fillcolor": "rgba(0,0,0,0)", "line": {"color": look.tokens.accent, "width": look.px(1.6)}}
    rows = [
        {**line, "xref": "paper", "x0": 0, "x1": 1, "y0": n - 0.48, "y1": n + 0.48}
        for n, name in enumerate(figure.rows)
        if name in figure.selected
    ]
    return rows + [
        {**line, "yref": "paper", "y0": 0, "y1": 1, "x0": n - 0.48, "x1": n + 0.48}
        for n, name in enumerate(figure.columns)
        if name in figure.selected and figure.column_dimension
    ]


def _frame(look: Look, row: int, column: int) -> Spec:
    return {
        "type": "rect",
        "x0": column - 0.46,
        "x1": column + 0.46,
        "y0": row - 0.42,
        "y1": row + 0.42,
        "line": {"color": look.tokens.t1, "width": look.px(1.2)},
        "fillcolor": "rgba(0,0,0,0)",
    }


def _hover(row: str, column: str, value: object, figure: Matrix) -> str:
    return f"<b>{plain(row)}</b><br>{plain(_head(column, figure.palette))} {labels.number(value, figure.value_format)}"


def _about(figure: Matrix, row: str, column: str, value: object, text: str) -> str:
    """Of a cell its number, or what it says beyond it."""
    told = labels.number(value, figure.value_format)
    said = text if "（" in str(text) else told
    return f"<b>{plain(row)}</b><br>{plain(_head(column, figure.palette))} {plain(str(said))}"


def _head(column: str, states: Palette) -> str:
    """A state by symbol and word; a month without its year, which the figure's title line tells."""
    if column in ORDER:
        return states.sign(column)
    return labels.period(column).removeprefix(f"{column[:4]}年")


def _within(text: str, room: float, size: float) -> str:
    """What of a cell's text fits into ``room`` px: without its brackets where it is too wide."""
    return text if width_of(text, size) <= room else text.split("（")[0]


def _heads(heads: list[str], room: float, size: float) -> list[str]:
    """Those too wide for ``room`` px in as many lines as that takes."""
    most = max(1, int(room / size / 1.04))
    return [plain(head) if width_of(head, size) <= room else labels.wrapped(head, most) for head in heads]
