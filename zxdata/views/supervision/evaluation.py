"""评价: the composite indices of the rules file, each printed with its components, weights and what is missing."""

from itertools import chain

import pandas as pd

from zxdata import words
from zxdata.figures import Figure, Table, TableColumn, View
from zxdata.metrics import metric
from zxdata.metrics.indices import check_rules, index_of, part_name
from zxdata.rules.evaluation import Index, Part
from zxdata.views.asking import Asking
from zxdata.views.frame import framed


def view(asking: Asking) -> View:
    check_rules(asking.rules)
    figures: tuple[Figure, ...] = tuple(scores(asking, key, index) for key, index in asking.rules.indices.items())
    tops = [
        f"{index.name}{f.frame['district'].iloc[0]}最高"
        for index, f in zip(asking.rules.indices.values(), figures, strict=True)
        if len(f.frame) > 1 and f.frame["score"].notna().any()
    ]
    headline = "，".join(tops) + "。" if tops else "每项得分旁写明构成、权重和缺项。"
    if not figures:
        headline = "规则文件没有设综合指数；在 [indices] 中写明构成和权重后显示。"
    return framed(asking, "supervision.worth", "监督预警·评价", headline, (), figures, None)


def scores(asking: Asking, key: str, index: Index) -> Table:
    """Districts by score, the highest first, each component beside it as it was measured."""
    found = index_of(asking.reading, index, asking.filters, asking.rules)
    short_name = asking.reading.version.regions.short_name
    ranked = sorted(found, key=lambda row: -1.0 if row.score is None else row.score, reverse=True)
    rows = [
        (short_name(row.code), row.score, row.known, *chain.from_iterable(zip(row.values, row.scores, strict=True)))
        for row in ranked
    ]
    total = sum(part.weight for part in index.parts)
    columns = [
        TableColumn("district", "区县"),
        TableColumn("score", "得分", "decimal", "满分 100；缺一半以上权重的不计分"),
        TableColumn("known", "有数的权重", "percent", "得分只按有数的构成计算"),
    ]
    for n, part in enumerate(index.parts):
        name = f"{part_name(part)} {words.percent(part.weight / total, 0)}"
        columns.append(TableColumn(f"value.{n}", name, _kind(part), _how(part)))
        columns.append(TableColumn(f"score.{n}", "分", "decimal", f"{part_name(part)}的得分；— 为缺"))
    weights = "；".join(f"{part_name(p)} 权重 {words.percent(p.weight / total, 0)}，{_how(p)}" for p in index.parts)
    return Table(
        key=key,
        title=index.name,
        aid="0–100 分",
        note=weights,
        columns=tuple(columns),
        frame=pd.DataFrame(rows, columns=[c.name for c in columns]),
        empty="没有可比的区县。",
    )


def _kind(part: Part) -> str:
    return "percent" if part.per is None and metric(part.metric).value_format == "percent" else "decimal"


def _how(part: Part) -> str:
    """``0 得 0 分，80% 得 100 分``"""
    shown = "percent" if _kind(part) == "percent" else "decimal"
    zero, full = (words.with_unit(v, shown) if shown == "percent" else f"{v:g}" for v in (part.zero, part.full))
    return f"{zero} 得 0 分，{full} 得 100 分，其间按比例"
