"""通报数 beside 台账数: what the words of a published figure allow, and what differs."""

import math
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.ledgers import read
from zxdata.divisions import load_home
from zxdata.filters import Filters, Scope
from zxdata.ledger import writing
from zxdata.ledger.tables import TABLES
from zxdata.reported import bounds, compare
from zxdata.reported.meaning import days
from zxdata.rules.book import Rules


@pytest.mark.parametrize(
    ("value", "qualifier", "allowed"),
    [
        ("81", "", (81, 81)),
        ("150", "余", (150, 159)),
        ("1500", "余", (1500, 1599)),
        ("22", "多", (22, 22)),
        ("200", "近", (190, 200)),
        ("70", "以上", (70, math.inf)),
        ("3-5", "区间", (3, 5)),
        ("1,070", "", (1070, 1070)),
        ("98.5", "", (98.5, 98.5)),
        ("若干", "", None),
    ],
)
def test_a_qualifier_widens_what_a_number_means(
    value: str, qualifier: str, allowed: tuple[float, float] | None
) -> None:
    assert bounds(value, qualifier) == allowed


@pytest.mark.parametrize(
    ("period", "meant"),
    [
        ("2024年", (date(2024, 1, 1), date(2024, 12, 31))),
        ("2024年度", (date(2024, 1, 1), date(2024, 12, 31))),
        ("2025年上半年", (date(2025, 1, 1), date(2025, 6, 30))),
        ("2025年第三季度", (date(2025, 7, 1), date(2025, 9, 30))),
        ("2024年2月", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2021年6月-2022年9月底", (date(2021, 6, 1), date(2022, 9, 30))),
        ("2021-2022年", (date(2021, 1, 1), date(2022, 12, 31))),
        ("截至2022年", (None, date(2022, 12, 31))),
        ("截至2025年9月底", (None, date(2025, 9, 30))),
        ("累计", (None, None)),
        ("今年以来", None),
        ("2021年以来", None),
        ("未写", None),
        ("", None),
    ],
)
def test_a_period_means_the_days_that_it_names(period: str, meant: object) -> None:
    assert days(period) == meant


FIGURES = (
    ("重庆市九龙坡区", "九龙坡区政协", "委员工作阵地", "2", "", ""),
    ("重庆市城口县", "城口县政协", "委员工作室", "3", "", ""),
    ("重庆市九龙坡区", "九龙坡区政协", "读书角", "5", "", ""),
    ("浙江省台州市", "台州市政协", "委员工作室总数", "243", "", ""),
    ("重庆市九龙坡区", "九龙坡区政协", "监督事项", "0", "余", "2024年"),
    ("重庆市九龙坡区", "九龙坡区政协", "协商活动", "1", "", "今年以来"),
    ("重庆市永川区", "永川区政协", "委员工作室", "0", "", "2022年"),
    ("重庆市九龙坡区", "九龙坡区政协", "coverage.active_rate", "50", "以上", ""),
)
STATIONS = (("S1", "500107", "委员工作站"), ("S2", "500107", "委员工作室"), ("S3", "500229", "委员工作室"))


@pytest.fixture
def published_ledger(sqlite_ledger: Engine) -> Engine:
    load_home(sqlite_ledger, "500000")
    with writing(sqlite_ledger) as connection:
        connection.execute(
            TABLES["reported_figures"].insert(),
            [
                {
                    "region": region,
                    "body": body,
                    "indicator": indicator,
                    "value": value,
                    "qualifier": qualifier,
                    "period": period,
                    "cited_from": "年度报告",
                }
                for region, body, indicator, value, qualifier, period in FIGURES
            ],
        )
        connection.execute(
            TABLES["consultations"].insert(),
            [{"consultation_no": "X1", "title": "养老", "region": "500107", "held_on": date(2024, 5, 6)}],
        )
        connection.execute(
            TABLES["workstations"].insert(),
            [{"station_no": no, "name": no, "region": region, "kind": kind} for no, region, kind in STATIONS],
        )
        connection.execute(
            TABLES["activities"].insert(), [{"activity_no": "H1", "station_no": "S1", "held_on": date(2025, 9, 1)}]
        )
    return sqlite_ledger


def test_a_published_figure_stands_beside_the_ledgers_and_a_difference_is_flagged(
    published_ledger: Engine, tmp_path: Path, today: date
) -> None:
    with read(published_ledger, tmp_path, today) as reading:
        frame = compare(reading, Filters(as_of=today), Rules())
    found = {(row["body"], row["indicator"]): row for row in frame.to_dict("records")}
    assert len(frame) == len(FIGURES)
    jiulongpo, chengkou = found["九龙坡区政协", "委员工作阵地"], found["城口县政协", "委员工作室"]
    assert (jiulongpo["ledger"], jiulongpo["verdict"], jiulongpo["difference"]) == (2, "一致", 0)
    assert (chengkou["ledger"], chengkou["verdict"], chengkou["difference"]) == (1, "有差", -2)
    assert (found["九龙坡区政协", "读书角"]["verdict"], found["九龙坡区政协", "读书角"]["ledger"]) == ("未对应", None)
    assert found["台州市政协", "委员工作室总数"]["verdict"] == "市外参照"


def test_a_figure_whose_indicator_is_a_metrics_name_is_compared_with_it(
    published_ledger: Engine, tmp_path: Path, today: date
) -> None:
    with read(published_ledger, tmp_path, today) as reading:
        frame = compare(reading, Filters(as_of=today), Rules())
    (row,) = frame[frame["indicator"] == "监督事项"].to_dict("records")
    assert (row["metric"], row["ledger"], row["verdict"]) == ("supervision.matters", None, "未对应")


def test_a_district_sees_what_others_published_but_not_their_ledger(
    published_ledger: Engine, tmp_path: Path, today: date
) -> None:
    with read(published_ledger, tmp_path, today, Scope.of("500107")) as reading:
        frame = compare(reading, Filters(as_of=today), Rules())
    chengkou = frame[frame["body"] == "城口县政协"].iloc[0]
    assert (chengkou["value"], chengkou["ledger"], chengkou["verdict"]) == ("3", None, "未对应")


def test_a_figure_of_other_days_than_the_ledgers_is_never_said_to_agree(
    published_ledger: Engine, tmp_path: Path, today: date
) -> None:
    """九龙坡 says 1 meeting 今年以来; the ledger has 1, of the year before: equal numbers of other days."""
    with read(published_ledger, tmp_path, today) as reading:
        frame = compare(reading, Filters(as_of=today), Rules())
        within = compare(reading, Filters(as_of=today, since=date(2025, 1, 1)), Rules())
    found = {row["indicator"]: row for row in frame[frame["region_code"] != "500229"].to_dict("records")}
    meetings, rooms = found["协商活动"], found["委员工作室"]
    assert (meetings["ledger"], meetings["verdict"], meetings["difference"]) == (1, "期间不同", None)
    assert meetings["note"] == "通报为“今年以来”，台账按不限期间"
    assert (rooms["ledger"], rooms["verdict"], rooms["note"]) == (0, "期间不同", "通报为2022年，台账为截至日的状态")
    (later,) = within[within["indicator"] == "协商活动"].to_dict("records")
    assert (later["ledger"], later["verdict"]) == (0, "期间不同")
    assert later["note"] == "通报为“今年以来”，台账按2025年1月1日起"


def test_a_rate_is_compared_as_it_is_published_in_percent(
    published_ledger: Engine, tmp_path: Path, today: date
) -> None:
    """One of two stations is alive: 50 % beside 50 以上."""
    with read(published_ledger, tmp_path, today) as reading:
        frame = compare(reading, Filters(as_of=today), Rules())
    (row,) = frame[frame["indicator"] == "coverage.active_rate"].to_dict("records")
    assert (row["ledger"], row["verdict"]) == (50, "一致")
