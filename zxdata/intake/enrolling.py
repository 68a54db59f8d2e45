"""Units that the ledger does not know yet, taken in under numbers given by the cockpit; names learned as aliases."""

from collections.abc import Iterable, Mapping
from typing import Any

from zxdata.datasets import Dataset
from zxdata.intake.assumptions import Assumptions
from zxdata.intake.contracts import Entry
from zxdata.intake.units import Units, squeezed

PREFIX = "新"


class Enrolling(Units):
    """Looks units up; a name that nobody bears becomes a new unit. ``only``: these names do; without any, all."""

    def __init__(self, rows: Iterable[Mapping[Any, Any]], same: Mapping[str, str], only: Iterable[str] = ()) -> None:
        super().__init__(rows, same)
        self._only = frozenset(map(squeezed, only))
        given = (number.removeprefix(PREFIX) for number in self._numbers if number.startswith(PREFIX))
        self._last = max((int(number) for number in given if number.isdecimal()), default=0)
        self._new: dict[str, str] = {}

    def resolve(self, text: str) -> str:
        """The unit's number. BadCell where several are called so, or none and it may not become one."""
        if not self.knows(text) and (not self._only or squeezed(text) in self._only):
            self._last += 1
            number = f"{PREFIX}{self._last:04d}"
            self._new[number] = text
            self.add(number, text)
        return super().resolve(text)

    @property
    def new(self) -> Mapping[str, str]:
        """Number → name of the units taken in."""
        return self._new


def enrolled(units: Units, assumed: Assumptions, dataset: Dataset, entries: Iterable[Entry]) -> list[Entry]:
    """Rows of the list of units that the entries need: the new ones in use, and known ones with a name learned."""
    columns = [column.name for column in dataset.columns if column.kind == "unit"]
    used = {entry.values[name] for entry in entries for name in columns if entry.values.get(name)}
    new = units.new if isinstance(units, Enrolling) else {}
    found = [Entry(0, {"unit_no": number, "name": name}) for number, name in new.items() if number in used]
    learned: dict[str, list[str]] = {}
    for name, number in assumed.same.items():
        if number in used and not units.called(number, name):
            learned.setdefault(number, []).append(name)
    return found + [
        Entry(0, {"unit_no": number, "aliases": "、".join((*units.aliases(number), *names))})
        for number, names in learned.items()
    ]
