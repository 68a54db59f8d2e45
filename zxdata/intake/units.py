"""Handling units as staff write them: by number, name or alias."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from zxdata.intake.cells import BadCell, several
from zxdata.intake.characters import canonical
from zxdata.nearest import nearest

ALIKE = 60.0  # of 100, how alike a name has to be to be offered
HINTED = 100  # unknown names of a file for which the nearest are looked up


class Units:
    """Looks units up by number, name or alias; a name that several units bear is not enough.

    ``same``: name → number, as the clerk settled it for this file.
    """

    def __init__(self, rows: Iterable[Mapping[Any, Any]], same: Mapping[str, str] | None = None) -> None:
        self._numbers: dict[str, str] = {}
        self._called: dict[str, set[str]] = defaultdict(set)
        self._aliases: dict[str, tuple[str, ...]] = {}
        self._unknown = count(1)
        for row in rows:
            self.add(row["unit_no"], row["name"], several(row["aliases"] or ""))
        self._same = {squeezed(name): number for name, number in (same or {}).items() if number in self._numbers}

    def add(self, number: str, name: str, aliases: Iterable[str] = ()) -> None:
        """One more unit to be found."""
        self._numbers[number], self._aliases[number] = name, tuple(aliases)
        for called in (name, *self._aliases[number]):
            self._called[squeezed(called)].add(number)

    def knows(self, text: str) -> bool:
        """Whether any unit is called so, or is meant by it."""
        name = squeezed(text)
        return text in self._numbers or name in self._called or name in self._same

    def resolve(self, text: str) -> str:
        """The unit's number; BadCell, which asks, where none or several are called so."""
        if text in self._numbers:
            return text
        name = squeezed(text)
        if name in self._same:
            return self._same[name]
        found = self._called.get(name, set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            remedy = f"请填单位编号：{'、'.join(sorted(found))}"
            raise BadCell(f"有 {len(found)} 个承办单位叫“{text}”", remedy, f"same.{text}")
        near = self.nearest(text) if next(self._unknown) <= HINTED else ()
        close = [self._numbers[number] for number in near]
        hint = f"您要填的是不是 {'、'.join(close)}？" if close else ""
        remedy = f"{hint}请先导入承办单位，或填已有的编号、名称、别名"
        raise BadCell(f"承办单位表里没有“{text}”", remedy, f"same.{text}")

    def nearest(self, text: str) -> tuple[str, ...]:
        """Numbers of the units that are called so, or of those whose names are most like it, the nearest first."""
        name = squeezed(text)
        if name in self._called:
            return tuple(sorted(self._called[name]))
        close = nearest(name, list(self._called), alike=ALIKE)
        return tuple(dict.fromkeys(number for called in close for number in sorted(self._called[called])))

    def name(self, number: str) -> str:
        return self._numbers[number]

    def aliases(self, number: str) -> tuple[str, ...]:
        return self._aliases[number]

    def called(self, number: str, name: str) -> bool:
        """Whether a unit bears that very name or alias."""
        return number in self._called.get(squeezed(name), ())


def squeezed(name: str) -> str:
    return "".join(canonical(name).split())
