"""First steps with an empty ledger: which files in which order, the templates, and a demonstration to try."""

import io
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import pandas as pd
from sqlalchemy import select

from zxdata.configuration import Settings
from zxdata.datasets import BY_NAME, DATASETS, Dataset
from zxdata.demo import Progress, fill
from zxdata.divisions import load_home
from zxdata.errors import CockpitError
from zxdata.figures import Table, TableColumn
from zxdata.filters import Scope
from zxdata.intake import write_templates
from zxdata.ledger.places import open_ledger
from zxdata.ledger.tables import TABLES
from zxdata.snapshot.facts import arrival
from zxdata.store import Store

ALL = "全部模板.zip"
GIVEN = ("regions", "calendar")
"""In before anything of the body's own."""


def steps() -> Table:
    """The datasets in the order of loading, each with what it must have and what has to be in before it."""
    columns = (
        TableColumn("step", "先后", "integer"),
        TableColumn("title", "数据集"),
        TableColumn("needs", "必填的列"),
        TableColumn("after", "先要有"),
    )
    rows = [
        {
            "step": n,
            "title": dataset.title,
            "needs": "、".join(column.header for column in dataset.columns if column.required),
            "after": "、".join(BY_NAME[name].title for name in _before(dataset)),
        }
        for n, dataset in enumerate(DATASETS, 1)
    ]
    return Table(
        key="steps",
        title="从哪里开始",
        aid="几个文件可以一起选，驾驶舱按先后入库",
        note="只导入用得到的；要看提案办理，有提案、承办单位和提案办理三个就够",
        columns=columns,
        frame=pd.DataFrame(rows, columns=[column.name for column in columns]),
    )


def templates(settings: Settings) -> dict[str, bytes]:
    """The blank templates by file name, all of them in one archive first; drop-downs offer what the ledger holds."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            paths = write_templates(Path(folder), open_ledger(settings))
        except CockpitError:
            paths = write_templates(Path(folder))
        files = {path.name: path.read_bytes() for path in paths}
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return {ALL: whole.getvalue(), **files}


def is_begun(store: Store) -> bool:
    """Whether the ledger held anything of the body's own when its version in force was read, whoever asks. Raises
    NoSnapshot and SnapshotDamaged."""
    own = select(arrival.c.dataset).where(arrival.c.row_count > 0, arrival.c.dataset.not_in(GIVEN)).limit(1)
    with store.reading(Scope.whole()) as reading:
        return bool(reading.rows(own))


def load_divisions(settings: Settings) -> int:
    """The home divisions shipped with the cockpit, into the ledger; rows new or changed. Raises WrongUse where it is only
    read, LedgerUnavailable."""
    return load_home(open_ledger(settings), settings.home)


def fill_demonstration(settings: Settings, progress: Progress) -> int:
    """Demonstration data into an empty ledger; rows written. Raises WrongUse where it holds anything else."""
    return sum(fill(open_ledger(settings), settings, progress=progress).values())


@cache
def _before(dataset: Dataset) -> tuple[str, ...]:
    """The datasets that rows of this one point at, in the order of loading."""
    pointed = {key.column.table.name for key in TABLES[dataset.name].foreign_keys} - {dataset.name}
    return tuple(other.name for other in DATASETS if other.name in pointed)
