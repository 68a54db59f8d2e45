"""The ledger crosses into the snapshot whole, whatever database it is in and whatever others wrote into it."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import Engine

from tests.ledger_rows import event, matter, meeting, proposal, put, region, settings_for, unit
from tests.neighbours import neighbours
from tests.reference import read_tables
from zxdata.datasets import BY_NAME
from zxdata.errors import LedgerUnavailable
from zxdata.ledger import connect, upgrade
from zxdata.snapshot import moment, versions
from zxdata.snapshot.build import refresh
from zxdata.snapshot.copy import copy_ledger, copy_rows
from zxdata.snapshot.making import opened

Table = list[tuple[object, ...]]


def snapshot_of(engine: Engine, folder: Path) -> Path:
    settings = settings_for(engine, folder)
    refresh(engine, settings, full=True)
    return versions.current(settings.snapshot_dir)


def ask(file: Path, question: str) -> Table:
    with duckdb.connect(str(file), read_only=True) as snapshot:
        return snapshot.execute(question).fetchall()


def differences(one: Path, other: Path, *, stamped: bool = False) -> dict[str, int]:
    """Rows that only one of two snapshots has, by table; a version's own name and times apart, and the stamps of the
    ledger's rows unless both are of one ledger."""
    apart = {"about"} if stamped else {"about", "arrived"}
    with duckdb.connect() as both:
        both.execute(f"attach '{one}' as one (read_only); attach '{other}' as other (read_only)")
        tables = both.execute("select table_name from duckdb_tables() where database_name = 'one'").fetchall()
        found = {}
        for (table,) in tables:
            shown = "*" if stamped or table != "arrival" else "* exclude (changed_at)"
            ours, theirs = (f"select {shown} from {db}.{table}" for db in ("one", "other"))
            (found[table],) = both.execute(
                f"select count(*) from (({ours} except all {theirs}) union all ({theirs} except all {ours}))"
            ).fetchall()[0]
        assert len(found) > 15
        return {table: count for table, count in found.items() if count and table not in apart}


@pytest.mark.postgresql
def test_every_database_gives_the_same_snapshot(
    sqlite_ledger: Engine, postgresql_ledger: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite and PostgreSQL through their own drivers, and one that is read as any other database is; in many batches."""
    monkeypatch.setattr(moment, "_ROWS_A_BATCH", 500)
    rows = {name: table for name, table in read_tables(neighbours()[0].ledger).items() if name in BY_NAME}
    own = {name: [{n: v for n, v in row.items() if n != "id"} for row in table] for name, table in rows.items()}
    own["calendar"] = [
        {"day": date(2026, 5, 9), "is_workday": True, "note": "调休"}
    ]  # the one table that it leaves empty
    in_memory = connect("sqlite://")
    upgrade(in_memory)
    files = []
    for name, engine in (("sqlite", sqlite_ledger), ("postgresql", postgresql_ledger), ("any", in_memory)):
        put(engine, **own)
        files.append(snapshot_of(engine, tmp_path / name))
    assert ask(files[0], "select count(*) from proposal_event") == [(len(rows["proposal_events"]),)]
    assert len(rows["proposal_events"]) > 2_000 and all(own.values()) and own.keys() == BY_NAME.keys()
    assert differences(files[0], files[1]) == {} and differences(files[0], files[2]) == {}


def test_types_that_change_late_and_empty_columns_survive(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """The driver guesses types by the first thousand rows; here they hold nothing, then numbers, then words."""
    put(sqlite_ledger, proposals=[proposal(f"{n:05}", "2025-01-01") for n in range(40_000)])
    with sqlite_ledger.begin() as connection:
        connection.exec_driver_sql("update proposals set category = 7 where proposal_no = '20000'")
        connection.exec_driver_sql("update proposals set category = '教育', key = 1 where proposal_no = '39999'")
        connection.exec_driver_sql("update proposals set title = 3.5 where proposal_no = '39998'")
    file = snapshot_of(sqlite_ledger, tmp_path)
    assert ask(file, "select category::varchar, key, count(*) from proposal group by all order by 3, 1") == [
        ("7", None, 1),
        ("教育", True, 1),
        (None, None, 39_998),
    ]
    assert ask(file, "select count(distinct no), max(title) from proposal where no >= '39998'") == [(2, "提案39999")]


@pytest.mark.postgresql
def test_a_dataset_without_rows_is_laid_out_as_one_that_is_read(ledger: Engine) -> None:
    put(ledger, units=[unit("1", "甲局"), unit("2", "乙局")], proposals=[proposal("1", "2025-01-01")])
    with duckdb.connect() as target, moment.moment(ledger, "Asia/Shanghai") as source:
        assert source.empty(["units", "regions", "proposals"]) == {"regions"} and source.empty([]) == set()
        counted = copy_ledger(ledger, source, target)
        assert {name: count for name, count in counted.items() if count} == {"units": 2, "proposals": 1}
        assert counted.keys() == BY_NAME.keys()
        for name, dataset in BY_NAME.items():
            laid_out = target.execute(f"describe l_{name}").fetchall()
            assert target.execute(f"select count(*) from l_{name}").fetchall() == [(counted[name],)]
            target.execute(f"drop table l_{name}")
            copy_rows(source, target, dataset)
            assert target.execute(f"describe l_{name}").fetchall() == laid_out


@pytest.mark.postgresql
def test_a_ledger_is_as_big_as_its_database_says(ledger: Engine) -> None:
    with moment.moment(ledger, "Asia/Shanghai") as source:
        size = source.size()
    with ledger.connect() as connection:
        if ledger.dialect.name == "sqlite":
            assert size == Path(str(ledger.url.database)).stat().st_size
        else:
            asked = "select sum(pg_relation_size(oid)) from pg_class where relkind in ('r', 't', 'm', 'i')"
            tables = connection.exec_driver_sql(asked).scalar_one()
            assert size is not None and tables <= size < 2 * tables


@pytest.mark.postgresql
def test_a_ledger_that_is_gone_before_its_first_row_is_said_to_be(postgresql_ledger: Engine, tmp_path: Path) -> None:
    settings = settings_for(postgresql_ledger, tmp_path)
    tmp_path.joinpath("snapshot").mkdir(exist_ok=True)
    with moment.moment(postgresql_ledger, settings.timezone) as source:
        process = source.told({"pid": "pg_backend_pid()"}, "")[0]["pid"]
        with postgresql_ledger.connect() as connection:
            connection.exec_driver_sql(f"select pg_terminate_backend({process})")
        with (
            pytest.raises(LedgerUnavailable, match=r"没有读完，数据快照仍是上一版。$"),
            opened(postgresql_ledger, source, tmp_path / "snapshot" / "draft.duckdb", settings),
        ):
            pass


def test_cells_nobody_can_read_are_empty_and_counted(sqlite_ledger: Engine, tmp_path: Path) -> None:
    put(
        sqlite_ledger,
        regions=[region("50", "某省", "省")],
        supervisions=[matter(str(n), "2025-01-01") for n in range(5)],
        consultations=[meeting("1", "50", "2025-01-01", member_visits=3)],
    )
    wrong = {"0": "十二", "1": "2025年3月", "2": "", "3": " ", "4": "2025-02-30"}
    with sqlite_ledger.begin() as connection:
        for number, text in wrong.items():
            connection.exec_driver_sql("update supervisions set due_on = ? where matter_no = ?", (text, number))
        connection.exec_driver_sql("update consultations set public_visits = '几十', leader_visits = 4000000000")
    file = snapshot_of(sqlite_ledger, tmp_path)
    counted = (
        "select dataset, row_count, misread from arrival where dataset in ('supervisions', 'consultations') order by 1"
    )
    assert ask(file, counted) == [("consultations", 1, 1), ("supervisions", 5, 3)]
    assert ask(file, "select count(*) from matter where due_on is null") == [(5,)]
    assert ask(file, "select member_visits, public_visits, leader_visits from meeting") == [(3, None, 4_000_000_000)]


def test_a_stamp_is_a_local_clock_time(sqlite_ledger: Engine, tmp_path: Path) -> None:
    local = {
        "2025-03-05 09:30:00+08:00": "2025-03-05 09:30:00",
        "2025-03-05 09:30": "2025-03-05 09:30:00",
        "2025-03-05": "2025-03-05 00:00:00",
        "2025-03-05T09:30Z": "2025-03-05 17:30:00",
        "2025-03-04 16:00:00+00:00": "2025-03-05 00:00:00",
        "2025-03-05T09:30:00.123456+08:00": "2025-03-05 09:30:00.123456",
        "2025-03-04 20:00:00-05": "2025-03-05 09:00:00",
        "2025-03-05 09:30:00": "2025-03-05 09:30:00",
    }
    events = [event("1", "交办", f"2025-01-{n:02}", note=stamp) for n, stamp in enumerate(local, 1)]
    put(sqlite_ledger, proposals=[proposal("1", "2025-01-01")], proposal_events=events)
    with sqlite_ledger.begin() as connection:
        connection.exec_driver_sql("update proposal_events set occurred_at = note")
    file = snapshot_of(sqlite_ledger, tmp_path)
    found = ask(file, "select note, clock::varchar, on_day::varchar from proposal_event")
    assert sorted(found) == sorted((stamp, clock, clock[:10]) for stamp, clock in local.items())


def test_words_are_the_same_with_and_without_blanks_round_them(sqlite_ledger: Engine, tmp_path: Path) -> None:
    put(
        sqlite_ledger,
        proposals=[
            proposal("1", "2025-01-01", category="教育 "),
            proposal("2", "2025-01-01", category="教育"),
            proposal("3", "2025-01-01", category="  "),
        ],
    )
    file = snapshot_of(sqlite_ledger, tmp_path)
    assert ask(file, "select category::varchar, count(*) from proposal group by 1 order by 2") == [
        (None, 1),
        ("教育", 2),
    ]


def test_two_units_of_one_name_stay_two_and_one_does_not_answer_for_the_other(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    put(
        sqlite_ledger,
        units=[unit("U1", "甲局"), unit("U2", "甲局")],
        proposals=[proposal("1", "2025-01-01")],
        proposal_events=[event("1", "交办", "2025-02-01", unit="U1"), event("1", "答复", "2025-03-01", unit="U2")],
    )
    assert ask(snapshot_of(sqlite_ledger, tmp_path), "select unit::varchar, replied_on::varchar from proposal") == [
        ("甲局（U1）", None)
    ]


def test_more_regions_than_a_small_number_holds(sqlite_ledger: Engine, tmp_path: Path) -> None:
    villages = [region(f"5001001{n:05}", f"村{n}", "村社区", "5001001") for n in range(33_000)]
    put(
        sqlite_ledger,
        regions=[
            region("50", "某省", "省"),
            region("5001", "甲县", "区县", "50"),
            region("5001001", "东镇", "乡镇街道", "5001"),
            *villages,
        ],
    )
    file = snapshot_of(sqlite_ledger, tmp_path)
    assert ask(file, "select count(*), count(distinct township), max(place) from place_at") == [(33_003, 3, 33_003)]


def test_a_ledger_that_breaks_off_leaves_the_last_snapshot(sqlite_ledger: Engine, tmp_path: Path) -> None:
    put(sqlite_ledger, proposals=[proposal(str(n), "2025-01-01") for n in range(2_000)])
    before = snapshot_of(sqlite_ledger, tmp_path)
    with sqlite_ledger.begin() as connection:
        connection.exec_driver_sql("alter table proposals rename column title to heading")
    with pytest.raises(LedgerUnavailable, match="没有读完，数据快照仍是上一版"):
        snapshot_of(sqlite_ledger, tmp_path)
    assert versions.current(before.parent) == before and ask(before, "select count(*) from proposal") == [(2_000,)]
