"""Figure → Plotly specification: plain dictionaries, every colour and format given by us."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any
from weakref import WeakKeyDictionary

from plotly.io.json import to_json_plotly

from ui.per_figure import PerFigure
from zxdata.figures import Figure, kind_of
from zxdata.figures.media.canvas import Look, Spec

LENGTHS = {"size", "width", "l", "r", "t", "b", "xshift", "yshift", "height", "ticklen", "standoff"}

__all__ = ["Look", "Painted", "Spec", "chosen", "enlarge", "overlaid", "paint", "painted"]


@dataclass(frozen=True, eq=False)
class Painted:
    """A specification and, once it has been sent, its text and what tells it from others."""

    spec: Spec

    @cached_property
    def text(self) -> str:
        return str(to_json_plotly(self.spec))

    @cached_property
    def digest(self) -> str:
        return blake2b(self.text.encode(), digest_size=12).hexdigest()


_CHOSEN: PerFigure[Spec] = PerFigure()
_PAINTED: WeakKeyDictionary[Figure, dict[Look, Painted]] = WeakKeyDictionary()


def painted(figure: Figure, look: Look) -> Painted:
    """One figure without what is chosen of it, painted once for all who look at it; not to be changed by the caller.

    Raises LookupError for a kind that the page lays out by itself (Board, Table).
    """
    looks = _PAINTED.setdefault(figure.common, {})
    if look not in looks:
        looks[look] = Painted(kind_of(figure).screen.do(figure.common, look))
    return looks[look]


def chosen(figure: Figure, look: Look) -> Spec:
    """The shapes and annotations that mark what is chosen of a figure; not to be changed by the caller."""
    mark = kind_of(figure).chosen
    return _CHOSEN.get(figure, lambda: mark.do(figure, look), look) if mark else {}


def overlaid(spec: Spec, over: Spec) -> Spec:
    """A specification with more shapes and annotations over it; the given one is left as it is."""
    layout = spec["layout"]
    both = {name: [*layout.get(name, ()), *more] for name, more in over.items()}
    return {**spec, "layout": {**layout, **both}} if both else spec


def paint(figure: Figure, look: Look) -> Spec:
    """The whole specification of one figure; raises LookupError for a kind that is not drawn."""
    return overlaid(painted(figure, look).spec, chosen(figure, look))


def enlarge(spec: Any, factor: float, within: str = "") -> Any:
    """The same specification with every length in px multiplied: a wall is drawn for 1080 rows and then scaled.

    A browser's zoom around a chart would be applied twice, so the figure is scaled instead of its box.
    """
    if isinstance(spec, list):
        return [enlarge(item, factor, within) for item in spec]
    if not isinstance(spec, dict):
        return spec
    kind = spec.get("type", within)
    scaled: Spec = {}
    for key, value in spec.items():
        if key in LENGTHS and isinstance(value, int | float) and not (key == "width" and kind == "bar"):
            scaled[key] = value * factor
        elif key == "shadow":
            scaled[key] = [_wider(one, factor) for one in value] if isinstance(value, list) else _wider(value, factor)
        else:
            scaled[key] = enlarge(value, factor, "") if key not in ("x", "y", "text", "customdata") else value
    return scaled


def _wider(shadow: str, factor: float) -> str:
    return " ".join(_longer(word, factor) for word in shadow.split(" "))


def _longer(word: str, factor: float) -> str:
    return f"{float(word[:-2]) * factor:g}px" if word.endswith("px") else word
