"""A rules file that builds on another one: ``extends = "default.toml"``, beside it or shipped, is read first.

What the file itself writes stands over it: tables are laid over tables, a list takes the place of a list, and a limit in
days that of one in working days.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from zxdata.configuration import ASSETS
from zxdata.errors import BadSetting

SHIPPED = ASSETS / "rules"
EXTENDS = "extends"
# Of these one is written: an upper file that chooses another way has the lower one's go.
ALTERNATIVES = (
    frozenset({"yellow_workdays", "yellow_days", "yellow_share"}),
    frozenset({"limit_months", "limit_days", "limit_workdays"}),
)


def read_layers(path: Path, above: tuple[Path, ...] = (), text: str | None = None) -> tuple[str, ...]:
    """The texts of the file and of those that it builds on, the lowest first; raises BadSetting. ``text``: what the file
    would hold, in place of what it does."""
    if path in above:
        named = " → ".join(each.name for each in (*above, path))
        raise BadSetting(f"规则文件互相 extends，没有尽头：{named}。请去掉其中一个 extends。")
    if text is None:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            raise BadSetting(f"规则文件 {path.name} 读不出来：{fault}。") from fault
    lower = _lower(path.name, text)
    if lower is None:
        return (text,)
    below = _found(path.parent, lower) if isinstance(lower, str) else None
    if below is None:
        raise BadSetting(
            f"规则文件 {path.name} 的 extends 的值“{lower}”不能用：同一文件夹里和随附的都没有这个规则文件。"
        )
    return (*read_layers(below, (*above, path)), text)


def _found(beside: Path, name: str) -> Path | None:
    """The file of this name, with or without its ending: beside the one that names it, else a shipped one."""
    named = [folder / f"{name.removesuffix('.toml')}.toml" for folder in (beside, SHIPPED)]
    return next((path.resolve() for path in named if path.is_file()), None)


@lru_cache(maxsize=16)
def _lower(name: str, text: str) -> Any:
    """What a text names as the one below it; the same text is not read twice, for the rules are asked for all the time."""
    return _table(name, text).get(EXTENDS)


def laid_over(name: str, texts: tuple[str, ...]) -> dict[str, Any]:
    """One table of all the layers; raises BadSetting where a text is no TOML."""
    found: dict[str, Any] = {}
    for text in texts:
        found = _over(found, _table(name, text))
    found.pop(EXTENDS, None)
    return found


def _over(lower: Mapping[str, Any], upper: Mapping[str, Any]) -> dict[str, Any]:
    both = {name: _over(lower[name], value) for name, value in upper.items() if _tables(lower.get(name), value)}
    gone = {name for ways in ALTERNATIVES if ways & upper.keys() for name in ways}
    return {**{name: value for name, value in lower.items() if name not in gone}, **upper, **both}


def _tables(one: Any, other: Any) -> bool:
    return isinstance(one, Mapping) and isinstance(other, Mapping)


def _table(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise BadSetting(f"规则文件 {name} 不是有效的 TOML：{fault}。") from fault
