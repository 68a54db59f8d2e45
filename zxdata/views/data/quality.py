"""数据质量: how good what each district hands in is, by district and dataset, with the formula and the weights in force."""

from dataclasses import replace

import pandas as pd

from zxdata import words
from zxdata.datasets import BY_NAME
from zxdata.figures import Figure, Matrix, Ranking, Table, TableColumn, View
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.regional import of_regions
from zxdata.views.regional import ranking as ranked

SCORE, RECORDS = "data.score", "data.records"
INDICATORS = (SCORE, "data.complete_rate", "data.consistent_rate")


def view(asking: Asking) -> View:
    first = ranking(asking)
    figures: tuple[Figure, ...] = (first, matrix(asking), parts(asking))
    indicators = asking.indicators(INDICATORS, {SCORE: "满分 100，各区县各数据集的平均"})
    return framed(asking, "data.quality", "数据归集·数据质量", _headline(first), indicators, figures, None)


def _headline(first: Ranking) -> str:
    if first.frame.empty:
        return "还没有能计分的数据。"
    said = [f"{name} {words.rounded(value, 1)} 分" for name, value in first.frame[["name", "value"]].itertuples(index=False)]
    return f"最低的是{'、'.join(said[:3])}，最高的是{said[-1]}。" if len(said) > 3 else f"{'、'.join(said)}。"


def ranking(asking: Asking) -> Ranking:
    """Districts by the mean of the scores of their datasets, the lowest first; those with few rows marked."""
    answered = asking.answer((SCORE, RECORDS), ("district",), asking.siblings)
    whole = asking.answer((SCORE,), filters=asking.siblings).value(SCORE)
    note = asking.rules.quality.score.words
    found = ranked(
        asking, of_regions(asking, answered, SCORE), SCORE, "数据质量得分排名", whole, name="scores", note=note
    )
    rows = dict(zip(answered.frame["district_code"], answered.frame[RECORDS], strict=True))
    small = [rows[code] < asking.rules.ranking.small for code in found.frame["code"]]
    return replace(found, frame=found.frame.assign(small=small)).choosing(asking.district)


def matrix(asking: Asking) -> Matrix:
    """District × dataset; nothing where there is no row to judge, a word where there are few."""
    answered = asking.answer((SCORE, RECORDS), ("district", "dataset"), asking.siblings).of_whole_regions.frame
    scored, regions, small = answered[answered[SCORE].notna()], asking.reading.version.regions, asking.rules.ranking.small
    cells = pd.DataFrame(
        [
            (regions.short_name(code), dataset, float(score), f"{words.rounded(score)}{' 少' if rows < small else ''}", False)
            for code, dataset, score, rows in scored[["district_code", "dataset", SCORE, RECORDS]].itertuples(index=False)
        ],
        columns=["row", "column", "value", "text", "outside"],
    )
    return Matrix(
        key="matrix",
        title="各区县各数据集的得分",
        unit="分",
        aid=f"满分 100；空白为没有行，不计分；“少”为不足 {small} 行",
        note=asking.rules.quality.score.words,
        frame=cells,
        value_format="decimal",
        rows=tuple(dict.fromkeys(cells["row"])),
        columns=tuple(BY_NAME[name].title for name in asking.rules.quality.score.fields),
        kind="区县",
        row_dimension="district",
        column_dimension="dataset",
        selected=tuple(regions.short_name(code) for code in filter(None, [asking.district])),
        metric=SCORE,
        empty="还没有能计分的数据。",
    )


def parts(asking: Asking) -> Table:
    """What each score is made of, the lowest first."""
    frame = listing(asking.reading, metric(SCORE), asking.filters, asking.rules, by=("district",)).frame
    columns = (
        TableColumn("district", "区县"),
        TableColumn("dataset", "数据集"),
        TableColumn("score", "得分", "decimal", "满分 100"),
        TableColumn("complete", "完整", "percent", "应填的格填了多少"),
        TableColumn("fresh", "新鲜", "percent", "没有日期的数据集不计"),
        TableColumn("latest", "最近一条", "date"),
        TableColumn("consistent", "一致", "percent", "没有时间颠倒、重复、年份可疑的行"),
        TableColumn("row_count", "行数", "integer"),
        TableColumn("small", "样本少", "flag"),
    )
    return Table(
        key="parts",
        title="每个得分的构成",
        aid="低分在前",
        note="几个区县联合的协商在各区县各计一行；本级的行单列",
        columns=columns,
        frame=frame.sort_values("score", kind="stable")[[c.name for c in columns]].reset_index(drop=True),
        metric=SCORE,
        empty="还没有能计分的数据。",
    )
