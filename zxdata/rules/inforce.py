"""The words and symbols of the states in what is painted: those of its view's rules, else of this installation."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from zxdata.configuration import settings
from zxdata.rules.book import read_rules
from zxdata.rules.palette import ORDER, Palette

_painted: ContextVar[Palette | None] = ContextVar("painted", default=None)


class InForce(Mapping[str, tuple[str, str]]):
    """State → (symbol, word), most urgent first, as ``palette`` has them when it is asked."""

    def __getitem__(self, colour: str) -> tuple[str, str]:
        if colour not in ORDER:
            raise KeyError(colour)
        tone = palette().tone(colour)
        return tone.symbol, tone.word

    def __iter__(self) -> Iterator[str]:
        return iter(ORDER)

    def __len__(self) -> int:
        return len(ORDER)


def palette() -> Palette:
    """The palette of what is being painted, else that of this installation."""
    return _painted.get() or read_rules(settings().rules).colours


@contextmanager
def painting(colours: Palette) -> Iterator[None]:
    """Within it states are called and coloured as these rules have them: those of the view that is painted."""
    before = _painted.set(colours)
    try:
        yield
    finally:
        _painted.reset(before)
