"""闭环: where the loops stand open, whether corrections hold, and what becomes of adopted suggestions."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from zxdata import words
from zxdata.figures import Figure, Ranking, Stacked, Table, TableColumn, View
from zxdata.metrics import metric
from zxdata.metrics.supervision.following import OwedFollowUp, cadences, suggestion_clocks
from zxdata.metrics.supervision.loops import LoopStep, loops
from zxdata.records import Records
from zxdata.rules.colours import ORDER
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.regional import ranking, side_by_side

ADOPTION = "supervision.adoption_rate"
INDICATORS = (
    "supervision.closed_rate",
    "supervision.lasting_rate",
    "supervision.relapsed",
    "supervision.feedback_days_median",
    "supervision.rectification_days_median",
    ADOPTION,
)
DOCUMENT = "order"


def view(asking: Asking) -> View:
    asking, said = asking.letting_go("监督建议的采纳", "colour")
    steps = loops(asking.reading, asking.filters, asking.rules)
    owed = cadences(asking.reading, asking.beside("kind", "colour"), asking.rules)
    timed, rhythm, adopting = clocks(asking), cadence_bars(asking, owed), adopted(asking)
    figures: tuple[Figure, ...] = (
        loop_table(asking, steps),
        closed(asking),
        lasting(asking),
        adopting,
        timed,
        rhythm,
        *orders(asking, owed),
    )
    stuck = [step for step in steps if step.matters and not step.closed]
    headline = "各个闭环都已闭合。" if any(step.matters for step in steps) else "所选条件下没有进入闭环的事项。"
    if stuck:
        worst = max(stuck, key=lambda step: (step.red, step.matters))
        headline = f"“{worst.loop}”停在“{worst.step}”的有 {worst.matters:,} 件，其中{asking.colours.word('red')} {worst.red} 件。"
    notices = (*said, *filter(None, doubts(asking, timed, rhythm, adopting)))
    return framed(
        asking, "supervision.closing", "监督预警·闭环", headline, asking.indicators(INDICATORS), figures, None, notices
    )


def doubts(asking: Asking, timed: Stacked, rhythm: Stacked, adopting: Ranking) -> Iterator[str]:
    """What must be said of rules that turn most of what they judge red."""
    rules, verdict = asking.rules, f"为{asking.colours.word('red')}"
    for figure, setting in ((timed, "中建议的时限和适用对象"), (rhythm, "中调度、通报、评估的间隔和适用对象")):
        judged = figure.frame[figure.frame["series"] != "unknown"]
        for name, rows in judged.groupby("name", sort=False):
            red = int(rows.loc[rows["series"] == "red", "value"].sum())
            yield rules.flooding.doubt(str(name), red, int(rows["value"].sum()), figure.unit, setting, verdict)
    if adopting.target is not None:
        short = int((adopting.frame["value"] < adopting.target).sum())
        line = f"{metric(ADOPTION).name}达到 {words.percent(adopting.target, 0)}"
        yield rules.flooding.doubt(line, short, len(adopting.frame), "个区县", "中的目标", "未达标")


def loop_table(asking: Asking, steps: Records[LoopStep]) -> Table:
    columns = (
        TableColumn("loop", "闭环"),
        TableColumn("step", "走到"),
        TableColumn("matters", "件数", "integer"),
        TableColumn("closed", "闭环已合", "flag"),
        TableColumn("red", f"其中{asking.colours.word('red')}", "integer"),
        TableColumn("reminded", "其中已催办", "integer"),
        TableColumn("longest", "最久无进展（天）", "days", "日历天数"),
    )
    return Table(
        key="loops",
        title="闭环：未销号的事项走到哪一步",
        aid="件",
        columns=columns,
        note="退回重办的从退回之后算起；已销号的不在内",
        frame=steps.frame[[c.name for c in columns]],
        empty="规则文件没有设闭环。",
    )


def closed(asking: Asking) -> Ranking:
    return _ranked(asking, "supervision.closed_rate", "办结率排名", "closed")


def lasting(asking: Asking) -> Ranking:
    months = asking.rules.supervision.lasting_months
    return _ranked(asking, "supervision.lasting_rate", f"整改巩固率排名（{months} 个月内不退回）", "lasting")


def adopted(asking: Asking) -> Ranking:
    """监督's own suggestions against the line that the rules set for them."""
    found = _ranked(asking, ADOPTION, "监督成果采纳率排名", "adopting")
    line = asking.rules.targets.get(ADOPTION)
    return replace(found, target=line.least if line else None)


def _ranked(asking: Asking, key: str, title: str, name: str) -> Ranking:
    answered = asking.answer([key], by=("district",), filters=asking.siblings)
    whole = asking.answer([key], filters=asking.siblings).value(key)
    found = side_by_side(asking, answered, key, whole, asking.siblings)
    note, called = found.noted(metric(key).definition), found.whole_name
    ranked = ranking(asking, found.frame, key, title, found.whole, name=name, note=note, mean_name=called)
    return ranked.choosing(asking.district)


def clocks(asking: Asking) -> Stacked:
    found = suggestion_clocks(asking.reading, asking.beside("stage", "colour"), asking.rules)
    rows = [(row.clock, f"{row.clock}（{row.limit}）", row.colour, row.value) for row in found]
    return Stacked(
        key="clocks",
        title="意见建议的三个时限",
        unit="条",
        aid="自提出日起算",
        value_format="integer",
        series=ORDER,
        frame=pd.DataFrame(rows, columns=["carries", "name", "series", "value"]),
        metric="supervision.suggestion_clocks",
        dimension="stage",
        series_dimension="colour",
        note=_whom(asking),
        empty="所选条件下没有意见建议。",
    )


def _whom(asking: Asking) -> str:
    """Where each clock's day comes from, and to whom it applies."""
    rule, name = asking.rules.suggestions, asking.reading.version.regions.name
    whom = {"签批": rule.sign_for.words(name), "回头看": rule.look_back_for.words(name)}
    applying = "".join(f"；{clock}{said}" for clock, said in whom.items() if said)
    return f"写明答复期限的按期限；签批、回头看取自成果调度，整个台账没有这类记录时为无法判定{applying}"


def cadence_bars(asking: Asking, found: Records[OwedFollowUp]) -> Stacked:
    named = {c.kind: c.word or f"{c.months} 个月一{c.kind}" for c in asking.rules.cadences}
    counted = Counter((owed.kind, owed.colour) for owed in found)
    rows = [
        (kind, named[kind], colour, float(counted[kind, colour]))
        for kind in named
        for colour in ("red", "yellow", "green")
    ]
    return Stacked(
        key="cadences",
        title="成果转化台账：该调度的调度了没有",
        unit="条",
        aid="已采纳尚未落实的建议",
        value_format="integer",
        series=("red", "yellow", "green"),
        note=_owing(asking),
        metric="supervision.follow_ups_owed",
        dimension="kind",
        series_dimension="colour",
        frame=pd.DataFrame(rows if len(found) else [], columns=["carries", "name", "series", "value"]),
        empty="没有已采纳而尚未落实的建议，或规则文件没有设节奏。",
    )


def _owing(asking: Asking) -> str:
    name = asking.reading.version.regions.name
    whom = "；".join(dict.fromkeys(said for c in asking.rules.cadences if (said := c.words(name))))
    return f"从最近一次（没有则从答复）起算，逾期为{asking.colours.word('red')}{f'；{whom}' if whom else ''}"


def orders(asking: Asking, found: Records[OwedFollowUp]) -> tuple[Table, ...]:
    """For each cadence what its next document has to hold, the longest over first: the suggestion, what it is from, how
    it stands, who has it. As files they are the 调度单, the 通报 and the 评估.
    """
    columns = (
        TableColumn("text", "建议"),
        TableColumn("origin", "来源"),
        TableColumn("origin_no", "来源编号"),
        TableColumn("unit", "责任单位"),
        TableColumn("adoption", "转化状态"),
        TableColumn("last_on", "最近一次", "date"),
        TableColumn("due_on", "应于", "date"),
        TableColumn("over", "已超（天）", "days", "日历天数；负数为还剩"),
    )
    made = []
    for n, cadence in enumerate(asking.rules.cadences, 1):
        own = (owed for owed in found if owed.kind == cadence.kind and owed.colour in ("red", "yellow"))
        due = Records(OwedFollowUp, tuple(own))
        late = sum(owed.colour == "red" for owed in due)
        made.append(
            Table(
                key=f"{DOCUMENT}{n}",
                title=f"{cadence.kind}单",
                aid=f"{len(due):,} 条，其中逾期 {late:,} 条",
                columns=columns,
                note=f"{cadence.word or cadence.kind}：已采纳尚未落实、到期和临期的；最近一次为空，是答复后还没有做过",
                empty=f"没有到期和临期的{cadence.kind}。",
                metric="supervision.follow_ups_owed",
                within=(("kind", cadence.kind),),
                frame=due.frame.rename(columns={"no": "code"})[["code", *(c.name for c in columns)]].reset_index(
                    drop=True
                ),
            )
        )
    return tuple(made)
