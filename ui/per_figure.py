"""What is made of a figure once for all who look at it: its markup, its marks, what is laid over it."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from zxdata.figures import Figure

Made = TypeVar("Made")


class PerFigure(Generic[Made]):
    """Kept by the very figure that was answered, and so by its question with its scope and its version; it goes with it."""

    def __init__(self) -> None:
        self._made: WeakKeyDictionary[Figure, dict[Hashable, Made]] = WeakKeyDictionary()

    def __len__(self) -> int:
        return len(self._made)

    def get(self, figure: Figure, make: Callable[[], Made], *under: Hashable) -> Made:
        """What ``make`` gives for the figure under whatever else it depends on."""
        made = self._made.setdefault(figure, {})
        if under not in made:
            made[under] = make()
        return made[under]
