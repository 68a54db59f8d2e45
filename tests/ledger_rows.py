"""Ledgers for tests: rows in, a published snapshot out."""

from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from zxdata.configuration import Settings, load_settings
from zxdata.datasets import BY_NAME, DATASETS
from zxdata.ledger import TABLES, writing
from zxdata.rules.book import Rules, read_rules
from zxdata.snapshot.build import refresh
from zxdata.store import Store

Row = dict[str, Any]
OPEN: list[Store] = []


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    """``2025-03-05`` or ``2025-03-05 09:30``, a moment in the body's time zone."""
    return datetime.fromisoformat(text) if " " in text else datetime.combine(day(text), time())


def put(engine: Engine, **rows: list[Row]) -> None:
    """Rows by dataset, written in the order that keys ask for, however long that takes. Raises KeyError for no dataset."""
    for name in rows:
        BY_NAME[name]
    with writing(engine, None) as connection:
        for dataset in DATASETS:
            names = {name for row in rows.get(dataset.name, ()) for name in row}
            filled = [dict.fromkeys(names) | row | {"source": "测试"} for row in rows.get(dataset.name, ())]
            if filled:
                connection.execute(TABLES[dataset.name].insert(), filled)


def settings_for(engine: Engine, folder: Path) -> Settings:
    url = engine.url.render_as_string(hide_password=False)
    return load_settings(database_url=url, snapshot_dir=folder / "snapshot", today=day("2025-09-30"))


def publish(engine: Engine, folder: Path) -> Store:
    """The store of a snapshot of the ledger as it is now, closed with the test."""
    settings = settings_for(engine, folder)
    refresh(engine, settings)
    OPEN.append(Store.of(settings))
    return OPEN[-1]


@cache
def default_rules() -> Rules:
    return read_rules(load_settings().rules)


def unit(number: str, name: str) -> Row:
    return {"unit_no": number, "name": name}


def region(code: str, name: str, level: str, parent: str | None = None, **more: Any) -> Row:
    return {"code": code, "name": name, "level": level, "parent_code": parent} | more


def proposal(number: str, submitted: str, **more: Any) -> Row:
    return {"proposal_no": number, "title": f"提案{number}", "submitted_on": day(submitted)} | more


def event(number: str, stage: str, when: str, **more: Any) -> Row:
    return {"proposal_no": number, "stage": stage, "occurred_at": at(when)} | more


def matter(number: str, opened: str, **more: Any) -> Row:
    return {"matter_no": number, "title": f"事项{number}", "opened_on": day(opened)} | more


def progress(number: str, stage: str, when: str, **more: Any) -> Row:
    return {"matter_no": number, "stage": stage, "occurred_at": at(when)} | more


def station(number: str, place: str, **more: Any) -> Row:
    return {"station_no": number, "name": f"阵地{number}", "kind": "委员工作站", "region": place} | more


def meeting(number: str, place: str, held: str, **more: Any) -> Row:
    return {"consultation_no": number, "title": f"协商{number}", "region": place, "held_on": day(held)} | more


def suggestion(number: str, origin: str, raised: str, **more: Any) -> Row:
    return {"suggestion_no": number, "origin": "协商", "origin_no": origin, "raised_on": day(raised)} | more
