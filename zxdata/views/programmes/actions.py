"""行动: what was done for each, where and month by month, and its effect in the clerk's words."""

from dataclasses import replace

import pandas as pd

from zxdata import words
from zxdata.figures import Bars, Figure, Matrix, Table, TableColumn, View
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.periods import first_of_months, month_labels
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.programmes.targets import actions

INDICATORS = (
    "programmes.programmes",
    "programmes.records",
    "programmes.member_visits",
    "programmes.public_visits",
    "programmes.approximate",
)
RECORDS, MONTHS, LISTED = "programmes.records", 12, 300


def view(asking: Asking) -> View:
    """A record has no stage and no colour: filters by them are let go."""
    own, said = asking.letting_go("行动记录", "horizon", "colour")
    cards = own.indicators(INDICATORS)
    figures: tuple[Figure, ...] = (actions(own), by_district(own), by_month(own), effects(own))
    headline = words.joined(f"进行中的行动 {cards[0].value} 个", cards[1].clause("期间内记录"), cards[2].clause("委员"))
    return framed(asking, "programmes.actions", "清单行动·行动", headline, cards, figures, None, said)


def by_district(asking: Asking) -> Bars:
    frame = asking.answer([RECORDS], by=("district",), filters=asking.siblings).frame
    frame = frame[frame[RECORDS] > 0].sort_values(RECORDS, ascending=False, kind="stable")
    rows = [(name, float(n), "") for name, n in frame[["district", RECORDS]].itertuples(index=False)]
    return Bars(
        key="where",
        title="各区县的行动记录",
        unit="条",
        value_format="integer",
        dimension="district",
        metric=RECORDS,
        frame=pd.DataFrame(rows, columns=["name", "value", "base"]),
        selected=(asking.reading.version.regions.name(asking.district),) if asking.district else (),
        empty="所选条件下没有行动记录。",
    )


def by_month(asking: Asking) -> Matrix:
    first = first_of_months(asking.day, MONTHS)
    year = replace(asking.filters, since=first, until=asking.day)
    frame = asking.answer([RECORDS], by=("programme", "month"), filters=year).frame
    most = frame.groupby("programme")[RECORDS].sum().sort_values(ascending=False, kind="stable")
    months = tuple(month_labels(first, asking.day))
    counted = {(p, m): int(n) for p, m, n in frame[["programme", "month", RECORDS]].itertuples(index=False)}
    cells = [
        (name, month, float(n), str(n) if n else "", False)
        for name in most.index
        for month in months
        for n in (counted.get((name, month), 0),)
    ]
    return Matrix(
        key="when",
        title="各项行动每月的记录",
        kind="行动",
        unit="条",
        per="月",
        value_format="integer",
        rows=tuple(most.index),
        columns=months,
        metric=RECORDS,
        row_dimension="programme",
        column_dimension="month",
        frame=pd.DataFrame(cells, columns=["row", "column", "value", "text", "outside"]),
        empty="近 12 个月没有行动记录。",
    )


def effects(asking: Asking) -> Table:
    """What came of it, the latest first, as it was written down."""
    frame = listing(asking.reading, metric(RECORDS), asking.filters, asking.rules).frame
    frame = frame[frame["effect"].notna()].reset_index(drop=True)
    columns = (
        TableColumn("held_on", "日期", "date"),
        TableColumn("programme", "行动"),
        TableColumn("region", "区划"),
        TableColumn("measure", "指标"),
        TableColumn("effect", "成效"),
    )
    cut = f"，只列最近 {LISTED} 条" if len(frame) > LISTED else ""
    return Table(
        key="effects",
        title="成效",
        aid=f"{words.number(len(frame), 'integer')} 条{cut}",
        columns=columns,
        frame=pd.DataFrame(frame[[c.name for c in columns]].head(LISTED)),
        metric=RECORDS,
        note="照经办人所写",
        empty="所选条件下没有写了成效的行动记录。",
    )
