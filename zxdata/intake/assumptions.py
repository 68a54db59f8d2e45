"""What the clerk says once for a file, so that nothing in it has to be guessed; and what is still to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal


@dataclass(frozen=True)
class Assumptions:
    """Empty: not said, and what needs it is asked and held back.

    year       of days written without one
    order      of days such as 3/5/2025: ``month`` first or ``day`` first
    span       which day of a span such as 3月5日至3月8日: ``first`` or ``last``
    new_units  names that no unit bears become units, numbered by the cockpit
    same       name as written → number of the unit that is meant; learned as its alias
    """

    year: int | None = None
    order: Literal["month", "day"] | None = None
    span: Literal["first", "last"] | None = None
    new_units: bool = False
    same: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


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
