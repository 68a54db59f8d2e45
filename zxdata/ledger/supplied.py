"""What a database of another make supplies under our names: tables or views, whole or in part."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.engine.reflection import ObjectKind

from zxdata.datasets import DATASETS
from zxdata.errors import SchemaMismatch
from zxdata.ledger.engine import reading
from zxdata.ledger.failures import place

Supplied = Mapping[str, frozenset[str]]


def supplied(engine: Engine) -> Supplied:
    """Dataset → the columns of ours that are there. Raises SchemaMismatch where no dataset is, or where one lacks what
    it must have; LedgerUnavailable."""
    with reading(engine) as connection:
        inspector = sa.inspect(connection)
        found = inspector.get_multi_columns(kind=ObjectKind.ANY, filter_names=[d.name for d in DATASETS])
    columns = {name: frozenset(c["name"] for c in listed) for (_, name), listed in found.items()}
    if not columns:
        raise SchemaMismatch(
            f"只读接入的数据库 {place(engine)} 里没有一个驾驶舱的视图；请按 docs/接入.md 建视图，并把 search_path 指到它们。"
        )
    for dataset in DATASETS:
        lacking = [c.name for c in dataset.columns if c.required and c.name not in columns.get(dataset.name, {c.name})]
        if lacking:
            raise SchemaMismatch(f"只读接入的视图 {dataset.name} 缺少必有的列：{'、'.join(lacking)}。")
    return columns
