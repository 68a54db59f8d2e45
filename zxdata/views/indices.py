"""Composite indices: peers by score, drawn by what makes it up, and as a table with values, weights, what is missing
and how firm each rank is."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import pandas as pd

from zxdata import words
from zxdata.figures import Figure, Stacked, Table, TableColumn
from zxdata.metrics import metric
from zxdata.metrics.composite import Standing, part_name, standings
from zxdata.rules.evaluation import Index, Part
from zxdata.views.asking import Asking

PEERS = {"district": "区县", "township": "乡镇街道", "unit": "单位"}
DRAWN = 40
"""Peers in the picture at most: all districts of a city; the table has the others."""


@dataclass(frozen=True)
class IndexFigures:
    """One index twice: ``made_of`` draws the peers with a rank, ``table`` has every peer."""

    made_of: Stacked
    table: Table


def index_figures(asking: Asking, key: str, index: Index) -> IndexFigures:
    """Peers by score, the highest first; what rests on few cases comes after them, without a rank. The one that is chosen
    keeps its place among them."""
    found = standings(asking.reading, index, asking.beside(index.by), asking.rules)
    # A score that is missing comes after the lowest.
    ordered = sorted(found, key=lambda row: (row.small, row.score is None, -(row.score or 0.0)))
    return IndexFigures(_made_of(asking, key, index, ordered), _table(asking, key, index, ordered))


def pictured(found: Iterable[IndexFigures]) -> tuple[Figure, ...]:
    """The picture of each index, and its table under it."""
    return tuple(figure for one in found for figure in (one.made_of, one.table))


def _made_of(asking: Asking, key: str, index: Index, ordered: list[Standing]) -> Stacked:
    """Of each peer's score the points that each part brings: its share of the known weight times what it scores."""
    ranked = [row for row in ordered if row.rank is not None]
    names = tuple(part_name(part) for part in index.parts)
    rows = []
    for row in ranked[:DRAWN]:
        known = sum(part.weight for part, score in zip(index.parts, row.scores, strict=True) if score is not None)
        rows += [
            (row.code, _name(asking, row, index), name, part.weight / known * score)
            for part, name, score in zip(index.parts, names, row.scores, strict=True)
            if score is not None
        ]
    chosen = {asking.district, *asking.filters.values(index.by)} - {""}
    left, small = len(ranked) - DRAWN, sum(row.small for row in ordered)
    notes = (
        f"另有 {left} 个{PEERS[index.by]}在表中" if left > 0 else "",
        f"样本少的 {small} 个{PEERS[index.by]}不排位，在表中" if small else "",
        "缺项的得分由其余各项按权重折算" if any(row.missing for row in ranked) else "",
    )
    return Stacked(
        key=f"{key}_made_of",
        title=f"{index.name}由什么构成",
        unit="分",
        aid="满分 100，各段为该项带来的分，高者在前",
        note="；".join(filter(None, notes)),
        value_format="decimal",
        series=names,
        metrics=tuple(part.metric for part in index.parts),
        dimension=index.by,
        selected=tuple(_name(asking, row, index) for row in ranked[:DRAWN] if row.code in chosen),
        frame=pd.DataFrame(rows, columns=["carries", "name", "series", "value"]),
        empty=f"没有可排位的{PEERS[index.by]}。",
    )


def _table(asking: Asking, key: str, index: Index, ordered: list[Standing]) -> Table:
    rows = [
        (
            _name(asking, row, index),
            row.rank,
            row.score,
            _range(row),
            row.known,
            *chain.from_iterable(zip(row.values, row.scores, strict=True)),
            *((row.cases,) if index.cases else ()),
            _remark(row, index),
        )
        for row in ordered
    ]
    total = sum(part.weight for part in index.parts)
    columns = [
        TableColumn(index.by, PEERS[index.by]),
        TableColumn("rank", "位次", "integer", "同级之间，并列的取前"),
        TableColumn("score", "得分", "decimal", "满分 100；缺一半及以上权重的不计分"),
        TableColumn("range", "换权重", "text", "各项权重在一半到两倍之间随机变动，十次中九次的位次"),
        TableColumn("known", "有数的权重", "percent", "得分只按有数的构成计算"),
    ]
    for n, part in enumerate(index.parts):
        name = f"{part_name(part)} {words.percent(part.weight / total, 0)}"
        columns.append(TableColumn(f"value.{n}", name, _kind(part), _how(part)))
        columns.append(TableColumn(f"score.{n}", "分", "decimal", f"{part_name(part)}的得分；— 为缺"))
    if index.cases:
        columns.append(TableColumn("cases", metric(index.cases).name, "integer", f"少于 {index.least} 的另列，不排位"))
    columns.append(TableColumn("remark", "说明"))
    weights = "；".join(f"{part_name(p)} 权重 {words.percent(p.weight / total, 0)}，{_how(p)}" for p in index.parts)
    return Table(
        key=key,
        title=index.name,
        aid=f"0–100 分，同为{PEERS[index.by]}的相比",
        note=weights,
        columns=tuple(columns),
        frame=pd.DataFrame(rows, columns=[c.name for c in columns], dtype=object),
        empty=f"没有可比的{PEERS[index.by]}。",
    )


def _name(asking: Asking, row: Standing, index: Index) -> str:
    return row.name if index.by == "unit" else asking.reading.version.regions.short_name(row.code)


def _range(row: Standing) -> str:
    if row.best is None or row.worst is None:
        return words.MISSING
    return str(row.best) if row.best == row.worst else f"{row.best}–{row.worst}"


def _remark(row: Standing, index: Index) -> str:
    few = f"样本少于 {index.least}，不排位" if row.small else ""
    lacking = f"缺{'、'.join(row.missing)}" if row.missing else ""
    return "；".join(part for part in (few, lacking) if part)


def _kind(part: Part) -> str:
    return "percent" if part.per is None and metric(part.metric).value_format == "percent" else "decimal"


def _how(part: Part) -> str:
    """``0 得 0 分，80% 得 100 分``"""
    less = "越少越好" if part.full < part.zero else ""
    if part.normalise == "range":
        return f"同级中最差的 0 分、最好的 100 分，其间按比例{less}"
    if part.normalise == "rank":
        return f"按同级中比它差的占多少得分{less}"
    shown = "percent" if _kind(part) == "percent" else "decimal"
    zero, full = (words.with_unit(v, shown) if shown == "percent" else f"{v:g}" for v in (part.zero, part.full))
    return f"{zero} 得 0 分，{full} 得 100 分，其间按比例"
