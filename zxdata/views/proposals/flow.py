"""流转: the way proposals really go, where they wait too long, and what merging does to the counts."""

import pandas as pd

from zxdata import words
from zxdata.figures import Bars, Figure, Indicator, Sankey, Table, TableColumn, View
from zxdata.metrics.proposals.flow import Bottleneck, Transition, bottlenecks, passed, transitions, waits
from zxdata.records import Records
from zxdata.rules.running import SECOND_ROUND
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

KEY = "proposals.flow"
TOP = 10
STEP = "step"
_LINKS = {"提": "submitted", "立": "filed", "办": "assigned", "督": "replied", "评": "rated"}


def view(asking: Asking) -> View:
    steps = transitions(asking.reading, asking.filters, asking.rules)
    stuck = bottlenecks(waits(asking.reading, asking.filters, asking.rules))
    headline = "没有超过时限的等待。"
    if late := [place for place in stuck if place.over]:
        worst = late[0]
        headline = (
            f"{sum(place.late for place in late):,} 件等待超过时限，累计超 {sum(place.over for place in late):,} 天；"
            f"最多的是{worst.unit}的{worst.clock}，{worst.late} 件超 {worst.over:,} 天。"
        )
    figures: tuple[Figure, ...] = (
        _links(asking),
        _sankey(asking, steps),
        *_passed(asking),
        _worst(asking),
        _bases(asking),
    )
    return framed(
        asking, KEY, "流转", headline, _indicators(asking), figures, _table(asking, stuck), absent=("passed",)
    )


def _indicators(asking: Asking) -> tuple[Indicator, ...]:
    return asking.indicators(("proposals.filed", "proposals.merged", "proposals.assigned", "proposals.second_round"))


def _links(asking: Asking) -> Bars:
    """How many have entered each of the five links, each beside the one before."""
    now = asking.answer([f"proposals.{key}" for key in _LINKS.values()])
    counts = [int(now.value(f"proposals.{key}") or 0) for key in _LINKS.values()]
    rows = []
    for n, name in enumerate(_LINKS):
        events = asking.rules.procedure.links.get(name, ())
        share = words.percent(counts[n] / counts[n - 1]) if n and counts[n - 1] and not asking.happened else ""
        rows.append((f"{name}　{'、'.join(events)}", counts[n], share, f"proposals.{_LINKS[name]}"))
    return Bars(
        key="links",
        title="提立办督评走到哪一步",
        unit="件",
        aid="期内走到各环节的，不是同一批" if asking.happened else "百分比为占上一环节",
        value_format="integer",
        note="并案、不予立案、转社情民意的不再往下走；立案到交办之差含并案。",
        frame=pd.DataFrame(rows if counts[0] else [], columns=["name", "value", "base", "metric"]),
    )


def _sankey(asking: Asking, steps: Records[Transition]) -> Sankey:
    back = sum(step.value for step in steps if step.kind == "return")
    again = sum(step.value for step in steps if step.stage == SECOND_ROUND)
    return Sankey(
        key="sankey",
        title="提案实际怎样流转",
        unit="件",
        aid="粗细为件数，突出的为退回、改派与再次",
        note=f"按台账事件的先后；退回、退办、改派 {back:,} 次，进入二次办理 {again:,} 件；"
        f"{'、'.join(asking.rules.procedure.aside)}不改变环节，未画。",
        empty="所选条件下没有流转记录。",
        frame=steps.frame,
        metric="proposals.submitted",
        option=STEP,
        selected=asking.option(STEP),
    )


def _passed(asking: Asking) -> tuple[Table, ...]:
    """The proposals of the band that the option ``step`` names as ``source→target``; nothing where it names none."""
    source, _, target = asking.option(STEP).partition("→")
    if not target:
        return ()
    found = passed(asking.reading, asking.filters, asking.rules, source, target)
    columns = (
        TableColumn("no", "提案号"),
        TableColumn("title", "标题"),
        TableColumn("unit", "主办单位"),
        TableColumn("on_day", "日期", "date", f"{target}的日期"),
    )
    return (
        Table(
            key="passed",
            title=f"{source} → {target}",
            aid=f"{len(found):,} 件",
            columns=columns,
            frame=found.frame,
            opens="proposal",
            empty=f"所选条件下没有从{source}到{target}的提案。",
        ),
    )


def _worst(asking: Asking) -> Bars:
    stuck = bottlenecks(waits(asking.reading, asking.beside("unit"), asking.rules))
    rows = [
        (f"{place.unit}　{place.clock}", float(place.over), f"{place.late} 件超限，{place.waiting} 件在等", place.unit)
        for place in stuck[:TOP]
        if place.over
    ]
    return Bars(
        key="bottlenecks",
        title="卡在哪里",
        unit="天",
        aid="，".join(["超过时限之和", *([f"前 {len(rows)} 处"] if rows else [])]),
        value_format="integer",
        note="每件只算超出本环节时限的日历天数；没有设时限的环节不在内。",
        empty="没有超过时限的等待。",
        dimension="unit",
        selected=tuple(name for name, *_, unit in rows if unit in asking.filters.values("unit")),
        frame=pd.DataFrame(rows, columns=["name", "value", "base", "carries"]),
    )


def _bases(asking: Asking) -> Table:
    """Both bases of merging, by category: 立案 counts what was merged, 交办 does not."""
    keys = [f"proposals.{k}" for k in ("submitted", "filed", "merged", "assigned")]
    frame = asking.answer(keys, by=("category",)).frame
    for key in ("filed", "assigned"):
        whole = pd.to_numeric(frame[f"proposals.{key}"]).sum()
        frame[f"{key}_share"] = pd.to_numeric(frame[f"proposals.{key}"]) / whole if whole else None
    columns = (
        TableColumn("category", "类别"),
        TableColumn("proposals.submitted", "提交", "integer"),
        TableColumn("proposals.filed", "立案（并案前）", "integer"),
        TableColumn("filed_share", "占立案", "percent"),
        TableColumn("proposals.merged", "并案", "integer"),
        TableColumn("proposals.assigned", "交办（并案后）", "integer"),
        TableColumn("assigned_share", "占交办", "percent"),
    )
    return Table(
        key="bases",
        title="并案前与并案后",
        aid="件，两种口径都对，不可混用",
        frame=frame[[c.name for c in columns]],
        columns=columns,
        note="立案含后来并入他案的；交办按并案后的件数。引用时写明口径。",
    )


def _table(asking: Asking, stuck: Records[Bottleneck]) -> Table:
    limits = {c.name: asking.rules.proposals.limit_words if c.main else c.words for c in asking.rules.procedure.clocks}
    columns = (
        TableColumn("clock", "环节"),
        TableColumn("unit", "单位"),
        TableColumn("limit", "时限"),
        TableColumn("waiting", "在等", "integer"),
        TableColumn("late", "超限", "integer"),
        TableColumn("over", "超限天数", "integer"),
        TableColumn("longest", "最久已等天数", "integer"),
    )
    frame = stuck.frame.assign(limit=[limits.get(place.clock) for place in stuck])[[c.name for c in columns]]
    return Table(
        key="table",
        title="环节与单位",
        aid=f"{len(frame)} 处有件在等，超限天数多的在前",
        frame=frame,
        columns=columns,
        note="台账写明期限的以台账为准；暂停计时的不在内；未填为尚未交办。",
    )
