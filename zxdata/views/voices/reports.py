"""社情民意信息: handed in, used at which level and in which way, endorsed, and what that scores."""

import pandas as pd

from zxdata import words
from zxdata.datasets.voices import USE_LEVELS, USE_MODES
from zxdata.figures import Bars, Figure, Matrix, Table, TableColumn, View
from zxdata.filters import UNFILLED
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.trends import by_month

REPORTS, USED, POINTS = "voices.bulletins", "voices.bulletins_used", "voices.bulletin_points"
CARDS = (REPORTS, USED, "voices.use_rate", "voices.uses", "voices.bulletins_endorsed", POINTS)
COLUMNS = (REPORTS, USED, "voices.use_rate", "voices.uses", "voices.bulletins_endorsed", POINTS)
HEADS = ("报送", "采用", "采用率", "采用次数", "批示", "积分")
LISTED = 60
TAKEN = ("category", "sector")


def view(asking: Asking) -> View:
    unable = [d for d, _ in asking.filters.where if d not in TAKEN]
    asked, said = asking.letting_go("信息", *unable)
    figures: tuple[Figure, ...] = (
        levels(asked),
        modes(asked),
        by_month(asked, {REPORTS: "报送", USED: "采用"}, "每月报送与采用", "篇", "采用按首次采用的月份"),
        ranked(asked, "sender", "报送单位"),
        ranked(asked, "author_kind", "反映者类型"),
        ranked(asked, "district", "区县"),
    )
    now = asked.answer([REPORTS, USED, "voices.use_rate"])
    headline = words.joined(
        f"报送信息 {int(now.value(REPORTS) or 0):,} 篇",
        f"采用 {int(now.value(USED) or 0):,} 篇",
        words.clause("采用率", now.value("voices.use_rate"), "percent"),
        aside="一篇被几级采用只计一篇",
    )
    cards = asked.indicators(CARDS, {POINTS: "按规则文件的信息积分"})
    return framed(asked, "voices.reports", "民情·社情民意信息", headline, cards, figures, None, said)


def levels(asking: Asking) -> Bars:
    """Each report at the highest level that used it, beside it how often that level used any."""
    frame = asking.answer([USED], by=("level",)).frame.set_index("level")[USED]
    uses = asking.answer(["voices.uses"], by=("level",)).frame.set_index("level")["voices.uses"]
    rows = [
        (level, float(frame.get(level, 0)), f"采用 {int(uses.get(level, 0)):,} 次")
        for level in USE_LEVELS
        if frame.get(level, 0) or uses.get(level, 0)
    ]
    return Bars(
        key="levels",
        title="最高采用级别",
        unit="篇",
        aid="旁为该级采用的次数",
        value_format="integer",
        dimension="level",
        metric=USED,
        note="同一篇被几级采用，篇数只计在最高一级，次数各级都计",
        frame=pd.DataFrame(rows, columns=["name", "value", "base"]),
        empty="所选条件下没有采用的信息。",
    )


def modes(asking: Asking) -> Matrix:
    frame = asking.answer(["voices.uses"], by=("level", "mode")).frame
    frame = frame[(frame["voices.uses"] > 0) & (frame["level"] != UNFILLED)]
    cells = [
        (row.level, row.mode, float(row.value), f"{int(row.value):,}", False)
        for row in frame.rename(columns={"voices.uses": "value"}).itertuples()
    ]
    held = set(frame["level"])
    return Matrix(
        key="modes",
        title="采用的级别与方式",
        kind="级别",
        unit="次",
        aid="一篇几次采用各计一次",
        value_format="integer",
        rows=tuple(level for level in USE_LEVELS if level in held),
        columns=tuple(USE_MODES),
        metric="voices.uses",
        row_dimension="level",
        column_dimension="mode",
        note=f"积分：{asking.rules.voices.points.words}",
        frame=pd.DataFrame(cells, columns=["row", "column", "value", "text", "outside"]),
        empty="所选条件下没有采用的信息。",
    )


def ranked(asking: Asking, dimension: str, header: str) -> Table:
    """By points, the most first."""
    filters = asking.beside(dimension) if dimension == "district" else asking.filters
    frame = asking.answer(COLUMNS, by=(dimension,), filters=filters).frame.rename(columns={dimension: "name"})
    frame = frame[frame[REPORTS] > 0].sort_values([POINTS, REPORTS], ascending=False, kind="stable")
    left = len(frame) - LISTED
    kinds = ("integer", "integer", "percent", "integer", "integer", "decimal")
    columns = [TableColumn("name", header)]
    columns += [TableColumn(k, h, kind) for k, h, kind in zip(COLUMNS, HEADS, kinds, strict=True)]
    if dimension == "district":
        frame = frame.rename(columns={"district_code": "code"})
    kept = [*(["code"] if dimension == "district" else []), *(c.name for c in columns)]
    return Table(
        key=dimension,
        title=f"按{header}",
        aid=f"{len(frame)} 行，积分多者在前" + (f"，只列前 {LISTED} 行" if left > 0 else ""),
        note="采用次数按采用日期，其余按报送日期",
        columns=tuple(columns),
        frame=frame[kept].head(LISTED).reset_index(drop=True),
        empty="所选条件下没有报送信息。",
    )
