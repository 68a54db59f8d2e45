"""转化与承诺: what voices became and how long that took, what surges, and what was promised and is not done."""

import pandas as pd

from zxdata import words
from zxdata.figures import Bars, Figure, Sankey, Table, TableColumn, View
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.metrics.voices.becoming import KINDS, NAMES
from zxdata.metrics.voices.surging import raised_more
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

LISTED, SHOWN = 200, 40


def view(asking: Asking) -> View:
    rising, sentence = surges(asking)
    figures: tuple[Figure, ...] = (became(asking), flow(asking), rising, promises(asking))
    now = asking.answer(
        ["voices.converted", "voices.to_proposal", "voices.to_proposal_days_median", "voices.promised_late"]
    )
    became_what = words.joined(
        f"转化 {int(now.value('voices.converted') or 0):,} 件",
        f"其中成为提案 {int(now.value('voices.to_proposal') or 0):,} 件",
        words.clause("从反映到提案中位", now.value("voices.to_proposal_days_median"), "days", "天"),
        f"承诺未兑现 {int(now.value('voices.promised_late') or 0):,} 件",
    )
    headline = f"{became_what}{sentence}"
    keys = (
        "voices.converted",
        "voices.converted_rate",
        "voices.to_proposal_days_median",
        "voices.promised",
        "voices.promised_late",
    )
    return framed(asking, "voices.became", "民情·转化", headline, asking.indicators(keys), figures, None)


def became(asking: Asking) -> Bars:
    """Each kind with its share of what was raised and the median time it took."""
    keys = [f"voices.to_{kind}{part}" for kind in KINDS for part in ("", "_days_median")]
    now = asking.answer([*keys, "voices.collected"])
    whole = now.value("voices.collected") or 0
    rows = []
    for kind, name in NAMES.items():
        count, days = now.value(f"voices.to_{kind}") or 0, now.value(f"voices.to_{kind}_days_median")
        share = words.with_unit(count / whole, "percent") if whole else words.MISSING
        aside = f"占 {share}" if not asking.happened else ""
        took = f"中位 {words.with_unit(days, 'days', '天')}" if days is not None else ""
        rows.append((f"转{name}", count, "件", "，".join(part for part in (aside, took) if part), f"voices.to_{kind}"))
    frame = pd.DataFrame(rows, columns=["name", "value", "unit", "base", "metric"])
    return Bars(
        key="became",
        title="民情变成了什么",
        unit="件",
        aid="旁为占收集的比例、从反映到转化的中位天数",
        value_format="integer",
        note="按“关联”表：直接转化，或经信息、议题、协商再转化；一件可转成几类，各类都计",
        frame=frame if frame["value"].any() else frame.iloc[:0],
        empty="所选条件下没有由民情转化的记录。",
    )


def flow(asking: Asking) -> Sankey:
    """From the channels to what voices became."""
    frame = asking.answer([f"voices.to_{kind}" for kind in KINDS], by=("channel",)).frame
    rows = [
        (row["channel"], NAMES[kind], float(row[f"voices.to_{kind}"]), "forward", f"voices.to_{kind}")
        for row in frame.to_dict("records")
        for kind in KINDS
        if row[f"voices.to_{kind}"]
    ]
    return Sankey(
        key="flow",
        title="从渠道到去向",
        unit="件",
        note="一件转成几类的，各条都画",
        dimension="channel",
        frame=pd.DataFrame(rows, columns=["source", "target", "value", "kind", "metric"]),
        empty="所选条件下没有由民情转化的记录。",
    )


def surges(asking: Asking) -> tuple[Table, str]:
    """The last weeks beside the same weeks a year ago, by place and topic; and a sentence on the first surge."""
    found, rule = raised_more(asking.reading, asking.filters, asking.rules), asking.rules.voices.surge
    shown = [each for each in found.rises if each.now >= rule.least][:SHOWN]
    short = asking.reading.version.regions.short_name
    rows = [
        (
            short(each.code) if each.code else asking.whole_name,
            each.theme,
            each.now,
            each.before,
            _odds(each.chance),
            _odds(each.adjusted),
            "突增" if each.surge else "不显著",
        )
        for each in shown
    ]
    columns = (
        TableColumn("district", "区县"),
        TableColumn("theme", "类"),
        TableColumn("now", "现在", "integer"),
        TableColumn("before", "去年同期", "integer"),
        TableColumn("chance", "偶然的机会"),
        TableColumn("adjusted", "校正后", "text", "Benjamini–Hochberg：这样报警时误报的比例不超过它"),
        TableColumn("verdict", "判定"),
    )
    up = [each for each in found.rises if each.surge]
    first = up[0] if up else None
    place = f"{short(first.code) if first.code else asking.whole_name}" if first else ""
    sentence = (
        f"{place}{first.theme}突增：近 {rule.weeks} 周 {first.now} 件，去年同期 {first.before} 件。"
        if first
        else f"近 {rule.weeks} 周没有突增。"
    )
    table = Table(
        key="surges",
        title="突增",
        aid=f"{words.short_day(found.since)}至{words.short_day(asking.day)} {found.now:,} 件，去年同期 {found.before:,} 件",
        note=f"与去年同期的 {rule.weeks} 周比，扣除总量的增长（条件二项检验）；一起看了 {len(found.rises):,} 处地方和类，"
        f"报警中误报的比例控制在 {words.percent(rule.chance, 0)} 以内；少于 {rule.least} 件的不报",
        columns=columns,
        frame=pd.DataFrame(rows, columns=[c.name for c in columns]),
        empty=f"近 {rule.weeks} 周没有一处一类达到 {rule.least} 件。",
    )
    return table, sentence


def _odds(chance: float) -> str:
    return "不到万分之一" if chance < 0.0001 else words.percent(chance, 2)


def promises(asking: Asking) -> Table:
    """Adopted long ago and not done, the oldest first."""
    of = metric("voices.promised_late")
    found = listing(asking.reading, of, asking.filters, asking.rules).frame
    found = found.sort_values(["replied_on", "no"], kind="stable")
    columns = (
        TableColumn("title", "民情"),
        TableColumn("unit", "责任单位"),
        TableColumn("outcome", "答复"),
        TableColumn("replied_on", "反馈日期", "date"),
        TableColumn("no", "民情编号"),
    )
    return Table(
        key="promises",
        title="承诺未兑现",
        aid=f"{len(found):,} 件" + (f"，只列最久的 {LISTED} 件" if len(found) > LISTED else ""),
        note=of.definition,
        metric=of.key,
        columns=columns,
        frame=found[[c.name for c in columns]].head(LISTED).reset_index(drop=True),
        opens="voice",
        empty="没有过了规则的日数还没有办结的承诺。",
    )
