"""One station: what it is, who stays in it, what happened in it."""

from datetime import date

import pandas as pd

from zxdata import words
from zxdata.errors import Unknown
from zxdata.figures import Profile, Table, TableColumn, Trend, View
from zxdata.metrics.coverage.places import StationDetail, station_detail
from zxdata.periods import first_of_months, month_labels
from zxdata.views.asking import Asking
from zxdata.views.coverage.points import STATES
from zxdata.views.frame import framed
from zxdata.views.trends import MONTHS

KEY = "coverage.station"
FIGURES = ("profile", "months", "members")


def view(asking: Asking) -> View:
    """The station that the option ``station`` names; without one, nothing. One that is not there is named."""
    no = asking.option("station")
    if not no:
        return framed(asking, KEY, "阵地卡片", "", (), (), None, absent=FIGURES)
    first = first_of_months(asking.day, MONTHS)
    try:
        found = station_detail(asking.reading, asking.filters, asking.rules, no, first)
    except Unknown as fault:
        return framed(asking, KEY, "阵地卡片", "", (), (), None, (str(fault),), FIGURES)
    figures = (_profile(found), _months(asking, found, first), _members(found))
    return framed(asking, KEY, found.station.name, found.station.name, (), figures, None)


def _profile(found: StationDetail) -> Profile:
    station, totals = found.station, found.totals
    rows = [
        ("状态", STATES[station.state], f"停用 {_day(station.closed_on)}" if station.state == "closed" else ""),
        ("类型", station.kind, ""),
        ("层级", station.tier, station.channel or ""),
        ("所在区划", station.region, "" if station.lon is not None else "没有坐标，未上图"),
        ("启用", _day(station.opened_on), f"接续 {station.resumes}" if station.resumes else ""),
        ("最近活动", _day(station.last_on), ""),
        ("入驻委员", f"{station.staff:,} 人", ""),
        ("活动", f"{totals.activities:,} 场", f"群众 {totals.public_visits:,} 人次"),
        ("解决问题", f"{totals.solved:,} 个", ""),
    ]
    frame = pd.DataFrame(
        [(name, value or words.MISSING, base) for name, value, base in rows], columns=["name", "value", "base"]
    )
    return Profile(key="profile", title=station.name, aid=f"编号 {station.no}", frame=frame)


def _months(asking: Asking, found: StationDetail, first: date) -> Trend:
    months = month_labels(first, asking.day)
    held = found.months.frame.set_index("month").reindex(months)
    values = pd.concat(
        [
            pd.DataFrame(
                {
                    "period": months,
                    "series": name,
                    "value": held[column].fillna(0).astype(float).to_numpy(),
                    "complete": [m != months[-1] for m in months],
                }
            )
            for column, name in (("activities", "活动"), ("solved", "解决问题"))
        ],
        ignore_index=True,
    )
    return Trend(
        key="months",
        title="每月活动",
        aid="活动为场，解决问题为个",
        frame=values,
        value_format="integer",
        series=("活动", "解决问题"),
    )


def _members(found: StationDetail) -> Table:
    return Table(
        key="members",
        title="入驻委员",
        aid=f"{len(found.members):,} 人",
        frame=found.members.frame,
        empty="没有在任委员入驻。",
        columns=(TableColumn("name", "姓名"), TableColumn("sector", "界别"), TableColumn("since", "入驻", "date")),
    )


def _day(day: date | None) -> str:
    return words.day(day) if day else words.MISSING
