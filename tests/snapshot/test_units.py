"""Two units of one name stay two: in dimensions, filters, tables and letters."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.commands import command, configured
from tests.intake_files import bring, with_divisions
from zxdata.units import told_apart
from zxdata.workspace.reminders import Letter, record

DATA = Path(__file__).parents[1] / "intake" / "data"
FILES = ("units.csv", "proposals.csv", "events.csv")
JIULONGPO, YUZHONG = "区教育委员会（九龙坡区）", "区教育委员会（渝中区）"


def test_a_shared_name_carries_its_region_else_its_number() -> None:
    units = [("1", "教委", "甲区"), ("2", "教委", "乙区"), ("3", "民政局", None), ("4", "环保局", "甲区")]
    more = [("5", "水利局", None), ("6", "水利局", None), ("7", "环保局", "甲区")]
    assert told_apart([*units, *more]) == {
        "1": "教委（甲区）",
        "2": "教委（乙区）",
        "3": "民政局",
        "4": "环保局（甲区，4）",
        "5": "水利局（5）",
        "6": "水利局（6）",
        "7": "环保局（甲区，7）",
    }


def test_two_units_of_one_name_have_each_their_numbers(
    sqlite_ledger: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_divisions(sqlite_ledger)
    for name in FILES:
        assert not bring(sqlite_ledger, DATA / name).faults
    handled, rate = "proposals.handled", "proposals.on_time_rate"
    with configured(tmp_path):
        rows = command(capsys, "query", handled, rate, "--by", "unit", "--format", "json").json["rows"]
        found = {
            row["unit"]: (row["unit_no"], row[handled], row[f"{rate}.numerator"], row[f"{rate}.denominator"])
            for row in rows
        }
        assert found == {JIULONGPO: ("U1", 1, 1, 1), YUZHONG: ("U2", 2, 0, 2), "区民政局": ("U3", 1, 1, 1)}
        behind = command(capsys, "rows", "proposals.submitted", "--format", "json").json["rows"]
        assert {row["no"]: row["outcome"] for row in behind} == {"Q1": "A", "Q2": "A", "Q3": None, "Q4": "B"}
        for given in ("U2", YUZHONG):
            asked = command(capsys, "query", handled, "--where", f"unit={given}", "--format", "json").json
            assert asked["rows"][0][handled] == 2
        assert command(capsys, "query", handled, "--where", "unit=U3", "--format", "json").json["rows"][0][handled] == 1
        wrong = command(capsys, "query", handled, "--where", "unit=区教育委员会")
        assert wrong.code == 2 and JIULONGPO in wrong.err and YUZHONG in wrong.err


def test_a_letter_to_one_of_two_units_of_one_name_is_registered_under_its_number(sqlite_ledger: Engine) -> None:
    with_divisions(sqlite_ledger)
    bring(sqlite_ledger, DATA / "units.csv")
    record(sqlite_ledger, [Letter(YUZHONG, "催办", ("J1",), 1, 0, "")], date(2025, 9, 30), "某人")
    with sqlite_ledger.connect() as connection:
        assert connection.execute(text("select unit from reminders")).scalars().all() == ["U2"]
