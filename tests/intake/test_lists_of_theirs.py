"""Each kind of list as offices keep it: one sheet becomes the list, its items and what became of them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from tests.intake_files import SETTINGS, bring, with_divisions, xlsx
from zxdata.intake import mapping, open_book
from zxdata.ledger import TABLES, reading


def taken(engine: Engine, path: Path) -> Any:
    found = mapping.understand(engine, open_book(engine, path, SETTINGS).sheets, path.name, SETTINGS)
    return bring(engine, path, mapping=found.settled({}))


def rows(engine: Engine, table: str) -> list[dict[str, Any]]:
    with reading(engine) as connection:
        return [dict(row) for row in connection.execute(sa.select(TABLES[table])).mappings()]


# fmt: off
SHEETS = {
    "机关任务": ("重庆市九龙坡区政协2025年机关重点任务清单",
               ["序号", "工作任务", "责任处室", "完成时限", "完成日期"], [1, "修订工作规则", "办公室", "2025-06-30", "2025-06-20"]),
    "专委会履职量化": ("2025年专委会履职量化清单",
                  ["序号", "指标名称", "专委会", "目标值", "计量单位", "完成日期"], [1, "调研报告", "经济委员会", 2, "篇", "2025-11-01"]),
    "问题清单": ("党建问题清单", ["序号", "存在问题", "责任部门", "整改时限", "销号日期"], [1, "谈心不足", "机关党委", "2025-06-30", "2025-06-01"]),
    "四张问题": ("四张问题清单", ["序号", "问题描述", "责任部门", "整改时限", "销号时间"], [1, "学习不全", "机关党委", "2025-06-30", "2025-06-01"]),
    "三级责任": ("三级责任清单", ["序号", "责任内容", "责任人", "完成时间"], [1, "讲党课", "党组", "2025-06-01"]),
    "三张民生": ("南岸区民生清单", ["序号", "民生事项", "牵头单位", "办结时间"], [1, "加装电梯", "住建委", "2025-06-01"]),
    "六有": ("渝北区委员之家六有清单", ["序号", "标准", "委员之家", "达标时间"], [1, "有场所", "经济界委员之家", "2025-06-01"]),
    "建设任务": ("民主监督体系建设时间表", ["序号", "主要任务", "牵头部门", "建设阶段", "截止时间", "完成时间"],
             [1, "出台规则", "研究室", "一年", "2025-12-31", "2025-06-01"]),
    "承诺书": ("2025年度承诺书", ["序号", "承诺事项", "承诺人", "完成时间"], [1, "联系群众", "某委员", "2025-06-01"]),
}
# fmt: on


@pytest.mark.parametrize("kind", SHEETS)
def test_each_kind_of_list_enters_from_its_own_sheet(ledger: Engine, tmp_path: Path, kind: str) -> None:
    title, header, row = SHEETS[kind]
    file = xlsx(tmp_path / "清单.xlsx", [title], header, row)
    assert taken(ledger, file).faults == ()
    (of_list,), (item,), (event,) = (rows(ledger, n) for n in ("checklists", "checklist_items", "checklist_events"))
    assert (of_list["name"], of_list["kind"]) == (title, kind)
    assert (item["title"], item["owner"], item["checklist_no"]) == (row[1], row[2], of_list["checklist_no"])
    assert (event["stage"], event["item_no"]) == ("完成", item["item_no"]) == ("完成", f"{title}第1号")
    assert event["occurred_at"].date() == date.fromisoformat(str(row[-1]))
    assert taken(ledger, file).unchanged == 1


def test_a_list_that_comes_again_moves_its_items_on_and_keeps_the_others(sqlite_ledger: Engine, tmp_path: Path) -> None:
    with_divisions(sqlite_ledger)
    header = ["序号", "工作任务", "责任处室", "目标值", "单位", "完成时限", "完成数量", "填报日期", "完成日期", "备注"]
    title = ["重庆市九龙坡区政协2025年机关重点任务清单"]
    one, other = [1, "走访企业", "经济委", 30, "户", "2025-12-31"], [2, "修订规则", "办公室", "", "", "长期坚持"]
    taken(
        sqlite_ledger, xlsx(tmp_path / "a.xlsx", title, header, [*one, 12, "2025-06-30", "", ""], [*other, *[""] * 4])
    )
    taken(sqlite_ledger, xlsx(tmp_path / "b.xlsx", title, header, [*one, 30, "2025-09-30", "2025-09-28", "超额"]))
    (of_list,) = rows(sqlite_ledger, "checklists")
    assert (of_list["year"], of_list["region"], of_list["kind"]) == (2025, "500107", "机关任务")
    items = {row["title"]: row for row in rows(sqlite_ledger, "checklist_items")}
    assert items["走访企业"]["target"] == 30 and items["走访企业"]["measure"] == "户"
    assert items["修订规则"]["due_on"] is None
    events = [(row["stage"], row["quantity"]) for row in rows(sqlite_ledger, "checklist_events")]
    assert sorted(events, key=str) == [("完成", None), ("进展", 30.0)]  # the sheet's word of June is replaced


def test_two_lists_of_one_year_keep_their_items_apart(ledger: Engine, tmp_path: Path) -> None:
    header = ["序号", "工作任务", "责任处室", "完成时限"]
    for name in ("2025年机关任务清单", "2025年民生清单"):
        taken(ledger, xlsx(tmp_path / f"{name}.xlsx", [name], header, [1, "事", "办公室", "2025-06-30"]))
    assert {row["item_no"] for row in rows(ledger, "checklist_items")} == {
        "2025年机关任务清单第1号",
        "2025年民生清单第1号",
    }
