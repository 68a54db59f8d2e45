"""How the states of a case are called and drawn in one body: 绿—黄—红, 蓝—黄—红, …"""

from collections.abc import Mapping
from typing import Any

from pydantic import Field, model_validator

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


SHIPPED = {
    "red": {"word": "红", "symbol": "■", "meaning": "超期"},
    "yellow": {"word": "黄", "symbol": "▲", "meaning": "临期"},
    "green": {"word": "绿", "symbol": "●", "meaning": "正常"},
    "done": {"word": "办结", "symbol": "○"},
    "done_late": {"word": "逾期办结", "symbol": "○"},
    "unknown": {"word": "无法判定", "symbol": "◇"},
}


class Palette(Section):
    """What is not given of a state stays as shipped."""

    red: Tone
    yellow: Tone
    green: Tone
    done: Tone
    done_late: Tone
    unknown: Tone

    @model_validator(mode="before")
    @classmethod
    def _over_shipped(cls, raw: Any) -> Any:
        if not isinstance(raw, Mapping):
            return raw
        over = {
            c: shipped | raw[c] if isinstance(raw.get(c), Mapping) else raw.get(c, shipped)
            for c, shipped in SHIPPED.items()
        }
        return {**raw, **over}

    def tone(self, colour: str) -> Tone:
        found: Tone = getattr(self, colour)
        return found

    def word(self, value: str) -> str:
        """``红``: what a state is called; what is no state stays as it is."""
        return self.tone(value).word if value in ORDER else value

    def adjective(self, colour: str) -> str:
        """``红色``, before 事项 and the like; a state that is called by a longer word has that word: ``超期``."""
        word = self.tone(colour).word
        return f"{word}色" if len(word) == 1 else word

    def sign(self, value: str, between: str = " ") -> str:
        """``■ 红``: symbol and word of a state; what is no state stays as it is."""
        return f"{self.tone(value).symbol}{between}{self.tone(value).word}" if value in ORDER else value

    def meant(self, colour: str) -> str:
        """``超期``: what a state means, or its word."""
        tone = self.tone(colour)
        return tone.meaning or tone.word

    def named(self, colour: str) -> str:
        """``红 超期``: word and meaning of a state."""
        tone = self.tone(colour)
        return f"{tone.word} {tone.meaning}".strip()


SHIPPED_PALETTE = Palette.model_validate({})
