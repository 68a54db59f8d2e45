"""Ledgers of many people beside the demonstration of one city: what they say, and what members do."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timezone
from pathlib import Path
from typing import ClassVar

import numpy as np
from sqlalchemy import Connection, Engine

from benchmarks.workloads import FOLDER, Workload
from zxdata.demo import SOURCE, fill, published
from zxdata.demo import people as members
from zxdata.demo.bulk import Bulk
from zxdata.demo.days import day_texts
from zxdata.demo.timeline import Timeline
from zxdata.demo.voices import COUNT, voice_events, voices
from zxdata.demo.words import words_of
from zxdata.demo.world import World
from zxdata.ledger.engine import writing
from zxdata.ledger.tables import TABLES

SECONDS = 7_200
BATCH = 500_000
RECORDS_A_MEMBER = 17
KINDS = {"全体会议": 0.12, "常委会议": 0.05, "调研": 0.25, "视察": 0.2, "民主监督": 0.1, "学习培训": 0.18, "公益": 0.1}
ATTENDANCE = {"出席": 0.9, "请假": 0.07, "缺席": 0.03}


@dataclass(frozen=True)
class Voiced(Workload):
    """A ledger of about ``rows`` voices with their events."""

    what: ClassVar[str] = "民情"
    dataset: ClassVar[str] = "voices"

    @property
    def folder(self) -> Path:
        return FOLDER / f"voices-{self.rows}"

    def write(self, engine: Engine) -> None:
        fill(engine, self.settings)
        world = _world(self)
        people = members.members(world)
        with writing(engine, SECONDS) as connection:
            bulk = _bulk(self, connection)
            for copy in range(1, max(1, round(self.rows / COUNT))):
                said = voices(world, copy, people, self.settings.zone)
                bulk.write("voices", said.columns)
                bulk.write("voice_events", voice_events(world, copy, said, self.settings.zone))


@dataclass(frozen=True)
class Dutiful(Workload):
    """A ledger of about ``rows`` records of duty, of one member for every ``RECORDS_A_MEMBER`` of them."""

    what: ClassVar[str] = "履职记录"
    dataset: ClassVar[str] = "duties"

    @property
    def folder(self) -> Path:
        return FOLDER / f"duties-{self.rows}"

    def write(self, engine: Engine) -> None:
        fill(engine, self.settings)
        with writing(engine, SECONDS) as connection, _unwatched(connection, "members", "member_groups", "duties"):
            own = connection.exec_driver_sql("select count(*) from members").scalar_one()
            copies = -(-self.rows // (RECORDS_A_MEMBER * own))
            for table in ("members", "member_groups"):
                _repeat(connection, table, copies)
            first, last = _world(self).timeline.first, _world(self).timeline.last
            connection.exec_driver_sql(RECORDS, (self.rows, copies, own, day_texts(np.array([first]))[0], last - first))


def _repeat(connection: Connection, table: str, copies: int) -> None:
    """The rows of a table again, so many times, of members of other numbers: M00001 → N007M00001."""
    names = [column.name for column in TABLES[table].columns]
    shown = [f"printf('N%03d', i) || {name}" if name == "member_no" else f'"{name}"' for name in names]
    quoted = ", ".join(f'"{name}"' for name in names)
    connection.exec_driver_sql(
        f"insert into {table} ({quoted}) with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ?)"
        f" select {', '.join(shown)} from n cross join (select * from {table})",
        (copies,),
    )


@contextmanager
def _unwatched(connection: Connection, *tables: str) -> Iterator[None]:
    """Rows come in by the million without the log of changes and the indexes being kept row by row."""
    marks = ", ".join("?" * len(tables))
    asked = f"select type, name, sql from sqlite_master where type in ('index', 'trigger') and sql <> '' and tbl_name in ({marks})"
    found = connection.exec_driver_sql(asked, tables).fetchall()
    for kind, name, _ in found:
        connection.exec_driver_sql(f'drop {kind} "{name}"')
    yield
    for _, _, made in found:
        connection.exec_driver_sql(made)


def _drawn(of: str, shares: dict[str, float]) -> str:
    """A word by its share, of a number between 0 and 2³²."""
    edges = np.cumsum(list(shares.values())) / sum(shares.values()) * 2**32
    cases = " ".join(f"when {of} < {int(edge)} then '{word}'" for word, edge in zip(shares, edges, strict=True))
    return f"case {cases} else '{next(iter(shares))}' end"


# Multiplied by an odd number modulo 2³², consecutive numbers are scattered; the low bits stay regular and are left out.
RECORDS = f"""
insert into duties (duty_no, member_no, kind, held_on, attendance, source, changed_at)
with recursive given(rows, copies, own, first, days) as (select ?, ?, ?, ?, ?),
n(i) as (select 0 union all select i + 1 from n where i + 1 < (select rows from given)),
lots as (
    select i, (i * 2654435761) & 4294967295 as a, (i * 2246822519) & 4294967295 as b,
        (i * 3266489917) & 4294967295 as c, (i * 668265263) & 4294967295 as d
    from n
)
select printf('C%08d', i), printf('N%03dM%05d', (a >> 8) % copies, 1 + (b >> 8) % own), {_drawn("c", KINDS)},
    date(first, '+' || ((d >> 8) % days) || ' days'), {_drawn("((a + c) & 4294967295)", ATTENDANCE)}, '{SOURCE}',
    '2026-09-30 00:00:00.000000+00:00'
from lots cross join given
"""


def _world(of: Workload) -> World:
    timeline = Timeline.of(of.settings.home, of.settings.day())
    return World(1, timeline, words_of(of.settings.home), published.targets(timeline.regions))


def _bulk(of: Workload, connection: Connection) -> Bulk:
    written_at = datetime.combine(of.settings.day(), time(), of.settings.zone).astimezone(timezone.utc)

    def told(dataset: str, rows: int, _: float) -> None:
        if rows // BATCH != (rows - 1) // BATCH:
            print(f"{dataset} {rows:,}", file=sys.stderr)

    return Bulk(connection, SOURCE, written_at, told)
