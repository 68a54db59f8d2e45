"""Which kinds of figure have something to say."""

from functools import singledispatch

from zxdata.figures import KINDS, Figure


@singledispatch
def sentences(figure: Figure) -> tuple[str, ...]:
    """Whole sentences on one figure; none for a kind that only a table can say, or where there is nothing."""
    kind = KINDS.get(type(figure))
    return kind.sentences.do(figure) if kind and kind.sentences else ()
