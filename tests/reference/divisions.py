"""What a place belongs to on a day, walked up the table of regions."""

from collections.abc import Iterable
from datetime import date

from tests.reference.tables import Row

DISTRICT, TOWNSHIP = "区县", "乡镇街道"
UNFILLED = ("未填", None)
Label = tuple[str, str | None]


class Divisions:
    def __init__(self, rows: Iterable[Row], day: date) -> None:
        self.rows, self.day = {row["code"]: row for row in rows}, day
        self._above: dict[str | None, list[Row]] = {}
        self._labels: dict[tuple[str | None, str], Label] = {}

    def standing(self, code: str | None) -> Row | None:
        """The region that counts what was recorded under ``code``: itself, its successor, or its predecessor."""
        row = self.rows.get(code or "")
        if row is None:
            return None
        if row["valid_to"] and self.day > row["valid_to"]:
            return self.standing(row["successor_code"] or row["parent_code"])
        if row["valid_from"] and self.day < row["valid_from"]:
            before = [r["code"] for r in self.rows.values() if r["successor_code"] == code]
            return self.standing(before[0]) if len(before) == 1 else None
        return row

    def above(self, code: str | None) -> list[Row]:
        """The region standing for ``code`` and all that it lies in, from below."""
        if code not in self._above:
            row = self.standing(code)
            self._above[code] = [row, *self.above(row["parent_code"])] if row else []
        return self._above[code]

    def inside(self, code: str | None, region: str) -> bool:
        wanted = self.standing(region)
        return wanted is not None and wanted in self.above(code)

    def district(self, code: str | None) -> Label:
        return self._named(code, DISTRICT)

    def township(self, code: str | None) -> Label:
        return self._named(code, TOWNSHIP)

    def covered_township(self, code: str | None) -> str | None:
        return next((r["code"] for r in self.above(code) if r["level"] == TOWNSHIP), None)

    def townships(self) -> list[str]:
        return [r["code"] for r in self.rows.values() if r["level"] == TOWNSHIP and self.standing(r["code"]) == r]

    def _named(self, code: str | None, level: str) -> Label:
        if (code, level) not in self._labels:
            self._labels[code, level] = self._label(code, level)
        return self._labels[code, level]

    def _label(self, code: str | None, level: str) -> Label:
        """A place above the level, or one known only to its district, counts as that region itself (本级)."""
        path = self.above(code)
        if not path:
            return UNFILLED
        for row in path:
            if row["level"] == level:
                return row["name"], row["code"]
        itself = next((row for row in path if row["level"] == DISTRICT), path[0])
        return f"{itself['name']}本级", itself["code"]
