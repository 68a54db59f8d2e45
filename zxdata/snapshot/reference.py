"""What facts are judged by, laid beside the copied ledger: divisions of every epoch, working days, rules."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import pyarrow as pa

from zxdata.datasets import PROPOSAL_STAGES, SUPERVISION_STAGES
from zxdata.datasets.voices import VOICE_STAGES
from zxdata.regions import LADDER, Regions, shipped_aliases
from zxdata.rules.book import Rules
from zxdata.rules.calendar import WorkCalendar
from zxdata.snapshot.target import Target
from zxdata.units import told_apart

_WHOLE, _TEXT, _YES, _DAY = pa.int32(), pa.string(), pa.bool_(), pa.date32()


def lay_out_regions(target: Target) -> None:
    """``region``: every region ever, numbered in official order. ``place_at``: what stands for it in each epoch.

    district is the number of the district; of a region above districts, minus its own number (本级); empty where
    undecidable. township likewise, minus the district's number for a fact known only to the district.
    """
    cursor = target.execute("select * from l_regions")
    names = [column[0] for column in cursor.description or ()]
    regions = Regions.from_rows((dict(zip(names, row, strict=True)) for row in cursor.fetchall()), shipped_aliases())
    numbers = regions.position
    _table(target, "temp table l_place", {"code": _TEXT, "id": _WHOLE}, list(numbers.items()))
    target.execute(
        "create table region as select p.id, r.code, name, parent_code, level, lon, lat, population, valid_from,"
        " valid_to, successor_code from l_regions r join l_place p using (code) order by p.id"
    )
    known = [(alias, code) for alias, code in regions.aliases.items() if code in numbers]
    _table(target, "table alias", {"alias": _TEXT, "code": _TEXT}, known)
    levels = dict.fromkeys(("epoch", "place", "province", "city", "district", "township", "community"), _WHOLE)
    _table(target, "table place_at", levels | {"valid": _YES}, _places(regions))


def lay_out_units(target: Target) -> None:
    """``unit_named``: each unit's number, the name under which it is shown, and its name in the ledger."""
    asked = "select u.unit_no, u.name, r.name from l_units u left join l_regions r on r.code = u.region"
    rows = target.execute(asked).fetchall()
    shown = told_apart(rows)
    laid = [(number, shown[number], name) for number, name, _ in rows]
    _table(target, "table unit_named", dict.fromkeys(("no", "name", "plain"), _TEXT), laid)


def _places(regions: Regions) -> list[tuple[int | bool | None, ...]]:
    numbers = regions.position
    found: list[tuple[int | bool | None, ...]] = []
    for epoch, start in enumerate(regions.changes):
        for region in regions.all:
            path = regions.path(region.code, start)
            at: dict[str, int] = {step.level: numbers[step.code] for step in path}
            district = at.get(LADDER[2]) or (-numbers[path[-1].code] if path else None)
            township = at.get(LADDER[3]) or (-abs(district) if district else None)
            found.append(
                (
                    epoch,
                    numbers[region.code],
                    at.get(LADDER[0]),
                    at.get(LADDER[1]),
                    district,
                    township,
                    at.get(LADDER[4]),
                    regions.valid(region.code, start),
                )
            )
    return found


def lay_out_calendar(target: Target) -> None:
    """``workday``: every day with the count of working days up to it."""
    known_days = {
        day: bool(works) for day, works in target.execute("select day, is_workday from l_calendar").fetchall()
    }
    _create(target, "table workday", _workdays(frozenset(known_days.items())))


@lru_cache(maxsize=4)  # as the calendar itself: every version of the data has the same until a new year's is known
def _workdays(overrides: frozenset[tuple[date, bool]]) -> pa.Table:
    days = [(d.day, d.ordinal, d.workday, d.guessed) for d in WorkCalendar(dict(overrides)).days]
    return _arrow({"day": _DAY, "n": _WHOLE, "is_work": _YES, "guessed": _YES}, days)


def lay_out_rules(target: Target, rules: Rules) -> None:
    """``rule``: the limit after 延期, and how a new unit's clock runs. ``stage_order``: every stage in order."""
    limits = {
        "proposal_extended_months": rules.proposals.extended_limit_months,
        "proposal_continues": int(rules.procedure.reassigned == "continue"),
        "proposal_paused": int(rules.procedure.returned == "pause"),
    }
    _table(target, "temp table rule", dict.fromkeys(limits, _WHOLE), [tuple(limits.values())])
    stages = dict.fromkeys((*PROPOSAL_STAGES, *SUPERVISION_STAGES, *VOICE_STAGES))
    ranked = [(stage, rank) for rank, stage in enumerate(stages)]
    _table(target, "temp table stage_order", {"stage": _TEXT, "rank": _WHOLE}, ranked)


def _table(target: Target, created: str, kinds: Mapping[str, Any], rows: list[Any]) -> None:
    _create(target, created, _arrow(kinds, rows))


def _arrow(kinds: Mapping[str, Any], rows: list[Any]) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else ((),) * len(kinds)
    return pa.table([pa.array(c, k) for c, k in zip(columns, kinds.values(), strict=True)], list(kinds))


def _create(target: Target, created: str, rows: pa.Table) -> None:
    target.register("rows_table", rows)
    target.execute(f"create {created} as select * from rows_table")
    target.unregister("rows_table")
