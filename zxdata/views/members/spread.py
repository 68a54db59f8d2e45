"""履职分布: how points are spread over groups, the gap between 常委 and 委员, and whom to get in touch with first."""

import pandas as pd

from zxdata import words
from zxdata.dimensions import DIMENSIONS
from zxdata.figures import Table, TableColumn, View
from zxdata.filters import UNFILLED
from zxdata.metrics.duty.members import MemberPoints, points_of_members
from zxdata.records import Records
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.members.landing import GROUPED, MET, POINTS, grouped, spread
from zxdata.views.members.roster import roster

STANDING, ORDINARY = "常委", "委员"


def view(asking: Asking) -> View:
    members = points_of_members(asking.reading, asking.filters, asking.rules)
    place = "township" if asking.district else "district"
    gaps, headline = posts(asking)
    figures = [
        spread(pd.Series([member.points for member in members], dtype=float)),
        gaps,
        grades(asking),
        quartiles(members),
        *(grouped(asking.answer(GROUPED, by=(by,), filters=asking.beside(by))) for by in ("committee", place)),
    ]
    notices: tuple[str, ...] = ()
    if asking.reading.scope.personal:
        figures.append(to_contact(members))
    else:
        notices = ("委员名单涉及个人积分，只给有个人信息权限的账号看。",)
    return framed(asking, "members.spread", "履职分布", headline, (), tuple(figures), None, notices, ("to_contact",))


def posts(asking: Asking) -> tuple[Table, str]:
    """Mean points by 职务, a year before, and how far 常委 lie above 委员."""
    now = asking.answer(
        ("duty.members", POINTS, "duty.points_median", MET), by=("post",), filters=asking.beside("post")
    ).frame
    before = asking.answer((POINTS,), by=("post",), filters=asking.year_before.only("post")).frame.set_index("post")[
        POINTS
    ]
    frame = now.assign(before=now["post"].map(before))
    frame["change"] = pd.to_numeric(frame[POINTS]) - pd.to_numeric(frame["before"])
    means = frame.set_index("post")
    said = "没有同时有常委和委员的积分，算不出差距。"
    if {STANDING, ORDINARY} <= set(means.index):
        gap = float(means.at[STANDING, POINTS]) - float(means.at[ORDINARY, POINTS])
        earlier = pd.to_numeric(means["before"])
        said = f"常委平均比委员{'高' if gap >= 0 else '低'} {words.rounded(abs(gap), 1)} 分"
        if earlier[[STANDING, ORDINARY]].notna().all():
            moved = gap - float(earlier[STANDING] - earlier[ORDINARY])
            said += f"，差距比上年同期{'大' if moved >= 0 else '小'} {words.rounded(abs(moved), 1)} 分"
            change = float(means.at[ORDINARY, "change"])
            said += f"；委员平均比上年同期{'高' if change >= 0 else '低'} {words.rounded(abs(change), 1)} 分"
        said += "。"
    columns = (
        TableColumn("post", "职务"),
        TableColumn("duty.members", "在任委员", "integer"),
        TableColumn(POINTS, "平均积分", "decimal"),
        TableColumn("duty.points_median", "中位数", "decimal"),
        TableColumn("before", "上年同期平均", "decimal"),
        TableColumn("change", "变化", "decimal"),
        TableColumn(MET, "达标率", "percent"),
    )
    table = Table(
        key="posts",
        title="常委与委员",
        aid="分",
        note="同期为上一年同一段时间，人员按各自截至日在任",
        frame=frame[[c.name for c in columns]],
        columns=columns,
    )
    return table, said


def grades(asking: Asking) -> Table:
    """How many have each grade, in the order of the rule."""
    frame = asking.answer(("duty.members",), by=("assessed",)).frame
    order = [grade.name for scheme in asking.rules.duty.schemes for grade in scheme.ranked]
    rank = {name: n for n, name in reversed(list(enumerate(order)))}
    frame = frame.assign(rank=frame["assessed"].map(lambda name: rank.get(name, len(order)))).sort_values(
        "rank", kind="stable"
    )
    frame["share"] = pd.to_numeric(frame["duty.members"]) / max(int(frame["duty.members"].sum()), 1)
    columns = (
        TableColumn("assessed", "等次"),
        TableColumn("duty.members", "委员", "integer"),
        TableColumn("share", "占比", "percent"),
    )
    return Table(
        key="grades",
        title="等次",
        aid="人，按规则的次序",
        note="未填为任职不满一个月或没有规则适用的",
        frame=frame[[c.name for c in columns]].reset_index(drop=True),
        columns=columns,
    )


def quartiles(members: Records[MemberPoints]) -> Table:
    """Each sector's quartiles, in the order of their names: who lies where, without a league."""
    frame = members.frame
    rows = [
        (sector, len(held), *(float(held["points"].quantile(q)) for q in (0, 0.25, 0.5, 0.75, 1)))
        for sector, held in frame.groupby("sector")
    ]
    names = ["sector", "members", "least", "lower", "middle", "upper", "most"]
    heads = ("界别", "在任委员", "最低", "下四分位", "中位数", "上四分位", "最高")
    kinds = ("text", "integer", *("decimal",) * 5)
    table = pd.DataFrame(rows, columns=names)
    last = table["sector"] == UNFILLED
    return Table(
        key="quartiles",
        title=f"各{DIMENSIONS['sector'].name}的四分位",
        aid="分",
        note="人少的界别四分位不稳，比较时看人数",
        frame=pd.concat([table[~last], table[last]], ignore_index=True),
        columns=tuple(TableColumn(n, h, k) for n, h, k in zip(names, heads, kinds, strict=True)),
        empty="没有在任委员。",
    )


def to_contact(members: Records[MemberPoints]) -> Table:
    """Those who have not enough, the least of what is enough for their months first."""
    below = Records(MemberPoints, tuple(m for m in members if m.met is False))
    return roster(below, "to_contact", "先联系谁", "未达标的", "参加评定的委员都已达标。", "duty.below")
