"""Number formats that are part of a value: 0000 or “六届三次第0000号” say more than the number below them."""

import re
from dataclasses import dataclass

PARTS = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|([0#?]+)|(General|G/通用格式)|(.)', re.S | re.I)
DISPLAY_ONLY = re.compile(r"[%.,/ymdhseb@]", re.I)
MONEY = re.compile(r"[\s¥￥$€+()-]*")


@dataclass(frozen=True)
class NumberFormat:
    """Literal text and places for digits (``0``, ``#``), in order; ``General`` is the whole number."""

    parts: tuple[tuple[bool, str], ...]  # (is it digits, text)

    def shown(self, value: float) -> str | None:
        """The number as its user sees it; None for what the format has no words for."""
        if value < 0 or value != int(value):
            return None
        digits, written = str(int(value)), []
        leftmost = next(at for at, (places, _) in enumerate(self.parts) if places)
        for at, (places, text) in reversed(list(enumerate(self.parts))):
            if not places:
                written.append(text)
            elif at == leftmost or text == "General":
                written.append(digits.zfill(text.count("0")))
            else:
                digits = digits.zfill(len(text))
                written.append(digits[-len(text) :])
                digits = digits[: -len(text)]
        return "".join(reversed(written))


def number_format(code: str) -> NumberFormat | None:
    """The format where it belongs to the value: leading zeros or words; None where it only dresses the number."""
    parts: list[tuple[bool, str]] = []
    for quoted, escaped, digits, general, other in PARTS.findall(_first_section(code)):
        if other and DISPLAY_ONLY.match(other):
            return None
        if digits or general:
            parts.append((True, "General" if general else digits))
        elif literal := quoted or escaped or other:
            parts.append((False, literal))
    places = "".join(text for is_digits, text in parts if is_digits)
    words = "".join(text for is_digits, text in parts if not is_digits)
    told = places.count("0") > 1 or not MONEY.fullmatch(words)
    return NumberFormat(tuple(parts)) if places and told else None


def _first_section(code: str) -> str:
    return re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code, maxsplit=1)[0]
