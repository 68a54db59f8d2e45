"""Whether a database can hold the ledger: a real PostgreSQL can, one in which nothing may be made cannot."""

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from tests.commands import command
from zxdata.configuration import load_settings
from zxdata.doctor import examine_database
from zxdata.ledger import connect


def address(of: Engine) -> str:
    return of.url.render_as_string(hide_password=False)


def tables(of: Engine) -> list[str]:
    with of.connect() as connection:
        return sa.inspect(connection).get_table_names()


@pytest.mark.parametrize("bare_database", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_postgresql_can_do_all_that_a_ledger_needs_and_is_left_empty(bare_database: Engine) -> None:
    found = examine_database(address(bare_database), load_settings())
    assert [each for each in found if not each.good] == []
    assert [each.key for each in found][:3] == ["schema", "texts", "undone"] and len(found) == 9
    assert "1," in found[-1].state  # a city's divisions, over a thousand
    assert tables(bare_database) == []


def test_a_database_that_holds_tables_is_refused_and_left_as_it_was(
    sqlite_ledger: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tables(sqlite_ledger)
    said = command(capsys, "doctor", "--database", address(sqlite_ledger))
    assert said.code == 2 and f"已经有 {len(before)} 张表" in said.err
    assert tables(sqlite_ledger) == before


def test_a_database_in_which_nothing_may_be_made_says_so_first(postgresql: str) -> None:
    with psycopg.connect(f"{postgresql.replace('+psycopg', '')}/postgres", autocommit=True) as server:
        server.execute("create role guest login")
        server.execute("create database closed")
        server.execute("revoke all on database closed from public; grant connect on database closed to guest")
        server.execute("create database others")
    where = sa.make_url(f"{postgresql}/closed").set(username="guest")
    found = examine_database(where.render_as_string(hide_password=False), load_settings())
    assert [(each.key, each.good) for each in found] == [("schema", False)]
    assert found[0].mend == "请给这个账号在库里建表、建索引的权限。"
    assert tables(connect(f"{postgresql}/closed")) == []


@pytest.mark.parametrize("bare_database", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_a_database_that_turns_empty_texts_into_nothing_is_found_out(bare_database: Engine) -> None:
    """As Oracle and openGauss in its own mode do."""
    with bare_database.begin() as connection:
        connection.execute(
            sa.text(
                "create function emptied() returns event_trigger language plpgsql as $$ begin"
                " if to_regclass('public.proposals') is not null and not exists"
                " (select from pg_trigger where tgname = 'emptied') then"
                " create trigger emptied before insert on proposals for each row execute function empty_category();"
                " end if; end $$"
            )
        )
        connection.execute(
            sa.text(
                "create function empty_category() returns trigger language plpgsql as"
                " $$ begin new.category := nullif(new.category, ''); return new; end $$"
            )
        )
        connection.execute(
            sa.text(
                "create event trigger emptied on ddl_command_end when tag in ('CREATE TABLE') execute function emptied()"
            )
        )
    amiss = [each for each in examine_database(address(bare_database), load_settings()) if not each.good]
    assert [each.key for each in amiss] == ["texts"]
    assert amiss[0].state == "写入的空文字是 ''，读回来是 None。"
