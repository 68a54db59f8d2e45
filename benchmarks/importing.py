"""What a file costs on its way in: 100,000 events as .xlsx, by the command that a clerk's night job runs; and what its
preview costs on the page: six sheets of 834 and of 5,000 events each.

PostgreSQL is measured where ``ZX_BENCHMARK_URL`` names an empty database; its own processes are not weighed.
"""

import os
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

import sqlalchemy as sa
import xlsxwriter
from sqlalchemy import Engine

from benchmarks.timing import Figure, figure
from benchmarks.weighing import Weight, weigh, weighed, working
from benchmarks.workloads import FOLDER, Workload
from zxdata.collecting.files import Wish, rehearse_files
from zxdata.configuration import settings
from zxdata.datasets import BY_NAME
from zxdata.ledger import connect, upgrade, writing
from zxdata.ledger.tables import TABLES, import_rows, imports

ROWS = 100_000
SHEETS, SHEET_ROWS = 6, (834, 5_000)
RUNS = 3
UNITS = 60
BEGIN = date(2025, 1, 6)
STAGES = (("立案", 0), ("交办", 5), ("签收", 9), ("答复", 60))
DATASET = BY_NAME["proposal_events"]


def importing(_: Workload) -> list[Figure]:
    """Read, held against the contract, compared, written and kept, start of the program included; against pandas, which
    reads the same file and appends it as it is."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = _workbook(FOLDER / f"import_{ROWS}.xlsx", 1, ROWS)
    urls = {"sqlite": f"sqlite:///{FOLDER / 'import.db'}"}
    if url := os.environ.get("ZX_BENCHMARK_URL"):
        urls["postgresql"] = url
    found = []
    for kind, url in urls.items():
        engine = _ledger(url)
        ours = [_run(engine, "-m", "zxdata", "import", str(file), "--db", url, "--json") for _ in range(RUNS)]
        theirs = [_run(engine, "-m", "benchmarks.appending", url, str(file))]
        spent, also = weighed(ours)
        found.append(figure(f"import_{kind}", ROWS, spent, "pandas", weighed(theirs)[0], also))
    return found


def previewing(_: Workload) -> list[Figure]:
    """From the files chosen to what the page shows of them, on a ledger that holds the proposals."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{FOLDER / 'import.db'}"
    _ledger(url)
    os.environ["ZX_DATABASE_URL"] = url  # the page's own process looks at the file in another, which reads it there
    found = []
    for rows in SHEET_ROWS:
        file = _workbook(FOLDER / f"preview_{SHEETS}x{rows}.xlsx", SHEETS, rows)
        spent, also = weighed([working(partial(_preview, file, SHEETS * rows)) for _ in range(RUNS)])
        found.append(figure("preview", SHEETS * rows, spent, also=also))
    return found


def _run(engine: Engine, *words: str) -> Weight:
    """The command on a ledger that holds the proposals and none of their events; afterwards all events have to be in."""
    with writing(engine) as connection:
        for table in (import_rows, imports, TABLES[DATASET.name]):
            connection.execute(sa.delete(table))
    weight = weigh([sys.executable, *words])
    with engine.connect() as connection:
        count = connection.scalar(sa.select(sa.func.count()).select_from(TABLES[DATASET.name]))
    if count != ROWS:
        raise SystemExit(f"应有 {ROWS:,} 行，台账里是 {count:,} 行，比不得快慢。")
    return weight


def _ledger(url: str) -> Engine:
    """A ledger with the units and proposals to which the events belong."""
    engine = connect(url)
    upgrade(engine)
    units = [{"unit_no": f"U{n:03d}", "name": _unit(n)} for n in range(UNITS)]
    proposals = [
        {"proposal_no": _number(n), "title": f"关于第 {n} 件事的提案", "submitted_on": BEGIN}
        for n in range(ROWS // len(STAGES))
    ]
    with writing(engine) as connection:
        for table in (import_rows, imports, TABLES[DATASET.name], TABLES["proposals"], TABLES["units"]):
            connection.execute(sa.delete(table))
        connection.execute(TABLES["units"].insert(), units)
        connection.execute(TABLES["proposals"].insert(), proposals)
    return engine


def _workbook(path: Path, sheets: int, rows: int) -> Path:
    """The events one after the other over these sheets, so many rows on each."""
    if not path.exists():
        events = _events()
        with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
            days = book.add_format({"num_format": "yyyy-mm-dd"})
            for n in range(sheets):
                sheet = book.add_worksheet(f"{DATASET.title}{n + 1}")
                sheet.write_row(0, 0, [column.header for column in DATASET.columns])
                for at, row in enumerate(islice(events, rows), start=1):
                    for place, value in enumerate(row):
                        if isinstance(value, date):
                            sheet.write_datetime(at, place, value, days)  # type: ignore[arg-type]
                        else:
                            sheet.write_string(at, place, value)
    return path


def _events() -> Iterator[tuple[str | date, ...]]:
    """As the columns of the dataset: number, stage, day, unit, role, result, limit, remark."""
    for n in range(ROWS // len(STAGES)):
        for stage, after in STAGES:
            day = BEGIN + timedelta(n % 250 + after)
            limit = day + timedelta(90) if stage == "交办" else ""
            result = "ABC"[n % 3] if stage == "答复" else ""
            remark = f"第 {n} 件{stage}时说明的情况" if n % 2 else ""
            yield (_number(n), stage, day, _unit(n % UNITS), "主办", result, limit, remark)


def _number(n: int) -> str:
    return f"2025{n:06d}"


def _unit(n: int) -> str:
    return f"市第{n}局"


def _preview(file: Path, rows: int) -> None:
    seen = rehearse_files([file], Wish(), settings(), lambda *_: None)
    if (receipt := seen[0].receipt) is None or receipt.accepted != rows:
        raise SystemExit(seen[0].refusal or "预检没有收下全部的行，比不得快慢。")
