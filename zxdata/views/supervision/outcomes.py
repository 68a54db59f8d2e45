"""成果: what comes of supervision. Letters, endorsements, conversions, three scores, cases; and who did how much of it."""

from dataclasses import replace
from datetime import date

import pandas as pd

from zxdata import words
from zxdata.figures import Figure, Matrix, Table, TableColumn, View
from zxdata.filters import UNFILLED
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.periods import first_of_months, month_labels
from zxdata.views import outcomes
from zxdata.views.asking import Asking
from zxdata.views.compared import compared
from zxdata.views.frame import framed

INDICATORS = (
    "supervision.recommendations",
    "supervision.endorsements",
    "supervision.conversions",
    "supervision.score_mean",
    "supervision.adoption_rate",
    "supervision.direct",
)
LEGS = {
    "supervision.handover_days_median": "发现到转办",
    "supervision.acceptance_days_median": "转办到签收",
    "supervision.feedback_days_median": "转办到反馈",
    "supervision.rectification_days_median": "发现到销号",
}
COMPARED = {
    "supervision.matters": "监督事项",
    "supervision.closed_rate": "办结率",
    "supervision.on_time_rate": "按期整改率",
    "supervision.red": "红",
    "supervision.recommendations": "建议书",
    "supervision.adoption_rate": "采纳率",
}
GROUPED = "coverage.members_grouped"
TOOK_PART = {
    "supervision.sessions": "监督场次",
    "supervision.participations": "参加人次",
    "supervision.matters": "监督事项",
    "supervision.closed_rate": "办结率",
    "supervision.suggestions": "建议",
    "consultation.meetings": "协商",
}
MONTHLY = {
    "supervision.matters": "监督事项",
    "supervision.recommendations": "建议书",
    "supervision.endorsements": "批示",
    "supervision.conversions": "转化",
}
SCORE, RATINGS = "supervision.score_mean", "supervision.ratings"
UNITS, NAMED = 15, 3
MONTHS = 12
LEADS = 2
LISTED = 300


def view(asking: Asking) -> View:
    """Outputs and endorsements have no form and no unit: filters by them are let go, also where only some
    figures could heed them, so that the figures of the part agree. The option ``word`` searches the cases.
    """
    own = replace(asking, filters=asking.beside("form", "channel", "category", "unit", "leader", "colour"))
    cards = own.indicators(INDICATORS, {"supervision.direct": _direct_goal(own)})
    figures: tuple[Figure, ...] = (
        outcomes.scores(own, "监督", "监督三项评分", "同一评价人的同一维度只计最近一次"),
        units(own),
        outcomes.conversions(own, "supervision.conversions", own.filters),
        legs(own),
        by_month(own),
        unsatisfied(own),
        forces(own),
        compared(own, "监督", COMPARED),
        library(own),
        direct(own),
    )
    headline = words.joined(cards[0].clause("监督建议书"), cards[1].clause("获批示"), cards[2].clause("转化"))
    let_go = [d for d, _ in asking.filters.where if d not in dict(own.filters.where)]
    notices = ("成果、批示不记形式、来源、类别、单位和分管领导，这一页都不按它们筛选。",) if let_go else ()
    return framed(asking, "supervision.outcomes", "监督预警·成果", headline, cards, figures, None, notices)


def _direct_goal(asking: Asking) -> str:
    """How many of this year's are there, of how many that are to be."""
    since = date(asking.day.year, 1, 1)
    year = replace(asking.filters, since=since, until=asking.day)
    found = asking.answer(["supervision.direct"], filters=year).value("supervision.direct")
    return f"今年 {words.number(found, 'integer')} / {asking.rules.supervision.direct_each_year} 条"


def legs(asking: Asking) -> Table:
    """发现—上报—转办—反馈: how long each leg takes, by form of supervision."""
    frame = asking.answer(["supervision.matters", *LEGS], by=("form",)).frame
    frame = frame[frame["supervision.matters"] > 0].sort_values("supervision.matters", ascending=False, kind="stable")
    columns = (
        TableColumn("form", "形式"),
        TableColumn("supervision.matters", "件数", "integer"),
        *(TableColumn(key, head, "days", metric(key).definition) for key, head in LEGS.items()),
    )
    return Table(
        key="legs",
        title="发现、转办、反馈各用几天",
        aid="中位天数",
        note="还没有走到的按截至日删失，走到的不到一半的为 —",
        frame=frame[[c.name for c in columns]].reset_index(drop=True),
        columns=columns,
        empty="所选条件下没有监督事项。",
    )


def units(asking: Asking) -> Matrix:
    """The scores of each unit in charge by aspect, the lowest in all first; below the pass mark they stand out."""
    by_aspect = asking.answer([SCORE, RATINGS], by=("unit", "aspect")).frame
    by_aspect = by_aspect[by_aspect[SCORE].notna()]
    in_all = asking.answer([SCORE], by=("unit",)).frame
    in_all = in_all[in_all[SCORE].notna() & (in_all["unit"] != UNFILLED)].sort_values(SCORE, kind="stable")
    rows, mark = tuple(in_all["unit"].head(UNITS)), asking.rules.supervision.pass_mark
    cells = [
        (unit, aspect, float(score), f"{words.number(score, 'decimal')}（{int(n)}）", bool(score < mark))
        for unit, aspect, score, n in by_aspect[["unit", "aspect", SCORE, RATINGS]].itertuples(index=False)
        if unit in rows
    ]
    cells.sort(key=lambda cell: rows.index(cell[0]))
    failed = [
        f"{unit} {words.number(score, 'decimal')} 分"
        for unit, score in in_all[["unit", SCORE]].itertuples(index=False)
        if score < mark
    ]
    more = f"等 {len(failed)} 个单位" if len(failed) > NAMED else ""
    said = (
        f"全部评分平均低于 {mark:g} 分、应重新办理的：{'、'.join(failed[:NAMED])}{more}"
        if failed
        else f"没有单位的全部评分平均低于 {mark:g} 分"
    )
    cut = f"，列出最低的 {UNITS} 个" if len(in_all) > UNITS else ""
    return Matrix(
        key="unit_scores",
        title="责任单位的三项评分",
        kind="责任单位",
        unit="分",
        aid=f"平均得分（评分次数），低的在前；框为低于合格线 {mark:g} 分，空白为没有评分",
        value_format="decimal",
        rows=rows,
        columns=tuple(dict.fromkeys(aspect for _, aspect, *_ in cells)),
        metric=SCORE,
        row_dimension="unit",
        column_dimension="aspect",
        note=f"{said}；共 {len(in_all)} 个单位有评分{cut}",
        frame=pd.DataFrame(cells, columns=["row", "column", "value", "text", "outside"]),
        empty="所选条件下没有写明责任单位的评分。",
    )


def by_month(asking: Asking) -> Table:
    """一月一监督 with what came of each month: who wrote its letters, how many, endorsements, conversions."""
    first = first_of_months(asking.day, MONTHS)
    year = replace(asking.filters, since=first, until=asking.day)
    found = asking.answer(MONTHLY, by=("month",), filters=year).frame.set_index("month")
    letters = listing(asking.reading, metric("supervision.recommendations"), year, asking.rules).frame
    wrote = pd.DataFrame({"month": [f"{day:%Y-%m}" for day in letters["issued_on"]], "lead": letters["lead"]})
    leads = wrote.dropna().groupby("month")["lead"].agg(_most_of)
    rows = [
        (month, leads.get(month, ""), *(int(found[key].get(month, 0) or 0) for key in MONTHLY))
        for month in month_labels(first, asking.day)
    ]
    columns = (
        TableColumn("month", "月份"),
        TableColumn("lead", "牵头（轮值）委室"),
        *(TableColumn(key, head, "integer") for key, head in MONTHLY.items()),
    )
    return Table(
        key="by_month",
        title="一月一监督：谁牵头，出了什么",
        aid="近 12 个月",
        note="委室取自当月的监督建议书；事项按提出、建议书按成果日期、批示按批示日期计",
        frame=pd.DataFrame(rows, columns=[c.name for c in columns]),
        columns=columns,
    )


def _most_of(names: pd.Series) -> str:
    """``提案委员会、经济委员会等 5 个``: who wrote most of them."""
    ordered = names.value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable")
    return words.some(list(ordered.index), LEADS)


def unsatisfied(asking: Asking) -> Table:
    """Ratings that send a matter back to be handled again."""
    frame = listing(asking.reading, metric("supervision.unsatisfied"), asking.filters, asking.rules).frame
    columns = (
        TableColumn("rated_on", "日期", "date"),
        TableColumn("title", "监督事项"),
        TableColumn("aspect", "维度"),
        TableColumn("score", "得分", "decimal"),
        TableColumn("side", "评价方"),
        TableColumn("no", "事项编号"),
    )
    cut = f"，只列最近 {LISTED} 次" if len(frame) > LISTED else ""
    return Table(
        key="unsatisfied",
        title="评分不满意，应重新办理",
        aid=f"{len(frame):,} 次{cut}",
        frame=frame[[c.name for c in columns]].head(LISTED),
        columns=columns,
        metric="supervision.unsatisfied",
        empty="没有不满意的评分。",
    )


def forces(asking: Asking) -> Table:
    """监督力量: each group on the day, and what it took part in in the period; a case of two groups counts for both."""
    kinds = asking.rules.supervision.forces
    days = asking.answer([GROUPED], by=("group",)).frame
    named = [(g, int(n)) for g, n in days[["group", GROUPED]].itertuples(index=False) if g.partition("·")[0] in kinds]
    rows = []
    for group, members in (each for each in named if "·" in each[0]):
        now = asking.answer(TOOK_PART, filters=asking.filters.only("group", group))
        rows.append((group, members, *(now.value(key) for key in TOOK_PART)))
    columns = (
        TableColumn("group", "监督力量"),
        TableColumn("members", "委员", "integer"),
        *(TableColumn(key, head, metric(key).value_format) for key, head in TOOK_PART.items()),
    )
    return Table(
        key="forces",
        title="监督力量：各组做了什么",
        aid=f"{len(rows)} 组，委员按截至日在组，其余按做事那天在组",
        note=f"分组类型为{'、'.join(kinds)}的；几组一起参加的各组各计，不可相加。参加与否取自履职记录",
        frame=pd.DataFrame(rows, columns=[c.name for c in columns]),
        columns=columns,
        empty=f"所选条件下没有分组类型为{'、'.join(kinds)}的组。",
    )


def library(asking: Asking) -> Table:
    """Cases of supervision, the latest first; a word searches their titles."""
    word = asking.option("word").strip()
    frame = listing(asking.reading, metric("supervision.cases"), asking.filters, asking.rules).frame
    if word:
        frame = frame[frame["title"].str.contains(word, regex=False, na=False)].reset_index(drop=True)
    columns = (
        TableColumn("issued_on", "日期", "date"),
        TableColumn("title", "标题"),
        TableColumn("kind", "类型"),
        TableColumn("selected", "入选"),
        TableColumn("lead", "牵头"),
        TableColumn("origin_no", "监督事项"),
    )
    searched = f"标题含“{word}”，" if word else ""
    cut = f"，只列最近 {LISTED} 件" if len(frame) > LISTED else ""
    return Table(
        key="library",
        title="监督案例库",
        aid=f"{searched}{len(frame):,} 件{cut}",
        note=f"类型或入选为{'、'.join(asking.rules.supervision.cases)}的",
        frame=frame[[c.name for c in columns]].head(LISTED),
        columns=columns,
        metric="" if word else "supervision.cases",
        empty=f"没有标题含“{word}”的案例。" if word else "所选条件下没有监督案例。",
    )


def direct(asking: Asking) -> Table:
    """What was selected to go straight up, with what it is from."""
    frame = listing(asking.reading, metric("supervision.direct"), asking.filters, asking.rules, LISTED).frame
    columns = (
        TableColumn("issued_on", "日期", "date"),
        TableColumn("title", "标题"),
        TableColumn("kind", "类型"),
        TableColumn("sent_to", "报送"),
        TableColumn("lead", "牵头"),
        TableColumn("origin_no", "监督事项"),
    )
    return Table(
        key="direct",
        title="直报建议",
        aid=f"每年 {asking.rules.supervision.direct_each_year} 条",
        note=f"入选为{'、'.join(asking.rules.supervision.direct)}的监督成果",
        frame=pd.DataFrame(frame[[c.name for c in columns]]),
        columns=columns,
        metric="supervision.direct",
        empty="所选条件下没有直报建议。",
    )
