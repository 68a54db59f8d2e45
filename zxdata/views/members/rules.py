"""规则: what gives points, and what a changed rule would do to the distribution before it is kept."""

import pandas as pd

from zxdata import words
from zxdata.configuration import ASSETS
from zxdata.errors import CockpitError
from zxdata.figures import Figure, Table, TableColumn, View
from zxdata.metrics.duty.members import points_of_members
from zxdata.rules.book import Rules, read_rules
from zxdata.rules.points import PointRow, PointScheme
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

FOLDER = ASSETS / "rules"
OWN = "本会"


def presets() -> dict[str, str]:
    """The shipped rules that give points of their own: their name → what they are called."""
    found = {}
    for path in sorted(FOLDER.glob("*.toml")):
        if "[[duty.schemes]]" in path.read_text(encoding="utf-8"):
            found[path.stem] = read_rules(path).duty.schemes[0].name
    return found


def view(asking: Asking) -> View:
    """The rule in force row by row; with the option ``rule`` (a shipped one) what it would do instead."""
    chosen = asking.option("rule")
    figures: list[Figure] = []
    notices: tuple[str, ...] = ()
    headline = f"积分按“{asking.rules.duty.schemes[-1].name}”计算。"
    rules = asking.rules
    if chosen:
        try:
            rules = _with(asking.rules, chosen)
            figures.append(preview(asking, rules))
            headline = _told(asking, rules)
        except CockpitError as fault:
            notices = (str(fault),)
    figures += [_rows(n, scheme) for n, scheme in enumerate(rules.duty.schemes)]
    return framed(asking, "members.rules", "规则", headline, (), tuple(figures), None, notices, ("preview",))


def _with(rules: Rules, name: str) -> Rules:
    """These rules with the points of a shipped file."""
    path = FOLDER / f"{name}.toml"
    if name not in presets():
        raise CockpitError(f"没有名为“{name}”的规则；可用：{'、'.join(presets())}。")
    return rules.model_copy(update={"duty": read_rules(path).duty})


def _points(asking: Asking, rules: Rules) -> pd.DataFrame:
    return points_of_members(asking.reading, asking.filters, rules).frame


def _told(asking: Asking, rules: Rules) -> str:
    now, then = _points(asking, asking.rules), _points(asking, rules)
    said = [f"换成“{rules.duty.schemes[-1].name}”"]
    if len(now):
        said.append(
            f"中位数由 {words.rounded(now['points'].median(), 1)} 分变为 {words.rounded(then['points'].median(), 1)} 分"
        )
        rates = [frame["met"].dropna().astype(float).mean() for frame in (now, then)]
        if all(rate == rate for rate in rates):
            said.append(f"达标率由 {words.percent(rates[0])} 变为 {words.percent(rates[1])}")
    return "，".join(said) + "；规则没有改，这里只是试算。"


def preview(asking: Asking, rules: Rules) -> Table:
    """How many members would have how many points, beside how many have now."""
    now, then = _points(asking, asking.rules)["points"], _points(asking, rules)["points"]
    steps = [0, 20, 40, 60, 80, 100, float("inf")]
    names = ["不足 20 分", "20 至 40 分", "40 至 60 分", "60 至 80 分", "80 至 100 分", "100 分及以上"]
    frame = pd.DataFrame(
        {
            "name": names,
            **{
                key: [int(((values >= low) & (values < high)).sum()) for low, high in zip([float("-inf"), *steps[1:-1]], steps[1:], strict=True)]
                for key, values in (("now", now), ("then", then))
            },
        }
    )  # fmt: skip
    columns = (
        TableColumn("name", "积分"),
        TableColumn("now", "现行规则", "integer"),
        TableColumn("then", "换成之后", "integer"),
    )
    return Table(
        key="preview",
        title="换一套规则会怎样",
        aid="人",
        note="同一批记录、同一批在任委员；采用时把规则文件设为 ZX_RULES",
        frame=frame,
        columns=columns,
    )


def _rows(number: int, scheme: PointScheme) -> Table:
    rows = []
    for part in scheme.parts:
        limits = "，".join(
            text
            for text in (
                f"基本分 {words.rounded(part.base, 1)}" if part.base else "",
                f"上限 {words.rounded(part.cap, 1)}" if part.cap is not None else "不封顶",
            )
            if text
        )
        for n, row in enumerate(part.rows):
            rows.append((part.name if n == 0 else "", limits if n == 0 else "", *_row(row)))
    columns = tuple(
        TableColumn(name, head)
        for name, head in (
            ("part", "方面"),
            ("limits", "上限"),
            ("what", "记录"),
            ("gives", "每条"),
            ("counting", "怎样计"),
        )
    )
    days = "，".join(
        text
        for text in (
            f"{words.day(scheme.since)}起" if scheme.since else "",
            f"{words.day(scheme.until)}止" if scheme.until else "",
        )
        if text
    )
    whom = "、".join((*scheme.roles, *scheme.sectors, *scheme.regions))
    met = f"合格 {words.rounded(scheme.met, 1)} 分" if scheme.met is not None else "没有合格线"
    grades = "、".join(f"{g.name} {words.rounded(g.at, 1)} 分起" for g in scheme.grades if g.at > 0)
    return Table(
        key=f"scheme{number}",
        title=scheme.name,
        aid="；".join(text for text in (met, grades, f"只用于{whom}" if whom else "", days) if text),
        note=scheme.source,
        frame=pd.DataFrame(rows, columns=[c.name for c in columns]),
        columns=columns,
    )


def _row(row: PointRow) -> tuple[str, str, str]:
    told = [
        " ".join(
            filter(None, ("、".join(row.kind), "、".join(row.role), "、".join(row.level), "、".join(row.attendance)))
        )
    ]
    if row.deduct:
        gives = f"扣 {words.rounded(row.deduct, 1)} 分"
    elif row.each is not None:
        gives = f"{words.rounded(row.each, 1)} 分"
    else:
        gives = f"第 1 条 {words.rounded(row.first or 0, 1)} 分，以后每条 {words.rounded(row.next or 0, 1)} 分"
    if row.cap is not None:
        gives += f"，至多 {words.rounded(row.cap, 1)} 分"
    counting = {"sum": "逐条累加", "highest": "同一件只计最高的一条", "once": "全年只计最高的一条"}[row.counting]
    return told[0] or "任何记录", gives, counting
