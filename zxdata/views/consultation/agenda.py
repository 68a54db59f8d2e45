"""选题: from what is collected to what is settled, planned and consulted about; and what waits for its meeting."""

from dataclasses import replace

import pandas as pd

from zxdata import words
from zxdata.figures import Bars, Figure, Table, TableColumn, View
from zxdata.metrics import metric
from zxdata.metrics.consultation.deciding import STEPS as DECIDING
from zxdata.metrics.consultation.deciding import deciding
from zxdata.metrics.listing import listing
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

INDICATORS = (
    "consultation.topics",
    "consultation.topics_by_code",
    "consultation.topics_settled_rate",
    "consultation.topics_consulted_rate",
    "consultation.topic_days_median",
)
# name, its number, the number it comes from, and how that is called
STEPS = (
    ("征集", "topics", "", ""),
    ("确定", "topics_settled", "topics", "个议题"),
    ("列入计划", "topics_planned", "topics_settled", "个确定"),
    ("协商", "topics_consulted", "topics_settled", "个确定"),
)
LISTED = 500


def view(asking: Asking) -> View:
    """A topic has no platform, no form and nobody who took part: filters by them are let go."""
    whole = asking
    asking, said = asking.letting_go("议题", "platform", "form", "group")
    way = steps(asking.cohort)
    figures: tuple[Figure, ...] = (way, by_channel(asking), by_step(asking.cohort), waiting(asking))
    numbers = dict(zip(way.frame["name"], way.frame["value"], strict=True))
    headline = "所选条件下没有议题。"
    if len(way.frame):
        headline = f"征集议题 {words.rounded(numbers['征集'])} 个，确定 {words.rounded(numbers['确定'])} 个，已协商 {words.rounded(numbers['协商'])} 个。"
    cards = replace(asking, filters=asking.beside("channel")).indicators(INDICATORS)
    return framed(whole, "consultation.agenda", "协商活动·选题", headline, cards, figures, None, said)


def steps(asking: Asking) -> Bars:
    """Of one batch of topics: each bar is part of the one that it comes from."""
    keys = [f"consultation.{own}" for _, own, _, _ in STEPS]
    now = asking.answer(keys, filters=asking.beside("channel"))
    numbers = {key.split(".")[1]: now.value(key) or 0 for key in keys}
    rows = [
        (name, numbers[own], words.base(numbers[own], numbers[base], noun) if base else "", f"consultation.{own}")
        for name, own, base, noun in STEPS
    ]
    frame = pd.DataFrame(rows, columns=["name", "value", "base", "metric"])
    return Bars(
        key="way",
        title="从征集到协商",
        unit="个",
        aid="期间内征集的这一批，旁为占其来处的比例",
        value_format="integer",
        note="协商指关联里由议题转为协商、截至日已举行的；议题不分平台和形式",
        frame=frame if numbers["topics"] else frame.iloc[:0],
        empty="所选条件下没有议题。",
    )


def by_step(asking: Asking) -> Table:
    """提—议—审—定: how many came to each step, how many stand there, the longest first seen."""
    filters = asking.beside("channel")
    found = deciding(asking.reading, filters, asking.rules)
    first = found[0].reached if found else 0
    keys = ("topics", "topics_discussed", "topics_deliberated", "topics_settled")
    rows = [
        (
            f"consultation.{key}",
            f"{step.step}（{stage}）",
            step.reached,
            step.reached / first if first else None,
            step.standing,
            (asking.day - step.since).days if step.since else None,
        )
        for key, step, (_, stage, _) in zip(keys, found, DECIDING, strict=True)
    ]
    columns = (
        TableColumn("step", "步骤"),
        TableColumn("reached", "走到", "integer"),
        TableColumn("share", "占征集", "percent"),
        TableColumn("standing", "停在这一步", "integer"),
        TableColumn("longest", "停得最久（天）", "days"),
    )
    return Table(
        key="deciding",
        title="提—议—审—定：议题走到哪一步",
        aid="个，期间内征集的这一批",
        note="跳过的一步算走到；已确定、已退回的不算停着。点一行看台账里记有这一步的议题",
        frame=pd.DataFrame(rows if first else [], columns=["metric", *(c.name for c in columns)]),
        columns=columns,
        empty="所选条件下没有议题。",
    )


def by_channel(asking: Asking) -> Bars:
    key = "consultation.topics"
    frame = asking.answer([key], by=("channel",), filters=asking.beside("channel")).frame
    frame = frame[frame[key] > 0].sort_values(key, ascending=False, kind="stable")
    whole = float(frame[key].sum()) or 1.0
    return Bars(
        key="collected",
        title="议题从哪里来",
        unit="个",
        aid="占全部的比例",
        value_format="integer",
        metric=key,
        dimension="channel",
        selected=asking.filters.values("channel"),
        note=f"扫码征集：{'、'.join(asking.rules.consultation.codes)}",
        frame=pd.DataFrame(
            [(name, float(n), words.percent(n / whole)) for name, n in frame[["channel", key]].itertuples(index=False)],
            columns=["name", "value", "base"],
        ),
        empty="所选条件下没有议题。",
    )


def waiting(asking: Asking) -> Table:
    """Settled, not yet consulted about: the longest settled first."""
    filters = asking.beside("channel")
    frame = listing(asking.reading, metric("consultation.topics_settled"), filters, asking.rules).frame
    frame = frame[frame["consulted_on"].isna()].sort_values("settled_on", kind="stable").reset_index(drop=True)
    columns = (
        TableColumn("settled_on", "确定", "date"),
        TableColumn("title", "题目"),
        TableColumn("channel", "渠道"),
        TableColumn("planned_on", "列入计划", "date"),
        TableColumn("no", "议题编号"),
    )
    cut = f"，只列最早的 {LISTED} 个" if len(frame) > LISTED else ""
    return Table(
        key="waiting",
        title="确定了还没有协商的议题",
        aid=f"{len(frame):,} 个{cut}，确定得早的在前",
        frame=frame[[c.name for c in columns]].head(LISTED),
        columns=columns,
        metric="consultation.topics_settled",
        empty="没有确定了还没有协商的议题。",
    )
