"""``python -m benchmarks.appending URL FILE``: the events of a workbook appended by pandas as they are, to compare with."""

import sys

import pandas as pd

from zxdata.datasets import BY_NAME
from zxdata.ledger import connect


def append(url: str, file: str) -> None:
    """Units are given by name and numbers stand in the ledger; nothing is checked but that."""
    dataset = BY_NAME["proposal_events"]
    names = {column.header: column.name for column in dataset.columns}
    engine = connect(url)
    rows = pd.read_excel(file, engine="calamine").rename(columns=names)
    numbers = pd.read_sql_table("units", engine).set_index("name")["unit_no"]
    rows["unit"] = rows["unit"].map(numbers)
    rows["proposal_no"] = rows["proposal_no"].astype(str)
    rows["occurred_at"] = rows["occurred_at"].dt.tz_localize("Asia/Shanghai")
    if engine.dialect.name == "sqlite":
        rows["occurred_at"] = rows["occurred_at"].map(lambda at: at.isoformat(sep=" "))
    rows["due_on"] = pd.to_datetime(rows["due_on"]).dt.date
    rows.to_sql(dataset.name, engine, if_exists="append", index=False, chunksize=10_000)


if __name__ == "__main__":
    append(*sys.argv[1:])
