"""What came of the ledger's rows: how many arrived from whom and when, by case, and which could not be read."""

from collections.abc import Iterable, Mapping

from zxdata.datasets import BY_NAME
from zxdata.snapshot.parts import CASE_COLUMN
from zxdata.snapshot.target import Target


def lay_out_arrivals(target: Target, rows: Mapping[str, int]) -> None:
    """``arrived``: rows by dataset, case, source and stamp, and how many of them were misread. ``misread_row``: each of
    these, by its number, with the columns that could not be read. ``arrival``: rows by dataset and source. ``rows``: how
    many each dataset has.
    """
    listed = [name for name, count in rows.items() if count] or list(rows)
    target.execute(
        f"create table arrived as {' union all '.join(_arrived(name, CASE_COLUMN[name]) for name in listed)}"
    )
    target.execute(f"create table misread_row as {' union all '.join(_misread(name) for name in listed)}")
    _sum_up(target)


def arrive_anew(target: Target, datasets: Iterable[str]) -> None:
    """The same in the attached ``snapshot``, of the touched cases of these datasets."""
    target.execute("use snapshot")
    for name in datasets:
        touched = f"(select no from touched where of = '{CASE_COLUMN[name]}')"
        for table, rows, column in (
            ("arrived", _arrived(name, CASE_COLUMN[name]), "no"),
            ("misread_row", _misread(name), "case_no"),
        ):
            target.execute(f"delete from {table} where dataset = '{name}' and {column} in {touched}")
            target.execute(f"insert into {table} from ({rows}) where {column} in {touched}")
    target.execute("drop table arrival")
    _sum_up(target)


def expected(target: Target) -> dict[str, int]:
    """Rows a dataset as the snapshot holds them, but for those of cases in ``written`` (dataset, no)."""
    asked = (
        "select dataset, sum(row_count)::bigint from snapshot.main.arrived anti join written using (dataset, no)"
        " group by dataset"
    )
    return dict(target.execute(asked).fetchall())


def _arrived(name: str, column: str) -> str:
    return (
        f"select '{name}' as dataset, {column}::varchar as no, source, changed_at, count(*) as row_count,"
        f" count(misread) as misread from l_{name} group by {column}, source, changed_at"
    )


def _misread(name: str) -> str:
    return (
        f"select '{name}' as dataset, concat_ws('、', {_number(name)}) as no, source, misread as headers,"
        f" {CASE_COLUMN[name]}::varchar as case_no from l_{name} where misread is not null"
    )


def _sum_up(target: Target) -> None:
    target.execute(
        "create table arrival as select dataset, source, sum(row_count) as row_count,"
        " max(try_cast(changed_at as timestamptz)::timestamp) as changed_at, sum(misread) as misread from ("
        "select dataset, source, changed_at, sum(row_count) as row_count, sum(misread) as misread"
        " from arrived group by dataset, source, changed_at) group by dataset, source"
    )


def _number(dataset: str) -> str:
    """What a row is known by: the required texts of its key."""
    known = [column for column in BY_NAME[dataset].columns if column.required and column.name in BY_NAME[dataset].key]
    named = [f'"{c.name}"' for c in known if c.kind != "instant"]
    return ", ".join(f"{name}::varchar" for name in named)
