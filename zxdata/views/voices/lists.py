"""三张清单: the public asks, a branch chooses, a member solves, the public judges."""

import pandas as pd

from zxdata import words
from zxdata.figures import Bars, Figure, Table, TableColumn, View
from zxdata.filters import UNFILLED
from zxdata.metrics import metric
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

STEPS = (("群众出题", "collected"), ("支部选题", "chosen"), ("委员领题", "taken"), ("委员解题", "solved"))
WELL = "voices.judged_well_rate"
COLUMNS = {
    "voices.chosen": "选题",
    "voices.taken": "领题",
    "voices.solved": "解题",
    "voices.solved_rate": "解题率",
}


def view(asking: Asking) -> View:
    figures: tuple[Figure, ...] = (steps(asking), by_district(asking))
    now = asking.answer(["voices.chosen", "voices.solved", "voices.solved_rate"])
    headline = words.joined(
        f"支部选题 {int(now.value('voices.chosen') or 0):,} 件",
        f"委员解题 {int(now.value('voices.solved') or 0):,} 件",
        words.clause("解题率", now.value("voices.solved_rate"), "percent"),
    )
    cards = asking.indicators(("voices.chosen", "voices.taken", "voices.solved", "voices.solved_rate"))
    asked, said = asking.letting_go("评题", *(d for d, _ in asking.filters.where))
    judged = asked.indicators(("voices.judgements", WELL))
    return framed(asking, "voices.lists", "民情·三张清单", headline, (*cards, *judged), figures, None, said)


def steps(asking: Asking) -> Bars:
    now = asking.answer([f"voices.{name}" for _, name in STEPS])
    numbers = [int(now.value(f"voices.{name}") or 0) for _, name in STEPS]
    rows = [
        (
            word,
            float(numbers[n]),
            _over(numbers[n], numbers[n - 1]) if n and not asking.happened else "",
            f"voices.{name}",
        )
        for n, (word, name) in enumerate(STEPS)
    ]
    judged, _ = asking.letting_go("评题", *(d for d, _ in asking.filters.where))
    well = judged.answer(["voices.judgements", WELL])
    base = f"满意 {words.with_unit(well.value(WELL), 'percent')}" if well.value(WELL) is not None else ""
    rows.append(("群众评题", float(well.value("voices.judgements") or 0), base, "voices.judgements"))
    frame = pd.DataFrame(rows, columns=["name", "value", "base", "metric"])
    frame["unit"] = ["件"] * len(STEPS) + ["次"]
    return Bars(
        key="steps",
        title="出题—选题—领题—解题—评题",
        aid="前四步为件，评题为次" + ("，旁为占上一步的比例" if not asking.happened else ""),
        value_format="integer",
        note="出题为全部民情；选题、领题、解题按民情进展，评题按“评分”表（对象类型 民情、维度 评题）",
        frame=frame if any(numbers) else frame.iloc[:0],
        empty="所选条件下没有民情。",
    )


def _over(part: int, whole: int) -> str:
    return words.with_unit(part / whole, "percent") if whole else ""


def by_district(asking: Asking) -> Table:
    level = "township" if asking.district else "district"
    frame = asking.answer(COLUMNS, by=(level,)).frame.rename(columns={level: "name", f"{level}_code": "code"})
    frame = frame[(frame["voices.chosen"] > 0) & (frame["name"] != UNFILLED)]
    columns = (
        TableColumn("name", "区县" if level == "district" else "乡镇街道"),
        *(TableColumn(key, head, metric(key).value_format) for key, head in COLUMNS.items()),
    )
    return Table(
        key="districts",
        title="各地的清单",
        aid=f"{len(frame)} 行，有选题的",
        columns=columns,
        frame=frame[["code", *(c.name for c in columns)]].reset_index(drop=True),
        empty="所选条件下没有选题。",
    )
