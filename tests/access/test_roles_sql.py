"""Least privilege in PostgreSQL: what the role that serves the cockpit may do to which tables."""

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from tests.ledger_rows import region
from zxdata.access import Act, Role, accounts, sessions
from zxdata.access.acts_log import entries, log, verify
from zxdata.access.starting import check_access
from zxdata.configuration import ROOT, Settings, load_settings
from zxdata.errors import LedgerUnavailable
from zxdata.ledger import TABLES, connect, require, writing
from zxdata.ledger.tables import metadata

pytestmark = pytest.mark.postgresql
SQL = (ROOT / "deploy" / "roles.sql").read_text(encoding="utf-8")
OWN = {*metadata.tables} - {*TABLES} | {"reminders"}


@pytest.fixture
def served(postgresql_ledger: Engine) -> Settings:
    with postgresql_ledger.begin() as connection:
        connection.exec_driver_sql(SQL.replace("%", "%%"))
        connection.exec_driver_sql(SQL.replace("%", "%%"))  # and again after an upgrade
        connection.exec_driver_sql("ALTER ROLE cockpit LOGIN")
        connection.exec_driver_sql("REVOKE cockpit_writer FROM cockpit")
    address = postgresql_ledger.url.set(username="cockpit").render_as_string(hide_password=False)
    return load_settings(database_url=address, auth="local", secret_key="k" * 32)


def test_the_cockpit_serves_and_signs_in_through_it(served: Settings) -> None:
    check_access(served)
    require(connect(served.database_url))
    accounts.add(served, "王", Role.STAFF, by="本机")
    reader = accounts.account(served, "王").reader
    assert reader and sessions.begin(served, reader, "10.0.0.7", "口令")
    assert verify(served) == [] and len(entries(served)) == 2


@pytest.mark.parametrize(
    "change", ["UPDATE acts SET note = 'x'", "DELETE FROM acts", "TRUNCATE acts", "DROP TABLE acts"]
)
def test_it_cannot_change_the_log(served: Settings, change: str) -> None:
    log(served, Act.SIGN_IN, who="王")
    with pytest.raises(LedgerUnavailable), writing(connect(served.database_url)) as connection:
        connection.exec_driver_sql(change)
    assert len(entries(served)) == 1 and verify(served) == []


def test_it_reads_every_table_and_writes_none_of_the_ledger(served: Settings) -> None:
    engine = connect(served.database_url)
    with engine.connect() as connection:
        for table in metadata.tables.values():
            connection.execute(sa.select(table).limit(1))
        may_write = {
            name
            for name in metadata.tables
            if connection.scalar(sa.text(f"SELECT has_table_privilege('{name}', 'DELETE')"))
        }
    assert may_write == OWN - {"imports", "import_rows", "acts", "acts_ends", "revisions", "changes"}


def test_where_the_page_imports_it_also_writes_the_ledger(served: Settings, postgresql_ledger: Engine) -> None:
    with postgresql_ledger.begin() as connection:
        connection.exec_driver_sql("GRANT cockpit_writer TO cockpit")
    with writing(connect(served.database_url)) as connection:
        connection.execute(TABLES["regions"].insert(), [{**region("500107", "九龙坡区", "区县"), "source": "导入"}])
    with pytest.raises(LedgerUnavailable), writing(connect(served.database_url)) as connection:
        connection.exec_driver_sql("DELETE FROM acts")
