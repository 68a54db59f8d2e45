"""Ledgers of many people beside the demonstration of one city: what they say, and what members do."""

import sys
from dataclasses import dataclass
from datetime import datetime, time, timezone
from pathlib import Path
from typing import ClassVar

import numpy as np
from sqlalchemy import Connection, Engine

from benchmarks.workloads import FOLDER, Workload
from zxdata.demo import SOURCE, fill, published
from zxdata.demo import people as members
from zxdata.demo.bulk import Bulk, Columns
from zxdata.demo.days import Texts, day_texts
from zxdata.demo.dice import Dice, as_texts
from zxdata.demo.timeline import Timeline
from zxdata.demo.voices import COUNT, voice_events, voices
from zxdata.demo.words import words_of
from zxdata.demo.world import World
from zxdata.ledger.engine import writing

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
        world, dice = _world(self), Dice(1, "crowds")
        first = members.members(world)
        count, own = round(self.rows / RECORDS_A_MEMBER), len(first["member_no"])
        copies = -(-count // own)
        numbers = as_texts([f"N{n:07}" for n in range(copies * own)])
        crowd = {name: np.tile(as_texts(list(column)), copies) for name, column in first.items()}
        crowd["member_no"] = numbers
        with writing(engine, SECONDS) as connection:
            bulk = _bulk(self, connection)
            bulk.write("members", crowd)
            bulk.write("member_groups", members.member_groups(world, numbers))
            for n, since in enumerate(range(0, self.rows, BATCH)):
                bulk.write("duties", _records(dice, world, numbers, n, min(BATCH, self.rows - since)))


def _records(dice: Dice, world: World, numbers: Texts, part: int, count: int) -> Columns:
    days = dice.days(count, world.timeline.first, world.timeline.last, [1.0] * 12, weekend=0.3)
    return {
        "duty_no": [f"C{part:03}{n:06}" for n in range(count)],
        "member_no": dice.among(count, numbers),
        "kind": dice.weighted(count, KINDS),
        "held_on": day_texts(days),
        "attendance": dice.weighted(count, ATTENDANCE),
    }


def _world(of: Workload) -> World:
    timeline = Timeline.of(of.settings.home, of.settings.day())
    return World(1, timeline, words_of(of.settings.home), published.targets(timeline.regions))


def _bulk(of: Workload, connection: Connection) -> Bulk:
    written_at = datetime.combine(of.settings.day(), time(), of.settings.zone).astimezone(timezone.utc)

    def told(dataset: str, rows: int, _: float) -> None:
        if rows // BATCH != (rows - 1) // BATCH:
            print(f"{dataset} {rows:,}", file=sys.stderr)

    return Bulk(connection, SOURCE, written_at, told)
