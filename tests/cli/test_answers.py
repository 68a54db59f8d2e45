"""query and rows: the same numbers as SQL and pandas on the shared database, under any option."""

import csv
import io
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.commands import Said, command, configured
from tests.demonstration import EARLIER, own_demonstration
from zxdata.configuration import ROOT
from zxdata.metrics import METRICS

TODAY = EARLIER.isoformat()
Tell = Callable[..., Said]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration's ledger."""
    return own_demonstration(tmp_path_factory.mktemp("demo"), EARLIER)


@pytest.fixture
def tell(filled: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Tell]:
    with configured(filled, TODAY):
        yield lambda *words: command(capsys, *words)


@pytest.fixture
def sql(filled: Path) -> Callable[[str], pd.DataFrame]:
    def ask(question: str) -> pd.DataFrame:
        with sqlite3.connect(filled / "ledger.db") as connection:
            return pd.read_sql(question, connection)

    return ask


def only(said: Said) -> dict[str, Any]:
    assert (said.code, said.err) == (0, "")
    (row,) = said.json["rows"]
    return dict(row)


def test_an_answer_carries_its_day_version_and_filters(tell: Tell) -> None:
    said = tell("query", "proposals.filed", "--region", "九龙坡区", "--from", "2025-01-01", "--where", "category=教育")
    answer = said.json
    assert set(answer) == {"as_of", "version", "filters", "rows"}
    assert answer["as_of"] == TODAY
    assert answer["filters"] == {"region": "500107", "from": "2025-01-01", "category": ["教育"]}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("export", "proposals", "--out", "a.xlsx", "--by", "district"),
            "--by district 在这里不起作用：一页的图表各有自己的分组；要按维度分组请用 query。请去掉 --by。",
        ),
    ],
)
def test_an_option_that_could_only_be_ignored_is_refused(tell: Tell, words: tuple[str, ...], sentence: str) -> None:
    said = tell(*words)

    assert (said.code, said.out, said.err.strip()) == (2, "", sentence)
    assert not Path("a.xlsx").exists()


def test_counts_equal_sql_on_the_ledger(tell: Tell, sql: Callable[[str], pd.DataFrame]) -> None:
    row = only(tell("query", "proposals.submitted", "proposals.filed", "consultation.meetings", "coverage.stations"))
    assert row["proposals.submitted"] == len(sql(f"select 1 from proposals where submitted_on <= '{TODAY}'"))
    filed = sql("select distinct proposal_no from proposal_events where stage = '立案'")
    assert row["proposals.filed"] == len(filed)
    assert row["consultation.meetings"] == len(sql(f"select 1 from consultations where held_on <= '{TODAY}'"))
    opened = f"(opened_on is null or opened_on <= '{TODAY}') and (closed_on is null or closed_on > '{TODAY}')"
    assert row["coverage.stations"] == len(sql(f"select 1 from workstations where {opened}"))


def test_a_rate_is_an_unrounded_fraction_with_its_two_parts(tell: Tell, sql: Callable[[str], pd.DataFrame]) -> None:
    row = only(tell("query", "consultation.adoption_rate"))
    given = sql(
        f"select adoption from suggestions where origin = '协商' and raised_on <= '{TODAY}'"
        f" and coalesce(replied_on, raised_on) <= '{TODAY}'"
    )
    asked = sql(f"select 1 from suggestions where origin = '协商' and raised_on <= '{TODAY}'")
    adopted = int((given["adoption"] == "采纳").sum())
    assert row["consultation.adoption_rate.numerator"] == adopted
    assert row["consultation.adoption_rate.denominator"] == len(asked)
    assert row["consultation.adoption_rate"] == adopted / len(asked)


def test_a_period_includes_both_its_days(tell: Tell, sql: Callable[[str], pd.DataFrame]) -> None:
    days = sql("select submitted_on, count(*) n from proposals group by 1 having n > 1 order by 1 limit 2")
    first, last = days["submitted_on"]
    inside = sql(f"select 1 from proposals where submitted_on between '{first}' and '{last}'")
    row = only(tell("query", "proposals.submitted", "--from", first, "--to", last))
    assert row["proposals.submitted"] == len(inside) >= int(days["n"].sum())


def test_districts_come_in_official_order_with_code_and_the_unfilled_last(tell: Tell) -> None:
    rows = tell("query", "proposals.submitted", "--by", "district").json["rows"]
    named = [row for row in rows if row["district_code"] and not row["district"].endswith("本级")]
    codes = [row["district_code"] for row in named]
    assert codes == sorted(codes)
    assert len(codes) == 38
    assert rows[-1]["district"] == "未填"
    total = only(tell("query", "proposals.submitted"))["proposals.submitted"]
    assert sum(row["proposals.submitted"] for row in rows) == total


def test_months_and_quarters_are_written_as_promised(tell: Tell) -> None:
    rows = tell("query", "proposals.submitted", "--by", "month", "--from", "2025-01-01").json["rows"]
    quarters = tell("query", "proposals.submitted", "--by", "quarter", "--from", "2025-01-01").json["rows"]
    assert rows[0]["month"] == "2025-01"
    assert [row["quarter"] for row in quarters] == ["2025-Q1", "2025-Q2", "2025-Q3"]
    assert sum(r["proposals.submitted"] for r in rows) == sum(r["proposals.submitted"] for r in quarters)


def test_values_of_one_dimension_are_alternatives_and_dimensions_are_joined(tell: Tell) -> None:
    def count(*words: str) -> int:
        return int(only(tell("query", "proposals.submitted", *words))["proposals.submitted"])

    one, other = count("--where", "category=教育"), count("--where", "category=交通运输")
    assert count("--where", "category=教育", "--where", "category=交通运输") == one + other
    split = tell("query", "proposals.submitted", "--by", "proposer_kind", "--where", "category=教育").json["rows"]
    by_member = next(row["proposals.submitted"] for row in split if row["proposer_kind"] == "委员")
    assert count("--where", "category=教育", "--where", "proposer_kind=委员") == by_member


def test_a_day_in_the_past_forgets_what_came_after(tell: Tell, sql: Callable[[str], pd.DataFrame]) -> None:
    replied = sql(
        "select count(distinct matter_no) n from supervision_events"
        " where stage = '销号' and date(occurred_at) <= '2024-12-31'"
    )["n"][0]
    row = only(tell("query", "supervision.matters", "supervision.closed_rate", "--as-of", "2024-12-31"))
    opened = sql("select 1 from supervisions where opened_on <= '2024-12-31'")
    assert row["supervision.matters"] == len(opened)
    assert row["supervision.closed_rate.numerator"] <= replied


@pytest.mark.parametrize(
    "metric",
    [
        "proposals.overdue",
        "supervision.red",
        "coverage.stations",
        "consultation.adopted",
        "coverage.townships_covered",
        "coverage.members_assigned",
    ],
)
def test_there_are_as_many_rows_as_the_count_says(tell: Tell, metric: str) -> None:
    count = only(tell("query", metric, "--region", "500107"))[metric]
    assert len(tell("rows", metric, "--region", "500107").json["rows"]) == count


def test_rows_of_a_rate_tell_which_count_above_it(tell: Tell) -> None:
    key = "proposals.on_time_rate"
    row = only(tell("query", key))
    rows = tell("rows", key).json["rows"]
    assert len(rows) == row[f"{key}.denominator"]
    assert sum(each["in_numerator"] for each in rows) == row[f"{key}.numerator"]


def test_rows_by_district_stand_under_the_district_that_counts_them(tell: Tell) -> None:
    counts = tell("query", "consultation.cross_region", "--by", "district").json["rows"]
    rows = tell("rows", "consultation.cross_region", "--by", "district").json["rows"]
    found = pd.Series([row["district"] for row in rows]).value_counts()
    assert {r["district"]: r["consultation.cross_region"] for r in counts if r["consultation.cross_region"]} == dict(
        found
    )
    assert len(rows) > only(tell("query", "consultation.cross_region"))["consultation.cross_region"]


def test_a_limit_cuts_the_rows(tell: Tell) -> None:
    assert len(tell("rows", "proposals.submitted", "--limit", "3").json["rows"]) == 3


def test_csv_and_json_say_the_same(tell: Tell) -> None:
    words = ("query", "proposals.on_time_rate", "proposals.handling_days_median", "--by", "unit")
    rows = tell(*words).json["rows"]
    lines = list(csv.DictReader(io.StringIO(tell(*words, "--format", "csv").out)))
    assert [line["unit"] for line in lines] == [row["unit"] for row in rows]
    for line, row in zip(lines, rows, strict=True):
        rate = row["proposals.on_time_rate"]
        assert line["proposals.on_time_rate"] == ("" if rate is None else repr(rate))


def test_a_table_shows_missing_as_a_dash(tell: Tell) -> None:
    said = tell("query", "proposals.on_time_rate", "--from", TODAY, "--to", TODAY, "--format", "table")
    assert said.out.splitlines()[1].split()[0] == "—"


def test_a_star_takes_every_metric_that_has_the_dimension(tell: Tell) -> None:
    said = tell("query", "coverage.*", "--by", "sector").json["rows"][0]
    fitting = {k for k, m in METRICS.items() if k.startswith("coverage.") and "sector" in m.dims}
    assert fitting == {name for name in said if name in METRICS}


def test_a_scope_sees_its_own_district_and_nothing_else(tell: Tell) -> None:
    rows = tell("query", "proposals.submitted", "--by", "district", "--scope", "九龙坡区").json["rows"]
    whole = tell("query", "proposals.submitted", "--by", "district").json["rows"]
    assert rows == [row for row in whole if row["district_code"] == "500107"]


def test_not_yours_and_does_not_exist_get_the_same_answer(tell: Tell) -> None:
    asked = [
        tell("query", "proposals.submitted", "--region", name, "--scope", "九龙坡区")
        for name in ("江北区", "不存在区", "500105", "500999")
    ]
    shapes = {
        (said.code, said.out, said.err.replace(name, "…"))
        for said, name in zip(asked, ("江北区", "不存在区", "500105", "500999"), strict=True)
    }
    assert shapes == {(2, "", "没有名为“…”的区划。可用：九龙坡区。\n")}


def test_every_metric_is_listed_with_its_meaning(tell: Tell) -> None:
    listed = tell("metrics", "--json").json
    assert [each["key"] for each in listed] == list(METRICS)
    assert all(each["name"] and each["definition"] and each["dimensions"] for each in listed)
    assert all(each["numerator"] and each["denominator"] for each in listed if each["unit"] == "%")


def test_a_ledger_named_says_how_many_rows_each_metric_has_to_count(
    tell: Tell, filled: Path, sql: Callable[[str], pd.DataFrame]
) -> None:
    assert not any("rows" in each for each in tell("metrics", "--json").json)
    ledger = f"sqlite:///{filled / 'ledger.db'}"
    rows = {each["key"]: each["rows"] for each in tell("metrics", "--json", "--db", ledger).json}
    assert list(rows) == list(METRICS)
    submitted = len(sql(f"select 1 from proposals where submitted_on <= '{TODAY}'"))
    held = len(sql(f"select 1 from consultations where held_on <= '{TODAY}'"))
    assert (rows["proposals.submitted"], rows["proposals.overdue"]) == (submitted, submitted)
    assert rows["consultation.meetings"] == held
    table = tell("metrics", "--db", ledger).out
    assert "行数" in table and f"{submitted:,}" in table


@pytest.mark.parametrize("view", ["overview", "coverage", "proposals", "supervision", "consultation"])
def test_every_page_can_be_exported(tell: Tell, tmp_path: Path, view: str) -> None:
    for kind, head in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
        said = tell("export", view, "--out", tmp_path / f"a.{kind}", "--region", "九龙坡区")
        assert (said.code, said.out) == (0, "")
        assert (tmp_path / f"a.{kind}").read_bytes().startswith(head)


def test_a_quarter_is_read_as_a_cohort_unless_the_period_is_asked_for(tell: Tell) -> None:
    quarter = ("query", "proposals.on_time_rate", "--from", "2025-04-01", "--to", "2025-06-30")
    cohort, period = tell(*quarter).json, tell(*quarter, "--basis", "period").json
    assert cohort["as_of"] == TODAY and "basis" not in cohort["filters"]
    assert (period["as_of"], period["filters"]["basis"]) == ("2025-06-30", "period")
    assert "proposals.on_time_rate.undecided" in cohort["rows"][0]
    assert cohort == tell(*quarter, "--basis", "cohort").json
    listed = tell("rows", *quarter[1:], "--basis", "period").json["rows"]
    assert len(listed) == period["rows"][0]["proposals.on_time_rate.denominator"]
    said = tell(*quarter, "--basis", "batch")
    assert said.code == 2 and "cohort" in said.err and "period" in said.err


def test_an_export_into_a_folder_names_itself(tell: Tell, tmp_path: Path) -> None:
    tell("export", "proposals", "--out", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["提案办理情况_截至20250930.xlsx"]


def test_the_examples_of_the_readme_are_true(tell: Tell) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\$ python -m zxdata ([^\n#]+)\n((?:[^$`\n][^\n]*\n)+)", readme, flags=re.MULTILINE)
    assert len(shown) >= 2
    for words, answer in shown:
        said = tell(*words.split())
        assert re.sub(r"v\d{6}-[0-9a-f]{8}", "v000001", said.out) == answer
