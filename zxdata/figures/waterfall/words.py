"""What a waterfall says: its amounts in turn."""

from collections.abc import Iterator

from zxdata.figures.items import Item, named
from zxdata.figures.media.phrases import value_text
from zxdata.figures.waterfall import Waterfall


def sentences(figure: Waterfall) -> tuple[str, ...]:
    if figure.frame.empty:
        return ()
    parts = [f"{r.name} {value_text(abs(r.value), figure)}" for r in figure.frame.itertuples() if r.value == r.value]
    return (f"依次为：{'，'.join(parts)}。",)


def items(figure: Waterfall) -> Iterator[Item]:
    """The steps that name their number."""
    if "metric" in figure.frame:
        yield from named(figure.frame, "metric", figure.value_format)
