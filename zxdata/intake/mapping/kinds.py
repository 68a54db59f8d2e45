"""What offices call their columns: the kinds of sheet that the cockpit knows, each with its synonyms."""

import tomllib
from collections.abc import Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from zxdata.configuration import ASSETS
from zxdata.datasets import Column
from zxdata.errors import BadSetting
from zxdata.intake.headers import squeeze
from zxdata.intake.mapping.record import Mapping
from zxdata.intake.mapping.toml import read

SHIPPED = ASSETS / "mappings"
WORDS = ASSETS / "dictionaries" / "headers.toml"
EVERY_KIND = "all"  # whose words are those of every kind that has such a column


@dataclass(frozen=True)
class Kind:
    """A kind of sheet: a mapping written in common headers, and what else each of them is called."""

    mapping: Mapping
    synonyms: Table[str, tuple[str, ...]]

    def columns(self) -> Iterator[Column]:
        """Every word that may stand in a header, as a reader of headers looks for them."""
        for common, others in self.synonyms.items():
            yield from (Column(word, word) for word in (common, *others))

    def common(self, header: str) -> str:
        """The common word for a header of theirs; nothing where it is none."""
        return self._commons().get(squeeze(header), "")

    def _commons(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for common in self.synonyms:
            found[squeeze(common)] = common
        for common, others in self.synonyms.items():
            for word in others:
                found.setdefault(squeeze(word), common)
        return found


def kinds(own: Path | None = None) -> tuple[Kind, ...]:
    """The kinds of sheet; ``own``: a body's own synonyms, which go before those shipped. Raises BadSetting."""
    return _kinds(own, own.stat().st_mtime_ns if own and own.exists() else 0)


@lru_cache(maxsize=8)
def _kinds(own: Path | None, written: int) -> tuple[Kind, ...]:
    shipped, added = _words(WORDS), _words(own) if own else {}
    found = []
    for path in sorted(SHIPPED.glob("*.toml")):
        mapping = read(path.read_text(encoding="utf-8"), path.stem)
        words = dict(shipped.get(mapping.case, {}))
        for header in mapping.headers:
            words.setdefault(header, ())
        words |= {word: (*words[word], *others) for word, others in shipped[EVERY_KIND].items() if word in words}
        for common, others in added.get(mapping.case, {}).items():
            words = {word: tuple(o for o in said if o not in others) for word, said in words.items()}
            words[common] = (*others, *words.get(common, ()))
        found.append(Kind(mapping, words))
    return tuple(found)


def _words(path: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    try:
        given: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return {case: {common: tuple(others) for common, others in words.items()} for case, words in given.items()}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError, TypeError) as fault:
        raise BadSetting(f"表头词典 {path.name} 读不出来：{fault}。") from fault
