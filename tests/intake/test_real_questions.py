"""Real input: 400 questions of members of a parliament, mapped to proposals and brought in by the public import."""

import csv
import os
from pathlib import Path
from statistics import median
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from tests.intake_files import bring
from zxdata.ledger import TABLES, reading

FILE = "eu_parliament_questions_2022.csv"
ADDRESSEES = {"COM": "欧盟委员会", "HRUFASP": "欧盟外交与安全政策高级代表", "CONSIL": "欧盟理事会"}


@pytest.fixture(scope="module")
def questions() -> list[dict[str, str]]:
    folder = os.environ.get("ZX_REAL_DATA")
    if not folder:
        pytest.skip("未设置 ZX_REAL_DATA：跳过真实质询数据")
    with (Path(folder) / FILE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, header: str, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header.split(","), *rows])
    return path


def mapped(questions: list[dict[str, str]], folder: Path) -> list[Path]:
    """The questions as files of the interface: units, proposals, and what happened to them."""
    units = [[code, name] for code, name in ADDRESSEES.items()]
    proposals, events = [], []
    for asked in questions:
        no, day, unit = asked["question_id"], asked["submitted_utc"], asked["addressee"]
        proposals.append([no, asked["title_en"], "委员", asked["author_person_ids"].replace(";", "、"), day])
        events += [[no, "提交", day, "", ""], [no, "交办", day, unit, "主办"]]
        if answered := asked["first_answered_utc"]:
            events.append([no, "答复", answered, ADDRESSEES[unit], "主办"])
    return [
        _write(folder / "单位.csv", "单位编号,名称", units),
        _write(folder / "提案.csv", "提案号,标题,提案者类型,提案者,提交日期", proposals),
        _write(folder / "办理.csv", "提案号,节点,时间,单位,角色", events),
    ]


def _stages(engine: Engine, stage: str) -> dict[str, Any]:
    events = TABLES["proposal_events"]
    with reading(engine) as connection:
        rows = connection.execute(sa.select(events.c.proposal_no, events.c.occurred_at).where(events.c.stage == stage))
        return {no: moment.date() for no, moment in rows}


def test_400_questions_come_in_395_are_answered_after_60_days_at_the_median(
    ledger: Engine, questions: list[dict[str, str]], tmp_path: Path
) -> None:
    files = mapped(questions, tmp_path)
    receipts = [bring(ledger, file) for file in files]
    assert [(r.accepted, r.refused) for r in receipts] == [(3, 0), (400, 0), (1195, 0)]
    assert [bring(ledger, file).accepted for file in files] == [0, 0, 0]
    asked, answered = _stages(ledger, "交办"), _stages(ledger, "答复")
    assert (len(asked), len(answered), len(asked.keys() - answered.keys())) == (400, 395, 5)
    days = [(answered[no] - asked[no]).days for no in answered]
    # The stamps are local midnights written in UTC: summer time makes the raw difference an hour short of a day.
    assert median(days) == 60
    with reading(ledger) as connection:
        proposals = TABLES["proposals"]
        submitted = dict(connection.execute(sa.select(proposals.c.proposal_no, proposals.c.submitted_on)).all())
    assert submitted == asked
