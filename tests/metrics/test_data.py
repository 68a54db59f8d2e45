"""数据质量 and 填报, counted by hand on a small ledger."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine

from tests.ledgers import read
from zxdata.configuration import load_settings
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric, metrics
from zxdata.metrics.answer import answer
from zxdata.metrics.listing import listing
from zxdata.quality import check, issue_rows
from zxdata.rules.book import QualityLimits, Rules, read_rules
from zxdata.rules.exchanging import Exchanging
from zxdata.rules.reporting import Duty, Reporting, Score

DAY = date(2025, 9, 30)
LEDGER = """
insert into regions (code, name, parent_code, level) values
    ('500000', '重庆市', null, '省'), ('500107', '九龙坡区', '500000', '区县'), ('500106', '沙坪坝区', '500000', '区县'),
    ('500105', '江北区', '500000', '区县');
insert into workstations (station_no, name, kind, region, lon, lat) values
    ('S1', '甲站', '委员工作站', '500107', 106.4, 29.5), ('S2', '乙站', '委员工作站', '500107', null, null);
insert into activities (activity_no, station_no, held_on) values
    ('H1', 'S1', '2025-04-01'), ('H2', 'S1', '2025-04-30'), ('H3', 'S1', '2025-05-06');
insert into consultations (consultation_no, title, region, partner_regions, held_on) values
    ('X1', '养老', '500107', null, '2025-04-01'), ('X2', '治水', '500107', '500106', '2025-02-01');
insert into proposals (proposal_no, title, category, sector, region, submitted_on) values
    ('T1', '校车', '教育', null, '500107', '2025-03-01'), ('T2', '食堂', null, '经济', '500107', '2025-06-30'),
    ('T3', '电梯', '城建', '经济', '500106', '2025-09-01');
insert into proposal_events (proposal_no, stage, occurred_at, role) values ('T1', '交办', '2025-02-01', '主办');
"""
MONTHLY = Duty(dataset="activities", every="month", at_least=2)
QUARTERLY = Duty(dataset="协商活动", every="quarter")
SCORED = Score(fields={"proposals": ("category", "sector"), "workstations": ("lon",)})


def _rules(*duties: Duty) -> Rules:
    return Rules(quality=QualityLimits(score=SCORED), reporting=Reporting(months=6, duties=duties))


@pytest.fixture
def ledger(sqlite_ledger: Engine) -> Engine:
    with sqlite3.connect(str(sqlite_ledger.url.database)) as connection:
        connection.executescript(LEDGER)
    return sqlite_ledger


def test_a_district_owes_the_periods_that_ended_and_whose_grace_is_over(ledger: Engine, tmp_path: Path) -> None:
    """April, with the first activity of all, to August and two quarters for each of 3 districts; September's grace runs."""
    rules, by = _rules(MONTHLY, QUARTERLY), ("district",)
    keys = metrics(("data.filings_owed", "data.filings_missing", "data.filing_rate"))
    with read(ledger, tmp_path, DAY) as reading:
        whole = answer(reading, keys, (), Filters(DAY), rules)
        each = answer(reading, keys, by, Filters(DAY), rules).frame
        rows = listing(reading, metric("data.filings_missing"), Filters(DAY, region="500106"), rules).frame
        eve, after = (
            answer(reading, keys[:1], (), Filters(date(2025, 9, day)), rules).value(keys[0].key) for day in (10, 11)
        )
        own = answer(reading, keys, (), Filters(DAY, since=date(2025, 4, 1), until=date(2025, 4, 30)), rules)
    assert [whole.value(key.key) for key in keys] == [21, 17, 4 / 21]
    found = {row["district"]: (row[keys[0].key], row[keys[1].key]) for row in each.to_dict("records")}
    assert found == {"九龙坡区": (7, 4), "沙坪坝区": (7, 6), "江北区": (7, 7)}
    assert list(rows[rows["dataset"] == "协商活动"]["period"]) == ["2025年第二季度"]
    assert set(rows["region"]) == {"沙坪坝区"}
    assert (eve, after) == (18, 21)  # August may come in until 10 September
    assert [own.value(key.key) for key in keys[:2]] == [3, 2]


def test_a_duty_of_its_own_takes_the_place_of_the_general_one(ledger: Engine, tmp_path: Path) -> None:
    own = Duty(dataset="activities", every="month", regions=("500107",))
    with read(ledger, tmp_path, DAY) as reading:
        frame = answer(
            reading,
            metrics(("data.filings_owed",)),
            ("district",),
            Filters(DAY),
            _rules(Duty(dataset="activities", every="quarter"), own),
        ).frame
    assert dict(zip(frame["district"], frame["data.filings_owed"], strict=True)) == {
        "九龙坡区": 5,
        "沙坪坝区": 1,
        "江北区": 1,
    }


def test_nobody_owes_what_nobody_has_begun_to_hand_in(ledger: Engine, tmp_path: Path) -> None:
    """Of three districts one has handed in: activities from April, proposals from March 2025, both until June; no 监督事项."""
    asked = {"supervisions": (0, None), "activities": (3, 1 / 3), "proposals": (6, 2 / 6)}
    with read(ledger, tmp_path, DAY) as reading:
        for dataset, expected in asked.items():
            rules = Rules(reporting=Reporting(duties=(Duty(dataset=dataset, every="quarter"),)))
            found = answer(reading, metrics(("data.filings_owed", "data.filing_rate")), (), Filters(DAY), rules)
            assert (found.value("data.filings_owed"), found.value("data.filing_rate")) == expected


def test_nobody_owes_where_the_rules_name_no_duty(ledger: Engine, tmp_path: Path) -> None:
    with read(ledger, tmp_path, DAY) as reading:
        found = answer(reading, metrics(("data.filings_owed", "data.filing_rate")), (), Filters(DAY), _rules())
    assert (found.value("data.filings_owed"), found.value("data.filing_rate")) == (0, None)


def test_a_score_is_the_weighted_mean_of_what_is_known(ledger: Engine, tmp_path: Path) -> None:
    """九龙坡's proposals: 2 of 4 cells, last row 92 days old, 1 of 2 rows assigned before it was submitted.

    Fresh 1 − (92 − 31) ÷ (180 − 31) = 88 ÷ 149; 40 % × ½ + 30 % × 88 ÷ 149 + 30 % × ½. Stations have no day: 40 % × ½ and
    30 % × 1 out of 70 %.
    """
    with read(ledger, tmp_path, DAY) as reading:
        frame = answer(reading, metrics(("data.score",)), ("district", "dataset"), Filters(DAY), _rules()).frame
        whole = answer(reading, metrics(("data.score", "data.complete_rate")), (), Filters(DAY), _rules())
        each = answer(reading, metrics(("data.score",)), ("district",), Filters(DAY), _rules()).frame
        rows = listing(reading, metric("data.score"), Filters(DAY), _rules()).frame
    scores = {(row["district"], row["dataset"]): row["data.score"] for row in frame.to_dict("records")}
    of_proposals, of_stations = 100 * (0.4 * 0.5 + 0.3 * 88 / 149 + 0.3 * 0.5), 100 * (0.4 * 0.5 + 0.3) / 0.7
    assert scores == {
        ("九龙坡区", "提案"): pytest.approx(of_proposals),
        ("九龙坡区", "阵地"): pytest.approx(of_stations),
        ("沙坪坝区", "提案"): pytest.approx(100),
    }
    assert whole.value("data.score") == pytest.approx((of_proposals + of_stations + 100) / 3)
    assert whole.value("data.complete_rate") == 5 / 8
    by_name = dict(zip(each["district"], each["data.score"], strict=True))
    assert by_name["江北区"] is None and by_name["沙坪坝区"] == pytest.approx(100)
    assert len(rows) == 3 and all(rows["small"])


def test_a_district_is_told_its_own_score_and_duties_only(ledger: Engine, tmp_path: Path) -> None:
    keys = metrics(("data.filings_owed", "data.score"))
    with read(ledger, tmp_path, DAY, Scope.of("500106")) as reading:
        found = answer(reading, keys, (), Filters(DAY), _rules(MONTHLY, QUARTERLY))
    assert [found.value(key.key) for key in keys] == [7, pytest.approx(100)]


def test_check_names_what_is_owed_with_its_rows(ledger: Engine, tmp_path: Path) -> None:
    rules = _rules(QUARTERLY)
    with read(ledger, tmp_path, DAY) as reading:
        (issue,) = [each for each in check(reading, Filters(DAY), rules) if each.kind == "filing"]
        rows = issue_rows(reading, issue.key, Filters(DAY), rules)
    assert (issue.count, issue.sentence) == (3, "2 个区县欠报 3 期（应报 6 期）。")
    assert issue.examples == (
        "江北区协商活动2025年第二季度",
        "江北区协商活动2025年第一季度",
        "沙坪坝区协商活动2025年第二季度",
    )
    assert list(rows.frame["wrong"]) == [
        "2025年第二季度没有报够",
        "2025年第一季度没有报够",
        "2025年第二季度没有报够",
    ]


def test_the_shipped_rules_say_the_defaults() -> None:
    shipped = read_rules(load_settings().rules)
    assert (shipped.reporting, shipped.quality, shipped.exchanging) == (
        Rules().reporting,
        Rules().quality,
        Rules().exchanging,
    )


@pytest.mark.parametrize(
    ("section", "values", "said"),
    [
        (Reporting, {"duties": [{"dataset": "奇事", "every": "month"}]}, "没有名为“奇事”的数据集"),
        (Reporting, {"duties": [{"dataset": "提案", "every": "year"}] * 2}, "提案写了两次"),
        (Score, {"fields": {"proposals": ["colour"]}}, "提案没有名为 colour 的列"),
        (Score, {"fresh_days": 60, "stale_days": 60}, "stale_days 应大于 fresh_days"),
        (Score, {"complete": 0, "fresh": 0, "consistent": 0}, "三个权重不能都是 0"),
    ],
)
def test_a_rule_that_means_nothing_is_refused(section: type[Reporting | Score], values: object, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        section.model_validate(values)


@pytest.mark.parametrize(
    ("expected", "exchanged", "frequency", "due", "late"),
    [
        ("2025-09-30", "2025-09-29", "每日", "2025-09-30", 0),
        ("2025-10-02", "2025-09-27", "每周", "2025-10-02", 2),  # due on the 25th, came on the 27th
        ("2025-09-27", "2025-09-23", "每日", "2025-09-27", 0),
        ("2025-08-31", "2025-09-03", "每月", "2025-09-30", 3),  # not carried on: the next is the last of September
        ("2025-09-05", None, "每季度", "2025-09-05", 0),
        (None, "2025-07-15", "每季度", "2025-10-15", 0),
        ("2025-09-01", "2025-09-08", None, None, 7),
        (None, "2025-09-08", "不定期", None, 0),
        (None, None, "每日", None, 0),
    ],
)
def test_the_next_exchange_is_due_at_the_frequency(
    expected: str | None, exchanged: str | None, frequency: str | None, due: str | None, late: int
) -> None:
    days = [date.fromisoformat(text) if text else None for text in (expected, exchanged, due)]
    assert Exchanging().due(days[0], days[1], frequency) == (days[2], late)


INTERFACES = """
insert into interfaces (interface_no, counterpart, direction, dataset, frequency, expected_on, exchanged_at, state) values
    ('K1', '政府办', '接入', '提案办理', '每日', '2025-10-01', '2025-09-30 02:00:00+08:00', '正常'),
    ('K2', '督查室', '接入', '监督进展', '每周', '2025-10-02', '2025-09-27 02:00:00+08:00', '正常'),
    ('K3', '热线', '接入', '监督事项', '每日', '2025-09-27', '2025-09-23 02:00:00+08:00', '正常'),
    ('K4', '热线', '送出', '协商活动', '每周', '2025-09-30', null, null),
    ('K5', '媒体', '接入', '协商活动', '每周', '2025-01-01', null, '停用');
"""


def test_an_interface_is_in_time_late_or_overdue(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """K3 was due on the 27th: 3 days over on the 30th. K4 is due on the 30th, over from October."""
    with sqlite3.connect(str(sqlite_ledger.url.database)) as connection:
        connection.executescript(INTERFACES)
    keys = metrics(("data.interfaces", "data.interfaces_overdue", "data.interfaces_late"))
    with read(sqlite_ledger, tmp_path, DAY) as reading:
        rows = listing(reading, metric("data.interfaces"), Filters(DAY), Rules()).frame
        now, later, before = (
            [answer(reading, keys, (), Filters(day), Rules()).value(key.key) for key in keys]
            for day in (DAY, date(2025, 10, 1), date(2025, 9, 26))
        )
        (issue,) = check(reading, Filters(DAY), Rules())
        listed = issue_rows(reading, issue.key, Filters(DAY), Rules()).frame
    states = dict(zip(rows["no"], rows["state"], strict=True))
    assert states == {"K1": "正常", "K2": "迟 2 天", "K3": "应到未到，已过 3 天", "K4": "正常"}
    assert (now, later) == ([4, 1, 1], [4, 2, 1])
    assert before == [4, 0, 0]  # K1 and K2 were exchanged later: how they stood then, nobody knows
    assert (issue.sentence, issue.examples) == ("1 个数据接口应到未到。", ("K3",))
    assert (listed["title"].iloc[0], listed["due_on"].iloc[0]) == ("热线·监督事项", date(2025, 9, 27))
    with read(sqlite_ledger, tmp_path, DAY, Scope.of("500107")) as reading:
        assert answer(reading, keys, (), Filters(DAY), Rules()).value("data.interfaces") == 0
