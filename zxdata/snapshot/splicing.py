"""A refresh by case: what changed is read and reckoned anew by the same statements, and spliced into a copy of the last
snapshot. Whatever cannot be shown to come out as in a full build is refused, and the snapshot is built anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from zxdata.datasets import BY_NAME
from zxdata.rules.book import Rules
from zxdata.snapshot import clocks, consulting, reference
from zxdata.snapshot.arrivals import arrive_anew, expected
from zxdata.snapshot.clocked import SUBJECTS
from zxdata.snapshot.copy import copy_rows
from zxdata.snapshot.moment import Moment
from zxdata.snapshot.parts import ALSO, CASE_COLUMN, PARTS, Made, belongs, made
from zxdata.snapshot.since import Changed, by_case, counted, in_cases
from zxdata.snapshot.steps import steps

MOST = 100_000  # cases; beyond, building anew is faster
_WOUND = {fact.table for fact in SUBJECTS.values()}


class Refused(Exception):
    """This change cannot be spliced: why not."""


@dataclass(frozen=True)
class Spliced:
    """What a splice did. rows: read from the ledger; cases: made anew."""

    rows: int
    cases: int


def splice(ledger: Moment, target: duckdb.DuckDBPyConnection, rules: Rules, found: Changed) -> Spliced:
    """Bring the snapshot attached as ``snapshot`` up to the ledger's moment. Raises Refused; it is then to be thrown away."""
    target.execute("attach ':memory:' as fresh")
    target.execute("set search_path = 'fresh.main,snapshot.main'")
    target.execute("create temp table written (dataset varchar, no varchar)")
    target.execute("create temp table touched (of varchar, no varchar)")
    try:
        reached = _reach(ledger, target, found)
        rows = _load(ledger, target, reached)
        if lost := _lost(ledger, target, found):
            found = {**found, **{d: [*found.get(d, ()), *numbers] for d, numbers in lost.items()}}
            reached = _reach(ledger, target, found)
            rows = _load(ledger, target, reached)
            if _lost(ledger, target, found):
                raise Refused("行数对不上")
        _lay_out(target, rules)
        asked = [part.alike for table in reached if (part := PARTS.get(table.name)) and part.alike]
        before = [target.execute(question).fetchall() for question in asked]
        done: set[int] = set()
        for table in reached:
            _make(target, table, rules, done)
        if before != [target.execute(question).fetchall() for question in asked]:
            raise Refused("每一行都依赖的情况变了")
        arrive_anew(target, found)
    except (duckdb.ConversionException, duckdb.ConstraintException) as fault:
        raise Refused(f"有新的字词：{fault}") from fault
    return Spliced(rows, _touched(target))


def _reach(ledger: Moment, target: duckdb.DuckDBPyConnection, found: Changed) -> list[Made]:
    """Fills ``written`` with the cases found, ``touched`` with all that are to be made anew, and returns the tables of these,
    in order."""
    target.execute("delete from written")
    target.execute("delete from touched")
    for dataset, numbers in found.items():
        _list(target, "written", dataset, numbers)
        _list(target, "touched", CASE_COLUMN[dataset], numbers)
    for also in ALSO:
        if also.dataset in found:
            target.execute(f"insert into touched select '{also.of}', * from ({also.before})")
            rows = in_cases(BY_NAME[also.dataset], {CASE_COLUMN[also.dataset]: found[also.dataset]}, ledger.kind)
            told = ledger.told({"no": also.column}, f"from {also.dataset} where {rows}")
            _list(target, "touched", also.of, [row["no"] for row in told])
    changed = set(found)
    reached: dict[str, Made] = {}
    for table in made():
        why = table.tables & reached.keys()
        if not table.datasets & changed and not why:
            continue
        if part := PARTS.get(table.name):
            _admit(table, why)
            for other in why:
                named = " or ".join(f"{c} in (select no from touched)" for c in part.names[other].split(", "))
                of = ", ".join(f"'{column}'" for column in part.of)
                target.execute(
                    "insert into touched select distinct * from"
                    f" (select unnest([{of}]), unnest([{', '.join(part.of.values())}]) as no"
                    f" from snapshot.main.{table.name} where {named}) where no is not null"
                )
            if not table.datasets & changed and not _any(target, part.of):
                continue
        elif table.datasets:
            raise Refused(f"{table.name} 不能逐件重做")
        reached[table.name] = table
    if _touched(target) > MOST:
        raise Refused("变动的件太多")
    return list(reached.values())


def _admit(table: Made, why: Iterable[str]) -> None:
    """Refuse a fact that reads what its declaration does not name."""
    part = PARTS[table.name]
    for dataset in table.datasets:
        if not belongs(dataset) & part.of.keys():
            raise Refused(f"{table.name} 读 {dataset}，没有登记")
    for other in why:
        if other not in part.names:
            raise Refused(f"{table.name} 读 {other}，没有登记")


def _list(target: duckdb.DuckDBPyConnection, table: str, of: str, numbers: Sequence[str | None]) -> None:
    target.register("numbers", pa.table({"no": pa.array(numbers, pa.string())}))
    target.execute(f"insert into {table} select '{of}', no from numbers")
    target.unregister("numbers")


def _any(target: duckdb.DuckDBPyConnection, columns: Iterable[str]) -> bool:
    listed = ", ".join(f"'{column}'" for column in columns)
    return bool(target.execute(f"select count(*) from touched where of in ({listed})").fetchall()[0][0])


def _touched(target: duckdb.DuckDBPyConnection) -> int:
    return int(target.execute("select count(*) from (select distinct of, no from touched)").fetchall()[0][0])


def _load(ledger: Moment, target: duckdb.DuckDBPyConnection, reached: list[Made]) -> int:
    """``l_<dataset>`` for all that is read: the rows of touched cases."""
    wanted = dict(
        target.execute("select of, list(distinct no) from touched where no is not null group by of").fetchall()
    )
    needed = {name for table in reached for name in table.datasets}
    rows = 0
    for name in BY_NAME:
        held = {CASE_COLUMN[name]: wanted.get(CASE_COLUMN[name], [])}
        held |= {also.column: wanted.get(also.of, []) for also in ALSO if also.dataset == name}
        target.execute(f"drop table if exists temp.l_{name}")
        if name in needed or any(held.values()):
            where = in_cases(BY_NAME[name], held, ledger.kind)
            copy_rows(ledger, target, BY_NAME[name], where=where)
            rows += target.execute(f"select count(*) from l_{name}").fetchall()[0][0]
    return rows


def _lost(ledger: Moment, target: duckdb.DuckDBPyConnection, found: Changed) -> Changed:
    """Cases that have other numbers of rows than they had, of datasets in which the sum says so.

    Only the cases found are made anew in every fact that reads them, whatever became of them. Any other may be touched for
    one fact alone, by way of another dataset, and is counted like the rest.
    """
    before, now, loaded, lost = expected(target), counted(ledger), _loaded(target), {}
    for name in BY_NAME:
        written = f"(select no from written where dataset = '{name}')"
        read = 0
        if name in found and name in loaded:
            asked = f"select count(*) from l_{name} where {CASE_COLUMN[name]}::varchar in {written}"
            read = target.execute(asked).fetchall()[0][0]
        if now[name] - read == before.get(name, 0):
            continue
        target.register("counted", by_case(ledger, BY_NAME[name]))
        numbers = target.execute(
            f"select coalesce(c.no, a.no) from (from counted where no <> '') c full join"
            f" (select no, sum(row_count) as n from snapshot.main.arrived where dataset = '{name}' group by no) a using (no)"
            f" where c.n::bigint is distinct from a.n and coalesce(c.no, a.no) not in {written}"
        ).fetchall()
        target.unregister("counted")
        lost[name] = [no for (no,) in numbers]
    return lost


def _loaded(target: duckdb.DuckDBPyConnection) -> list[str]:
    """The datasets of which rows were read."""
    there = {name for (name,) in target.execute("select table_name from duckdb_tables() where temporary").fetchall()}
    return [name for name in BY_NAME if f"l_{name}" in there]


def _lay_out(target: duckdb.DuckDBPyConnection, rules: Rules) -> None:
    """What the statements take from rules and divisions, as in a full build."""
    target.execute("create temp table l_place as select code, id from region")
    target.execute("create or replace temp table l_regions as select code, parent_code from region")
    reference.lay_out_rules(target, rules)
    clocks.lay_out_limits(target, rules)
    consulting.lay_out_methods(target, rules)
    target.execute("drop table l_regions")


def _make(target: duckdb.DuckDBPyConnection, table: Made, rules: Rules, done: set[int]) -> None:
    if table.view:
        return
    for n in table.statements:
        if n not in done:
            target.execute(steps()[n].text)
            done.add(n)
    if table.name in _WOUND:
        clocks.wind(target, rules, table.name)
    fresh, held = f"fresh.main.{table.name}", f"snapshot.main.{table.name}"
    ours = "true"
    if part := PARTS.get(table.name):
        ours = " or ".join(f"{number} in (select no from touched where of = '{of}')" for of, number in part.of.items())
        nobody = f"coalesce({', '.join(part.of.values())}) is null"
        if target.execute(f"select count(*) from {fresh} where {nobody}").fetchall() != [(0,)]:
            raise Refused(f"{table.name} 有不属于任何一件的行")
    target.execute(f"delete from {held} where {ours}")
    target.execute(f"insert into {held} by name from {fresh} where {ours}")
    target.execute(f"drop table {fresh}")
