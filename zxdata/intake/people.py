"""Members by their names, where a cell asks for a number: clerks write who it was."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property

from zxdata.intake.cells import BadCell

SHOWN = 5
_NAMES = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
Known = Iterable[tuple[str, str, str | None]]


class Members:
    """``read``: number, name and sector of each, asked for only once a cell holds what may be a name."""

    def __init__(self, read: Callable[[], Known] = tuple) -> None:
        self._read = read

    def resolve(self, text: str) -> str:
        """The number of the one member of that name; a number, and a name that nobody bears, stay as they are written.

        Raises BadCell for a name that several bear.
        """
        if not _NAMES.search(text):
            return text
        numbers, named = self._known
        found = named.get("".join(text.split()), [])
        if text in numbers or not found:
            return text
        if len(found) > 1:
            shown = "、".join(f"{no}（{sector or '界别未填'}）" for no, sector in found[:SHOWN])
            more = " 等" if len(found) > SHOWN else ""
            raise BadCell(f"叫“{text}”的委员有 {len(found)} 位", f"请写委员编号：{shown}{more}")
        return found[0][0]

    @cached_property
    def _known(self) -> tuple[frozenset[str], dict[str, list[tuple[str, str | None]]]]:
        rows, named = list(self._read()), defaultdict(list)
        for no, name, sector in rows:
            named["".join(name.split())].append((no, sector))
        return frozenset(no for no, _, _ in rows), dict(named)
