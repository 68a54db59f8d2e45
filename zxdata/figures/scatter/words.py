"""What a scatter plot says, and which of its dots can be clicked."""

from collections.abc import Iterator

from zxdata.figures.items import Item
from zxdata.figures.media import labels
from zxdata.figures.media.phrases import value_text
from zxdata.figures.scatter import Scatter
from zxdata.figures.scatter.table import weak


def sentences(figure: Scatter) -> tuple[str, ...]:
    if figure.frame.empty:
        return ()
    means = f"{figure.x_title}平均 {value_text(figure.x_mean, figure)}，{figure.y_title}平均 {value_text(figure.y_mean, figure)}"
    return (f"两项都有得分的 {len(figure.frame):,} 件，{means}；两项都低于平均的 {int(weak(figure).sum()):,} 件。",)


def items(figure: Scatter) -> Iterator[Item]:
    """An item a case, those that are weak on both sides first."""
    order = (~weak(figure)).sort_values(kind="stable").index
    for no, name, x, y in figure.frame.loc[order, ["no", "name", "x", "y"]].itertuples(index=False):
        scores = " / ".join(labels.number(score, figure.value_format) for score in (x, y))
        yield Item((str(no),), f"{name}　{scores}")
