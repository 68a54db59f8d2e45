"""Members and stations by their names, where a cell asks for a number: clerks write who or which it was."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property

from zxdata.intake.cells import BadCell

SHOWN = 5
_NAMES = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
Rows = Iterable[tuple[str, str, str]]


class Named:
    """``read``: number, name and what tells two of one name apart, of each; asked for only once a cell holds what may be a
    name. ``noun``: what one is, ``counter``: how several are counted, ``number``: what its number is called.
    """

    def __init__(self, noun: str, counter: str, number: str, read: Callable[[], Rows] = tuple) -> None:
        self._noun, self._counter, self._number, self._read = noun, counter, number, read

    def resolve(self, text: str) -> str:
        """The number of the one of that name; a number, and a name that none bears, stay as they are written.

        Raises BadCell for a name that several bear.
        """
        if not _NAMES.search(text):
            return text
        numbers, named = self._known
        found = named.get("".join(text.split()), [])
        if text in numbers or not found:
            return text
        if len(found) > 1:
            shown = "、".join(f"{number}（{apart}）" for number, apart in found[:SHOWN])
            more = " 等" if len(found) > SHOWN else ""
            raise BadCell(
                f"叫“{text}”的{self._noun}有 {len(found)} {self._counter}", f"请写{self._number}：{shown}{more}"
            )
        return found[0][0]

    @cached_property
    def _known(self) -> tuple[frozenset[str], dict[str, list[tuple[str, str]]]]:
        rows, named = list(self._read()), defaultdict(list)
        for number, name, apart in rows:
            named["".join(name.split())].append((number, apart))
        return frozenset(number for number, _, _ in rows), dict(named)
