"""The marks of a figure by name and number: what a list offers to those who cannot click, or cannot hit, a chart."""

from weakref import WeakKeyDictionary

from ui.drill import Here, step
from zxdata.figures import Figure, kind_of
from zxdata.figures.items import Item

_KNOWN: WeakKeyDictionary[Figure, list[Item]] = WeakKeyDictionary()


def marks(found: Figure, here: Here) -> list[Item]:
    """The marks that lead somewhere, in the figure's order, each once; gathered once for all who look at the figure."""
    if found.common not in _KNOWN:
        items = kind_of(found).items
        known = dict.fromkeys(items.do(found)) if items else {}
        _KNOWN[found.common] = [item for item in known if step(found, item.carried, here)]
    return _KNOWN[found.common]
