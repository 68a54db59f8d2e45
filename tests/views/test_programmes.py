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
