"""What each district owes the ledger, period by period, and whether it is there."""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    FromClause,
    Integer,
    ScalarSelect,
    Select,
    String,
    and_,
    cast,
    func,
    literal,
    select,
    true,
    union_all,
    values,
)

from zxdata.datasets import BY_NAME
from zxdata.metrics.data.recorded import recorded
from zxdata.metrics.expressions import AsOf, always, column, columns
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import AT_END, Count, Metric, Ratio, decided_on
from zxdata.regions import LADDER
from zxdata.rules.reporting import Duty
from zxdata.snapshot.facts import place_at, region

# fmt: off
_OWED = (("dataset", String), ("period", String), ("since_on", Date), ("until_on", Date), ("due_on", Date),
         ("at_least", Integer))
_KINDS = (*_OWED, ("place", Integer), ("row_count", Integer), ("filed", Boolean))
# fmt: on


def _filings(at: AsOf) -> FromClause:
    """A row a district, dataset and period that it owes, with the rows that it has handed in for it."""
    rules = at.rules.reporting
    owed = [_owed(duty, rules.elsewhere(duty), at) for duty in rules.duties if duty.periods(at.day, rules.months)]
    if not owed:
        return _nothing()
    due = union_all(*owed).subquery("due")
    handed = union_all(*(_handed(name, at) for name in dict.fromkeys(duty.dataset for duty in rules.duties)))
    rows = handed.subquery("handed")
    of_period = and_(
        rows.c.dataset == due.c.dataset,
        rows.c.place == due.c.place,
        rows.c.day.between(due.c.since_on, due.c.until_on),
    )
    found = cast(func.coalesce(func.sum(rows.c.row_count), 0), Integer)
    asked = select(*due.c, found.label("row_count"), (found >= due.c.at_least).label("filed"))
    return asked.join_from(due, rows, of_period, isouter=True).group_by(*due.c).subquery("filing")


def _owed(duty: Duty, elsewhere: tuple[str, ...], at: AsOf) -> Select[Any]:
    """Each district that owes a duty, beside each of its periods from the first row of the whole ledger on: what nobody
    has begun to hand in is not owed yet.
    """
    title = BY_NAME[duty.dataset].title
    rows = [
        (title, period.name, period.since, period.until, due, duty.at_least)
        for period, due in duty.periods(at.day, at.rules.reporting.months)
    ]
    periods = values(*(Column(name, kind) for name, kind in _OWED), name="periods").data(rows)
    named = region.c.code.in_(duty.regions) if duty.regions else region.c.code.not_in(elsewhere)
    here = and_(place_at.c.place == region.c.id, place_at.c.epoch == at.epoch, place_at.c.valid)
    districts = select(region.c.id.label("place")).join_from(region, place_at, here)
    lower = districts.where(region.c.level == LADDER[2], named).subquery("districts")
    typed = (cast(periods.c[name], kind).label(name) for name, kind in _OWED)
    columns_owed: list[Any] = [*typed, lower.c.place]
    begun = cast(periods.c.until_on, Date) >= _begun(duty.dataset, at)
    return select(*columns_owed).join_from(periods, lower, true()).where(begun)


def _begun(dataset: str, at: AsOf) -> ScalarSelect[Any]:
    """The day of the first row that any district has handed in; NULL where none has."""
    each = recorded(dataset)
    return select(func.min(each.rows.c[each.dated])).where(each.alive(each.rows, at)).scalar_subquery()


def _handed(dataset: str, at: AsOf) -> Select[Any]:
    each = recorded(dataset)
    day = each.rows.c[each.dated]
    return each.by_district(at, day.label("day"), func.count().label("row_count"), by=(day,))


def _nothing() -> FromClause:
    """No row, of the columns that a filing has."""
    none = [cast(literal(None), kind).label(name) for name, kind in _KINDS]
    return select(*none).where(literal(1) == 0).subquery("filing")


# fmt: off
FILING = Fact(
    "应报期", "期", _filings, always, "until_on", columns("dataset"),
    (Detail("dataset", "数据集", column("dataset")), Detail("period", "应报期", column("period")),
     Detail("row_count", "已报行数", column("row_count"), "integer"),
     Detail("at_least", "至少几行", column("at_least"), "integer"), Detail("due_on", "最迟", column("due_on"), "date"),
     Detail("filed", "已报", column("filed"), "flag")),
)
_owing, _filed = Count(FILING), Count(FILING, column("filed"))
_MEANT = "规则文件写明区县应报什么、多久一次；近几个月内结束、已过最迟之日的期，全台账第一行所在的期起计"
METRICS = (
    Metric("data.filings_owed", "应报期数", "期", f"{_MEANT}，一个区县一个数据集一期计一期。", _owing, "期末"),
    Metric("data.filings_missing", "欠报期数", "期", "其中台账里期内的行不够数的；按行的日期计，不按导入的日期。",
           Count(FILING, lambda t, at: ~t.c.filed), "期末", better=-1, stock=True, decided=AT_END),
    Metric("data.filing_rate", "填报完成率", "%", f"{_MEANT}，台账里期内的行够数的占多少。",
           Ratio(_filed, _owing), "期末", "已报的期", "应报的期", better=1, decided=decided_on("期末", "until_on")),
)
# fmt: on
