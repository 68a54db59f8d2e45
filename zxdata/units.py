"""Units by the name under which the cockpit shows them: two of one name are told apart."""

from collections import Counter
from collections.abc import Iterable


def told_apart(units: Iterable[tuple[str, str, str | None]]) -> dict[str, str]:
    """(number, name, name of its region) → number → name as shown.

    A name that several units bear carries the region of each in （）; where that does not tell them apart either, the
    number.
    """
    rows = [(number, name, place or "") for number, name, place in units]
    named = Counter(name for _, name, _ in rows)
    placed = Counter((name, place) for _, name, place in rows)
    shown = {}
    for number, name, place in rows:
        if named[name] == 1:
            shown[number] = name
        elif place and placed[name, place] == 1:
            shown[number] = f"{name}（{place}）"
        else:
            shown[number] = f"{name}（{'，'.join(part for part in (place, number) if part)}）"
    return shown
