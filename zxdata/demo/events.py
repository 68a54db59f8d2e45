"""The events of many cases, gathered stage by stage and laid down in the order they happened."""

from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.days import NEVER, Days, Texts, day_texts, moment_texts
from zxdata.demo.dice import Dice, Mask, as_texts

OPENING = 8 * 60 + 30
SLOT = 22  # minutes kept for each stage, so that stages of one day keep their order


class Events:
    """``texts`` are the columns, besides stage and moment, that the stages fill."""

    def __init__(self, dice: Dice, texts: tuple[str, ...], until: int) -> None:
        self.dice, self.texts, self.until = dice, texts, until
        self.parts: list[dict[str, Any]] = []

    def add(self, stage: str | Texts, chosen: Mask, days: Days, **filled: str | Texts | Days) -> None:
        """One stage of the ``chosen`` cases; arrays run over all cases. What lies ahead of today is left out."""
        where = np.flatnonzero(chosen & (days <= self.until))
        part: dict[str, Any] = {"case": where, "day": days[where]}
        part["minute"] = OPENING + SLOT * len(self.parts) + self.dice.whole(len(where), 0, SLOT - 2)
        for name, value in {"stage": stage, **filled}.items():
            part[name] = value[where] if isinstance(value, np.ndarray) else as_texts([value] * len(where))
        self.parts.append(part)

    def columns(self, numbers: Texts, key: str, zone: ZoneInfo) -> Columns:
        case, day, minute = (np.concatenate([part[name] for part in self.parts]) for name in ("case", "day", "minute"))
        order = np.lexsort((minute, day, case))
        found: Columns = {key: numbers[case[order]], "occurred_at": moment_texts(day[order], minute[order], zone)}
        for name in ("stage", *self.texts):
            empty = NEVER if name == "due_on" else None
            filled = [self._filled(part, name, empty) for part in self.parts]
            values = np.concatenate(filled)[order]
            found[name] = day_texts(values) if name == "due_on" else values
        return found

    def _filled(self, part: dict[str, Any], name: str, empty: int | None) -> Any:
        if name in part:
            return part[name]
        return np.full(len(part["case"]), empty, dtype=np.int64 if empty else object)
