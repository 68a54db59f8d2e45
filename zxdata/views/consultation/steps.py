"""步骤: where each meeting stands in its body's method, and which step is overdue."""

import pandas as pd

from zxdata.figures import Figure, Stacked, Table, TableColumn, View
from zxdata.metrics.consultation.monthly import MONTHS, Series, months_held
from zxdata.metrics.consultation.steps import DONE, StepCount, by_step, overdue_meetings, strays
from zxdata.records import Records
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

INDICATORS = (
    "consultation.stepped",
    "consultation.steps_finished_rate",
    "consultation.steps_overdue",
    "consultation.steps_skipped",
    "consultation.unsurveyed",
)
WAITING, LATE = "green", "red"
LISTED = 300


def view(asking: Asking) -> View:
    indicators = asking.indicators(INDICATORS)
    steps = by_step(asking.reading, asking.filters, asking.rules)
    series = months_held(asking.reading, asking.filters, asking.rules)
    figures: tuple[Figure, ...] = (
        *(waiting(steps, method, n) for n, method in enumerate(dict.fromkeys(step.method for step in steps), 1)),
        methods(asking),
        late(asking),
        monthly(asking, series),
    )
    stray = strays(asking.reading, asking.filters, asking.rules)
    strange = f"{stray:,} 条步骤记录不在所用的工作法里，没有计入；请核对步骤名称或规则文件的工作法。" if stray else ""
    notices = tuple(filter(None, (strange, doubt(asking, series))))
    headline = (
        f"有步骤记录的协商 {indicators[0].value} 场，下一步逾期 {indicators[2].value} 场；一步都没有记录的无法判定。"
    )
    return framed(asking, "consultation.steps", "协商活动·步骤", headline, indicators, figures, None, notices)


def waiting(found: Records[StepCount], method: str, number: int) -> Stacked:
    """Meetings by the step they wait for, in the order of the method."""
    steps = [step for step in found if step.method == method and step.step != DONE]
    finished = sum(step.meetings for step in found if step.method == method and step.step == DONE)
    rows = [(step.step, LATE, float(step.overdue)) for step in steps]
    rows += [(step.step, WAITING, float(step.meetings - step.overdue)) for step in steps]
    return Stacked(
        key=f"method{number}",
        title=f"{method}：等在哪一步",
        unit="场",
        aid="红为下一步逾期",
        value_format="integer",
        series=(LATE, WAITING),
        metric="consultation.stepped",
        within=(("method", method),),
        dimension="stage",
        series_dimension="colour",
        note=f"已走完 {finished:,} 场；期限为协商之日加工作法规定的天数",
        frame=pd.DataFrame(rows, columns=["name", "series", "value"]),
        empty=f"按{method}的协商都已走完（{finished:,} 场）。",
    )


def methods(asking: Asking) -> Table:
    """The methods as configured: which steps, where, and by when."""
    regions = asking.reading.version.regions
    rows = [
        (
            m.name,
            "、".join([*m.platforms, *(regions.name(c) for c in m.regions if c in regions.by_code)]) or "其余各处",
            " → ".join(
                f"{s.name}（{'前' if s.days < 0 else '后'} {abs(s.days)} 日）" if s.days else f"{s.name}（当日）"
                for s in m.steps
            ),
            "；".join(f"{s.name}：{'、'.join(s.materials)}" for s in m.steps if s.materials),
        )
        for m in asking.rules.consultation.methods
        if not m.regions or m.platforms or any(c in regions.by_code for c in m.regions)
    ]
    return Table(
        key="methods",
        title="协商工作法",
        aid="步骤与最迟完成日，从协商之日起算",
        note="规则文件可改",
        frame=pd.DataFrame(rows, columns=["name", "where", "steps", "materials"]),
        columns=(
            TableColumn("name", "工作法"),
            TableColumn("where", "用于"),
            TableColumn("steps", "步骤"),
            TableColumn("materials", "必填材料"),
        ),
    )


def late(asking: Asking) -> Table:
    frame = overdue_meetings(asking.reading, asking.filters, asking.rules, LISTED).frame
    columns = (
        TableColumn("title", "题目"),
        TableColumn("region", "区划"),
        TableColumn("method", "工作法"),
        TableColumn("reached", "已到"),
        TableColumn("next_step", "逾期步骤"),
        TableColumn("next_due", "期限", "date"),
        TableColumn("days", "超过（日）", "integer"),
        TableColumn("skipped", "跳过", "integer"),
        TableColumn("no", "协商编号"),
    )
    return Table(
        key="late",
        title="下一步逾期的协商",
        aid=f"超得久的在前，最多 {LISTED} 场",
        frame=frame[[c.name for c in columns]],
        columns=columns,
        opens="meeting",
        metric="consultation.steps_overdue",
        empty="没有下一步逾期的协商。",
    )


def monthly(asking: Asking, found: tuple[Series, ...]) -> Table:
    """Platforms that meet every month: in how many of the last full months they did, by district."""
    name = asking.reading.version.regions.short_name
    rows = [
        (name(s.district), s.platform, s.target, s.meetings, s.held, s.months, s.held / s.months, "、".join(s.missing))
        for s in found
    ]
    columns = (
        TableColumn("district", "区县"),
        TableColumn("platform", "平台"),
        TableColumn("target", "每月应开", "integer"),
        TableColumn("meetings", "开了（场）", "integer"),
        TableColumn("held", "开够的月份", "integer"),
        TableColumn("months", "应开的月份", "integer"),
        TableColumn("rate", "按时率", "percent"),
        TableColumn("missing", "没有开够的月份"),
    )
    return Table(
        key="monthly",
        title="每月几场，按时开了没有",
        aid=f"{asking.rules.consultation.monthly_in_words}，近 {MONTHS} 个整月，从第一次协商那个月算起",
        note="平台和次数在规则文件里可改；一次都没有开过的区县不在此列",
        frame=pd.DataFrame(rows, columns=[c.name for c in columns]),
        columns=columns,
        empty="所选条件下没有每月应开的协商。",
    )


def doubt(asking: Asking, found: tuple[Series, ...]) -> str:
    """What must be said where most districts miss more months than they keep."""
    short = sum(2 * s.held < s.months for s in found)
    rule = asking.rules.consultation.monthly_in_words
    return asking.rules.flooding.doubt(
        rule, short, len(found), "个区县", "中按月协商的平台和次数", "过半的月份没有开够"
    )
