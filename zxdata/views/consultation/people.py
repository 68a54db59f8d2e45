"""参与: which members come and which never do, how unevenly, the public and the leaders; and the yearly plan."""

from collections import defaultdict
from collections.abc import Callable
from functools import cache

import pandas as pd

from zxdata import words
from zxdata.figures import ColumnsFigure, Figure, Table, TableColumn, View
from zxdata.filters import UNFILLED
from zxdata.metrics import metric
from zxdata.metrics.consultation.joint import joint_duties
from zxdata.metrics.consultation.people import BINS, TOP_SHARE, MemberVisits, concentration, visits_of_members
from zxdata.metrics.listing import listing
from zxdata.records import Records
from zxdata.regions import LADDER, own_level
from zxdata.views.asking import Asking
from zxdata.views.compared import compared
from zxdata.views.consultation import deliberators
from zxdata.views.frame import framed

INDICATORS = (
    "consultation.seen_rate",
    "consultation.members_never",
    "consultation.attendances_per_member",
    "consultation.public_visits",
    "consultation.meetings_with_leaders",
)
COMPARED = {
    "consultation.meetings": "协商",
    "consultation.member_visits": "委员人次",
    "consultation.public_visits": "群众人次",
    "consultation.solved": "解决问题",
    "consultation.suggestions": "建议",
    "consultation.adoption_rate": "采纳率",
}
PLANS = ("consultation.planned", "consultation.planned_done", "consultation.planned_behind", "consultation.plan_rate")
LISTED = 500


def view(asking: Asking) -> View:
    members = visits_of_members(asking.reading, asking.filters, asking.rules)
    whole = concentration([member.visits for member in members])
    plannable = not any(d not in ("district", "township") for d, _ in asking.filters.where)
    indicators = asking.indicators((*INDICATORS, *(("consultation.plan_rate",) if plannable else ())))
    figures: tuple[Figure, ...] = (
        spread(members),
        uneven(members, "sector", "界别", lambda member: member.sector),
        uneven(members, "district", "区县", _district(asking)),
        turnout(asking),
        deliberators.library(asking),
        never(members),
        joint(asking),
        compared(asking, "协商", COMPARED),
        *((plan_table(asking), plan_forms(asking)) if plannable else ()),
    )
    uneven_by = ""
    if whole.top_share is not None and whole.gini is not None:
        uneven_by = (
            f"最活跃的十分之一占 {words.percent(whole.top_share)} 的人次，基尼系数 {words.rounded(whole.gini, 2)}"
        )
    absent = indicators[1].clause("没有上过参会名单的")
    headline = words.joined(f"在任委员 {whole.members:,} 人", absent, aside=uneven_by)
    notices = () if plannable else ("年度计划不分平台、形式、渠道、类别、分组，选了这些筛选时不显示。",)
    return framed(asking, "consultation.people", "协商活动·参与", headline, indicators, figures, None, notices)


def spread(members: Records[MemberVisits]) -> ColumnsFigure:
    """How many members came how often."""
    edges = [least for least, _ in BINS] + [10**9]
    rows = [
        (name, float(sum(least <= member.visits < following for member in members)), "")
        for (least, name), following in zip(BINS, edges[1:], strict=True)
    ]
    return ColumnsFigure(
        key="spread",
        title="委员参加了几次",
        unit="人",
        aid="在任委员按参会名单",
        value_format="integer",
        metric="consultation.members",
        dimension="visits",
        note="没有参会名单的协商看不出是谁参加",
        frame=pd.DataFrame(rows, columns=["name", "value", "colour"]),
        empty="没有在任委员。",
    )


def uneven(members: Records[MemberVisits], by: str, title: str, group: Callable[[MemberVisits], str]) -> Table:
    """By sector or district: how many were seen, and how far attendance rests on a few."""
    visits: dict[str, list[int]] = defaultdict(list)
    for member in members:
        visits[group(member)].append(member.visits)
    rows = []
    for name, of_group in visits.items():
        found = concentration(of_group)
        seen = sum(n > 0 for n in of_group)
        rows.append(
            (
                name,
                found.members,
                seen,
                found.members - seen,
                seen / found.members,
                found.visits,
                found.top_share,
                found.gini,
            )
        )
    names = [by, "members", "seen", "never", "rate", "visits", "top", "gini"]
    table = pd.DataFrame(rows, columns=names).sort_values(["rate", "members"], ascending=[True, False], kind="stable")
    columns = (
        TableColumn(by, title),
        TableColumn("rate", "参与率", "percent"),
        TableColumn("members", "在任委员", "integer"),
        TableColumn("never", "没有参加过", "integer"),
        TableColumn("top", "前十分之一占", "percent"),
        TableColumn("gini", "基尼系数", "coefficient"),
    )
    return Table(
        key=by,
        title=f"各{title}委员参与",
        aid="参与率低者在前",
        note=f"前十分之一：参加最多的 {words.percent(TOP_SHARE, 0)} 委员（不足一人按一人）所占人次；基尼系数 0 为人人一样多，近 1 为集中于一人",
        frame=table.reset_index(drop=True),
        columns=columns,
        empty="没有在任委员。",
        metric="consultation.members",
    )


def _district(asking: Asking) -> Callable[[MemberVisits], str]:
    """The name of the district that a member's region is in; of a higher region its own level."""
    names = {region.name for region in asking.reading.version.regions.all if region.level == LADDER[2]}
    longest = sorted(names, key=len, reverse=True)

    @cache
    def district(region: str | None) -> str:
        return next((d for d in longest if region.startswith(d)), own_level(region)) if region else UNFILLED

    return lambda member: district(member.region)


def turnout(asking: Asking) -> Table:
    """Members, the public and leaders as the meetings report them."""
    keys = [
        "consultation.meetings",
        "consultation.member_visits",
        "consultation.public_visits",
        "consultation.leader_visits",
        "consultation.meetings_with_leaders",
        "consultation.meetings_untold",
    ]
    frame = asking.answer(keys, by=("district",), filters=asking.siblings).frame
    heads = ("场次", "委员人次", "群众人次", "党政领导人次", "领导参加的场次", "没有填全的场次")
    columns = (
        TableColumn("district", "区县"),
        *(TableColumn(k, h, "integer") for k, h in zip(keys, heads, strict=True)),
    )
    return Table(
        key="turnout",
        title="委员、群众、党政领导",
        aid="填报的人次，官方顺序",
        note="未填的不计；跨区域协商在各区县各计一次",
        frame=frame[[c.name for c in columns]],
        columns=columns,
    )


def never(members: Records[MemberVisits]) -> Table:
    unseen = Records(MemberVisits, tuple(member for member in members if not member.visits))
    listed = f"，只列前 {LISTED} 人" if len(unseen) > LISTED else ""
    columns = (
        TableColumn("name", "姓名"),
        TableColumn("region", "所属区划"),
        TableColumn("sector", "界别"),
        TableColumn("no", "委员编号"),
    )
    return Table(
        key="never",
        title="没有上过参会名单的委员",
        aid=f"{len(unseen):,} 人{listed}",
        columns=columns,
        metric="consultation.members_never",
        frame=unseen.frame[[c.name for c in columns]].head(LISTED),
        empty="没有未上过参会名单的在任委员。",
    )


def plan_table(asking: Asking) -> Table:
    """The plan and what of it is behind."""
    now = asking.answer(PLANS)
    planned = [words.number(now.value(key), "integer") for key in PLANS[:3]]
    frame = listing(asking.reading, metric("consultation.planned_behind"), asking.filters, asking.rules, LISTED).frame
    columns = (
        TableColumn("planned_on", "计划日期", "date"),
        TableColumn("title", "题目"),
        TableColumn("region", "区划"),
        TableColumn("done_no", "完成编号"),
        TableColumn("no", "计划编号"),
    )
    return Table(
        key="behind",
        title="未按计划开展的年度计划",
        aid=f"计划 {planned[0]} 项，已完成 {planned[1]} 项，未按计划 {planned[2]} 项",
        note="完成编号查无此场的也在此列",
        frame=frame[[c.name for c in columns]],
        columns=columns,
        metric="consultation.planned_behind",
        empty="到期的计划都已开展。",
    )


def plan_forms(asking: Asking) -> Table:
    """The yearly plan by form of consultation: what is done of it."""
    frame = asking.answer(PLANS, by=("form",)).frame
    frame = frame[frame[PLANS[0]] > 0].sort_values(PLANS[0], ascending=False, kind="stable").reset_index(drop=True)
    heads = ("计划", "已完成", "未按计划", "完成率")
    kinds = ("integer", "integer", "integer", "percent")
    columns = (
        TableColumn("form", "协商形式"),
        *(TableColumn(key, head, kind) for key, head, kind in zip(PLANS, heads, kinds, strict=True)),
    )
    return Table(
        key="planned",
        title="年度计划按协商形式",
        aid="项",
        note="计划没有写形式的列在“未填”",
        frame=frame[[c.name for c in columns]],
        columns=columns,
        empty="所选条件下没有年度计划。",
    )


def joint(asking: Asking) -> Table:
    """What each 联组 owes this year, and what it has held."""
    found = joint_duties(asking.reading, asking.filters, asking.rules)
    columns = (
        TableColumn("group", "联组"),
        TableColumn("held", "已开展", "integer"),
        TableColumn("owed", "全年应开展", "integer"),
        TableColumn("met", "达标", "flag"),
    )
    return Table(
        key="joint",
        title=f"联组 {asking.day.year} 年的任务",
        aid="场，按参会名单",
        note="两个联组都有委员参加的各计一场",
        frame=pd.DataFrame([(d.group, d.held, d.owed, d.met) for d in found], columns=[c.name for c in columns]),
        columns=columns,
        empty="规则文件没有设联组的任务；写明界别、平台和全年场次后显示。",
    )
