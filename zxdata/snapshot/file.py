"""What the file of a version says of itself."""

import json
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import duckdb

from zxdata.rules.book import Rules
from zxdata.snapshot.since import Mark

DEMO_SOURCE = "演示数据"


@dataclass(frozen=True)
class Held:
    """The version in force. mark: of the moment that it was read at; whole_at: when all of it was built last; spliced: how
    often it has been changed by case since."""

    path: Path
    stands_for: str
    mark: Mark
    whole_at: datetime
    spliced: int


def describe(
    target: duckdb.DuckDBPyConnection, stands_for: str, rules: Rules, now: Mark, before: Held | None = None
) -> None:
    """``about``: what the version stands for, the rules that it was made under, and the moment that it was read at."""
    built_at = datetime.now(timezone.utc)
    target.execute(
        "create or replace table about as select ? as stands_for, ? as rules, ?::timestamptz as built_at,"
        " exists(from arrival where source = ?) as demo, ? as mark, ?::timestamptz as whole_at, ?::int as spliced",
        [
            stands_for,
            rules.model_dump_json(),
            built_at.isoformat(),
            DEMO_SOURCE,
            json.dumps(now),
            (before.whole_at if before else built_at).isoformat(),
            before.spliced + 1 if before else 0,
        ],
    )
