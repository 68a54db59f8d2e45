"""分布: open matters by unit, form, source, category and leader, and the months in which nothing was supervised."""

from dataclasses import replace

import pandas as pd

from zxdata import words
from zxdata.figures import Figure, Matrix, Stacked, View
from zxdata.filters import UNFILLED
from zxdata.metrics.chances import Binomial
from zxdata.periods import first_of_months, month_labels
from zxdata.rules.colours import OPEN, ORDER
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

BREAKDOWNS = {"form": "监督形式", "channel": "来源", "category": "类别", "leader": "分管领导"}
MOST = 14
UNITS = 18
MONTHS = 12


def view(asking: Asking) -> View:
    heat, calendar = by_unit(asking), months(asking)
    figures: tuple[Figure, ...] = (heat, calendar, *(breakdown(asking, d, name) for d, name in BREAKDOWNS.items()))
    over = heat.frame.loc[heat.frame["outside"] & (heat.frame["column"] == "red"), "row"].tolist()
    headline = words.joined(
        f"{'、'.join(over[:3])}的{asking.colours.meant('red')}占比超出控制限" if over else "没有单位的占比超出控制限",
        aside=_without(calendar),
    )
    return framed(asking, "supervision.spread", "监督预警·分布", headline, (), figures, None)


def _without(calendar: Matrix) -> str:
    """How many months the chosen district, or all of them, passed without supervision; nothing where no row tells."""
    cells = calendar.frame
    if calendar.selected:
        cells = cells[cells["row"].isin(calendar.selected)]
    if cells.empty:
        return ""
    missing = (cells["text"] == "缺").sum()
    return f"{calendar.selected[0]}有 {missing} 个月缺监督" if calendar.selected else f"缺监督的区县月 {missing:,} 个"


def breakdown(asking: Asking, dimension: str, name: str) -> Stacked:
    keys = {c: f"supervision.{c}" for c in OPEN}
    frame = asking.answer(keys.values(), by=(dimension,), filters=asking.beside(dimension, "colour")).frame
    frame["open"] = frame[list(keys.values())].sum(axis=1)
    frame["urgent"] = frame["supervision.red"] * 1000 + frame["supervision.yellow"]
    frame = frame[frame["open"] > 0].sort_values(["urgent", "open"], ascending=False, kind="stable")
    left = len(frame) - MOST
    frame = frame.head(MOST)
    parts = [
        pd.DataFrame({"name": frame[dimension], "series": c, "value": frame[k].astype(float)}) for c, k in keys.items()
    ]
    return Stacked(
        key=dimension,
        title=f"按{name}的事项颜色",
        unit="件",
        aid=f"{asking.colours.word('red')}、{asking.colours.word('yellow')}多者在前",
        value_format="integer",
        series=OPEN,
        metric="supervision.matters",
        dimension=dimension,
        series_dimension="colour",
        selected=asking.filters.values(dimension),
        note=f"另有 {left} 项未列出" if left > 0 else "办结的不在图中",
        frame=pd.concat(parts, ignore_index=True),
        empty="所选条件下没有在办的监督事项。",
    )


def by_unit(asking: Asking) -> Matrix:
    """Units by colour; a share beyond the control limits of its row's size stands out."""
    frame = asking.answer(
        [f"supervision.{c}" for c in ORDER], by=("unit",), filters=asking.beside("unit", "colour")
    ).frame
    frame = frame[frame["unit"] != UNFILLED]
    wide = frame.set_index("unit")[[f"supervision.{c}" for c in ORDER]].astype(float)
    wide.columns = pd.Index(ORDER)
    total, settings = wide.sum(axis=1), asking.rules.ranking
    # red and late are what stands out; their share is judged among what has come due.
    bad = {"red": wide[["red", "done", "done_late"]].sum(axis=1), "done_late": wide[["done", "done_late"]].sum(axis=1)}
    outside = pd.DataFrame(False, index=wide.index, columns=list(ORDER))
    for colour, of in bad.items():
        target = float(wide[colour].sum() / of.sum()) if of.sum() else 0.0
        chance = Binomial(of, target).at_least(wide[colour])
        outside[colour] = (chance <= (1 - settings.confidence) / 2) & (wide[colour] > 0)
    order = (
        wide.assign(total=total).sort_values(["red", "yellow", "total"], ascending=False, kind="stable").index[:UNITS]
    )
    cells = [
        (
            unit,
            c,
            wide.loc[unit, c],
            f"{int(wide.loc[unit, c]):,}" if wide.loc[unit, c] else "",
            bool(outside.loc[unit, c]),
        )
        for unit in order
        for c in ORDER
    ]
    return Matrix(
        key="units",
        title="责任单位与颜色",
        kind="责任单位",
        value_format="integer",
        rows=tuple(order),
        columns=ORDER,
        metric="supervision.matters",
        row_dimension="unit",
        column_dimension="colour",
        selected=(*asking.filters.values("unit"), *asking.filters.values("colour")),
        unit="件",
        aid=f"框为超出 {words.percent(settings.confidence)} 控制限",
        note=f"{asking.colours.word('red')}按已到期的件、逾期办结按已办结的件算占比，与全部单位比较；共 {len(wide)} 个单位",
        frame=pd.DataFrame(cells, columns=["row", "column", "value", "text", "outside"]),
        empty="所选条件下没有写明责任单位的监督事项。",
    )


def months(asking: Asking) -> Matrix:
    """一月一监督: matters raised by district and month; a full month without one is marked 缺."""
    first = first_of_months(asking.day, MONTHS)
    asked = replace(asking.siblings, since=first, until=asking.day)
    found = asking.answer(["supervision.matters"], by=("district", "month"), filters=asked).frame
    districts = asking.answer(["supervision.matters"], by=("district",), filters=asked).frame
    districts = districts[districts["district_code"].notna()]
    columns = tuple(month_labels(first, asking.day))
    counted = {
        (r, m): int(v) for r, m, v in found[["district", "month", "supervision.matters"]].itertuples(index=False)
    }
    began = found["month"].min() if len(found) else ""
    cells = []
    for district in districts["district"]:
        for month in columns:
            value = counted.get((district, month), 0)
            gap = not value and month != columns[-1]
            cells.append((district, month, float(value), f"{value}" if value else "缺" if gap else "", False))
    return Matrix(
        key="months",
        title="一月一监督",
        kind="区县",
        unit="件",
        aid=f"{columns[0]} 至 {columns[-1]} 提出，“缺”为整月没有监督",
        value_format="integer",
        rows=tuple(districts["district"]),
        columns=columns,
        metric="supervision.matters",
        row_dimension="district",
        column_dimension="month",
        selected=(asking.reading.version.regions.name(asking.district),) if asking.district else (),
        note="本月未满，不标缺" if began else "",
        empty="这十二个月没有监督事项。" if not found.empty else "所选条件下没有监督事项。",
        frame=pd.DataFrame(cells if len(found) else [], columns=["row", "column", "value", "text", "outside"]),
    )
