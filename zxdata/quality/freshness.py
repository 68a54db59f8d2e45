"""What came in unreadable, what no longer comes in, and which deadlines rest on a guessed calendar."""

from datetime import date

from sqlalchemy import extract, func, or_, select

from zxdata.datasets import BY_NAME
from zxdata.filters import Filters
from zxdata.metrics import metrics
from zxdata.metrics.answer import answer
from zxdata.metrics.completeness import completeness
from zxdata.metrics.groups import of_whole_regions
from zxdata.metrics.model import AsOf
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.question import conditions
from zxdata.metrics.supervision.cases import MATTER
from zxdata.quality.issue import EXAMPLES, QualityIssue
from zxdata.regions import is_own_level
from zxdata.rules.book import Rules
from zxdata.rules.calendar import GUESSED
from zxdata.snapshot.facts import arrival, workday
from zxdata.store import Reading

STALE_DAYS = 90


def misread(reading: Reading) -> list[QualityIssue]:
    """Rows with cells that are not of their column's kind; another system wrote them, an import would refuse."""
    a = arrival.c
    asked = select(a.dataset, a.source, a.misread).where(a.misread > 0).order_by(a.dataset, a.misread.desc())
    sources: dict[str, list[tuple[str, int]]] = {}
    for dataset, source, rows in reading.rows(asked) if reading.scope.everything else []:
        sources.setdefault(dataset, []).append((source, rows))
    return [
        QualityIssue(
            "misread",
            dataset,
            total := sum(rows for _, rows in each),
            f"{BY_NAME[dataset].title}有 {total:,} 行的日期、数或是否读不懂，读不懂的格按未填处理。",
            tuple(f"来源 {source}（{rows:,}）" for source, rows in each[:EXAMPLES]),
        )
        for dataset, each in sources.items()
    ]


def stale_districts(reading: Reading, filters: Filters, rules: Rules) -> list[QualityIssue]:
    """Districts from which nothing dated in the last 90 days has come, those without any row included."""
    districts = answer(reading, metrics(("proposals.submitted",)), ("district",), filters, rules).frame
    listed = of_whole_regions(districts)
    if not districts["proposals.submitted"].sum():
        return []
    complete = completeness(reading, filters, rules)
    dated = [name for name in complete.columns if name.endswith(".latest")]
    latest: dict[str, list[date]] = {}
    for row in complete.to_dict("records"):
        if not is_own_level(str(row["name"])):
            days = [row[name] for name in dated if isinstance(row[name], date) and row[name] <= filters.as_of]
            latest[str(row["code"])] = days
    stale = []
    for code, name in zip(listed["district_code"], listed["district"], strict=True):
        days = latest.get(code, [])
        if not days or (filters.as_of - max(days)).days > STALE_DAYS:
            stale.append(f"{name}（{f'最近 {max(days)}' if days else '没有记录'}）")
    if not stale:
        return []
    sentence = f"{len(stale)} 个区县超过 {STALE_DAYS} 天没有新的提案、监督、协商或阵地活动。"
    return [QualityIssue("stale", "regions", len(stale), sentence, tuple(stale[:EXAMPLES]))]


def guessed_years(reading: Reading, at: AsOf) -> list[QualityIssue]:
    """Deadlines of unfinished cases that fall in a year whose official calendar is not known yet."""
    years: dict[int, int] = {}
    for fact, done in ((PROPOSAL, "replied_on"), (MATTER, "closed_on")):
        t = fact.source(at)
        year = extract("year", t.c.due_on).label("in_year")
        unfinished = or_(t.c[done].is_(None), t.c[done] > at.day)
        asked = (
            select(year)
            .add_columns(func.count())
            .select_from(t.join(workday, workday.c.day == t.c.due_on))
            .where(*conditions(reading, fact, t, at), unfinished, workday.c.guessed)
            .group_by(year)
        )
        for found, rows in reading.rows(asked):
            years[int(found)] = years.get(int(found), 0) + int(rows)
    return [
        QualityIssue(
            "calendar",
            "calendar",
            rows,
            f"{year}年的官方工作日历还没有，{rows:,} 件在办的期限{GUESSED}；公布后请导入工作日历。",
        )
        for year, rows in sorted(years.items())
    ]
