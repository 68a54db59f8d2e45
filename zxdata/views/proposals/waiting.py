"""在办清单: up to fifty open proposals at once, by time left."""

from zxdata import words
from zxdata.figures import Gantt, Indicator, Table, TableColumn, View, phases
from zxdata.metrics.proposals.waiting import ORDERS, OVER, PHASES, Waiting, listed
from zxdata.rules.calendar import GUESSED_BRIEF, GUESSED_SIGN
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

AT_ONCE = 50
KEY = "proposals.list"


def view(asking: Asking) -> View:
    order = asking.option("order")
    order = order if order in ORDERS else next(iter(ORDERS))
    skip = AT_ONCE * (max(words.whole(asking.option("page")) or 1, 1) - 1)
    found = listed(asking.reading, asking.filters, asking.rules, order, AT_ONCE, skip)
    last = skip + len(found.cases)
    shown = f"第 {skip + 1:,}–{last:,} 件，共 {found.whole:,} 件" if last > skip else f"共 {found.whole:,} 件"
    headline = f"在办提案{shown}，{order}的在前。"
    return framed(
        asking, KEY, "在办清单", headline, _indicators(asking), (_gantt(asking, found, shown),), _table(found, shown)
    )


def _indicators(asking: Asking) -> tuple[Indicator, ...]:
    return asking.indicators(("proposals.open", "proposals.overdue", "proposals.on_time_rate"))


def _gantt(asking: Asking, found: Waiting, shown: str) -> Gantt:
    return Gantt(
        key="gantt",
        title="在办提案进度",
        aid=f"{shown}，剩余与超期为工作日",
        empty="所选条件下没有在办的提案。",
        note="点一件看它的全程与各承办单位。",
        frame=found.cases.frame,
        bars=found.stretches.frame,
        today=asking.day,
        phases=phases(*PHASES, over=OVER),
        signs=((GUESSED_SIGN, GUESSED_BRIEF),),
        opens="proposal",
        metric="proposals.open",
    )


def _table(found: Waiting, shown: str) -> Table:
    columns = (
        TableColumn("no", "提案号"),
        TableColumn("name", "标题"),
        TableColumn("unit", "主办单位"),
        TableColumn("category", "类别"),
        TableColumn("assigned_on", "交办日期", "date"),
        TableColumn("due", "期限", "date"),
        TableColumn("left", "剩余工作日", "integer", "负数为已超的工作日"),
        TableColumn("colour", "颜色", "colour"),
        TableColumn("state", "状态"),
    )
    return Table(
        key="table",
        title="在办提案",
        aid=f"{shown}，点列名排序",
        frame=found.cases.frame,
        columns=columns,
        opens="proposal",
        metric="proposals.open",
        empty="所选条件下没有在办的提案。",
    )
