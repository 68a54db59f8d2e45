"""What other files of the same rehearsal would bring, so that a file may refer to what is not in the ledger yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Rows = tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Beside:
    """Rows by dataset."""

    rows: Mapping[str, Rows] = field(default_factory=dict)

    def of(self, dataset: str) -> Rows:
        return self.rows.get(dataset, ())

    def numbers(self, dataset: str, key: str) -> set[Any]:
        return {row[key] for row in self.of(dataset)}

    def with_rows(self, dataset: str, rows: Iterable[Mapping[str, Any]]) -> "Beside":
        return Beside({**self.rows, dataset: (*self.of(dataset), *rows)})


NOTHING_BESIDE = Beside()
