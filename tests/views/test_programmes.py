"""清单行动 on small ledgers: what is drawn of many, and what is said of the rest."""

from pathlib import Path

from sqlalchemy import Engine

from tests.ledger_rows import at, day, publish, put, region, settings_for
from zxdata.figures import View
from zxdata.filters import Filters, Scope
from zxdata.views import view


def shown(engine: Engine, folder: Path, key: str) -> View:
    return view(publish(engine, folder), key, Filters(day("2025-09-30")), Scope.whole(), settings_for(engine, folder))


def test_of_many_items_the_longest_overdue_is_drawn_and_the_rest_counted(sqlite_ledger: Engine, tmp_path: Path) -> None:
    one = {"checklist_no": "建设"}
    soon = [
        {**one, "item_no": f"一{n}", "title": f"一年任务{n}", "horizon": "一年", "due_on": day("2025-12-31")}
        for n in range(43)
    ]
    late = {**one, "item_no": "五", "title": "五年任务", "horizon": "五年", "due_on": day("2025-03-31")}
    done = {**late, "item_no": "成", "title": "做成的任务"}
    put(
        sqlite_ledger,
        regions=[region("50", "某省", "省")],
        checklists=[{"checklist_no": "建设", "name": "建设任务", "kind": "建设任务", "year": 2025, "region": "50"}],
        checklist_items=[*soon, late, done],
        checklist_events=[{"item_no": "成", "stage": "完成", "occurred_at": at("2025-09-01")}],
    )
    found = shown(sqlite_ledger, tmp_path, "programmes.schedule")
    drawn = found.figure("schedule")
    assert len(drawn.frame) == 40
    assert drawn.frame["no"].tolist()[-1] == "五" and "成" not in set(drawn.frame["no"])
    assert drawn.note.endswith("另有 5 件（超期 0 件）没有画")
    assert found.headline == "分阶段、有期限的任务 45 件，其中超期 1 件。"
    stages = found.figure("stages").frame
    assert stages[["horizon", "programmes.items", "programmes.done"]].values.tolist() == [
        ["一年", 43, 0],
        ["五年", 2, 1],
    ]


def test_twenty_two_homes_beside_twenty_sectors_are_flagged(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """渝北: “1+8+20”, and 22 homes of sectors. A sector whose only member has left is none."""
    sectors = [{"member_no": f"M{n}", "name": "某", "region": "5001", "sector": f"界别{n:02}"} for n in range(20)]
    left = {"member_no": "M", "name": "某", "region": "5001", "sector": "旧界别", "term_to": day("2025-09-29")}
    items = [
        {"item_no": f"{h}-{n}", "checklist_no": "YB", "title": title, "owner": f"家{h:02}"}
        for h in range(22)
        for n, title in enumerate(("有场所", "有标识"))
    ]
    put(
        sqlite_ledger,
        regions=[region("50", "某省", "省"), region("5001", "甲区", "区县", "50")],
        members=[*sectors, left],
        checklists=[{"checklist_no": "YB", "name": "六有", "kind": "六有", "region": "5001"}],
        checklist_items=items,
        checklist_events=[
            {"item_no": row["item_no"], "stage": "完成", "occurred_at": at("2025-06-01")}
            for row in items
            if row["item_no"] != "7-1"
        ],
    )
    found = shown(sqlite_ledger, tmp_path, "programmes.homes")
    said = "列入六有的委员之家 22 个，在任委员的界别 20 个，两数不等；请核对是否有综合性的家或合用的家。"
    assert said in found.notices
    six = found.figure("six").frame
    assert six.iloc[0][["title", "there", "wanted", "lacks"]].tolist() == ["家07", 1, 2, "有标识"]
    assert set(six["lacks"].iloc[1:]) == {"齐全"}
