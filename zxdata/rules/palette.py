"""How the states of a case are called and drawn in one body: 绿—黄—红, 蓝—黄—红, …"""

from collections.abc import Iterator, Mapping

from pydantic import Field

from zxdata.rules.clock import Section

HEX = r"^#[0-9A-Fa-f]{6}$"
ORDER = ("red", "yellow", "green", "done", "done_late", "unknown")


class Tone(Section):
    """One state. ``dark`` and ``light``: its colour on a dark and on a light page; None keeps the shipped one."""

    word: str = Field(min_length=1, max_length=6)
    symbol: str = Field(min_length=1, max_length=2)
    meaning: str = Field("", max_length=8)
    dark: str | None = Field(None, pattern=HEX)
    light: str | None = Field(None, pattern=HEX)


class Palette(Section):
    red: Tone = Tone(word="红", symbol="■", meaning="超期")
    yellow: Tone = Tone(word="黄", symbol="▲", meaning="临期")
    green: Tone = Tone(word="绿", symbol="●", meaning="正常")
    done: Tone = Tone(word="办结", symbol="○")
    done_late: Tone = Tone(word="逾期办结", symbol="○")
    unknown: Tone = Tone(word="无法判定", symbol="◇")

    def tone(self, colour: str) -> Tone:
        found: Tone = getattr(self, colour)
        return found


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
    from zxdata.rules.book import read_rules
    from zxdata.settings import settings

    return read_rules(settings().rules).colours


def meant(colour: str) -> str:
    """``超期``: what a state means, or its word."""
    tone = palette().tone(colour)
    return tone.meaning or tone.word


def named(colour: str) -> str:
    """``红 超期``: word and meaning of a state."""
    tone = palette().tone(colour)
    return f"{tone.word} {tone.meaning}".strip()
