"""The list of imports as the page shows it, what one of them changed, and taking it back."""

from typing import Any

import orjson
import pandas as pd

from zxdata.collecting.files import BY
from zxdata.configuration import Settings
from zxdata.datasets import BY_NAME
from zxdata.figures import Table, TableColumn
from zxdata.imports import Change, Withdrawal, changes, list_imports, withdraw
from zxdata.ledger.places import open_ledger

MOST = 500
OUTCOMES = {
    "": "",
    "put_back": "已恢复",
    "later": "保留：后来又导入过",
    "changed": "保留：后来在别处改过",
    "referred": "保留：还有行引用它",
    "orphaned": "保留：原值引用的行已不在",
}


def imports_table(settings: Settings) -> Table:
    """Every import, the newest first; ``code`` is its number. Raises LedgerUnavailable."""
    found = list_imports(open_ledger(settings))
    columns = (
        TableColumn("number", "第几次", "integer"),
        TableColumn("at", "时间"),
        TableColumn("by", "经办"),
        TableColumn("titles", "数据集"),
        TableColumn("file", "文件"),
        TableColumn("new", "新增", "integer"),
        TableColumn("changed", "更新", "integer"),
        TableColumn("removed", "替换掉", "integer"),
        TableColumn("unchanged", "未变", "integer"),
        TableColumn("refused", "退回", "integer"),
        TableColumn("state", "状态"),
    )
    rows = [
        {
            **one.to_dict(),
            "code": str(one.number),
            "at": f"{one.imported_at:%Y-%m-%d %H:%M}",
            "by": one.imported_by,
            "titles": "、".join(BY_NAME[name].title for name in one.datasets if name in BY_NAME),
            "state": f"{one.withdrawn_at:%Y-%m-%d %H:%M} 撤回" if one.withdrawn_at else "有效",
        }
        for one in found
    ]
    return Table(
        key="imports",
        title="导入记录",
        aid=f"{len(found)} 次",
        note="点一行，看它改了什么，也可以撤回",
        columns=columns,
        frame=pd.DataFrame(rows, columns=["code", *(column.name for column in columns)]),
        empty="还没有导入过。",
    )


def import_changes(number: int, settings: Settings) -> Table:
    """What import ``number`` changed, row by row, at most ``MOST``. Raises WrongUse, LedgerUnavailable."""
    found = changes(open_ledger(settings), number, MOST + 1)
    columns = (
        TableColumn("title", "数据集"),
        TableColumn("row", "编号"),
        TableColumn("did", "做了什么"),
        TableColumn("cells", "内容"),
        TableColumn("outcome", "撤回结果"),
    )
    rows = [
        {
            "title": BY_NAME[change.dataset].title,
            "row": "、".join(str(part) for part in orjson.loads(change.key) if part != ""),
            "did": "新增" if change.before is None else "移除" if change.after is None else "更新",
            "cells": _cells(change),
            "outcome": OUTCOMES[outcome],
        }
        for change, outcome in found[:MOST]
    ]
    return Table(
        key="changes",
        title=f"第 {number} 次导入改了什么",
        unit="行",
        note=f"先列 {MOST} 行" if len(found) > MOST else "",
        columns=columns,
        frame=pd.DataFrame(rows, columns=[column.name for column in columns]),
        empty="这次导入没有改动台账。",
    )


def withdraw_import(number: int, settings: Settings, *, by: str, dry_run: bool) -> Withdrawal:
    """Take import ``number`` back, as ``imports.withdraw`` does."""
    return withdraw(open_ledger(settings), number, by=by or BY, dry_run=dry_run)


def _cells(change: Change) -> str:
    """``类别：教育 → 医卫`` where a row was changed, else what it says."""
    before, after = (orjson.loads(image) if image else {} for image in (change.before, change.after))
    parts = []
    for column in BY_NAME[change.dataset].columns:
        was, now = before.get(column.name), after.get(column.name)
        if change.before is not None and change.after is not None:
            if was != now:
                parts.append(f"{column.header}：{_shown(was)} → {_shown(now)}")
        elif (value := was if change.after is None else now) is not None:
            parts.append(f"{column.header}：{_shown(value)}")
    return "；".join(parts)


def _shown(value: Any) -> str:
    return {None: "空", True: "是", False: "否"}.get(value, str(value)) if value in (None, True, False) else str(value)
