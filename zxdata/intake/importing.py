"""One file into one dataset: read, held against its contract, compared with the ledger, written whole."""

from dataclasses import replace as dataclass_replace
from hashlib import file_digest
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from zxdata.configuration import Settings
from zxdata.datasets import BY_NAME, DATASETS, Dataset
from zxdata.errors import Unknown, Unreadable, WrongUse
from zxdata.imports import Counts, record
from zxdata.intake import findings
from zxdata.intake.cells import Clock
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
from zxdata.intake.contracts import Contract, Known
from zxdata.intake.headers import missing, recognise
from zxdata.intake.loading import write
from zxdata.intake.reading import Table, locate, read_sheets
from zxdata.intake.receipt import Receipt
from zxdata.intake.units import Units
from zxdata.ledger.engine import reading, writing
from zxdata.ledger.keyed import hold
from zxdata.ledger.schema import require
from zxdata.ledger.tables import TABLES
from zxdata.regions import Regions

EVERY_COLUMN = tuple(column for dataset in DATASETS for column in dataset.columns)
IMPORT_SECONDS = 300


def import_file(
    engine: Engine,
    path: Path,
    settings: Settings,
    *,
    dataset: str | None = None,
    dry_run: bool = False,
    strict: bool = False,
    overwrite: bool = False,
    replace: bool = False,
    source: str | None = None,
    by: str = "",
) -> Receipt:
    """Bring a file into the shared database: every row that keeps its contract or, with ``strict``, all or none.

    ``dataset`` is the code name; without it the header tells. ``dry_run`` writes nothing. ``overwrite`` takes rows whose
    number stands for another case. ``replace``: what earlier files brought of the file's cases and this one does not
    name is taken out. ``source`` is written beside each new or changed row, by default the file's name; ``by`` is who
    imports. Raises Unreadable, WrongUse, SchemaMismatch, LedgerUnavailable; then nothing is written.
    """
    require(engine)
    table, chosen = _read(path, dataset)
    if replace and not chosen.case:
        raise WrongUse(f"{chosen.title}一行就是一件，没有可按案件替换的节点；请去掉 --replace case。")
    contract = Contract(chosen, table.header, _known(engine, settings, excel_1904=table.sheet.excel_1904))
    entries, faults = contract.keep(table.records)
    entries, repeated = without_duplicates(chosen, entries)
    read = sum(1 for _ in table.records)
    number = None
    with reading(engine, IMPORT_SECONDS) if dry_run else writing(engine, IMPORT_SECONDS) as connection:
        if not dry_run:
            hold(connection, (chosen,))
        entries, orphans = without_orphans(connection, chosen, entries)
        faults += repeated + orphans
        seen = findings.of_table(table, chosen) + findings.of_values(connection, chosen, entries)
        plan = compare(connection, chosen, entries, overwrite=overwrite)
        faults += same_number(chosen, plan.taken)
        others = missed(connection, chosen, entries)
        if replace:
            plan = dataclass_replace(plan, removed=others)
        else:
            seen += findings.of_moved(chosen, moved(chosen, plan.fresh, others))
        withheld = plan.accepted if strict and faults else 0
        rows = _counts(plan, read) if not withheld else Counts(unchanged=plan.unchanged, refused=read - plan.unchanged)
        if not dry_run:
            changes = [] if withheld else write(connection, chosen, plan, source or f"{IMPORTED}{path.name}")
            number = record(
                connection,
                file=path.name,
                sha256=_digest(path),
                datasets=(chosen.name,),
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
        faults=tuple(sorted(faults, key=lambda fault: fault.row)),
        findings=tuple(seen),
        withheld=withheld,
        held_back=len(plan.taken),
        missed=len(others),
        dry_run=dry_run,
        number=number,
        table=table,
    )


def guess_dataset(path: Path) -> str:
    """Code name of the dataset that the file's header shows. Raises Unreadable, WrongUse."""
    return _read(path, None)[1].name


def _read(path: Path, name: str | None) -> tuple[Table, Dataset]:
    if name is not None and name not in BY_NAME:
        raise Unknown("数据集", name, BY_NAME)
    sheets = read_sheets(path, EVERY_COLUMN)
    chosen = BY_NAME[name] if name else recognise(locate(sheets, EVERY_COLUMN, path.name).header, path.name)
    table = locate(sheets, chosen.columns, path.name)
    if lacking := missing(table.header, chosen):
        raise Unreadable(f"“{path.name}”作为{chosen.title}缺少必填的列：{'、'.join(lacking)}。")
    return table, chosen


def _known(engine: Engine, settings: Settings, *, excel_1904: bool) -> Known:
    regions = Regions.load(engine)
    with reading(engine) as connection:
        units = Units(connection.execute(sa.select(TABLES["units"])).mappings())
    home = settings.home if settings.home in regions.by_code else None
    return Known(Clock(settings.zone, excel_1904), regions, units, home)


def _counts(plan: Plan, read: int) -> Counts:
    new, changed, unchanged = len(plan.fresh), len(plan.changed), plan.unchanged
    return Counts(new, changed, len(plan.removed), unchanged, read - new - changed - unchanged)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
