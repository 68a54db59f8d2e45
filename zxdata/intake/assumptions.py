"""What the clerk says once for a file, so that nothing in it has to be guessed; and what is still to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

SAME, NEW = "same.", "new"  # how a question of one unit's name begins, and the answer that it is a new one


@dataclass(frozen=True)
class Assumptions:
    """Empty: not said, and what needs it is asked and held back.

    year       of days written without one
    order      of days such as 3/5/2025: ``month`` first or ``day`` first
    span       which day of a span such as 3月5日至3月8日: ``first`` or ``last``
    new_units  names that no unit bears become units, numbered by the cockpit
    new        those of them that do, where not all
    same       name as written → number of the unit that is meant; learned as its alias
    """

    year: int | None = None
    order: Literal["month", "day"] | None = None
    span: Literal["first", "last"] | None = None
    new_units: bool = False
    new: tuple[str, ...] = ()
    same: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, answers: Mapping[str, str]) -> "Assumptions":
        """What these answers, by the key of their question, say; those to other questions are passed over."""
        units = {key.removeprefix(SAME): value for key, value in answers.items() if key.startswith(SAME)}
        year = answers.get("year", "")
        return cls(
            year=int(year) if year.isdecimal() else None,
            order=answers.get("order"),  # type: ignore[arg-type]
            span=answers.get("span"),  # type: ignore[arg-type]
            new=tuple(name for name, value in units.items() if value == NEW),
            same={name: value for name, value in units.items() if value != NEW},
        )


NOTHING = Assumptions()


@dataclass(frozen=True)
class Choice:
    """``value`` is what an answer says, ``words`` what it means."""

    value: str
    words: str


@dataclass(frozen=True)
class Question:
    """``key``: the field of Assumptions that answers it; for one unit's name ``same.NAME``. ``rows`` wait for it."""

    key: str
    ask: str
    choices: tuple[Choice, ...]
    rows: int = 0
