"""One file into one dataset: read, held against its contract, compared with the ledger, written whole."""

from collections.abc import Sequence
from dataclasses import replace as dataclass_replace
from pathlib import Path

from sqlalchemy.engine import Engine

from zxdata.configuration import Settings
from zxdata.datasets import BY_NAME, Dataset
from zxdata.errors import WrongUse
from zxdata.imports import Counts, digest, record
from zxdata.intake import findings
from zxdata.intake.assumptions import NOTHING, Assumptions
from zxdata.intake.beside import NOTHING_BESIDE, Beside
from zxdata.intake.books import Book, open_book
from zxdata.intake.comparing import (
    IMPORTED,
    Plan,
    compare,
    missed,
    moved,
    same_number,
    without_duplicates,
    without_orphans,
)
from zxdata.intake.contracts import Contract, Entry, Fault, Known
from zxdata.intake.enrolling import enrolled
from zxdata.intake.known import load_known
from zxdata.intake.ladders import REGIONS, without_tangles
from zxdata.intake.loading import write
from zxdata.intake.mapping import Mapping, fitting, import_tables, read_by
from zxdata.intake.privacy import private
from zxdata.intake.questions import questions
from zxdata.intake.receipt import Receipt
from zxdata.intake.recognising import as_dataset
from zxdata.intake.tables import Table
from zxdata.ledger.engine import READ_ONLY, reading, reads_only, writing
from zxdata.ledger.keyed import hold
from zxdata.ledger.schema import require

IMPORT_SECONDS = 300
UNITS = BY_NAME["units"]


def import_file(
    engine: Engine,
    file: Path | Book,
    settings: Settings,
    *,
    dataset: str | None = None,
    mapping: Mapping | None = None,
    dry_run: bool = False,
    strict: bool = False,
    overwrite: bool = False,
    replace: bool = False,
    source: str | None = None,
    by: str = "",
    assumed: Assumptions = NOTHING,
    beside: Beside = NOTHING_BESIDE,
) -> Receipt:
    """Bring a file, or one that is open, into the shared database: every row that keeps its contract or, with ``strict``, all or none.

    ``dataset`` is the code name; without it the header tells. An office's own sheet is taken by ``mapping``, or by the
    kept mapping that its headers fit, where no dataset is named. ``dry_run`` writes nothing. ``overwrite`` takes rows whose
    number stands for another case. ``replace``: what earlier files brought of the file's cases and this one does not
    name is taken out. ``source`` is written beside each new or changed row, by default the file's name; ``by`` is who
    imports. ``assumed`` answers what the file leaves open; the receipt asks the rest. ``beside`` is what other files of a
    rehearsal would bring. Raises Unreadable, WrongUse, SchemaMismatch, LedgerUnavailable; then nothing is written.
    """
    if reads_only(engine):
        raise WrongUse(READ_ONLY)
    require(engine)
    book = file if isinstance(file, Book) else open_book(engine, file, settings, mapping)
    path, sheets = book.path, book.sheets
    own = None if dataset else fitting(book.kept, sheets, path.name)
    if own := (mapping, read_by(mapping, sheets, path.name)) if mapping else own:
        options = {"dry_run": dry_run, "strict": strict, "overwrite": overwrite}
        return import_tables(engine, own[1], own[0], settings, path, by=by, assumed=assumed, **options)
    found = as_dataset(sheets, path.name, dataset)
    tables, personal = private(found.tables)
    chosen = found.dataset
    if replace and not chosen.case:
        raise WrongUse(f"{chosen.title}一行就是一件，没有可按案件替换的节点；请去掉 --replace case。")
    known = load_known(engine, settings, excel_1904=found.sheets[0].excel_1904, assumed=assumed, beside=beside)
    entries, faults = _kept(chosen, tables, known)
    entries, repeated = without_duplicates(chosen, entries)
    read = sum(len(table.records) for table in tables)
    order = ["", *(table.sheet.name for table in tables)]
    number = None
    with reading(engine, IMPORT_SECONDS) if dry_run else writing(engine, IMPORT_SECONDS) as connection:
        if not dry_run:
            learns = assumed.new_units or assumed.new or assumed.same
            hold(connection, (UNITS, chosen) if learns else (chosen,))
        entries, orphans = without_orphans(connection, chosen, entries, beside)
        entries, tangled = without_tangles(connection, entries) if chosen is REGIONS else (entries, [])
        faults += repeated + orphans + tangled
        seen = [
            *findings.of_file(found.sheets, tables, chosen, personal),
            *findings.of_notes(entries),
            *findings.of_outside(entries),
        ]
        seen += findings.of_values(connection, chosen, entries)
        plan = compare(connection, chosen, entries, overwrite=overwrite)
        faults += same_number(chosen, plan.taken)
        others = missed(connection, chosen, entries)
        if replace:
            plan = dataclass_replace(plan, removed=others)
        else:
            seen += findings.of_moved(chosen, moved(chosen, plan.fresh, others))
        written = [entry for entry in (*plan.fresh, *(entry for entry, _ in plan.changed))]
        new = compare(connection, UNITS, enrolled(known.units, assumed, chosen, written))
        seen += findings.of_units(new)
        withheld = plan.accepted if strict and faults else 0
        rows = _counts(plan, read) if not withheld else Counts(unchanged=plan.unchanged, refused=read - plan.unchanged)
        if not dry_run:
            writer = source or f"{IMPORTED}{path.name}"
            plans = [] if withheld else [(UNITS, new), (chosen, plan)]
            changes = [change for each, its in plans for change in write(connection, each, its, writer)]
            number = record(
                connection,
                file=path.name,
                sha256=digest(path),
                datasets=(UNITS.name, chosen.name) if new.accepted else (chosen.name,),
                by=by,
                rows=rows,
                changes=changes,
            )
    return Receipt(
        file=path.name,
        dataset=chosen.name,
        title=chosen.title,
        read=read,
        rows=rows,
        faults=tuple(sorted(faults, key=lambda fault: (order.index(fault.sheet), fault.row))),
        findings=tuple(seen),
        questions=questions(faults, tables, path.name, known.units, settings.day()),
        withheld=withheld,
        held_back=len(plan.taken),
        missed=len(others),
        dry_run=dry_run,
        number=number,
        entries=tuple(e.values for e in (*plan.fresh, *(e for e, _ in plan.changed))) if dry_run else (),
        tables=tables,
    )


def _kept(dataset: Dataset, tables: Sequence[Table], known: Known) -> tuple[list[Entry], list[Fault]]:
    entries: list[Entry] = []
    faults: list[Fault] = []
    for table in tables:
        contract = Contract(dataset, table.header, known, table.sheet.name if len(tables) > 1 else "")
        kept, wrong = contract.keep(table.records)
        entries += kept
        faults += wrong
    return entries, faults


def _counts(plan: Plan, read: int) -> Counts:
    new, changed, unchanged = len(plan.fresh), len(plan.changed), plan.unchanged
    return Counts(new, changed, len(plan.removed), unchanged, read - new - changed - unchanged)
