"""How much a file may cost, and how one is refused."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """memory, unpacked: bytes; cpu: seconds; ratio: unpacked to packed; words: header words, squeezed."""

    memory: int
    cpu: int
    unpacked: int
    ratio: int
    rows: int
    words: list[str]


class Refused(Exception):
    """``str(refused)`` says why in Chinese, without the file's name and without a full stop."""
