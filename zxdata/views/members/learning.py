"""学习: credits by mode, what is owed of them, who has been reached, and what nobody else has looked at."""

import pandas as pd

from zxdata import words
from zxdata.datasets.duty import CREDIT_MODES
from zxdata.dimensions import DIMENSIONS
from zxdata.figures import Bars, Matrix, Table, TableColumn, View
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.trends import by_month

LISTED = 300
UNCHECKED = "duty.courses_unchecked"
INDICATORS = (
    "duty.credits",
    "duty.credit_rate",
    "duty.trained_rate",
    "duty.reading_rate",
    "duty.courses",
    UNCHECKED,
)
KEYS = ("duty.members", "duty.credits", "duty.credit_rate", "duty.trained_rate", "duty.reading_rate", "duty.courses")
HEADS = ("在任委员", "人均学分", "学分达标率", "培训覆盖率", "读书参与率", "学习记录")
KINDS = ("integer", "decimal", "percent", "percent", "percent", "integer")


def view(asking: Asking) -> View:
    cards = asking.indicators(
        INDICATORS, {"duty.credits": f"年度要求 {words.rounded(asking.rules.duty.learning.credits)} 分"}
    )
    place = "township" if asking.district else "district"
    figures = (
        modes(asking),
        matrix(asking, place),
        by_month(asking, {"duty.courses": "学习记录"}, "每月学习", "条"),
        by(asking, "sector"),
        by(asking, place),
        unchecked(asking),
    )
    headline = words.joined(
        cards[0].clause("人均学分"),
        cards[1].clause("达标率"),
        cards[2].clause("培训覆盖率"),
        cards[3].clause("读书参与率"),
        aside=f"{cards[5].value} 条学习没有第二人把关",
    )
    return framed(asking, "members.learning", "学习", headline, cards, figures, None)


def modes(asking: Asking) -> Bars:
    frame = asking.answer(["duty.courses"], by=("mode",)).frame
    frame = frame[frame["duty.courses"] > 0].sort_values("duty.courses", ascending=False, kind="stable")
    rows = pd.DataFrame({"name": frame["mode"], "value": frame["duty.courses"].astype(float), "base": ""})
    return Bars(
        key="modes",
        title="怎样学",
        unit="条",
        aid="学习记录按方式",
        value_format="integer",
        metric="duty.courses",
        dimension="mode",
        frame=rows.reset_index(drop=True),
        empty="期间内没有学习记录。",
    )


def matrix(asking: Asking, place: str) -> Matrix:
    """Where members learn in which way: a district has a body of its own."""
    frame = asking.answer(["duty.courses"], by=(place, "mode"), filters=asking.beside(place)).frame
    frame = frame[frame["duty.courses"] > 0]
    cells = [
        (row, mode, float(count), f"{int(count):,}", False)
        for row, mode, count in zip(frame[place], frame["mode"], frame["duty.courses"], strict=True)
    ]
    name = DIMENSIONS[place].name
    return Matrix(
        key="matrix",
        title="学习矩阵",
        kind=name,
        unit="条",
        aid=f"学习记录按{name}与方式",
        value_format="integer",
        rows=tuple(dict.fromkeys(frame[place])),
        columns=tuple(mode for mode in CREDIT_MODES if mode in set(frame["mode"])),
        metric="duty.courses",
        row_dimension=place,
        column_dimension="mode",
        frame=pd.DataFrame(cells, columns=["row", "column", "value", "text", "outside"]),
        empty="期间内没有学习记录。",
    )


def by(asking: Asking, dimension: str) -> Table:
    frame = asking.answer(KEYS, by=(dimension,), filters=asking.beside(dimension)).frame
    columns = (
        TableColumn(dimension, DIMENSIONS[dimension].name),
        *(TableColumn(k, h, kind) for k, h, kind in zip(KEYS, HEADS, KINDS, strict=True)),
    )
    return Table(
        key=dimension,
        title=f"各{DIMENSIONS[dimension].name}学习",
        aid="官方顺序" if dimension != "sector" else "按名称",
        note=metric("duty.credit_rate").definition,
        frame=frame[frame["duty.members"] > 0][[c.name for c in columns]].reset_index(drop=True),
        columns=columns,
    )


def unchecked(asking: Asking) -> Table:
    """Rows that only one person has looked at."""
    found = listing(asking.reading, metric(UNCHECKED), asking.filters, asking.rules, LISTED).frame
    columns = (
        TableColumn("held_on", "日期", "date"),
        TableColumn("course", "内容"),
        TableColumn("mode", "方式"),
        TableColumn("entered_by", "操作人"),
        TableColumn("approved_by", "把关人"),
        TableColumn("no", "记录编号"),
    )
    return Table(
        key="unchecked",
        title="没有第二人把关的学习",
        aid=f"只列前 {LISTED} 条" if len(found) == LISTED else f"{len(found):,} 条",
        note="双岗：操作人录入，把关人另有其人",
        frame=found[[c.name for c in columns]],
        columns=columns,
        metric=UNCHECKED,
        empty="没有缺第二人把关的学习。",
    )
