"""What the names of an assessors' form ask for: metrics, and composite indices of the rules, by district or unit.

``supervision_on_time_rate_500107`` is the metric ``supervision.on_time_rate`` of the district 500107, with the number of a
unit (``_U001``) that of the unit, without either that of the whole; the key of an index (``participation_500107``) its
score. ``截至日`` and ``机构`` are the cut-off day and the body. Rates are fractions: the form's own format shows them.
"""

from collections import defaultdict
from collections.abc import Iterable

import pandas as pd

from zxdata import words
from zxdata.configuration import Settings
from zxdata.export.form import Value
from zxdata.filters import Filters
from zxdata.metrics import METRICS, metrics
from zxdata.metrics.answer import answer
from zxdata.metrics.composite import standings
from zxdata.rules.book import Rules
from zxdata.store import Reading

WHOLE = ""


def values_of(
    names: Iterable[str], reading: Reading, filters: Filters, rules: Rules, settings: Settings
) -> dict[str, Value]:
    """Name → value, of those names that mean one. What cannot be told is None; what lies outside the scope has no value."""
    wanted: dict[str, dict[str, str]] = defaultdict(dict)
    found: dict[str, Value] = {}
    for name in names:
        if name in ("截至日", "机构"):
            found[name] = words.day(filters.as_of) if name == "截至日" else settings.body
        else:
            key, of = _meant(name, rules)
            if key:
                wanted[key][of] = name
    for key, named in wanted.items():
        known = (
            _scores(key, reading, filters, rules)
            if key in rules.indices
            else _numbers(key, named, reading, filters, rules)
        )
        found |= {name: known[of] for of, name in named.items() if of in known}
    return found


def _meant(name: str, rules: Rules) -> tuple[str, str]:
    """Key and district or unit; no key where the name means nothing here. The longest key that fits is meant."""
    keys = {key.replace(".", "_"): key for key in METRICS} | {key: key for key in rules.indices}
    for written in sorted(keys, key=len, reverse=True):
        if name == written:
            return keys[written], WHOLE
        if name.startswith(f"{written}_"):
            return keys[written], name.removeprefix(f"{written}_")
    return "", ""


def _numbers(key: str, named: Iterable[str], reading: Reading, filters: Filters, rules: Rules) -> dict[str, Value]:
    asked = metrics((key,))
    found: dict[str, Value] = {WHOLE: _value(answer(reading, asked, (), filters, rules).value(key))}
    for row in answer(reading, asked, ("district",), filters, rules).of_whole_regions.frame.to_dict("records"):
        found[str(row["district_code"])] = _value(row[key])
    if "unit" in asked[0].dims and any(of not in found for of in named):
        numbers = reading.version.unit_numbers
        for row in answer(reading, asked, ("unit",), filters, rules).frame.to_dict("records"):
            if row["unit"] in numbers:
                found[numbers[row["unit"]]] = _value(row[key])
    return found


def _scores(key: str, reading: Reading, filters: Filters, rules: Rules) -> dict[str, Value]:
    found = standings(reading, rules.indices[key], filters, rules)
    numbers = reading.version.unit_numbers if rules.indices[key].by == "unit" else {}
    return {numbers.get(row.code, row.code): _value(row.score) for row in found}


def _value(number: float | None) -> Value:
    return None if number is None or pd.isna(number) else float(number)
