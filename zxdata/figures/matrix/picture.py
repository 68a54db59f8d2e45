"""A matrix as a picture."""

from typing import Any

from matplotlib.patches import Rectangle

from zxdata.figures.matrix import Matrix
from zxdata.figures.media.picture import names_down
from zxdata.figures.palette import PAPER, mixed
from zxdata.rules.palette import ORDER

COLUMNS_NAMED = 15
DEEPEST = 0.5


def draw(figure: Matrix, axes: Any) -> None:
    """The more, the deeper; what stands out is framed."""
    most = float(figure.frame["value"].max() or 1)
    x, y = ({name: n for n, name in enumerate(names)} for names in (figure.columns, figure.rows))
    for cell in figure.frame.itertuples():
        tone = figure.tokens.series(cell.column, 0) if cell.column in ORDER else PAPER.accent
        share = 0.0 if cell.value != cell.value else min(float(cell.value) / most, 1.0) ** 0.5
        edge = PAPER["t1" if cell.outside else "surface"]
        axes.add_patch(
            Rectangle(
                (x[cell.column] - 0.5, y[cell.row] - 0.5),
                1,
                1,
                edgecolor=edge,
                linewidth=0.8,
                zorder=2 + bool(cell.outside),
                facecolor=mixed(PAPER.surface, tone, share * DEEPEST),
            )
        )
        axes.text(
            x[cell.column], y[cell.row], str(cell.text), ha="center", va="center", fontsize=7, zorder=4, in_layout=False
        )
    names_down(axes, figure.rows)
    heads = [figure.palette.sign(c) for c in figure.columns]
    axes.set_xticks(range(len(heads)), heads, fontsize=7, rotation=90 if len(heads) > COLUMNS_NAMED // 2 else 0)
    axes.xaxis.tick_top()
    axes.set_xlim(-0.5, len(heads) - 0.5)
    axes.grid(False)
    axes.spines["bottom"].set_visible(False)
