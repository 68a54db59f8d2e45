"""How good each district's rows of each dataset are: complete, fresh, free of contradictions."""

from typing import Any

from sqlalchemy import Date, Double, FromClause, Integer, Select, case, cast, false, func, null, or_, select, union_all

from zxdata.metrics.coverage.stations import STATE
from zxdata.metrics.data.recorded import Recorded, recorded
from zxdata.metrics.expressions import AsOf, always, column, columns
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Mean, Metric, Ratio, Total


def _portions(at: AsOf) -> FromClause:
    """A row a district and dataset of which there are any rows, with what its score is made of, each from 0 to 1."""
    rules = at.rules.quality.score
    counted = union_all(*(_counts(recorded(name), fields, at) for name, fields in rules.fields.items())).subquery()
    c = counted.c
    age = func.date_diff("day", func.least(c.latest, at.day), at.day)
    straight = 1 - (age - rules.fresh_days) / cast(rules.stale_days - rules.fresh_days, Double)
    complete = cast(c.filled, Double) / func.nullif(c.cells, 0)
    fresh = case((c.latest.is_not(None), func.greatest(0, func.least(1, straight))))
    consistent = cast(c.sound, Double) / c.row_count
    weights = ((complete, rules.complete), (fresh, rules.fresh), (consistent, rules.consistent))
    total = sum((func.coalesce(part * weight, 0) for part, weight in weights), start=cast(0, Double))
    known = sum((case((part.is_not(None), weight), else_=0) for part, weight in weights), start=cast(0, Double))
    return select(
        *c,
        complete.label("complete"),
        fresh.label("fresh"),
        consistent.label("consistent"),
        (100 * total / func.nullif(known, 0)).label("score"),
        (c.row_count < at.rules.ranking.small).label("small"),
    ).subquery("portion")


def _counts(each: Recorded, fields: tuple[str, ...], at: AsOf) -> Select[Any]:
    wrong = or_(false(), *(condition(each.rows, at) for condition in each.wrong))
    return each.by_district(
        at,
        func.count().label("row_count"),
        (func.count() * len(fields)).label("cells"),
        sum((func.count(each.column(name)) for name in fields), start=cast(0, Integer)).label("filled"),
        (func.count() - func.coalesce(func.count_if(wrong), 0)).label("sound"),
        (func.max(each.rows.c[each.dated]) if each.dated else cast(null(), Date)).label("latest"),
    )


# fmt: off
PORTION = Fact(
    "填报项", "项", _portions, always, None, columns("dataset"),
    (Detail("dataset", "数据集", column("dataset")), Detail("row_count", "行数", column("row_count"), "integer"),
     Detail("cells", "应填的格", column("cells"), "integer"), Detail("filled", "已填的格", column("filled"), "integer"),
     Detail("score", "得分", column("score"), "decimal"), Detail("complete", "完整", column("complete"), "percent"),
     Detail("fresh", "新鲜", column("fresh"), "percent"), Detail("latest", "最近一条", column("latest"), "date"),
     Detail("consistent", "一致", column("consistent"), "percent"), Detail("small", "样本少", column("small"), "flag")),
)
_rows = Total(PORTION, column("row_count"), counter="行")
_cells, _filled = Total(PORTION, column("cells"), counter="格"), Total(PORTION, column("filled"), counter="格")
_sound = Total(PORTION, column("sound"), counter="行")
METRICS = (
    Metric("data.score", "数据质量得分", "分",
           "每个区县每个数据集一个得分：完整、新鲜、一致三项各 0 至 1，按规则文件的权重平均，乘以 100；"
           "没有日期的数据集不计新鲜，没有行的不计分。合计是各得分的平均。",
           Mean(PORTION, column("score"), lambda t, at: t.c.score.is_not(None)), STATE, better=1),
    Metric("data.records", "台账行数", "行", "计分的数据集里能归到区县或本级的行；几个区县联合的协商在各区县各计一行。",
           _rows, STATE),
    Metric("data.complete_rate", "完整率", "%", "规则文件列为应填的格，填了多少。",
           Ratio(_filled, _cells), STATE, "已填的格", "应填的格", better=1),
    Metric("data.consistent_rate", "一致率", "%", "没有时间颠倒、与另一行重复、年份可疑的行，占全部行。",
           Ratio(_sound, _rows), STATE, "没有矛盾的行", "全部行", better=1),
)
# fmt: on
