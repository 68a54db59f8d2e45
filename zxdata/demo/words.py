"""The dictionaries that demonstration rows are made of: ``assets/demo/words.toml`` and one file a home."""

import tomllib
from dataclasses import dataclass
from typing import Any

from zxdata.configuration import ASSETS

FOLDER = ASSETS / "demo"
# fmt: off
PLAIN = {
    "term": "本届", "first_session": 2023, "session_month": 1, "unit_prefix": "", "platforms": {"有事好商量": 1.0},
    "station_kinds": {"委员工作站": 0.6, "委员工作室": 0.3, "委员之家": 0.1}, "service_form": {}, "brands": {},
    "coverage": {}, "complete": [],
}
# fmt: on


@dataclass(frozen=True)
class Category:
    """One field of affairs: who handles it, what is proposed, what goes wrong; pace above 1 is slow."""

    name: str
    weight: float
    pace: float
    units: tuple[str, ...]
    topics: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class StationKind:
    name: str
    tier: str
    title: str


@dataclass(frozen=True)
class Words:
    """``common`` holds the tables of words.toml by their names, ``local`` those of the home's file, ``voices`` those of voices.toml."""

    common: dict[str, Any]
    local: dict[str, Any]
    voices: dict[str, Any]
    categories: tuple[Category, ...]
    station_kinds: dict[str, StationKind]

    def session(self, year: int) -> str:
        """``六届三次`` for the plenary session of a year."""
        number = max(1, year - int(self.local["first_session"]) + 1)
        return f"{self.local['term']}{'一二三四五六七八九十'[min(number, 10) - 1]}次"


def words_of(home: str) -> Words:
    """The words of a home; one without a file of its own speaks plainly."""
    common, voices = (tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")) for name in ("words", "voices"))
    own = FOLDER / f"{home}.toml"
    local = PLAIN | (tomllib.loads(own.read_text("utf-8")) if own.exists() else {})
    categories = tuple(
        Category(c["name"], c["weight"], c["pace"], tuple(c["units"]), tuple(c["topics"]), tuple(c["problems"]))
        for c in common["category"]
    )
    return Words(common, local, voices, categories, {k["name"]: StationKind(**k) for k in common["station_kind"]})
