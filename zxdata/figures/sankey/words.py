"""What flows say."""

from collections.abc import Iterator, Sequence

from zxdata import words
from zxdata.figures.items import Choice, Item, Lead, Number
from zxdata.figures.media import labels
from zxdata.figures.media.phrases import FEW
from zxdata.figures.sankey import Sankey


def sentences(figure: Sankey) -> tuple[str, ...]:
    back = figure.frame[figure.frame["kind"] != "forward"].sort_values("value", ascending=False)
    if back.empty:
        return ()
    parts = (f"{r.source}到{r.target} {words.rounded(r.value)} 件" for r in back.head(FEW).itertuples())
    return (f"退回、改派与再次共 {words.rounded(back['value'].sum())} 件次，较多的是{'、'.join(parts)}。",)


def items(figure: Sankey) -> Iterator[Item]:
    """An item a flow."""
    for source, target, value in figure.frame[["source", "target", "value"]].itertuples(index=False):
        yield Item((source, target), f"{source} → {target}　{labels.number(value, 'integer')}")


def lead(figure: Sankey, carried: Sequence[str]) -> Lead | None:
    """A band sets the option, else opens the rows of its number within its source."""
    if figure.option:
        return Choice(figure.option, "→".join(carried))
    if not figure.dimension:
        return None
    bands = figure.frame.set_index(["source", "target"])["metric"]
    return Number(str(bands[tuple(carried)]), ((figure.dimension, carried[0]),))
