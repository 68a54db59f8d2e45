"""Taking imports back: row by row what stood before, whatever others wrote and in whatever order."""

import multiprocessing
import os
import shutil
import signal
from datetime import date, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from tests.intake_files import bring, csv
from zxdata.datasets import BY_NAME
from zxdata.errors import WrongUse
from zxdata.imports import changes, list_imports, withdraw
from zxdata.ledger import TABLES, connect, reading, writing
from zxdata.ledger.tables import imports

PROPOSALS = "提案号,标题,提交日期,类别"
EVENTS = "提案号,节点,时间,单位"
WRITTEN = datetime(2025, 1, 1, tzinfo=timezone.utc)


def rows(engine: Engine, table: str) -> list[dict[str, Any]]:
    """Every row with its provenance; a surrogate number says nothing."""
    t = TABLES[table]
    with reading(engine) as connection:
        found = connection.execute(sa.select(*(c for c in t.c if c.name != "id"))).mappings()
        return sorted((dict(row) for row in found), key=lambda row: str(list(row.values())))


def titles(engine: Engine) -> dict[str, str]:
    return {row["proposal_no"]: row["title"] for row in rows(engine, "proposals")}


def number(engine: Engine, path: Path, **options: Any) -> int:
    receipt = bring(engine, path, **options)
    assert receipt.number is not None
    return receipt.number


def others(engine: Engine, table: str, **values: Any) -> None:
    """Another system writes a whole row."""
    t = TABLES[table]
    values = {c.name: None for c in t.c if c.name != "id"} | values
    here = sa.and_(*(t.c[name].is_not_distinct_from(values[name]) for name in BY_NAME[table].key))
    with writing(engine) as connection:
        if not connection.execute(sa.update(t).where(here).values(values)).rowcount:
            connection.execute(sa.insert(t).values(values))


def test_a_withdrawal_removes_new_rows_and_restores_changed_ones_with_their_provenance(
    ledger: Engine, tmp_path: Path
) -> None:
    old = {"proposal_no": "1", "title": "甲", "submitted_on": date(2025, 1, 1), "source": "提案系统"}
    others(ledger, "proposals", **old, changed_at=WRITTEN)
    before = rows(ledger, "proposals")
    receipt = bring(ledger, csv(tmp_path / "a.csv", PROPOSALS, "1,甲改,2025-01-01,教育", "2,乙,2025-01-02,", "3,,,"))
    assert (receipt.rows.new, receipt.rows.changed, receipt.refused) == (1, 1, 1)
    (kept,) = list_imports(ledger)
    assert (kept.file, kept.datasets, kept.rows, kept.withdrawn_at) == ("a.csv", ("proposals",), receipt.rows, None)
    assert kept.sha256 == sha256((tmp_path / "a.csv").read_bytes()).hexdigest()
    found = changes(ledger, kept.number, 10)
    assert [(c.key, c.before is None) for c, _ in found] == [('["2"]', True), ('["1"]', False)]
    rehearsed = withdraw(ledger, kept.number, dry_run=True)
    assert (rehearsed.removed, rehearsed.restored, rehearsed.stayed) == (1, 1, ())
    assert titles(ledger) == {"1": "甲改", "2": "乙"}
    done = withdraw(ledger, kept.number, by="张三")
    assert done.summary == "撤回第 1 次导入“a.csv”：移除新增 1 行，恢复原值 1 行。"
    assert rows(ledger, "proposals") == before
    (gone,) = list_imports(ledger)
    assert gone.withdrawn_by == "张三" and gone.withdrawn_at is not None
    with pytest.raises(WrongUse, match=r"已在 .* 撤回"):
        withdraw(ledger, kept.number)
    with pytest.raises(WrongUse, match="没有第 7 次导入；最近一次是第 1 次"):
        withdraw(ledger, 7)


def test_a_row_that_something_else_changed_since_stays_and_is_named(ledger: Engine, tmp_path: Path) -> None:
    first = number(
        ledger, csv(tmp_path / "a.csv", PROPOSALS, "1,甲,2025-01-01,", "2,乙,2025-01-02,", "3,丙,2025-01-03,")
    )
    with writing(ledger) as connection:
        connection.exec_driver_sql("update proposals set title = '别处改过' where proposal_no = '2'")
        connection.exec_driver_sql("delete from proposals where proposal_no = '3'")
    done = withdraw(ledger, first)
    assert [(s.row, s.reason) for s in done.stayed] == [("2", "导入后在别处改过")]
    assert (done.removed, titles(ledger)) == (2, {"2": "别处改过"})


def test_a_row_that_a_later_import_changed_goes_back_to_before_both_once_both_are_withdrawn(
    ledger: Engine, tmp_path: Path
) -> None:
    first = number(ledger, csv(tmp_path / "a.csv", PROPOSALS, "1,甲,2025-01-01,"))
    second = number(ledger, csv(tmp_path / "b.csv", PROPOSALS, "1,甲之二,2025-01-01,"))
    third = number(ledger, csv(tmp_path / "c.csv", PROPOSALS, "1,甲之三,2025-01-01,"))
    assert [s.reason for s in withdraw(ledger, second).stayed] == [f"第 {third} 次导入又改过这一行"]
    assert titles(ledger) == {"1": "甲之三"}
    withdraw(ledger, third)
    assert titles(ledger) == {"1": "甲"}
    withdraw(ledger, first)
    assert titles(ledger) == {}


def test_a_proposal_with_events_stays_until_their_import_is_withdrawn_too(ledger: Engine, tmp_path: Path) -> None:
    proposals = number(ledger, csv(tmp_path / "a.csv", PROPOSALS, "1,甲,2025-01-01,", "2,乙,2025-01-01,"))
    events = number(ledger, csv(tmp_path / "b.csv", EVENTS, "1,交办,2025-02-01,"))
    done = withdraw(ledger, proposals)
    assert (done.removed, [s.row for s in done.stayed]) == (1, ["1"])
    assert "提案办理里还有行引用它" in done.stayed[0].reason
    done = withdraw(ledger, events)
    assert (done.removed, done.released, titles(ledger)) == (1, 1, {})


def test_a_row_that_cannot_return_yet_waits_and_takes_over_what_stood_before_an_earlier_import(
    ledger: Engine, tmp_path: Path
) -> None:
    matters, units = "事项编号,题目,提出日期,责任单位", "单位编号,名称"
    bring(ledger, csv(tmp_path / "a.csv", units, "U0,甲局"))
    bring(ledger, csv(tmp_path / "b.csv", matters, "J1,题,2025-01-01,U0"))
    before = rows(ledger, "supervisions")
    unit = number(ledger, csv(tmp_path / "c.csv", units, "U9,乙局"))
    there = number(ledger, csv(tmp_path / "d.csv", matters, "J1,题,2025-01-01,U9"))
    back = number(ledger, csv(tmp_path / "e.csv", matters, "J1,题,2025-01-01,U0"))
    assert withdraw(ledger, unit).removed == 1
    assert [s.reason for s in withdraw(ledger, back).stayed] == ["原值引用的承办单位 U9 已不在"]
    done = withdraw(ledger, there)
    assert (len(done.stayed), done.released) == (1, 1)
    assert rows(ledger, "supervisions") == before


def test_a_replaced_case_gets_its_earlier_events_back(ledger: Engine, tmp_path: Path) -> None:
    bring(ledger, csv(tmp_path / "a.csv", PROPOSALS, "1,甲,2025-01-01,"))
    bring(ledger, csv(tmp_path / "b.csv", EVENTS, "1,交办,2025-02-01,", "1,答复,2025-03-01,"))
    before = rows(ledger, "proposal_events")
    third = number(ledger, csv(tmp_path / "c.csv", EVENTS, "1,交办,2025-02-09,"), replace=True)
    assert [row["occurred_at"].day for row in rows(ledger, "proposal_events")] == [9]
    done = withdraw(ledger, third)
    assert (done.removed, done.restored) == (1, 2)
    assert rows(ledger, "proposal_events") == before


class Office:
    """Random imports and random writes of another system, the same from the same seed."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.dice, self.folder = Random(seed), folder
        self.count = 0

    def file(self) -> tuple[Path, dict[str, Any]]:
        self.count += 1
        make = self.dice.choice((self._units, self._proposals, self._proposals, self._events, self._events))
        header, *lines = make()
        replace = header == EVENTS and self.dice.random() < 0.4
        return csv(self.folder / f"{self.count}.csv", header, *lines), {"replace": replace, "overwrite": True}

    def write(self) -> tuple[str, dict[str, Any]]:
        """A whole row of base cases and base units, or of numbers that imports use too."""
        self.count += 1
        stamp = {"source": "提案系统", "changed_at": WRITTEN + timedelta(minutes=self.count)}
        case = str(self.dice.randrange(12))
        if self.dice.random() < 0.5:
            day = date(2025, 1, 1 + self.dice.randrange(20))
            return "proposals", {"proposal_no": case, "title": f"别处 {self.count}", "submitted_on": day} | stamp
        moment = datetime(2025, 2, 1 + self.dice.randrange(3), tzinfo=timezone(timedelta(hours=8)))
        event = {"proposal_no": str(int(case) % 4), "stage": "交办", "occurred_at": moment, "unit": None, "role": None}
        return "proposal_events", event | {"note": f"别处 {self.count}"} | stamp

    def _units(self) -> list[str]:
        numbers = self.dice.sample(range(6), 3)
        return ["单位编号,名称,类别", *(f"U{n},单位{n},{self.dice.choice(('政府', '企业', ''))}" for n in numbers)]

    def _proposals(self) -> list[str]:
        header = self.dice.choice((PROPOSALS, "提案号,标题,提交日期", "提案号,标题,提交日期,届次"))
        width = header.count(",") - 2
        cases = self.dice.sample(range(12), 5)
        rows = (f"{n},题{self.dice.randrange(99)},2025-01-{self.dice.randrange(10, 30)}" for n in cases)
        return [header, *(row + f",{self.dice.choice('甲乙丙')}" * width for row in rows)]

    def _events(self) -> list[str]:
        stage = self.dice.choice(("交办", "答复"))
        wanted = {
            (self.dice.randrange(12), self.dice.randrange(1, 4), self.dice.choice(("", "U1", "U5"))) for _ in "12345"
        }
        return [EVENTS, *(f"{n},{stage},2025-02-0{day},{unit}" for n, day, unit in sorted(wanted))]


@pytest.mark.parametrize("seed", [1, 2])
def test_twenty_imports_withdrawn_in_any_order_leave_the_ledger_as_if_they_had_never_been(
    ledger: Engine, migrated_file: Path, tmp_path: Path, seed: int
) -> None:
    shutil.copy(migrated_file, tmp_path / "twin.db")
    twin = connect(f"sqlite:///{tmp_path / 'twin.db'}")
    office = Office(seed, tmp_path)

    def write() -> None:
        table, values = office.write()
        for engine in (ledger, twin):
            others(engine, table, **values)

    for engine in (ledger, twin):
        others(engine, "units", unit_no="U1", name="单位1", source="提案系统", changed_at=WRITTEN)
        for n in range(4):
            case = {"proposal_no": str(n), "title": f"题{n}", "submitted_on": date(2025, 1, 1)}
            others(engine, "proposals", **case, source="提案系统", changed_at=WRITTEN)
    numbers = []
    for _ in range(20):
        path, options = office.file()
        numbers.append(number(ledger, path, **options))
        if office.dice.random() < 0.5:
            write()
    wrote = sum(i.rows.new + i.rows.changed + i.rows.removed for i in list_imports(ledger))
    assert wrote > 40
    office.dice.shuffle(numbers)
    for n in numbers:
        withdraw(ledger, n)
        if office.dice.random() < 0.3:
            write()
    for table in ("units", "proposals", "proposal_events"):
        assert rows(ledger, table) == rows(twin, table)


def _withdraw_until_killed(url: str, at: int) -> None:
    engine = connect(url)
    seen = 0

    @sa.event.listens_for(engine, "after_cursor_execute")
    def _die(connection: object, cursor: object, statement: str, *_: object) -> None:
        nonlocal seen
        seen += statement.startswith(("DELETE", "UPDATE"))
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)

    withdraw(engine, 2)


@pytest.mark.parametrize("at", [1, 3, 5])
def test_a_withdrawal_killed_half_way_has_done_nothing_and_can_be_repeated(
    ledger: Engine, tmp_path: Path, at: int
) -> None:
    bring(ledger, csv(tmp_path / "a.csv", PROPOSALS, *(f"{n},题,2025-01-01," for n in range(10))))
    before = rows(ledger, "proposals")
    bring(ledger, csv(tmp_path / "b.csv", PROPOSALS, *(f"{n},新题,2025-01-01," for n in range(5, 1300))))
    after = rows(ledger, "proposals")
    url = ledger.url.render_as_string(hide_password=False)
    child = multiprocessing.get_context("spawn").Process(target=_withdraw_until_killed, args=(url, at))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    assert rows(ledger, "proposals") == after
    with reading(ledger) as connection:
        assert connection.scalar(sa.select(imports.c.withdrawn_at).where(imports.c.number == 2)) is None
    done = withdraw(ledger, 2)
    assert (done.removed, done.restored) == (1290, 5)
    assert rows(ledger, "proposals") == before
