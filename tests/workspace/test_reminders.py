"""催办 texts come from the reasons, and the register of what was sent only grows."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from tests.ledger_rows import put
from tests.supervision_days import Matter, settings_for, write
from zxdata.configuration import Settings, load_settings
from zxdata.errors import WrongUse
from zxdata.filters import Filters, Scope
from zxdata.ledger.tables import TABLES
from zxdata.metrics.clocked.cases import cases_by_colour
from zxdata.metrics.supervision.cases import MATTERS as OF_MATTERS
from zxdata.rules.book import read_rules
from zxdata.snapshot.build import refresh
from zxdata.store import Store
from zxdata.views import view
from zxdata.workspace.reminders import Letter, letters, record

TODAY = date(2025, 9, 30)
Open = Callable[[Settings], Store]


def d(text: str) -> date:
    return date.fromisoformat(text)


MATTERS = [
    Matter("J1", d("2025-06-02"), d("2025-09-19"), (("交办", d("2025-06-03")), ("反馈", d("2025-07-01")))),
    Matter("J2", d("2025-06-02"), d("2025-09-30")),
    Matter("J3", d("2025-06-02"), d("2025-12-30")),
    Matter("J4", d("2025-06-02"), d("2025-09-19"), unit="U2"),
    Matter("J5", d("2025-06-02"), d("2025-09-19"), unit=None),
]


def _letters(engine: Engine, folder: Path, open_store: Open) -> tuple[list[Letter], Store]:
    settings = settings_for(engine, folder, TODAY)
    refresh(engine, settings)
    store = open_store(settings)
    with store.reading(Scope.whole()) as reading:
        cases = cases_by_colour(reading, OF_MATTERS, Filters(TODAY), read_rules(settings.rules), ("red", "yellow"))
    return letters(cases, TODAY, read_rules(settings.rules).colours, "监督"), store


def test_each_unit_gets_one_text_with_the_reason_of_each_matter(
    sqlite_ledger: Engine, tmp_path: Path, open_store: Open
) -> None:
    write(sqlite_ledger, MATTERS)
    put(
        sqlite_ledger,
        reminders=[{"subject": "监督", "subject_no": "J4", "unit": "U2", "sent_on": d("2025-09-22"), "kind": "催办"}],
    )
    written, _ = _letters(sqlite_ledger, tmp_path, open_store)
    assert [(w.unit, w.kind, w.numbers, w.red, w.yellow) for w in written] == [
        ("市教育委员会", "催办", ("J1", "J2"), 1, 1),
        ("市公安局", "督办", ("J4",), 1, 0),
    ]
    assert written[0].text.splitlines() == [
        "市教育委员会：",
        "截至2025年9月30日，贵单位承办的政协监督事项中有 1 件超期、1 件临期。请抓紧办理，并书面反馈进展：",
        "一、事项J1（J1）：期限9月19日，已超 8 个工作日；最近节点：反馈。",
        "二、事项J2（J2）：期限9月30日，今日到期。",
    ]
    assert "已催办 1 次" in written[1].text and written[1].text.endswith("请说明未按期办结的原因和预计办结日期。")


def test_the_register_only_grows(ledger: Engine, tmp_path: Path, open_store: Open) -> None:
    write(ledger, MATTERS)
    written, _ = _letters(ledger, tmp_path, open_store)
    assert record(ledger, written, TODAY, "提案委办公室") == 3
    assert record(ledger, written, TODAY, "别人") == 0
    register = TABLES["reminders"]
    with ledger.connect() as connection:
        rows = connection.execute(select(register).order_by(register.c.subject_no)).mappings().all()
    assert [(r["subject_no"], r["unit"], r["kind"], r["sent_on"], r["sent_by"], r["source"]) for r in rows] == [
        (no, unit, "催办", TODAY, "提案委办公室", "驾驶舱") for no, unit in (("J1", "U1"), ("J2", "U1"), ("J4", "U2"))
    ]


def test_what_was_sent_shows_in_the_reason_and_escalates_the_next_text(
    sqlite_ledger: Engine, tmp_path: Path, open_store: Open
) -> None:
    write(sqlite_ledger, MATTERS)
    written, _ = _letters(sqlite_ledger, tmp_path, open_store)
    record(sqlite_ledger, written, TODAY, "提案委办公室")
    again, store = _letters(sqlite_ledger, tmp_path, open_store)
    assert [w.kind for w in again] == ["督办", "督办"]
    shown = view(store, "supervision.press", Filters(TODAY), Scope.whole(), load_settings())
    assert list(shown.figure("register").frame["no"]) == ["J4", "J1", "J2"]
    elsewhere = view(store, "supervision.press", Filters(TODAY), Scope.of("500108"), load_settings())
    assert elsewhere.figure("register").frame.empty and elsewhere.figure("letters").frame.empty


def test_a_unit_without_a_number_cannot_be_registered(sqlite_ledger: Engine) -> None:
    nobody = Letter("某局", "催办", ("J1",), 1, 0, "")
    with pytest.raises(WrongUse, match="“某局”在承办单位里没有编号"):
        record(sqlite_ledger, [nobody], TODAY, "某人")


def test_nobody_registers_without_a_name(sqlite_ledger: Engine) -> None:
    with pytest.raises(WrongUse, match="登记催办要写明经办"):
        record(sqlite_ledger, [Letter("某局", "催办", ("J1",), 1, 0, "")], TODAY, "  ")
