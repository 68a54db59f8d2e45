"""A ledger that already exists: views of a body's own tables, a role that may only SELECT, our own tables elsewhere."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from tests.demonstration import TODAY
from tests.intake_files import csv
from tests.ledger_rows import put
from tests.neighbours import neighbours
from tests.reference.tables import read_tables
from zxdata.configuration import Settings, load_settings
from zxdata.datasets import DATASETS
from zxdata.demo import fill
from zxdata.errors import SchemaMismatch, WrongUse
from zxdata.figures import View
from zxdata.filters import Filters, Scope
from zxdata.imports import withdraw
from zxdata.intake import import_file
from zxdata.ledger import TABLES, connect, open_ledger, open_own, pulse, reading, require
from zxdata.ledger.engine import writing
from zxdata.rules.book import read_rules
from zxdata.snapshot.build import refresh
from zxdata.snapshot.facts import arrival
from zxdata.store import Store
from zxdata.views import VIEWS
from zxdata.views.asking import Asking
from zxdata.workspace.reminders import Letter, record
from zxdata.workspace.saved_views import save, saved

pytestmark = pytest.mark.postgresql
NEVER_SUPPLIED = ("follow_ups", "plans")  # a body that has no such books gives no such views
LEFT_OUT = ("leader", "source", "changed_at")  # columns that its tables do not know


@pytest.fixture
def office(postgresql_ledger: Engine, tmp_path: Path) -> Iterator[tuple[Settings, Engine]]:
    """A database of another make with views in schema ``cockpit``, and settings of a cockpit that may read them."""
    put(postgresql_ledger, **read_tables(neighbours()[0].ledger))
    with writing(postgresql_ledger) as connection:
        connection.exec_driver_sql("alter schema public rename to office")
        connection.exec_driver_sql("create schema cockpit")
        for dataset in DATASETS:
            if dataset.name not in NEVER_SUPPLIED:
                kept = ", ".join(c.name for c in TABLES[dataset.name].c if c.name not in (*LEFT_OUT, "id"))
                connection.exec_driver_sql(
                    f"create view cockpit.{dataset.name} as select {kept} from office.{dataset.name}"
                )
        connection.exec_driver_sql("drop table office.alembic_version")
        connection.exec_driver_sql("create role only_reads login")
        connection.exec_driver_sql("grant usage on schema cockpit to only_reads")
        connection.exec_driver_sql("grant select on all tables in schema cockpit to only_reads")
        connection.exec_driver_sql("alter role only_reads set search_path = cockpit")
    url = postgresql_ledger.url.set(username="only_reads").render_as_string(hide_password=False)
    yield (
        load_settings(
            database_url=url,
            read_only=True,
            own_database_url=f"sqlite:///{tmp_path / 'own.db'}",
            snapshot_dir=tmp_path / "snapshot",
            rules=neighbours()[0].settings.rules,
            today=TODAY,
        ),
        postgresql_ledger,
    )
    with postgresql_ledger.connect() as connection:
        connection.exec_driver_sql("drop owned by only_reads")
        connection.exec_driver_sql("drop role only_reads")
        connection.commit()


def asked(store: Store, key: str, settings: Settings) -> View:
    """One view, however long a busy machine takes."""
    with store.reading(Scope.whole(), seconds=3_000) as found:
        return VIEWS[key](Asking(found, Filters(TODAY), read_rules(settings.rules), settings))


def test_every_view_answers_on_views_that_may_only_be_read_and_own_tables_are_kept_elsewhere(
    office: tuple[Settings, Engine], tmp_path: Path
) -> None:
    settings, theirs = office
    ledger = open_ledger(settings)
    refresh(ledger, settings)
    with closing(Store(settings.snapshot_dir)) as store:
        for key in VIEWS:
            assert asked(store, key, settings).as_of == TODAY
        here = asked(store, "overview", settings)
    there = asked(neighbours()[0].store, "overview", neighbours()[0].settings)
    assert [(i.metric, i.value) for i in here.indicators] == [(i.metric, i.value) for i in there.indicators]

    before = pulse(ledger)
    with pytest.raises(WrongUse, match="只读方式接入"):
        import_file(ledger, csv(tmp_path / "a.csv", "提案号,标题,提交日期", "X,甲,2025-01-01"), settings)
    with pytest.raises(WrongUse, match="只读方式接入"):
        withdraw(ledger, 1)
    with pytest.raises(WrongUse, match="只读方式接入"):
        fill(ledger, settings)
    own = open_own(settings)
    save(own, "一季度", "overview", "from=2025-01-01")
    units = TABLES["units"]
    with reading(ledger) as connection:
        name = connection.scalars(sa.select(units.c.name).group_by(units.c.name).having(sa.func.count() == 1)).first()
    letter = Letter(str(name), "催办", ("J1",), 1, 0, "请办理")
    assert record(ledger, [letter], date(2026, 3, 30), "提案委", own) == 1
    assert [v.name for v in saved(open_own(settings))] == ["一季度"]
    assert pulse(ledger) == before

    refresh(ledger, settings)
    with closing(Store(settings.snapshot_dir)) as store, store.reading(Scope.whole()) as found:
        arrived = found.rows(sa.select(arrival.c.source, arrival.c.row_count).where(arrival.c.dataset == "reminders"))
    assert ("驾驶舱", 1) in {tuple(row) for row in arrived}
    with writing(theirs) as connection:
        first = "select proposal_no from office.proposals limit 1"
        connection.exec_driver_sql(
            f"update office.proposals set title = title || '（改）' where proposal_no in ({first})"
        )
    assert pulse(ledger) != before


def test_a_view_without_what_it_must_have_is_named(postgresql_ledger: Engine, tmp_path: Path) -> None:
    url = postgresql_ledger.url.render_as_string(hide_password=False)
    require(connect(url, read_only=True))
    with writing(postgresql_ledger) as connection:
        connection.exec_driver_sql("alter schema public rename to office")
        connection.exec_driver_sql("create schema public")
    with pytest.raises(SchemaMismatch, match=r"没有一个驾驶舱的视图.*docs/接入.md"):
        require(connect(url, read_only=True))
    with writing(postgresql_ledger) as connection:
        connection.exec_driver_sql("create view public.proposals as select proposal_no, title from office.proposals")
    with pytest.raises(SchemaMismatch, match="proposals 缺少必有的列：submitted_on"):
        require(connect(url, read_only=True))
