"""A question about places reads only the parts of a table that these places lie in.

A part is a folder of the table, after the province or district that a place belongs to now. A question restricts places, as
they were on any day. Which parts that comes to, a small DuckDB with the divisions says before the cluster is asked.
"""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb
from sqlglot import exp

PLACE, PART, DIVISIONS = "place", "part", "place_at"
NOWHERE = 0  # what stands for the part of rows whose place is not known
NO_PART = -1  # beside it where no place is asked for, so that an array is never empty


@dataclass(frozen=True)
class Within:
    """name: the parameter that takes the parts; places: SELECT place, in DuckDB's words; numbers: of the parameters that it has,
    ``$p1`` …; level: the column after which parts are named."""

    name: str
    places: str
    numbers: tuple[int, ...]
    level: str


def restrict(tree: exp.Expr, parts: Mapping[str, str]) -> tuple[Within, ...]:
    """Beside each condition that a place is among some, the same of its part, on the table of ``parts`` (table → level)
    whose place it is."""
    own = {cte.alias for cte in tree.find_all(exp.CTE)}
    found: dict[Any, Within] = {}
    for select in list(tree.find_all(exp.Select)):
        for column, places in _restricted(select):
            reached = _reached(select, column.table)
            if reached is None or reached[1].name not in parts or reached[1].name in own:
                continue
            inner, table = reached
            key = (*_said(places), parts[table.name])
            within = found.setdefault(key, Within(f"within{len(found) + 1}", *key))
            part = exp.func("coalesce", exp.column(PART, table.alias_or_name), exp.Literal.number(NOWHERE))
            asked = exp.Anonymous(this="array_contains", expressions=[exp.Placeholder(this=within.name), part])
            inner.where(asked, copy=False)
    return tuple(found.values())


def _restricted(select: exp.Select) -> Iterator[tuple[exp.Column, exp.Select]]:
    """Conditions that every row meets: a place among those of a query of the divisions alone."""
    where = select.args.get("where")
    for each in where.this.flatten() if where and isinstance(where.this, exp.And) else [where.this] if where else []:
        if not isinstance(each, exp.In) or not isinstance(each.this, exp.Column) or each.this.name != PLACE:
            continue
        query = each.args.get("query")
        places = query.unnest() if query is not None else None
        if isinstance(places, exp.Select) and _of_divisions(places):
            yield each.this, places


def _of_divisions(places: exp.Select) -> bool:
    tables = [table.name for table in places.find_all(exp.Table)]
    return tables == [DIVISIONS] and {column.table for column in places.find_all(exp.Column)} <= {DIVISIONS}


def _reached(select: exp.Select, alias: str) -> tuple[exp.Select, exp.Table] | None:
    """Where the column ``place`` of the alias comes from: the SELECT that reads the table, and the table. None where it comes
    by way of what counts or numbers rows, as there the rows of other places matter."""
    read = [select.args.get("from_"), *(select.args.get("joins") or [])]
    source = next((each.this for each in read if each and each.this.alias_or_name == alias), None)
    if isinstance(source, exp.Table):
        return select, source
    inner = source.this if isinstance(source, exp.Subquery) else None
    if not isinstance(inner, exp.Select) or any(inner.args.get(way) for way in ("group", "limit", "offset", "qualify")):
        return None
    if any(window.find_ancestor(exp.Select) is inner for window in inner.find_all(exp.Window)):
        return None
    shown = next((each for each in inner.selects if each.alias_or_name == PLACE), None)
    origin = shown.unalias() if shown else None
    if not isinstance(origin, exp.Column) or origin.name != PLACE:
        return None
    return _reached(inner, origin.table)


def _said(places: exp.Select) -> tuple[str, tuple[int, ...]]:
    copied = places.copy()
    names = {marker.this for marker in copied.find_all(exp.Placeholder)}
    for marker in list(copied.find_all(exp.Placeholder)):
        marker.replace(exp.Parameter(this=exp.to_identifier(marker.this)))
    return copied.sql("duckdb"), tuple(sorted(int(name.removeprefix("p")) for name in names))


class Divisions:
    """The divisions of a version, to tell in which parts places lie."""

    def __init__(self, version: Path) -> None:
        self._files = version / DIVISIONS / "*.parquet"
        self._lock = threading.Lock()
        self._kept = lru_cache(maxsize=4096)(self._asked)

    def parts(self, within: Within, values: tuple[Any, ...]) -> list[int]:
        """The parts that the places lie in; ``values`` are those of the whole statement."""
        return list(self._kept(within, tuple(values[number - 1] for number in within.numbers)))

    def _asked(self, within: Within, values: tuple[Any, ...]) -> tuple[int, ...]:
        named = {f"p{number}": value for number, value in zip(within.numbers, values, strict=True)}
        part = f"select distinct coalesce(abs(now.{within.level}), {NOWHERE}) from ({within.places})"
        with self._lock:
            found = self._held.execute(f"{part} left join now using ({PLACE}) order by all", named).fetchall()
        return tuple(part for (part,) in found) or (NO_PART,)

    @cached_property
    def _held(self) -> duckdb.DuckDBPyConnection:
        held = duckdb.connect()
        held.execute(f"create table {DIVISIONS} as from read_parquet('{self._files}')")
        held.execute(f"create view now as from {DIVISIONS} where epoch = (select max(epoch) from {DIVISIONS})")
        return held
