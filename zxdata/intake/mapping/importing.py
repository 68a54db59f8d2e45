"""One sheet of an office's own into several datasets: split, held against the contracts, compared, written whole."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy.engine import Engine

from zxdata.configuration import Settings
from zxdata.datasets import BY_NAME
from zxdata.errors import WrongUse
from zxdata.imports import Counts, digest, record
from zxdata.intake import findings
from zxdata.intake.assumptions import NOTHING, Assumptions
from zxdata.intake.comparing import Plan, compare
from zxdata.intake.contracts import Entry
from zxdata.intake.enrolling import enrolled
from zxdata.intake.headers import squeeze
from zxdata.intake.known import load_known
from zxdata.intake.loading import write
from zxdata.intake.mapping.headings import headings
from zxdata.intake.mapping.record import NEW, Mapping, points_at
from zxdata.intake.mapping.taking import Place, Taken, plans, take, without_others, without_strangers
from zxdata.intake.privacy import private
from zxdata.intake.questions import questions
from zxdata.intake.receipt import Part, Receipt
from zxdata.intake.tables import Table
from zxdata.intake.units import Units
from zxdata.ledger.engine import reading, writing
from zxdata.ledger.keyed import hold

SECONDS = 300


def import_tables(
    engine: Engine,
    tables: Sequence[Table],
    mapping: Mapping,
    settings: Settings,
    path: Path,
    *,
    dry_run: bool = False,
    strict: bool = False,
    overwrite: bool = False,
    by: str = "",
    assumed: Assumptions = NOTHING,
) -> Receipt:
    """The receipt counts rows of theirs. Raises WrongUse where the mapping has gaps or a sheet lacks its columns."""
    for table in tables:
        if lacking := mapping.absent(headings(table.header)):
            raise WrongUse(f"“{path.name}”没有对照“{mapping.name}”要读的列：{'、'.join(lacking)}。")
    assumed = replace(assumed, new_units=assumed.new_units or mapping.units == NEW)
    known = load_known(engine, settings, excel_1904=tables[0].sheet.excel_1904, assumed=assumed)
    tables, personal = private(tables)
    taken = take(mapping, tables, known)
    number = None
    with reading(engine, SECONDS) if dry_run else writing(engine, SECONDS) as connection:
        if not dry_run:
            hold(connection, (BY_NAME[name] for name in {"units", *taken.entries}))
        taken = without_strangers(connection, mapping, taken)
        taken = without_others(connection, mapping, taken, overwrite=overwrite)
        new = _units(known.units, assumed, taken)
        found = {"units": compare(connection, BY_NAME["units"], new)} if new else {}
        found |= plans(connection, mapping, taken)
        withheld = strict and bool(taken.faults)
        receipt = _receipt(tables, mapping, path.name, taken, found, personal, dry_run=dry_run, withheld=withheld)
        if not dry_run:
            each = () if withheld else found.items()
            changes = [c for name, plan in each for c in write(connection, BY_NAME[name], plan, mapping.source)]
            number = record(
                connection,
                file=path.name,
                sha256=digest(path),
                datasets=tuple(found),
                by=by,
                rows=receipt.rows,
                changes=changes,
            )
    asked = questions(taken.faults, tables, path.name, known.units, settings.day())
    return replace(receipt, number=number, questions=asked)


def _units(units: Units, assumed: Assumptions, taken: Taken) -> list[Entry]:
    """New units that any entry names, each once."""
    new = (each for name, entries in taken.entries.items() for each in enrolled(units, assumed, BY_NAME[name], entries))
    return list({entry.values["unit_no"]: entry for entry in new}.values())


def _receipt(
    tables: Sequence[Table],
    mapping: Mapping,
    file: str,
    taken: Taken,
    plans: dict[str, Plan],
    personal: dict[str, list[str]],
    *,
    dry_run: bool,
    withheld: bool,
) -> Receipt:
    rows = [(_sheet(table, tables), row.number) for table in tables for row in table.records]
    order = ["", *(table.sheet.name for table in tables)]
    good = [row for row in rows if row not in taken.refused]
    new, moved = _new(mapping, taken, plans), _moved(mapping, taken, plans)
    fresh, changed = sum(row in new for row in good), sum(row in moved - new for row in good)
    unchanged = len(good) - fresh - changed
    removed = sum(len(plan.removed) for plan in plans.values())
    counts = Counts(fresh, changed, removed, unchanged, len(rows) - len(good))
    return Receipt(
        file=file,
        dataset=mapping.case,
        title=BY_NAME[mapping.case].title,
        read=len(rows),
        rows=Counts(unchanged=unchanged, refused=len(rows) - unchanged) if withheld else counts,
        faults=tuple(sorted(taken.faults, key=lambda fault: (order.index(fault.sheet), fault.row))),
        findings=tuple(_findings(tables, mapping, taken, personal)),
        withheld=fresh + changed if withheld else 0,
        dry_run=dry_run,
        mapping=mapping.name,
        parts=tuple(_part(name, plan) for name, plan in plans.items()),
        tables=tuple(tables),
    )


def _new(mapping: Mapping, taken: Taken, plans: dict[str, Plan]) -> set[Place]:
    """Rows of theirs whose case the ledger did not hold."""
    cases = {entry.values[mapping.key] for entry in plans[mapping.case].fresh}
    return {place for place, number in taken.numbers.items() if number in cases}


def _moved(mapping: Mapping, taken: Taken, plans: dict[str, Plan]) -> set[Place]:
    """Rows of theirs that change anything in the ledger."""
    cases = set()
    for name, plan in plans.items():
        if own := points_at(BY_NAME[name], mapping.case):
            written = (*plan.fresh, *(entry for entry, _ in plan.changed))
            cases |= {entry.values[own] for entry in written} | {row[own] for row in plan.removed}
    return {place for place, number in taken.numbers.items() if number in cases}


def _part(name: str, plan: Plan) -> Part:
    title = BY_NAME[name].title
    return Part(name, title, len(plan.fresh), len(plan.changed), plan.unchanged, len(plan.removed))


def _sheet(table: Table, tables: Sequence[Table]) -> str:
    return table.sheet.name if len(tables) > 1 else ""


def _findings(tables: Sequence[Table], mapping: Mapping, taken: Taken, personal: dict[str, list[str]]) -> Iterator[str]:
    """Rows that are no records, rows that are hidden, columns that nobody reads, cells left over, personal numbers."""
    for table in tables:
        where = f"工作表“{table.sheet.name}”：" if len(tables) > 1 else ""
        said = [*findings.passed_over(table), *findings.hidden(table), *_unread(mapping, table)]
        said += [*findings.controls(table), *personal[table.sheet.name]]
        yield from (f"{where}{sentence}" for sentence in said)
    yield from taken.said


def _unread(mapping: Mapping, table: Table) -> tuple[str, ...]:
    """Columns that nobody reads and of which the mapping does not say so."""
    known = {squeeze(header) for header in (*mapping.headers, *mapping.unread)}
    names = dict.fromkeys("".join(n.split()) for n in headings(table.header) if n and squeeze(n) not in known)
    return (f"没有对应字段的列未读入：{'、'.join(names)}。",) if names else ()
