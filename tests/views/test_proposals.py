"""The parts of the proposals page: one proposal's lanes, the list of fifty, the report of units."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from tests.demonstration import TODAY, Demonstration, proposal_events
from tests.ledger_rows import day, event, proposal, publish, put, region, settings_for, suggestion, unit
from zxdata.configuration import Settings
from zxdata.export import export_file
from zxdata.figures import KINDS, Figure, Gantt, View
from zxdata.filters import Filters, Scope
from zxdata.store import Store
from zxdata.views import VIEWS, view
from zxdata.views.proposals import OPTIONS, PARTS

WHOLE = Scope.whole()
# fmt: off
LIFE = (
    event("1", "提交", "2025-01-02"), event("1", "立案", "2025-01-08"),
    event("1", "交办", "2025-01-15 09:00", unit="A", role="主办"),
    event("1", "交办", "2025-01-15 09:00", unit="B", role="会办"),
    event("1", "退办", "2025-01-20", unit="A", role="主办", note="不属本单位职责"),
    event("1", "改派", "2025-01-24", unit="C", role="主办"),
    event("1", "答复", "2025-02-20", unit="B", role="会办"),
    event("1", "答复", "2025-04-24", unit="C", role="主办", result="B"),
    event("1", "评价", "2025-05-01", unit="C", rater="张某", result="满意"),
    event("1", "评价", "2025-05-03", unit="C", rater="李某", result="基本满意"),
    event("1", "提案质量评价", "2025-05-04", unit="C", rater="丙局", score=91),
)
# fmt: on


@pytest.fixture
def one(sqlite_ledger: Engine, tmp_path: Path) -> Iterator[tuple[Store, Settings]]:
    put(
        sqlite_ledger,
        regions=[
            region("50", "某省", "省"),
            region("5001", "甲区", "区县", "50"),
            region("5002", "乙区", "区县", "50"),
        ],
        units=[unit("A", "甲局"), unit("B", "乙局"), unit("C", "丙局")],
        proposals=[proposal("1", "2025-01-02", proposers="张某、李某", region="5001", sector="经济界")],
        proposal_events=list(LIFE),
        suggestions=[suggestion("Y1", "1", "2025-01-02", text="加装电梯") | {"origin": "提案"}],
    )
    yield publish(sqlite_ledger, tmp_path), settings_for(sqlite_ledger, tmp_path)


def card(one: tuple[Store, Settings], on: str, scope: Scope = WHOLE, **more: Any) -> View:
    store, settings = one
    return view(store, "proposals.card", Filters(day(on), **more), scope, settings, (("case", "1"),))


def test_each_unit_is_a_lane_with_its_own_limit(one: tuple[Store, Settings]) -> None:
    lanes = card(one, "2025-09-30").figure("lanes")
    assert isinstance(lanes, Gantt)
    told = lanes.frame.set_index("no")[["due", "colour", "state"]].agg(tuple, axis=1).to_dict()
    assert told["主办 丙局"] == (date(2025, 4, 24), "done", "按期")  # replied on the due day
    assert told["会办 乙局"] == (date(2025, 2, 15), "done_late", "逾期")
    assert told["主办 甲局"][1:] == ("done", "已改派")
    bars = lanes.bars[lanes.bars["no"] == "会办 乙局"].set_index("phase")
    assert (bars.loc["超期", "since"], bars.loc["超期", "until"]) == (date(2025, 2, 15), date(2025, 2, 20))
    assert lanes.marks is not None
    marks = lanes.marks.groupby("no")["words"].agg(list).to_dict()
    assert marks["主办 甲局"] == ["交办　甲局", "退办　甲局"]
    assert "答复　丙局　B" in marks["主办 丙局"]
    assert "评价　丙局　满意" in marks["主办 丙局"]  # whoever rates has no role: it is the lead unit's lane


def test_where_nothing_waits_beyond_its_limit_no_places_are_counted(one: tuple[Store, Settings]) -> None:
    store, settings = one

    def bars(on: str) -> Figure:
        return view(store, "proposals.flow", Filters(day(on)), WHOLE, settings).figure("bottlenecks")

    assert bars("2025-01-03").frame.empty and bars("2025-01-03").aid == "超过时限之和"
    assert bars("2025-04-01").aid == f"超过时限之和，前 {len(bars('2025-04-01').frame)} 处"


def test_every_event_is_told_with_its_unit_and_result(one: tuple[Store, Settings]) -> None:
    shown = card(one, "2025-09-30")
    events = shown.figure("events").frame
    assert events["stage"].tolist() == [e["stage"] for e in LIFE]
    assert events["note"].tolist()[4] == "不属本单位职责"
    both = shown.figure("evaluations").frame
    assert both[["what", "rater"]].agg(tuple, axis=1).tolist() == [
        ("办理质量", "张某"),
        ("办理质量", "李某"),
        ("提案质量", "丙局"),
    ]
    assert both["score"].tolist()[-1] == 91
    assert shown.figure("suggestions").frame["text"].tolist() == ["加装电梯"]
    head = shown.figure("head").frame.set_index("name")["value"]
    assert (head["主办单位"], head["办理结果"], head["委员评价"]) == ("丙局", "B", "基本满意")


def test_a_card_shows_only_what_had_happened(one: tuple[Store, Settings]) -> None:
    shown = card(one, "2025-01-22")
    assert len(shown.figure("events").frame) == 5
    head = shown.figure("head").frame.set_index("name")["value"]
    assert (head["主办单位"], head["办理结果"]) == ("甲局", "—")
    assert shown.figure("lanes").frame["no"].tolist() == ["全程", "主办 甲局", "会办 乙局"]


def test_a_proposal_that_nothing_has_happened_to_has_its_card_and_its_files(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    put(sqlite_ledger, proposals=[proposal("1", "2025-01-02")])
    store, settings = publish(sqlite_ledger, tmp_path), settings_for(sqlite_ledger, tmp_path)
    shown = card((store, settings), "2025-09-30")
    lanes = shown.figure("lanes")
    assert KINDS[Gantt].blank(lanes) and lanes.empty == "台账里没有这件提案的办理节点。"
    book = load_workbook(BytesIO(export_file(shown, "xlsx")))
    assert book["全程与各承办单位"]["A3"].value == "台账里没有这件提案的办理节点。"
    for kind in ("csv", "docx", "pptx"):
        assert export_file(shown, kind)


def test_a_proposal_outside_the_scope_is_as_unknown_as_one_that_does_not_exist(one: tuple[Store, Settings]) -> None:
    store, settings = one
    hidden = card(one, "2025-09-30", Scope.of("5002"))
    missing = view(store, "proposals.card", Filters(day("2025-09-30")), WHOLE, settings, (("case", "9"),))
    assert hidden.figure("events").frame.empty and missing.figure("events").frame.empty
    assert hidden.notices[0].replace("“1”", "“9”") == missing.notices[0]
    assert card(one, "2025-09-30", Scope.of("5001")).figure("events").frame.shape[0] == len(LIFE)


def test_a_due_day_in_a_year_without_a_calendar_says_so(sqlite_ledger: Engine, tmp_path: Path) -> None:
    put(
        sqlite_ledger,
        units=[unit("A", "甲局")],
        proposals=[proposal("1", "2026-11-01")],
        proposal_events=[event("1", "交办", "2026-11-30", unit="A", role="主办")],
    )
    store, settings = publish(sqlite_ledger, tmp_path), settings_for(sqlite_ledger, tmp_path)
    listed = view(store, "proposals.list", Filters(day("2026-12-01")), WHOLE, settings)
    assert listed.table is not None
    assert listed.table.frame["due"].tolist() == [date(2027, 2, 28)]
    assert listed.table.frame["state"].str.endswith("（暂按周末推算）").all()
    units = view(store, "proposals", Filters(day("2026-12-01")), WHOLE, settings).figure("units")
    assert units.frame.empty and units.empty == "没有到期满 10 件的承办单位。"
    figure = listed.figure("gantt", Gantt)
    assert re.fullmatch(r"剩 \d+ 日※", figure.frame["brief"].item()) and figure.signs == (("※", "推算"),)


@pytest.mark.parametrize("order", ["最急", "将到期", "最久", "最新"])
def test_fifty_are_listed_at_once_in_the_order_asked_for(demo: Demonstration, order: str) -> None:
    def page(n: int) -> Any:
        options = (("order", order), ("page", str(n)))
        shown = view(demo.store, "proposals.list", Filters(TODAY), WHOLE, demo.settings, options)
        assert shown.table is not None
        return shown.table.frame

    first, second = page(1), page(2)
    assert len(first) == 50 and not set(first["no"]) & set(second["no"])
    key, rising = ("due", True) if order in ("最急", "将到期") else ("assigned_on", order == "最久")
    both = [*first[key], *second[key].dropna()]
    assert both == sorted(both, reverse=not rising)
    if order == "将到期":
        assert min(first["due"]) >= TODAY


def test_days_left_are_working_days(demo: Demonstration) -> None:
    frame = view(demo.store, "proposals.list", Filters(TODAY), WHOLE, demo.settings).table
    assert frame is not None
    with demo.store.reading(WHOLE) as reading:
        for row in frame.frame.head(20).itertuples():
            assert row.left == reading.version.calendar.left(row.due, TODAY)


def test_the_report_of_units_never_calls_duties_proposals(demo: Demonstration) -> None:
    told = proposal_events()
    shown = view(demo.store, "proposals.units", Filters(TODAY), WHOLE, demo.settings)
    assert shown.table is not None
    table = shown.table.frame
    held = told[told["stage"] == "交办"].groupby("role")[["proposal_no"]].count()["proposal_no"]
    assert (table["会办"].sum(), table["分办"].sum()) == (held["会办"], held["分办"])
    assert table["主办"].sum() == told[(told["stage"] == "交办") & (told["role"] == "主办")]["proposal_no"].nunique()
    indicators = {c.metric: c.value for c in shown.indicators}
    assert indicators["proposals.handled"] != indicators["proposals.duties"]
    assert "件次" in shown.table.aid and "不是提案件数" in shown.table.note


def test_every_part_is_a_view_and_options_belong_to_parts() -> None:
    assert set(PARTS) <= set(VIEWS)
    assert set(OPTIONS) <= set(PARTS)


def test_the_longest_overdue_stand_first_and_the_others_are_counted(demo: Demonstration) -> None:
    gantt = view(demo.store, "proposals", Filters(TODAY), WHOLE, demo.settings).figure("gantt", Gantt)
    open_now = _open_by_hand()
    late = open_now[open_now["due"] < TODAY]
    assert gantt.frame["due"].tolist() == open_now["due"].tolist()[:16]
    left = len(late) - 16 if len(late) > 16 else 0
    more = f"另有 {len(open_now) - 16} 件" + (f"（超期 {left} 件）" if left else "")
    assert gantt.aid == f"{more}，最急的 16 件在前"


def _open_by_hand() -> pd.DataFrame:
    """Handed over and not answered by the lead unit that holds it, by the due day written last; from the raw events."""
    told = proposal_events()
    events = told[(told["role"] == "主办") & (told["on_day"] <= TODAY)].sort_values("moment")
    rows = []
    for number, own in events.groupby("proposal_no"):
        given = own[own["stage"].isin(["交办", "改派"])]
        if given.empty:
            continue
        unit, since = given.iloc[-1]["unit"], given.iloc[-1]["moment"]
        held = own[(own["unit"] == unit) & (own["moment"] >= since)]
        if (held["stage"] == "答复").any():
            continue
        dues = [due for due in held.loc[held["stage"].isin(["交办", "改派", "延期"]), "due_on"] if pd.notna(due)]
        handed = given.iloc[-1]["on_day"]
        rows.append((number, dues[-1] if dues else (pd.Timestamp(handed) + pd.DateOffset(months=3)).date()))
    return pd.DataFrame(rows, columns=["no", "due"]).sort_values(["due", "no"], ignore_index=True)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2025-08-10", "8月10日（周日）到期，剩 0 个工作日"),
        ("2025-08-08", "今日到期"),
        ("2025-08-11", "剩 1 日"),
    ],
)
def test_what_is_due_on_a_day_off_is_said_alike_on_list_card_board_and_letter(
    sqlite_ledger: Engine, tmp_path: Path, due: str, words: str
) -> None:
    """8 August 2025 is a Friday."""
    handed = event("1", "交办", "2025-06-10", unit="A", role="主办", due_on=day(due))
    put(sqlite_ledger, units=[unit("A", "甲局")], proposals=[proposal("1", "2025-06-01")], proposal_events=[handed])
    store, settings = publish(sqlite_ledger, tmp_path), settings_for(sqlite_ledger, tmp_path)

    def shown(key: str, *options: tuple[str, str]) -> View:
        return view(store, key, Filters(day("2025-08-08")), WHOLE, settings, options)

    assert shown("proposals.list").figure("gantt").frame["state"].tolist() == [words]
    lane = shown("proposals.card", ("case", "1")).figure("lanes").frame.set_index("name")["state"]
    assert lane["主办 甲局"] == words
    head = shown("proposals.card", ("case", "1")).figure("head").frame["base"].tolist()
    assert f"工作日：{words}" in head
    written = shown("proposals.press").figure("letters").frame.iloc[0]
    assert written["subject"] == "提案" and "贵单位承办的政协提案中有 1 件临期" in written["text"]
    (days,), (reason,) = (shown("proposals.colours").figure("board").frame[name] for name in ("days", "reason"))
    if "周日" in words:
        assert words in written["text"] and words == f"{reason.partition('，')[0]}，{days.replace('日', '个工作日')}"
    else:
        assert ("今日到期" in written["text"]) == (words == "今日到期") == (days == "今日到期")


def test_what_each_member_of_a_sector_proposes_is_a_number_also_in_a_workbook(demo: Demonstration) -> None:
    shown = view(demo.store, "proposals.review", Filters(TODAY), WHOLE, demo.settings)
    assert shown.table is not None
    rows = shown.table.frame[
        ["proposals.per_member.denominator", "proposals.per_member.numerator", "proposals.per_member"]
    ]
    assert [share for members, count, share in rows.itertuples(index=False) if share != count / members] == []
    sheet = next(sheet for sheet in load_workbook(BytesIO(export_file(shown, "xlsx"))) if "界别" in sheet.title)
    column = next(cell.column for row in sheet.iter_rows(max_row=6) for cell in row if cell.value == "人均")
    values = [row[column - 1].value for row in sheet.iter_rows(min_row=7) if row[column - 1].value is not None]
    assert len(values) > 20 and all(isinstance(value, float | int) for value in values)
