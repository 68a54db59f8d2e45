"""委员卡: one member — parts of the points beside the sector's median, months, and every point with its record."""

import pandas as pd

from zxdata import words
from zxdata.errors import Unknown
from zxdata.figures import Profile, Radar, Table, TableColumn, Trend, View
from zxdata.metrics.duty.awards import Award, PartPoints, Person, awards, by_part, person
from zxdata.metrics.duty.members import MemberPoints, points_of_members
from zxdata.periods import first_of_months, month_labels
from zxdata.records import Records
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.members.roster import roster
from zxdata.views.trends import MONTHS

KEY, TITLE = "members.card", "委员卡"
FIGURES = ("profile", "radar", "months", "awards", "choice")
FEW = 5  # a median of fewer members is hardly one


def view(asking: Asking) -> View:
    """The member whom the option ``person`` names by number or name; where that is not one, those whom it may mean."""
    asked = asking.option("person").strip()
    if not asking.reading.scope.personal:
        return framed(
            asking, KEY, TITLE, "", (), (), None, ("委员卡是个人积分，只给有个人信息权限的账号看。",), FIGURES
        )
    try:
        found = person(asking.reading, asking.filters, asking.rules, asked)
    except Unknown:
        members = points_of_members(asking.reading, asking.filters, asking.rules)
        meant = [each.no for each in members if each.name == asked]
        if len(meant) != 1:
            return _choice(asking, members, asked)
        found = person(asking.reading, asking.filters, asking.rules, meant[0])
    given = awards(asking.reading, asking.filters, asking.rules, found.no)
    of_parts = by_part(asking.reading, asking.filters, asking.rules, found)
    figures = (_profile(asking, found), _radar(found, of_parts), _months(asking, given), _awards(given))
    headline = (
        f"{found.name}{asking.filters.period_in_words()}得 {words.rounded(found.points, 1)} 分，{_judged(found)}。"
    )
    return framed(asking, KEY, f"{found.name}（{found.no}）", headline, (), figures, None, (), FIGURES)


def _choice(asking: Asking, members: Records[MemberPoints], asked: str) -> View:
    """Those whose name or number holds the words; everyone where it is nobody's, which is said."""
    meant = Records(MemberPoints, tuple(each for each in members if asked in each.name or asked in each.no))
    said = () if meant or not asked else (f"没有姓名或编号带“{asked}”的在任委员，下面是全部在任委员。",)
    of = "姓名或编号相符的委员" if asked and meant else "在任委员"
    table = roster(
        meant or members, "choice", "看哪一位委员", of, "没有在任委员。", "" if asked and meant else "duty.members"
    )
    return framed(asking, KEY, TITLE, "", (), (table,), None, said, FIGURES)


def _judged(found: Person) -> str:
    if found.met is None:
        return "没有评定" if found.months else "任职不满一个月，不评定"
    return (found.assessed or ("达标" if found.met else "未达标")) + (
        f"（按任职 {found.months} 个月折算）" if found.months % 12 else ""
    )


def _profile(asking: Asking, found: Person) -> Profile:
    term = f"{_day(found.term_from)}至{_day(found.term_to) if found.term_to else '今'}"
    scheme = asking.rules.duty.schemes[found.scheme] if found.scheme >= 0 else None
    rows = [
        ("界别", found.sector, found.committee),
        ("职务", found.post, found.region or ""),
        ("任期", term, f"期间内任职 {found.months} 个月"),
        ("积分", f"{words.rounded(found.points, 1)} 分", _judged(found)),
        ("规则", scheme.name if scheme else "没有适用的规则", scheme.source if scheme else ""),
    ]
    return Profile(
        key="profile",
        title=found.name,
        aid=f"编号 {found.no}",
        frame=pd.DataFrame(rows, columns=["name", "value", "base"]),
    )


def _radar(found: Person, parts: Records[PartPoints]) -> Radar:
    return Radar(
        key="radar",
        title="各方面积分",
        unit="分",
        aid="外圈为上限，没有上限的为两者中的较大者",
        note=f"虚线为{found.sector}在任委员的中位数，没有记录的按 0 计",
        value_format="decimal",
        own=found.name,
        others="本界别中位数",
        frame=parts.frame,
        empty="没有适用的规则。",
    )


def _months(asking: Asking, given: Records[Award]) -> Trend:
    """How many records and points there were in each month up to the cut-off."""
    months = month_labels(first_of_months(asking.day, MONTHS), asking.day)
    held = [each for each in given if each.held_on]
    frames = []
    for name, of in (("记录", lambda _: 1.0), ("积分", lambda each: each.points)):
        sums = {month: 0.0 for month in months}
        for each in held:
            month = f"{each.held_on:%Y-%m}"
            if month in sums:
                sums[month] += of(each)
        frames.append(
            pd.DataFrame(
                {
                    "period": months,
                    "series": name,
                    "value": list(sums.values()),
                    "complete": [m != months[-1] for m in months],
                }
            )
        )
    return Trend(
        key="months",
        title="每月履职",
        aid="记录为条，积分为分",
        frame=pd.concat(frames, ignore_index=True),
        value_format="decimal",
        series=("记录", "积分"),
    )


def _awards(given: Records[Award]) -> Table:
    columns = (
        TableColumn("held_on", "日期", "date"),
        TableColumn("kind", "类型"),
        TableColumn("title", "内容"),
        TableColumn("role", "角色"),
        TableColumn("attendance", "出勤"),
        TableColumn("part", "计入"),
        TableColumn("points", "得分", "decimal", "超出上限的部分记 0"),
        TableColumn("source", "记在"),
        TableColumn("no", "编号"),
    )
    latest = Records(Award, tuple(reversed(given)))
    total = sum(each.points for each in given)
    return Table(
        key="awards",
        title="每一分的依据",
        aid=f"{len(given):,} 行，合计 {words.rounded(total, 1)} 分",
        note="到了上限以后的记录照列，得分为 0；没有规则给分的“计入”为空；本级以外的件只列类型",
        frame=latest.frame[[c.name for c in columns]],
        columns=columns,
        empty="期间内没有履职记录。",
    )


def _day(day: object) -> str:
    return words.day(day) if day else words.MISSING  # type: ignore[arg-type]
