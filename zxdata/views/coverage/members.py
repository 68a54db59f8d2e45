"""Members: who works in a station, who in none; by sector, district and group."""

from zxdata import words
from zxdata.dimensions import DIMENSIONS
from zxdata.figures import Table, TableColumn, View
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

LISTED = 500
INDICATORS = (
    "coverage.member_rate",
    "coverage.members_unassigned",
    "coverage.members_several",
    "coverage.stations_unstaffed",
    "coverage.assignments_doubled",
    "coverage.stations_per_100",
)
_KEYS = ("coverage.members", "coverage.members_assigned", "coverage.members_unassigned", "coverage.member_rate")


def view(asking: Asking) -> View:
    indicators = asking.indicators(INDICATORS)
    figures = (
        _by(asking, "sector"),
        _by(asking, "township" if asking.district else "district"),
        groups(asking),
        without(asking),
        unstaffed(asking),
    )
    headline = words.joined(
        indicators[1].counting("名在任委员没有入驻任何阵地"), indicators[3].counting("个阵地没有委员")
    )
    return framed(asking, "coverage.members", "委员入驻", headline, indicators, figures, None)


def _by(asking: Asking, dimension: str) -> Table:
    frame = asking.answer(_KEYS, by=(dimension,)).frame
    frame = frame[frame["coverage.members"] > 0]
    if dimension == "sector":
        frame = frame.sort_values("coverage.member_rate", kind="stable", ignore_index=True)
    order = "入驻率低者在前" if dimension == "sector" else "官方顺序，按委员所属区划"
    columns = (
        TableColumn(dimension, DIMENSIONS[dimension].name),
        TableColumn("coverage.member_rate", "入驻率", "percent"),
        TableColumn("coverage.members_assigned", "已入驻", "integer"),
        TableColumn("coverage.members", "在任委员", "integer"),
        TableColumn("coverage.members_unassigned", "未入驻", "integer"),
    )
    named = "sector" if dimension == "sector" else "region"
    return Table(
        key=named,
        title=f"各{DIMENSIONS[dimension].name}委员入驻",
        aid=f"人，{order}",
        frame=frame[[c.name for c in columns]],
        columns=columns,
    )


def groups(asking: Asking) -> Table:
    """Groups overlap: a member may belong to several, so the rows do not add up to the total."""
    keys = ("coverage.members_grouped", "coverage.grouped_rate")
    frame = asking.answer(keys, by=("group",)).frame
    total = asking.answer(keys[:1]).value(keys[0])
    return Table(
        key="groups",
        title="委员分组",
        aid=f"人；一人可入几组，各组不可相加，合计 {words.number(total, 'integer')} 人",
        frame=frame,
        empty="没有分组记录。",
        columns=(
            TableColumn("group", "分组"),
            TableColumn(keys[0], "委员", "integer"),
            TableColumn(keys[1], "入驻率", "percent"),
        ),
    )


def without(asking: Asking) -> Table:
    """Members in no station."""
    frame = listing(asking.reading, metric("coverage.members_unassigned"), asking.filters, asking.rules, LISTED).frame
    return Table(
        key="without",
        title="未入驻委员",
        aid=_counted(len(frame), "人"),
        frame=frame,
        empty="没有未入驻的在任委员。",
        metric="coverage.members_unassigned",
        columns=(
            TableColumn("name", "姓名"),
            TableColumn("region", "所属区划"),
            TableColumn("sector", "界别"),
            TableColumn("committee", "专委会"),
            TableColumn("no", "委员编号"),
        ),
    )


def unstaffed(asking: Asking) -> Table:
    """Stations in which no member in office stays."""
    frame = listing(asking.reading, metric("coverage.stations_unstaffed"), asking.filters, asking.rules, LISTED).frame
    return Table(
        key="unstaffed",
        title="无委员阵地",
        aid=_counted(len(frame), "个"),
        frame=frame,
        empty="没有缺委员的开放阵地。",
        opens="station",
        metric="coverage.stations_unstaffed",
        columns=(
            TableColumn("name", "阵地"),
            TableColumn("region", "区划"),
            TableColumn("kind", "类型"),
            TableColumn("last_on", "最近活动", "date"),
            TableColumn("no", "阵地编号"),
        ),
    )


def _counted(count: int, unit: str) -> str:
    return f"只列前 {LISTED} {unit}" if count == LISTED else f"{count:,} {unit}"
