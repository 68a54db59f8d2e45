"""Handling units as staff write them: by number, name or alias."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from zxdata.intake.cells import BadCell, several


class Units:
    """Looks units up by number, name or alias; a name that several units bear is not enough."""

    def __init__(self, rows: Iterable[Mapping[Any, Any]]) -> None:
        self._numbers: set[str] = set()
        self._called: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            self._numbers.add(row["unit_no"])
            for name in (row["name"], *several(row["aliases"] or "")):
                self._called[_squeezed(name)].add(row["unit_no"])

    def resolve(self, text: str) -> str:
        """The unit's number; BadCell where none or several are called so."""
        if text in self._numbers:
            return text
        found = self._called.get(_squeezed(text), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise BadCell(f"有 {len(found)} 个承办单位叫“{text}”", f"请填单位编号：{'、'.join(sorted(found))}")
        close = get_close_matches(_squeezed(text), self._called, n=3, cutoff=0.5)
        hint = f"您要填的是不是 {'、'.join(close)}？" if close else ""
        raise BadCell(f"承办单位表里没有“{text}”", f"{hint}请先导入承办单位，或填已有的编号、名称、别名")


def _squeezed(name: str) -> str:
    return "".join(name.split())
