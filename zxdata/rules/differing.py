"""What one set of rules says otherwise than another, rule by rule, as the rules file names them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from zxdata.rules.book import Rules
from zxdata.rules.clock import Clock, Section

UNWRITTEN = "不写"
LONGEST = 80
Step = str | int
Path = tuple[Step, ...]


@dataclass(frozen=True)
class Difference:
    """One rule. where: ``supervision.yellow_workdays``; before, after: what it says, in the words of the file; path: the steps
    that lead to it in the rules as data."""

    where: str
    before: str
    after: str
    path: Path

    @property
    def section(self) -> str:
        return str(self.path[0])


def differences(old: Rules, new: Rules) -> tuple[Difference, ...]:
    """In the order of the file; a list of named parts is compared part by part where the parts are the same."""
    found = _under(old, new, (), "")
    return tuple(each for each in found if each.path[0] != "version")


def alone(old: Rules, new: Rules, of: Difference) -> Rules | None:
    """The old rules with this one as the new ones have it; None where it does not go without the others."""
    data: Any = old.model_dump(mode="json")
    given: Any = new.model_dump(mode="json")
    place = data
    for step in of.path[:-1]:
        place, given = place[step], given[step]
    last = of.path[-1]
    if isinstance(given, Mapping) and last not in given:
        place.pop(last, None)
    else:
        place[last] = given[last]
    try:
        return Rules.model_validate(data)
    except ValidationError:
        return None


def _under(old: Any, new: Any, path: Path, where: str) -> Iterator[Difference]:
    if old == new:
        return
    if isinstance(old, Section) and type(old) is type(new):
        for name in type(old).model_fields:
            yield from _under(getattr(old, name), getattr(new, name), (*path, name), f"{where}.{name}".lstrip("."))
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in dict.fromkeys((*old, *new)):
            yield from _under(old.get(name), new.get(name), (*path, name), f"{where}.{name}")
        return
    if names := _alike(old, new):
        for n, name in enumerate(names):
            yield from _under(old[n], new[n], (*path, n), f"{where}.{name}")
        return
    yield Difference(where, in_words(old), in_words(new), path)


def _alike(old: Any, new: Any) -> list[str]:
    """What the parts of two lists are called, where they are the same parts; nothing where they are not."""
    if not (isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new)):
        return []
    if not all(isinstance(each, Section) for each in (*old, *new)):
        return []
    names, others = ([getattr(each, "name", str(n)) for n, each in enumerate(of, 1)] for of in (old, new))
    return names if names == others else []


def in_words(value: Any) -> str:
    """A value of a rule on one line: ``7``, ``监督、提案``, ``不写``."""
    text = _plain(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _plain(value: Any) -> str:
    if value is None:
        return UNWRITTEN
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Section):
        set_ = {name: getattr(value, name) for name in type(value).model_fields}
        return _plain({name: each for name, each in set_.items() if each not in (None, (), "", False)})
    if isinstance(value, Mapping):
        return "，".join(f"{name} {_plain(each)}" for name, each in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "、".join(map(_plain, value)) if value else "无"
    return str(value)


def clock_of(rules: Rules, section: str) -> Clock | None:
    """The clock that a section of the file sets."""
    found = getattr(rules, section, None)
    return found if isinstance(found, Clock) else None
