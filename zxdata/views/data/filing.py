"""填报: what each district owes by the rules, whether it is there, and what is missing by name."""

import pandas as pd

from zxdata.datasets import BY_NAME
from zxdata.figures import Figure, Matrix, Ranking, Table, TableColumn, View
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.regional import ranking as ranked
from zxdata.views.regional import side_by_side

RATE, OWED, MISSING = "data.filing_rate", "data.filings_owed", "data.filings_missing"


def view(asking: Asking) -> View:
    lacking = missing(asking)
    figures: tuple[Figure, ...] = (lacking, ranking(asking), matrix(asking))
    districts, owing = len(lacking.frame), sum(lacking.frame["periods"])
    indicators = asking.indicators((RATE, OWED, MISSING))
    headline = f"{districts} 个区县欠报 {owing} 期。" if districts else "应报的都已报。"
    if not asking.answer((OWED,)).value(OWED):
        headline = "没有到期的应报期；数据集从台账里有第一行的那一期起应报。"
    if not asking.rules.reporting.duties:
        headline = "规则文件没有写区县应报什么；写明后显示。"
    return framed(asking, "data.filing", "数据归集·填报", headline, indicators, figures, None)


def duties_in_words(asking: Asking) -> str:
    rules = asking.rules.reporting
    said = "；".join(duty.words for duty in rules.duties)
    return f"应报（按规则文件，近 {rules.months} 个月内结束的期，从台账里有第一行的那一期起）：{said}"


def missing(asking: Asking) -> Table:
    """The districts that owe something, the most first, and what, period by period."""
    frame = listing(asking.reading, metric(MISSING), asking.filters, asking.rules, by=("district",)).frame
    rows = []
    for (code, name), of in frame.groupby(["district_code", "district"], sort=False):
        each = of.groupby("dataset", sort=False)["period"].agg(lambda periods: "、".join(reversed(list(periods))))
        said = "；".join(f"{dataset}：{periods}" for dataset, periods in each.items())
        rows.append((code, name, len(of), said, min(of["due_on"])))
    columns = (
        TableColumn("district", "区县"),
        TableColumn("periods", "欠报期数", "integer"),
        TableColumn("said", "欠什么"),
        TableColumn("due_on", "最早应于", "date"),
    )
    table = pd.DataFrame(rows, columns=["code", *(column.name for column in columns)])
    return Table(
        key="missing",
        title="欠报的区县",
        aid=f"{len(rows)} 个区县",
        note=duties_in_words(asking),
        columns=columns,
        frame=table.sort_values("periods", ascending=False, kind="stable").reset_index(drop=True),
        metric=MISSING,
        empty="没有欠报的。",
    )


def ranking(asking: Asking) -> Ranking:
    answered = asking.answer((RATE,), ("district",), asking.siblings)
    whole = asking.answer((RATE,), filters=asking.siblings).value(RATE)
    found = side_by_side(asking, answered, RATE, whole, asking.siblings)
    note, called = found.noted(metric(RATE).definition), found.whole_name
    ranking_of = ranked(asking, found.frame, RATE, "填报完成率排名", found.whole, name="rates", note=note, mean_name=called)
    return ranking_of.choosing(asking.district)


def matrix(asking: Asking) -> Matrix:
    """District × dataset: periods handed in of periods owed; what is missing stands out."""
    answered = asking.answer((RATE, MISSING), ("district", "dataset"), asking.siblings).of_whole_regions.frame
    regions = asking.reading.version.regions
    done, owed = f"{RATE}.numerator", f"{RATE}.denominator"
    cells = pd.DataFrame(
        [
            (regions.short_name(code), dataset, float(lacking), f"{int(n)}/{int(of)}", lacking > 0)
            for code, dataset, lacking, n, of in answered[
                ["district_code", "dataset", MISSING, done, owed]
            ].itertuples(index=False)
        ],
        columns=["row", "column", "value", "text", "outside"],
    )
    duties = (BY_NAME[duty.dataset].title for duty in asking.rules.reporting.duties)
    return Matrix(
        key="filed",
        title="各区县各数据集：已报／应报",
        unit="期",
        aid="框为欠报",
        note=duties_in_words(asking),
        frame=cells,
        value_format="integer",
        rows=tuple(dict.fromkeys(cells["row"])),
        columns=tuple(name for name in dict.fromkeys(duties) if name in set(cells["column"])),
        kind="区县",
        row_dimension="district",
        column_dimension="dataset",
        selected=tuple(regions.short_name(code) for code in filter(None, [asking.district])),
        metric=MISSING,
        empty="没有应报的期。",
    )
