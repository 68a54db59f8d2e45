"""How far lists have come: items and how many of them are done, whether they have limits or not."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from zxdata.dimensions import DIMENSIONS
from zxdata.figures import Table, TableColumn
from zxdata.views.asking import Asking

COUNTED = ("programmes.items", "programmes.done", "programmes.done_rate", "programmes.red", "programmes.yellow")


def completeness(
    asking: Asking,
    by: str,
    ordered: Callable[[pd.DataFrame], pd.DataFrame],
    key: str,
    title: str,
    note: str,
    empty: str,
) -> Table:
    """What stands on the day, by one dimension; ``ordered`` puts the rows in their order and leaves out what is none."""
    standing = replace(asking.beside(by, "colour"), since=None, until=None)
    frame = ordered(asking.answer(COUNTED, by=(by,), filters=standing).frame)
    columns = (
        TableColumn(by, DIMENSIONS[by].name),
        TableColumn("programmes.items", "事项", "integer"),
        TableColumn("programmes.done", "已完成", "integer"),
        TableColumn("programmes.done_rate", "完成率", "percent"),
        TableColumn("programmes.red", asking.colours.word("red"), "integer"),
        TableColumn("programmes.yellow", asking.colours.word("yellow"), "integer"),
    )
    return Table(
        key=key,
        title=title,
        aid="截至日，不论期间",
        columns=columns,
        frame=pd.DataFrame(frame[[c.name for c in columns]]).reset_index(drop=True),
        metric="programmes.items",
        note=note,
        empty=empty,
    )
