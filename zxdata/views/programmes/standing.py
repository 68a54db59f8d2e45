"""月度晾晒: who keeps what was promised, with rank and change since last month, and what was done month by month."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from zxdata import words
from zxdata.figures import Figure, Matrix, Table, TableColumn, View
from zxdata.filters import UNFILLED
from zxdata.periods import first_of_months, month_labels
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

KEYS = (
    "programmes.items",
    "programmes.done",
    "programmes.done_rate",
    "programmes.on_time_rate",
    "programmes.red",
    "programmes.extended",
)
RATE = "programmes.done_rate"
MONTHS, OWNERS = 12, 16


def view(asking: Asking) -> View:
    table = ranked(asking)
    figures: tuple[Figure, ...] = (table, monthly(asking))
    headline = "所选条件下今年的清单没有责任主体。"
    if len(table.frame):
        first, last = table.frame.iloc[0], table.frame.iloc[-1]
        headline = f"{first['owner']}完成率 {words.percent(first[RATE])}，排第一；{last['owner']} {words.percent(last[RATE])}，排最后。"
    return framed(asking, "programmes.standing", "清单行动·月度晾晒", headline, (), figures, None)


def ranked(asking: Asking) -> Table:
    """The owners of this year's items by what share of them is done; equal shares share a rank."""
    now, before = _standing(asking, asking.day), _standing(asking, _month_before(asking.day))
    then = before.set_index("owner")["rank"] if asking.day.month > 1 else pd.Series(dtype=float)
    frame = now.copy()
    frame["moved"] = [_moved(rank, then.get(owner)) for owner, rank in zip(frame["owner"], frame["rank"], strict=True)]
    small = asking.rules.ranking.small
    frame["small"] = ["基数小" if n < small else "" for n in frame["programmes.items"]]
    columns = (
        TableColumn("rank", "名次", "integer"),
        TableColumn("owner", "责任主体"),
        TableColumn("moved", "较上月", "text", f"与{words.short_day(_month_before(asking.day))}的名次相比"),
        TableColumn("programmes.items", "事项", "integer"),
        TableColumn("programmes.done", "已完成", "integer"),
        TableColumn(RATE, "完成率", "percent"),
        TableColumn("programmes.on_time_rate", "按期完成率", "percent"),
        TableColumn("programmes.red", asking.colours.word("red"), "integer"),
        TableColumn("programmes.extended", "延过期", "integer"),
        TableColumn("small", "注"),
    )
    return Table(
        key="ranked",
        title=f"{asking.day.year}年{asking.day.month}月晾晒",
        aid=f"{len(frame)} 个责任主体",
        columns=columns,
        frame=frame[[c.name for c in columns]].reset_index(drop=True),
        note=f"今年开始的清单事项，按完成率排名，并列同名次；不足 {small} 件的注明基数小，一件就能换几个名次",
        empty="今年没有写明责任主体的清单事项。",
    )


def _standing(asking: Asking, day: date) -> pd.DataFrame:
    """Owners of the year's items as they stood on ``day``, with their rank."""
    year = replace(
        asking.beside("owner", "colour"), since=date(asking.day.year, 1, 1), until=day, as_of=day, basis="cohort"
    )
    frame = asking.answer(KEYS, by=("owner",), filters=year).frame
    frame = frame[(frame["owner"] != UNFILLED) & (frame["programmes.items"] > 0)].copy()
    frame["rank"] = frame[RATE].astype(float).rank(method="min", ascending=False).astype(int)
    return frame.sort_values(["rank", "programmes.items"], ascending=[True, False], kind="stable")


def _month_before(day: date) -> date:
    return day.replace(day=1) - timedelta(days=1)


def _moved(now: int, then: float | None) -> str:
    """``▲ 3``: three ranks up; nothing to compare with is —."""
    if then is None or pd.isna(then):
        return words.MISSING
    step = int(then) - int(now)
    return "持平" if not step else f"{words.arrow(step)} {abs(step)}"


def monthly(asking: Asking) -> Matrix:
    """What each owner finished in each of the last months."""
    first = first_of_months(asking.day, MONTHS)
    filters = replace(asking.beside("owner", "colour"), since=first, until=asking.day, basis="period")
    frame = asking.answer(["programmes.done"], by=("owner", "month"), filters=filters).frame
    frame = frame[frame["owner"] != UNFILLED]
    most = frame.groupby("owner")["programmes.done"].sum().sort_values(ascending=False, kind="stable")
    owners, months = tuple(most.index[:OWNERS]), tuple(month_labels(first, asking.day))
    counted = {
        (owner, month): int(n)
        for owner, month, n in frame[["owner", "month", "programmes.done"]].itertuples(index=False)
    }
    cells = [
        (owner, month, float(n), str(n) if n else "", False)
        for owner in owners
        for month in months
        for n in (counted.get((owner, month), 0),)
    ]
    return Matrix(
        key="monthly",
        title="每月完成了几件",
        kind="责任主体",
        unit="件",
        per="月",
        aid=f"完成最多的 {len(owners)} 个责任主体" if len(most) > len(owners) else "",
        value_format="integer",
        rows=owners,
        columns=months,
        metric="programmes.done",
        row_dimension="owner",
        column_dimension="month",
        selected=asking.filters.values("owner"),
        frame=pd.DataFrame(cells, columns=["row", "column", "value", "text", "outside"]),
        note="按完成日期计",
        empty="近 12 个月没有完成的清单事项。",
    )
