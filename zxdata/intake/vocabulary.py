"""The words by which tables are understood: ``assets/intake.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from unicodedata import normalize

from zxdata.configuration import ASSETS
from zxdata.errors import BadSetting


@dataclass(frozen=True)
class Vocabulary:
    """Compared without spaces and in half width; what each is for stands in the file."""

    placeholders: frozenset[str]
    totals: tuple[str, ...]
    notes: tuple[str, ...]
    signatures: tuple[str, ...]
    limit_notes: frozenset[str]
    uses: tuple[str, ...]  # words beside the day on which a report was used, the longest first
    multiples: Mapping[str, int]
    measures: Mapping[str, frozenset[str]]  # code name of a column, or ``any`` → units
    remarks: tuple[str, ...]
    numbering: tuple[str, ...]
    refuses_personal: bool
    checklists: Mapping[str, str]  # a word in the name of a list → its kind, the first that fits
    same: Mapping[str, Mapping[str, str]]  # dataset.column → a way to write it → the word

    @cached_property
    def initials(self) -> frozenset[str]:
        """What a row that is no record may begin with, as far as one sign tells; wide ones too."""
        return frozenset(word[0] for word in (*self.totals, *self.notes, *self.signatures))

    def numbers_cases(self, header: str) -> bool:
        """Whether the column of that header numbers cases, so that its digits are nobody's phone."""
        return plain(header).endswith(self.numbering)


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
        uses=tuple(sorted(held["uses"]["words"], key=len, reverse=True)),
        limit_notes=frozenset(map(plain, held["limits"]["notes"])),
        multiples={plain(word): number for word, number in held["multiples"].items()},
        measures={name: frozenset(map(plain, words)) for name, words in held["measures"].items()},
        numbering=tuple(map(plain, held["personal"]["numbering"])),
        refuses_personal=_refuses(held["personal"]["then"]),
        same=held["same"],
        checklists=held["checklists"],
        **longest_first,
    )


def _refuses(then: str) -> bool:
    if then not in ("take", "refuse"):
        raise BadSetting(f"intake.toml 的 personal.then：“{then}”不能用；可用 take、refuse。")
    return then == "refuse"
