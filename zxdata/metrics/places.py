"""Which places a question is about: regions by any of their names, and conditions on a row's place as SQL.

``coded_places`` says the same of rows in memory.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, FromClause, True_, and_, false, or_, select, true

from zxdata.dimensions import REGIONAL
from zxdata.errors import Unknown, WrongUse
from zxdata.filters import UNFILLED
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.fact import Fact
from zxdata.regions import LADDER
from zxdata.snapshot.facts import place_at
from zxdata.store import Reading

COLUMN_OF_LEVEL = dict(zip(LADDER, ("province", "city", "district", "township", "community"), strict=True))


def region_in_force(reading: Reading, named: str, day: date) -> str:
    """The code of a region given in any form, as it stands on ``day``; raises Unknown or WrongUse.

    What lies outside the scope is as unknown as what does not exist.
    """
    regions = reading.version.regions
    if not reading.scope.everything:
        return _within_scope(reading, named, day)
    code = regions.resolve(named)
    current = regions.in_force(code, day)
    if current is None:
        before = "、".join(regions.name(c) for c in regions.predecessors.get(code, ()))
        since = regions.by_code[code].valid_from
        raise WrongUse(
            f"{regions.name(code)}自 {since} 起设立，{day} 尚不存在。" + (f"可用：{before}。" if before else "")
        )
    return current


def _within_scope(reading: Reading, named: str, day: date) -> str:
    regions, scope = reading.version.regions, reading.scope.regions
    allowed = {regions.in_force(code, day) for code in scope}
    with suppress(WrongUse):
        current = regions.in_force(regions.resolve(named), day)
        if current and allowed & {step.code for step in regions.path(current, day)}:
            return current
    raise Unknown("区划", named, (regions.name(code) for code in scope))


def region_name(reading: Reading, place: int | None, at: AsOf) -> str | None:
    """``九龙坡区石坪桥街道`` for a place number as it stands on the day; None where unknown."""
    if place is None or pd.isna(place):
        return None
    regions = reading.version.regions
    path = regions.path(regions.all[int(place) - 1].code, at.day)
    below = [step.name for step in path if step.level not in LADDER[:2]]
    return "".join(below) or (path[-1].name if path else None)


def in_place(reading: Reading, fact: Fact, t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """The row's place, or one of its places, is ``inside``."""
    bridge = fact.bridge
    found = inside(reading, t.c.place if bridge is None else bridge.c.place, at)
    if bridge is None or isinstance(found, True_):
        return found
    return t.c.places.in_(select(bridge.c.places).where(found))


def inside(reading: Reading, place: ColumnElement[Any], at: AsOf) -> ColumnElement[bool]:
    """The place lies in the region asked for, in those filtered by, and in the scope."""
    found: list[ColumnElement[bool]] = []
    if at.filters.region is not None:
        found.append(_below(reading, place, (at.filters.region,), at))
    found.append(in_scope(reading, place, at))
    for dimension, names in at.filters.where:
        if dimension in REGIONAL:
            found.append(_in_regions(reading, place, dimension, names, at))
    found = [each for each in found if not isinstance(each, True_)]
    return and_(*found) if found else true()


def in_scope(reading: Reading, place: ColumnElement[Any], at: AsOf) -> ColumnElement[bool]:
    """The place is one that the reader may see, whatever they ask for."""
    return true() if reading.scope.everything else _below(reading, place, reading.scope.regions, at)


def _below(reading: Reading, place: ColumnElement[Any], codes: Iterable[str], at: AsOf) -> ColumnElement[bool]:
    regions = reading.version.regions
    levels: list[ColumnElement[bool]] = []
    for named in codes:
        code = regions.in_force(named, at.day)
        if code is not None:
            column: ColumnElement[Any] = place_at.c[COLUMN_OF_LEVEL[regions.by_code[code].level]]
            levels.append(column == regions.position[code])
    return place.in_(select(place_at.c.place).where(place_at.c.epoch == at.epoch, or_(false(), *levels)))


def _in_regions(
    reading: Reading, place: ColumnElement[Any], dimension: str, names: tuple[str, ...], at: AsOf
) -> ColumnElement[bool]:
    below = _below(reading, place, [region_in_force(reading, n, at.day) for n in names if n != UNFILLED], at)
    if UNFILLED not in names:
        return below
    nowhere = select(place_at.c.place).where(place_at.c.epoch == at.epoch, place_at.c[dimension].is_(None))
    return or_(below, place.is_(None), place.in_(nowhere))
