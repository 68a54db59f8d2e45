"""Sheets of an office, one row a case: how they are understood and brought in, and what the ledger then holds."""

from datetime import date, timedelta, timezone
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine

from tests.intake_files import SETTINGS, bring, xlsx
from zxdata.intake import mapping, open_book
from zxdata.ledger import TABLES, reading, writing

DATA = Path(__file__).parent / "data"
PROPOSALS, SUPERVISIONS = DATA / "提案台账.xlsx", DATA / "监督台账.xlsx"
ANSWERS = {
    "year": "标题",
    "提案.submitted_on": "立案时间",
    "评价.occurred_at": "办复时间",
    "leads": "首个主办",
    "units": "新增",
}
HERE = timezone(timedelta(hours=8))
HEADER = ["案号", "案由", "提交日期", "主办单位", "会办单位", "交办时间", "办理期限", "办复时间", "办理结果"]


def understood(engine: Engine, path: Path, **words: str) -> mapping.Understanding:
    sheets = open_book(engine, path, SETTINGS).sheets
    today = SETTINGS.model_copy(update={"today": date(2025, 9, 30)})
    return mapping.understand(engine, sheets, path.name, today, words=words)


def settled(engine: Engine, path: Path, **answers: str) -> mapping.Mapping:
    return understood(engine, path).settled(answers)


def rows(engine: Engine, table: str) -> list[dict[str, Any]]:
    with reading(engine) as connection:
        return [dict(row) for row in connection.execute(sa.select(TABLES[table])).mappings()]


def events(engine: Engine, case: str) -> list[tuple[str, str, str | None, str | None, str | None]]:
    """(stage, day, unit's name, role, result) of a proposal, in order."""
    names = {row["unit_no"]: row["name"] for row in rows(engine, "units")}
    found = [
        (
            row["stage"],
            f"{row['occurred_at'].astimezone(HERE):%m-%d}",
            names.get(row["unit"]),
            row["role"],
            row["result"],
        )
        for row in rows(engine, "proposal_events")
        if row["proposal_no"] == case
    ]
    return sorted(found, key=lambda event: (event[1], event[0], event[3] or "", event[2] or ""))


def own(folder: Path, *records: list[Any], name: str = "提案.xlsx", title: str = "2025年提案办理台账") -> Path:
    return xlsx(folder / name, [title], HEADER, *records)


def taken(engine: Engine, path: Path, **answers: str) -> Any:
    return bring(engine, path, mapping=settled(engine, path, **{"units": "新增"} | answers))


def keep(ledger: Engine, of: mapping.Mapping, name: str) -> None:
    with writing(ledger) as connection:
        mapping.keep(connection, of, name)
