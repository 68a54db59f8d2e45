"""Questions with how they are to be understood, and what became of each."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from zxdata.nlq import AskedBack, Understood, understand
from zxdata.nlq.knowledge import Context
from zxdata.regions import Regions

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Verdict:
    """outcome: ``right``, ``back`` (asked back, though it could be understood) or ``wrong``."""

    ask: str
    outcome: str
    said: str


def questions(name: str) -> list[dict[str, Any]]:
    with (HERE / name).open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["questions"]
    return found


def verdicts(name: str, context: Context) -> list[Verdict]:
    return [_verdict(each, context) for each in questions(name)]


def _verdict(wanted: dict[str, Any], context: Context) -> Verdict:
    found = understand(wanted["ask"], context)
    if isinstance(found, AskedBack):
        return Verdict(wanted["ask"], "right" if wanted.get("back") else "back", found.sentence)
    said = _said(found, context.regions)
    if wanted.get("back"):
        return Verdict(wanted["ask"], "wrong", str(said))
    return Verdict(wanted["ask"], "right" if said == _wanted(wanted, context.today) else "wrong", str(said))


def _wanted(wanted: dict[str, Any], today: date) -> dict[str, Any]:
    named: dict[str, Any] = {
        "metrics": [], "by": [], "region": None, "from": None, "to": None, "as_of": today, "where": {},
        "order": None, "limit": None, "bound": None, "number": None, "beside": None, "rows": False,
    }  # fmt: skip
    return named | {name: value for name, value in wanted.items() if name != "ask"}


def _said(found: Understood, regions: Regions) -> dict[str, Any]:
    question, filters = found.question, found.question.filters
    places = ("district", "township")
    return {
        "metrics": list(question.metrics),
        "by": list(question.by),
        "region": filters.region,
        "from": filters.since,
        "to": filters.until,
        "as_of": filters.as_of,
        "where": {d: [regions.name(v) if d in places else v for v in values] for d, values in filters.where},
        "order": found.order.direction if found.order else None,
        "limit": found.order.limit if found.order else None,
        "bound": found.bound.sign if found.bound else None,
        "number": found.bound.number if found.bound else None,
        "beside": found.beside.to if found.beside else None,
        "rows": found.rows,
    }
