"""The words by which tables are understood: ``assets/intake.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from unicodedata import normalize

from zxdata.configuration import ASSETS


@dataclass(frozen=True)
class Vocabulary:
    """Compared without spaces and in half width; what each is for stands in the file."""

    placeholders: frozenset[str]
    totals: tuple[str, ...]
    notes: tuple[str, ...]
    signatures: tuple[str, ...]
    limit_notes: frozenset[str]
    multiples: Mapping[str, int]
    measures: Mapping[str, frozenset[str]]  # code name of a column, or ``any`` → units
    remarks: tuple[str, ...]
    same: Mapping[str, Mapping[str, str]]  # dataset.column → a way to write it → the word

    @cached_property
    def initials(self) -> frozenset[str]:
        """What a row that is no record may begin with, as far as one sign tells; wide ones too."""
        return frozenset(word[0] for word in (*self.totals, *self.notes, *self.signatures))


def plain(word: str) -> str:
    """A word as compared."""
    return "".join(normalize("NFKC", word).split()).lower()


@cache
def vocabulary(path: Path = ASSETS / "intake.toml") -> Vocabulary:
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    longest_first = {
        name: tuple(sorted(map(plain, held[name]), key=len, reverse=True))
        for name in ("totals", "notes", "signatures", "remarks")
    }
    return Vocabulary(
        placeholders=frozenset(map(plain, held["placeholders"])),
        limit_notes=frozenset(map(plain, held["limits"]["notes"])),
        multiples={plain(word): number for word, number in held["multiples"].items()},
        measures={name: frozenset(map(plain, words)) for name, words in held["measures"].items()},
        same=held["same"],
        **longest_first,
    )
