"""What came in unreadable, what no longer comes in, and which deadlines rest on a guessed calendar."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

import pandas as pd
from sqlalchemy import Subquery, extract, func, or_, select

from zxdata.datasets import BY_NAME
from zxdata.filters import Filters
from zxdata.metrics import metrics
from zxdata.metrics.answer import answer
from zxdata.metrics.completeness import completeness
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.fact import Fact
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.question import conditions
from zxdata.metrics.supervision.cases import MATTER
from zxdata.quality.issue import EXAMPLES, NO, REGION, TITLE, WRONG, Cell, Found, IssueRows, QualityIssue, located
from zxdata.regions import is_own_level
from zxdata.rules.book import Rules
from zxdata.rules.calendar import GUESSED
from zxdata.snapshot.facts import arrival, misread_row, workday
from zxdata.store import Reading

UNFINISHED = ((PROPOSAL, "replied_on"), (MATTER, "closed_on"))
STALE_DAYS = 90
SOURCE, LATEST, SPEAKS_OF, DUE = (
    Cell("source", "来源"),
    Cell("latest", "最近一条", "date"),
    Cell("noun", "是什么"),
    Cell("due_on", "期限", "date"),
)


def misread(reading: Reading) -> Iterator[Found]:
    """Rows with cells that are not of their column's kind; another system wrote them, an import would refuse."""
    a = arrival.c
    asked = select(a.dataset, a.source, a.misread).where(a.misread > 0).order_by(a.dataset, a.misread.desc())
    sources: dict[str, list[tuple[str, int]]] = {}
    for dataset, source, rows in reading.rows(asked) if reading.scope.everything else []:
        sources.setdefault(dataset, []).append((source, rows))
    for dataset, each in sources.items():
        total = sum(rows for _, rows in each)
        issue = QualityIssue(
            f"{dataset}.misread.cells",
            "misread",
            dataset,
            total,
            f"{BY_NAME[dataset].title}有 {total:,} 行的日期、数或是否读不懂，读不懂的格按未填处理。",
            tuple(f"来源 {source}（{rows:,}）" for source, rows in each[:EXAMPLES]),
        )
        yield Found(issue, partial(_misread_rows, reading, issue))


def _misread_rows(reading: Reading, issue: QualityIssue) -> IssueRows:
    m = misread_row.c
    asked = select(m.no, m.headers.label("wrong"), m.source).where(m.dataset == issue.dataset)
    frame = reading.frame(asked.order_by(m.no, m.headers))
    frame["wrong"] = [f"{headers}读不懂" for headers in frame["wrong"]]
    return IssueRows(issue, (NO, WRONG, SOURCE), frame)


def stale_districts(reading: Reading, filters: Filters, rules: Rules) -> Iterator[Found]:
    """Districts from which nothing dated in the last 90 days has come, those without any row included."""
    districts = answer(reading, metrics(("proposals.submitted",)), ("district",), filters, rules)
    listed = districts.of_whole_regions.frame
    if not districts.frame["proposals.submitted"].sum():
        return
    latest = {
        district.code: [of.latest for of in district.facts.values() if of.latest and of.latest <= filters.as_of]
        for district in completeness(reading, filters, rules)
        if not is_own_level(district.name)
    }
    stale: list[tuple[str, date | None]] = []
    for code, name in zip(listed["district_code"], listed["district"], strict=True):
        last = max(latest.get(code, []), default=None)
        if last is None or (filters.as_of - last).days > STALE_DAYS:
            stale.append((name, last))
    if not stale:
        return
    sentence = f"{len(stale)} 个区县超过 {STALE_DAYS} 天没有新的提案、监督、协商或阵地活动。"
    shown = tuple(f"{name}（{f'最近 {last}' if last else '没有记录'}）" for name, last in stale[:EXAMPLES])
    issue = QualityIssue("regions.stale.districts", "stale", "regions", len(stale), sentence, shown)
    frame = pd.DataFrame(stale, columns=["region", "latest"], dtype=object)
    frame["wrong"] = [f"超过 {STALE_DAYS} 天没有新的记录" if last else "没有记录" for last in frame["latest"]]
    yield Found(issue, lambda: IssueRows(issue, (REGION, WRONG, LATEST), frame))


def guessed_years(reading: Reading, at: AsOf) -> Iterator[Found]:
    """Deadlines of unfinished cases that fall in a year whose official calendar is not known yet."""
    years: dict[int, int] = {}
    unfinished = {fact: _unfinished(reading, fact, done, at) for fact, done in UNFINISHED}
    for t in unfinished.values():
        in_year = extract("year", t.c.due_on).label("in_year")
        for found, rows in reading.rows(select(in_year).add_columns(func.count()).group_by(in_year)):
            years[int(found)] = years.get(int(found), 0) + int(rows)
    for year, rows in sorted(years.items()):
        sentence = f"{year}年的官方工作日历还没有，{rows:,} 件在办的期限{GUESSED}；公布后请导入工作日历。"
        issue = QualityIssue(f"calendar.calendar.{year}", "calendar", "calendar", rows, sentence)
        yield Found(issue, partial(_guessed_rows, reading, at, issue, unfinished, year))


def _unfinished(reading: Reading, fact: Fact, done: str, at: AsOf) -> Subquery:
    t = fact.source(at)
    on_guessed = select(t.c.no, t.c.title, t.c.place, t.c.due_on).join_from(t, workday, workday.c.day == t.c.due_on)
    is_open = or_(t.c[done].is_(None), t.c[done] > at.day)
    return on_guessed.where(*conditions(reading, fact, t, at), is_open, workday.c.guessed).subquery()


def _guessed_rows(
    reading: Reading, at: AsOf, issue: QualityIssue, unfinished: Mapping[Fact, Subquery], year: int
) -> IssueRows:
    frames = [
        reading.frame(select(t).where(extract("year", t.c.due_on) == year).order_by(t.c.due_on, t.c.no)).assign(
            noun=fact.name
        )
        for fact, t in unfinished.items()
    ]
    frame = located(reading, at, pd.concat(frames, ignore_index=True)).assign(wrong=f"期限{GUESSED}")
    return IssueRows(issue, (NO, TITLE, REGION, WRONG, SPEAKS_OF, DUE), frame)
