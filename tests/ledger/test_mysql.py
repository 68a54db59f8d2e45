"""A ledger in a database that speaks MySQL's protocol, here MariaDB: all that a ledger has to do, and the numbers of
SQLite (``make mysql``)."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from tests.demonstration import EARLIER, demonstration
from tests.ledger_rows import put, settings_for
from zxdata.access import Role, accounts
from zxdata.access.acts_log import entries, verify
from zxdata.backup import backup, restore
from zxdata.configuration import Settings, load_settings
from zxdata.doctor import examine_database
from zxdata.errors import LedgerUnavailable, SchemaMismatch
from zxdata.filters import Filters, Scope
from zxdata.imports import withdraw
from zxdata.intake import import_file
from zxdata.ledger import connect, metadata, reading, require, upgrade, writing
from zxdata.ledger.pulse import pulse
from zxdata.metrics import METRICS
from zxdata.metrics.answer import answer
from zxdata.snapshot.build import refresh
from zxdata.store import Store

pytestmark = pytest.mark.mysql
_numbers = count(1)
SHEET = "提案号,标题,类别,所属区划,提交日期\n演M1,“停车难”怎么办：𠮷祥路一带,城市建设,九龙坡区,2025-09-01\n演m1,同名小写,教育,南岸区,2025-09-02\n"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    from tests.mariadb import server

    with server() as found:
        yield found


@pytest.fixture
def empty(address: str) -> Engine:
    import pymysql

    url, name = sa.make_url(address), f"zx{next(_numbers)}"
    with pymysql.connect(host=url.host or "", port=url.port or 0, user=url.username) as made, made.cursor() as cursor:
        cursor.execute(f"create database {name}")
    return connect(f"{address}/{name}")


def test_it_can_do_all_that_a_ledger_needs_and_is_left_empty(empty: Engine) -> None:
    found = examine_database(empty.url.render_as_string(hide_password=False), load_settings())
    assert [each for each in found if not each.good] == []
    assert len(found) == 9
    with empty.connect() as connection:
        assert sa.inspect(connection).get_table_names() == []


def rows(engine: Engine, table: sa.Table) -> list[tuple[Any, ...]]:
    """As their values are read, in the order of their keys."""
    with reading(engine, None) as connection:
        return [tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key))]


def numbers(settings: Settings) -> list[pd.DataFrame]:
    """Every metric, whole and by district."""
    store = Store(settings.snapshot_dir)
    with store.reading(Scope.whole(), seconds=300) as asked:
        rules, filters = asked.version.rules, Filters(EARLIER)
        by_district = [metric for metric in METRICS.values() if "district" in metric.dims]
        return [
            answer(asked, METRICS.values(), (), filters, rules).frame,
            answer(asked, by_district, ("district",), filters, rules).frame,
        ]


def test_every_row_and_every_number_is_that_of_sqlite(empty: Engine, tmp_path: Path) -> None:
    """Through a backup, an import and its withdrawal."""
    demo = demonstration(EARLIER)
    backup(tmp_path / "b.zip", demo.settings)
    there = load_settings(
        database_url=empty.url.render_as_string(hide_password=False), snapshot_dir=tmp_path / "there", today=EARLIER
    )
    here = there.model_copy(
        update={"database_url": f"sqlite:///{tmp_path / 'here.db'}", "snapshot_dir": tmp_path / "here"}
    )
    for settings in (here, there):
        restore(tmp_path / "b.zip", settings)
    written_on_the_way = {"acts", "acts_ends"}  # each restoring is in the log
    kept = (each for each in metadata.sorted_tables if not each.info.get("passing"))
    for table in (each for each in kept if each.name not in written_on_the_way):
        assert rows(empty, table) == rows(connect(here.database_url), table), table.name

    (tmp_path / "提案.csv").write_text(SHEET, encoding="utf-8")
    before = pulse(empty)
    receipts = [import_file(connect(s.database_url), tmp_path / "提案.csv", s) for s in (here, there)]
    assert [(r.rows.new, len(r.faults)) for r in receipts] == [(2, 0)] * 2
    assert pulse(empty) != before
    for settings in (here, there):
        refresh(connect(settings.database_url), settings)
    for one, other in zip(numbers(here), numbers(there), strict=True):
        pd.testing.assert_frame_equal(one, other)

    taken = [withdraw(connect(s.database_url), r.number or 0) for s, r in zip((here, there), receipts, strict=True)]
    assert [t.removed for t in taken] == [2, 2]


def test_a_schema_is_asked_for_by_name(empty: Engine) -> None:
    with pytest.raises(SchemaMismatch, match="zxdata init"):
        require(empty)
    upgrade(empty)
    require(empty)
    with writing(empty) as connection:
        connection.execute(sa.text("drop table annotations"))
    with pytest.raises(SchemaMismatch, match="缺少驾驶舱的表"), reading(empty) as connection:
        connection.execute(sa.text("select * from annotations"))


def test_what_does_not_fit_is_refused_in_words(empty: Engine) -> None:
    upgrade(empty)
    with pytest.raises(LedgerUnavailable, match="最多 120 个字"):
        put(empty, units=[{"unit_no": "长" * 121, "name": "某单位"}])
    with pytest.raises(LedgerUnavailable, match="约束"):
        put(empty, members=[{"member_no": "W1", "name": "某", "region": "没有这个区划"}])


def test_the_log_of_acts_and_accounts_are_kept_there(empty: Engine, tmp_path: Path) -> None:
    upgrade(empty)
    settings = settings_for(empty, tmp_path).model_copy(update={"secret_key": "k" * 32})
    accounts.add(settings, "王芳", Role.STAFF, personal=True, by="本机")
    accounts.disable(settings, "王芳", by="本机")
    assert [each.note for each in entries(settings)][1] == "停用"
    assert verify(settings) == []
