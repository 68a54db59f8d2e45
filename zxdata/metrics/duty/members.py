"""Members in office with their points in the period: how many there are, how they are spread, who has enough."""

from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, FromClause, Integer, and_, cast, func, select

from zxdata.filters import UNFILLED, Filters
from zxdata.metrics.coverage.stations import serves
from zxdata.metrics.duty.points import judged
from zxdata.metrics.duty.records import HANDED_IN, MEMBER_DIMS, member_name
from zxdata.metrics.expressions import AsOf, always, column, columns
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Mean, Median, Metric, Ratio
from zxdata.metrics.places import region_name
from zxdata.metrics.question import as_of, conditions
from zxdata.metrics.taking_part import of_member
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import duty_record
from zxdata.store import Reading

PERIOD = "期间内的履职（不写起日的按截至日所在年度），委员按截至日在任"

BAND = 10  # points


def band(points: float) -> str:
    """``30 起不满 40``: the band of so many points."""
    least = int(points // BAND) * BAND
    return f"{least} 起不满 {least + BAND}"


def _band(t: FromClause, _: AsOf) -> ColumnElement[str]:
    least = cast(func.floor(t.c.points / BAND), Integer) * BAND
    return func.concat(least, " 起不满 ", least + BAND)


# fmt: off
APPRAISED = Fact(
    "委员", "人", judged, serves, None,
    columns(*MEMBER_DIMS) | {"member": member_name("no"), "assessed": column("assessed"), "band": _band},
    (Detail("no", "委员编号", column("no"), of="members", personal=True), Detail("name", "姓名", column("name"), personal=True),
     Detail("sector", "界别", column("sector")), Detail("post", "职务", column("post")),
     Detail("months", "任职月数", column("months"), "integer", personal=True),
     Detail("points", "积分", column("points"), "decimal", personal=True),
     Detail("assessed", "等次", column("assessed"), personal=True)),
    spans=True,
    grouped=of_member(),
)
# fmt: on


def _met(t: FromClause, _: AsOf) -> ColumnElement[bool]:
    return t.c.met


def _judged(t: FromClause, _: AsOf) -> ColumnElement[bool]:
    return t.c.met.is_not(None)


_of_youth = Count(
    APPRAISED,
    lambda t, at: t.c.birth_year >= at.rules.duty.youth_from,
)

# fmt: off
METRICS = (
    Metric("duty.members", "在任委员", "人", "截至日在任的委员。", Count(APPRAISED), PERIOD),
    Metric("duty.points", "平均积分", "分",
           "在任委员的积分之和 ÷ 人数。积分按本会的履职规则逐条计，每一分都有一条记录；规则、上限和封顶见“规则”。没有记录的委员按 0 分计入。",
           Mean(APPRAISED, column("points"), always), PERIOD, better=1, told_by=HANDED_IN),
    Metric("duty.points_median", "积分中位数", "分", "在任委员按积分从低到高排，居中的一位的积分；偶数人取居中两位的平均。",
           Median(APPRAISED, column("points"), always), PERIOD, better=1, told_by=HANDED_IN),
    Metric("duty.judged", "参加评定的委员", "人", "在任委员中，期间内任职满一个月、有规则适用的。", Count(APPRAISED, _judged), PERIOD),
    Metric("duty.met", "达标委员", "人", "参加评定的委员中，积分达到合格线的；任职不足一年的按任职月数折算合格线。",
           Count(APPRAISED, _met), PERIOD, better=1, told_by=HANDED_IN),
    Metric("duty.met_rate", "达标率", "%", "达标委员占参加评定的委员的比例；任职不足一年的按任职月数折算合格线。",
           Ratio(Count(APPRAISED, _met), Count(APPRAISED, _judged)), PERIOD, "达标委员", "参加评定的委员", 1, told_by=HANDED_IN),
    Metric("duty.below", "未达标委员", "人", "参加评定的委员中，积分没有达到合格线的。",
           Count(APPRAISED, lambda t, at: and_(_judged(t, at), t.c.met.is_(False))), PERIOD, better=-1, told_by=HANDED_IN),
    Metric("duty.youth_rate", "青年委员占比", "%", "青年委员（缺省为 1980 年及以后出生的）占写明出生年的在任委员的比例。",
           Ratio(_of_youth, Count(APPRAISED, lambda t, at: t.c.birth_year.is_not(None))), PERIOD, "青年委员", "写明出生年的在任委员"),
)
# fmt: on


class _Scored(NamedTuple):
    """So many members have these points."""

    points: float
    members: int


def points_spread(reading: Reading, filters: Filters, rules: Rules) -> pd.Series:
    """The points of each member in office under the filters, the least first; read as how many have which points."""
    at = as_of(reading, filters, rules)
    t = APPRAISED.source(at)
    asked = select(t.c.points, func.count()).where(*conditions(reading, APPRAISED, t, at)).group_by(t.c.points)
    scored = sorted(_Scored(float(points), int(members)) for points, members in reading.rows(asked))
    return pd.Series(np.repeat([each.points for each in scored], [each.members for each in scored]), dtype=float)


class MemberPoints(NamedTuple):
    """One member in office: whole months of the period in office, points, whether that is enough, their grade, and the day
    of the last record.
    """

    no: str
    name: str
    sector: str
    committee: str
    post: str
    region: str | None
    months: int
    points: float
    met: bool | None
    assessed: str | None
    last_on: date | None


def points_of_members(reading: Reading, filters: Filters, rules: Rules) -> Records[MemberPoints]:
    """Members in office under the filters: who has least of what is enough for their months first."""
    at = as_of(reading, filters, rules)
    t = APPRAISED.source(at)
    last = (
        select(duty_record.c.member_no, func.max(duty_record.c.held_on).label("last_on"))
        .where(duty_record.c.held_on <= at.day)
        .group_by(duty_record.c.member_no)
        .subquery("last")
    )
    asked = (
        select(
            t.c.no, t.c.name, t.c.sector, t.c.committee, t.c.post, t.c.place, t.c.months, t.c.points, t.c.met, t.c.assessed,
            last.c.last_on,
        )
        .select_from(t.outerjoin(last, last.c.member_no == t.c.no))
        .where(*conditions(reading, APPRAISED, t, at))
        .order_by(t.c.points / func.greatest(t.c.months, 1), t.c.no)
    )  # fmt: skip
    named = cache(lambda place: region_name(reading, place, at))
    rows = (
        MemberPoints(
            no, name, sector or UNFILLED, committee or UNFILLED, post or UNFILLED, named(place), int(months), float(points),
            met, assessed, last_on,
        )
        for no, name, sector, committee, post, place, months, points, met, assessed, last_on in reading.rows(asked)
    )  # fmt: skip
    return Records(MemberPoints, tuple(rows))
