"""What DuckDB is asked in its own words comes out of Spark as DuckDB would answer it."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from sqlglot import exp, parse_one

from zxdata.cluster.driver import Connection
from zxdata.cluster.sessions import Sessions
from zxdata.cluster.tables import ClusterTables
from zxdata.cluster.transpiling import Transpiler

pytestmark = pytest.mark.cluster
NASTY = "甲'乙\\n\\'丙\" ${env:HOME} :p1 $1 -- \n 丁%_"
DAY, LATER = date(2024, 2, 29), date(2025, 1, 31)
# fmt: off
STATEMENTS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "days between two dates are a whole number": ("select $1 - $2 as days", (LATER, DAY)),
    "a day some months on": ("select cast($1 + to_months($2) as date) as due", (LATER, 1)),
    "some days on": ("select $1 + $2 as due", (LATER, 3)),
    "the first day of our era": ("select $1 as day, $1 < $2 as before", (date(1, 1, 1), DAY)),
    "the least of dates, one of them missing": ("select least($1, null, $2) as first", (LATER, DAY)),
    "whole months": ("select datesub('month', $1, $2) as months", (DAY, LATER)),
    "a mean of decimals is a float": ("select avg(cast(x as decimal(28, 12))) as mean from (values (1), (2), (2)) t(x)", ()),
    "the first days of month, quarter and year": (
        "select cast(date_trunc('month', $1) as date) as a, cast(date_trunc('quarter', $1) as date) as b,"
        " cast(date_trunc('year', $1) as date) as c", (LATER,)),
    "a month in words": ("select strftime($1, '%Y-%m') as month", (DAY,)),
    "a row for each different value, none for what is missing": (
        "select unnest(list_distinct(list_value($1, $2, $1, null))) as day order by day", (DAY, LATER)),
    "a row for each, cast": ("select cast(unnest(list_value($1, $2)) as varchar) as day order by day", (DAY, LATER)),
    "conditions counted": ("select count_if(x > $1) as n, count(*) filter (where x < $1) as m from (values (1), (2), (5)) t(x)", (1,)),
    "the last word": ("select arg_max(word, day) as word from (values ('a', date '2025-01-02'), ('b', date '2025-01-01')) t(word, day)", ()),
    "a whole number divided": ("select 1 / $1 as third", (3,)),
    "an hour": ("select $1 as moment", (datetime(2025, 3, 1, 8, 30),)),
    "words in any writing": ("select $1 as said, $1 = $2 as alike", (NASTY, NASTY)),
    "the word beside the greatest, among those known": (
        "select arg_max(word, n) as word, arg_max(word, n) filter (where n < $1) as before"
        " from (values ('a', 1), ('b', 2), (null, 3)) t(word, n)", (2,)),
    "a list of different members, what is missing last": (
        "select list(distinct x order by x) as list, len(list_value(1, 2, null)) as n from (values (3), (null), (1), (3)) t(x)", ()),
    "what is made of each member of a list": (
        "select trim(unnest(regexp_split_to_array($1, '[、；]'))) as name order by name", ("甲、 乙；丙",)),
    "how many members of a list are not empty, where there is one": (
        "select len(list_filter(regexp_split_to_array($1, '[、；]'), lambda x: x <> '')) as n,"
        " len(list_filter(regexp_split_to_array($2, '[、；]'), lambda x: x <> '')) as none", ("甲、；丙；", None)),
    "a broken number made whole": (
        "select cast(cast($1 as double) as int) as a, cast(cast($2 as double) as int) as b", (2.5, -0.7)),
    "the seconds of a day gone by": ("select epoch($1 - cast($1 as date)) / 86400 as part", (datetime(2025, 3, 1, 8, 30, 0, 250000),)),
    "some hours on from a moment": ("select $1 + to_seconds(1.5 * 3600) as later", (datetime(2025, 3, 1, 23, 0),)),
    "some hours on from a day": ("select $1 + to_seconds(1.5 * 3600) as later", (DAY,)),
    "a number that stays with its words": (
        "select cast(md5_number_lower($1) >> 1 as bigint) as n, cast(md5_number_lower($2) >> 1 as bigint) as m", ("甲", "乙")),
    "the first that is known": ("select any_value(x) as x from (values (null), (2), (null)) t(x)", ()),
    "what is missing comes last": ("select x from (values (2), (null), (1)) t(x) order by x", ()),
}
# fmt: on


@pytest.fixture(scope="module")
def connection(address: str) -> Connection:
    return Connection(ClusterTables(Sessions(address, "Asia/Shanghai"), Path("v1"), {}, {}))


@pytest.mark.parametrize("named", STATEMENTS)
def test_a_statement_says_the_same(connection: Connection, named: str) -> None:
    sql, values = STATEMENTS[named]
    cursor = connection.cursor()
    cursor.execute(sql, values)
    assert cursor.fetchall() == duckdb.execute(sql, list(values)).fetchall()


def test_the_great_circle_is_ours(connection: Connection) -> None:
    cursor = connection.cursor()
    cursor.execute("select great_circle_km($1, $2, $3, $4) as km", (106.55, 29.56, 116.41, 39.90))
    assert cursor.fetchall()[0][0] == pytest.approx(1458.6, abs=1)


def test_a_value_never_becomes_part_of_the_text() -> None:
    made = Transpiler({"proposal": {"title": "STRING"}}, lambda name: f"v1__{name}")
    statement = made.statement("select c.title from proposal as c where c.title = $1", (NASTY,))
    assert NASTY not in statement.text
    assert ":p1" in statement.text


def test_only_tables_of_the_version_are_read_under_its_name() -> None:
    made = Transpiler({"fact": {"day": "DATE"}, "step": {"day": "DATE"}}, lambda name: f"v1__{name}")
    found = made.statement("with step as (select fact.day from fact) select f.day from step f join fact on true")
    tables = {table.name for table in parse_one(found.text, read="spark").find_all(exp.Table)}
    assert tables == {"v1__fact", "step"}
    assert found.tables == {"fact"}


def test_words_are_sorted_in_the_order_of_the_work() -> None:
    made = Transpiler({"step": {"stage": "STRING"}}, lambda name: name, {"stage": ("立案", "交办", "答复")})
    found = made.statement("select step.stage from step order by step.stage")
    assert "ORDER BY ARRAY_POSITION(ARRAY('立案', '交办', '答复'), step.stage)" in found.text


def test_what_is_grouped_and_sorted_by_is_seen_to_be_what_is_shown() -> None:
    made = Transpiler({"fact": {"x": "INT", "y": "STRING"}}, lambda name: name)
    found = made.statement(
        "select case when fact.x > $1 then fact.y else $2 end as own from fact"
        " group by case when fact.x > $3 then fact.y else $4 end having count(*) > $5"
        " order by case when fact.x > $6 then fact.y else $7 end",
        (2, "", 2, "", 0, 2, ""),
    )
    assert "GROUP BY CASE WHEN fact.x > :p1 THEN fact.y ELSE :p2 END HAVING COUNT(*) > :p5 ORDER BY own" in found.text
