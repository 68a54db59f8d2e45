"""The one door to the snapshot: a version, a scope, a deadline."""

import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.sql.compiler import SQLCompiler

from tests.ledger_rows import day, default_rules, meeting, proposal, publish, put, region, settings_for, station
from zxdata.errors import NoSnapshot, TooSlow, Unknown
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.metrics.listing import listing
from zxdata.snapshot.build import refresh
from zxdata.store import SECONDS, Store

TODAY = day("2025-09-30")
# fmt: off
REGIONS = [
    region("50", "某省", "省"), region("5001", "甲区", "区县", "50"), region("5002", "乙区", "区县", "50"),
    region("5001001", "东镇", "乡镇街道", "5001"), region("5002001", "南镇", "乡镇街道", "5002"),
]
# fmt: on


@pytest.fixture
def store(sqlite_ledger: Engine, tmp_path: Path) -> Store:
    put(
        sqlite_ledger,
        regions=REGIONS,
        proposals=[
            proposal("甲", "2025-01-01", region="5001001"),
            proposal("乙", "2025-01-01", region="5002"),
            proposal("无", "2025-01-01"),
        ],
        workstations=[station("S1", "5001001"), station("S2", "5002001")],
        consultations=[
            meeting("X1", "5001", "2025-01-01", partner_regions="5002"),
            meeting("X2", "5002", "2025-01-01"),
        ],
    )
    return publish(sqlite_ledger, tmp_path)


def test_a_folder_without_a_snapshot_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot, match="还没有数据快照"), Store(tmp_path).reading(Scope.whole()):
        pass


def test_a_question_that_takes_too_long_is_stopped_and_the_next_is_answered(store: Store) -> None:
    endless = select(func.count()).select_from(text("range(100000000) a, range(100000) b"))
    started = time.monotonic()
    with pytest.raises(TooSlow, match="算得太久"), store.reading(Scope.whole(), seconds=0.3) as reading:
        reading.rows(endless)
    assert time.monotonic() - started < 5
    with store.reading(Scope.whole()) as reading:
        assert reading.rows(select(func.count()).select_from(text("region"))) == [(5,)]


def test_a_body_says_how_long_a_page_may_ask(sqlite_ledger: Engine, tmp_path: Path) -> None:
    publish(sqlite_ledger, tmp_path)
    settings = settings_for(sqlite_ledger, tmp_path).model_copy(update={"query_seconds": 1})
    endless = select(func.count()).select_from(text("range(100000000) a, range(100000) b"))
    started = time.monotonic()
    with closing(Store.of(settings)) as store, pytest.raises(TooSlow), store.reading(Scope.whole()) as reading:
        reading.rows(endless)
    assert time.monotonic() - started < SECONDS


def test_a_scoped_reader_sees_only_own_rows(store: Store) -> None:
    with store.reading(Scope.of("5001")) as reading:
        rows = listing(reading, metric("proposals.submitted"), Filters(TODAY), default_rules()).frame
        assert rows["no"].tolist() == ["甲"]
        frame = answer(
            reading, (metric("consultation.meetings"),), ("district",), Filters(TODAY), default_rules()
        ).frame
        assert frame[["district", "consultation.meetings"]].to_numpy().tolist() == [["甲区", 1]]
    with store.reading(Scope.of()) as reading:
        assert (
            answer(reading, (metric("proposals.submitted"),), (), Filters(TODAY), default_rules()).value(
                "proposals.submitted"
            )
            == 0
        )


@pytest.mark.parametrize("asked", ["甲区", "没有的区", "5001", "某省", "999", "东镇"])
def test_what_is_not_yours_is_as_unknown_as_what_does_not_exist(store: Store, asked: str) -> None:
    near = "您要找的是不是 乙区？" if asked == "甲区" else "可用：乙区。"
    with store.reading(Scope.of("5002")) as reading, pytest.raises(Unknown) as fault:
        filters = Filters(TODAY).only("district", asked)
        answer(reading, (metric("proposals.submitted"),), (), filters, default_rules())
    assert str(fault.value) == f"没有名为“{asked}”的区划。{near}"


def test_a_scope_and_a_region_outside_it_have_nothing_in_common(store: Store) -> None:
    with store.reading(Scope.of("5002")) as reading:
        result = answer(reading, (metric("proposals.submitted"),), (), Filters(TODAY, region="5001"), default_rules())
        assert result.value("proposals.submitted") == 0


def test_a_version_stays_open_between_its_readers_until_the_next_is_published(
    store: Store, sqlite_ledger: Engine, tmp_path: Path
) -> None:
    with store.reading(Scope.whole()) as first:
        pass
    with store.reading(Scope.whole()) as second:
        assert second.version is first.version
    put(sqlite_ledger, proposals=[proposal("丁", "2025-02-01")])
    publish(sqlite_ledger, tmp_path)
    with store.reading(Scope.whole()) as third:
        assert third.version is not first.version
        assert [version.name for version in store._open.values()] == [third.version.name]


def test_a_question_to_one_version_is_not_compiled_again_for_the_next(
    sqlite_ledger: Engine, tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = select(func.count().label("cases")).select_from(text("proposal")).where(text("no <> '丙'"))

    def told() -> list[tuple[int]]:
        with store.reading(Scope.whole()) as reading:
            return reading.rows(question)

    before = store.version
    assert told() == [(3,)]
    put(sqlite_ledger, proposals=[proposal("丁", "2025-01-01")])
    refresh(sqlite_ledger, settings_for(sqlite_ledger, tmp_path))
    monkeypatch.setattr(SQLCompiler, "visit_select", None)
    assert told() == [(4,)] and store.version != before


def test_a_version_knows_which_days_were_guessed(store: Store) -> None:
    with store.reading(Scope.whole()) as reading:
        known, guessed = reading.version.on(day("2025-10-11")), reading.version.on(day("2040-01-02"))
    assert (known.workday, known.guessed) == (True, False)  # a Saturday made a working day
    assert (guessed.workday, guessed.guessed) == (True, True)  # a Monday of which nobody has said anything
