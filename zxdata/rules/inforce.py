"""The words and symbols of the states, as the rules of this installation have them."""

from collections.abc import Iterator, Mapping

from zxdata.configuration import settings
from zxdata.rules.book import read_rules
from zxdata.rules.palette import ORDER, Palette


class InForce(Mapping[str, tuple[str, str]]):
    """State → (symbol, word) by the rules of this installation, most urgent first; read when first asked for."""

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
    """The palette of the rules file in force."""
    return read_rules(settings().rules).colours


def meant(colour: str) -> str:
    """``超期``: what a state means, or its word."""
    tone = palette().tone(colour)
    return tone.meaning or tone.word


def named(colour: str) -> str:
    """``红 超期``: word and meaning of a state."""
    tone = palette().tone(colour)
    return f"{tone.word} {tone.meaning}".strip()
