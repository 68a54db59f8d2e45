"""A text into the fewest known stretches."""

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

UNKNOWN = 10.0  # what a sign that nothing knows costs beside one for each stretch
Found = TypeVar("Found")


def cut(text: str, known: Collection[str]) -> list[str]:
    """The text in order: known words, as few as can be, and between them what none of them covers."""
    longest = max(map(len, known), default=0)
    stretches = [
        (start, end, text[start:end])
        for start in range(len(text))
        for end in range(start + 1, min(start + longest, len(text)) + 1)
        if text[start:end] in known
    ]
    return [text[start:end] for start, end, _ in cheapest(len(text), stretches, lambda _: 1.0)]


def cheapest(
    length: int, stretches: Iterable[tuple[int, int, Found]], cost: Callable[[Found], float]
) -> list[tuple[int, int, Found | None]]:
    """Which stretches cover a text of ``length`` signs at the least cost; signs that none covers stand together as None."""
    at: dict[int, list[tuple[int, Found]]] = {}
    for start, end, each in stretches:
        at.setdefault(end, []).append((start, each))
    best: list[tuple[float, int, Found | None]] = [(0.0, 0, None)]
    for end in range(1, length + 1):
        options: list[tuple[float, int, Found | None]] = [(best[end - 1][0] + UNKNOWN, end - 1, None)]
        options += [(best[start][0] + cost(found), start, found) for start, found in at.get(end, ())]
        best.append(min(options, key=lambda option: (option[0], option[1])))
    path: list[tuple[int, int, Found | None]] = []
    end = length
    while end:
        _, start, found = best[end]
        if found is None and path and path[-1][2] is None:
            path[-1] = (start, path[-1][1], None)
        else:
            path.append((start, end, found))
        end = start
    return path[::-1]
