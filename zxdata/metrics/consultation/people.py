"""Who takes part: members in office, how often each came in the period, and who was never seen."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np
from sqlalchemy import ColumnElement, FromClause, and_, case, func, literal, select

from zxdata.filters import UNFILLED, Filters
from zxdata.metrics.consultation.meetings import DIMS, HELD
from zxdata.metrics.coverage.stations import serves
from zxdata.metrics.expressions import AsOf, column, columns
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric, Ratio, Total
from zxdata.metrics.places import region_name
from zxdata.metrics.question import as_of, conditions
from zxdata.metrics.taking_part import GROUP, acts, of_member
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import attendance, meeting, member
from zxdata.store import Reading

TOP_SHARE = 0.1
BINS = ((0, "0 次"), (1, "1 次"), (2, "2 次"), (3, "3 次"), (4, "4 次"), (5, "5 至 9 次"), (10, "10 次以上"))


def _attending(at: AsOf) -> FromClause:
    """Members with the number of meetings in the period whose list of participants names them."""
    filters = at.filters
    held = [meeting.c.held_on <= min(at.day, filters.until or at.day)]
    if filters.since:
        held.append(meeting.c.held_on >= filters.since)
    for dimension in DIMS:
        if values := filters.values(dimension):
            held.append(func.coalesce(func.nullif(meeting.c[dimension], ""), UNFILLED).in_(values))
    held += acts(at, attendance.c.member_no, meeting.c.held_on)
    came = (
        select(attendance.c.member_no, func.count().label("visits"), func.max(meeting.c.held_on).label("last_on"))
        .select_from(attendance.join(meeting, meeting.c.no == attendance.c.no))
        .where(and_(*held))
        .group_by(attendance.c.member_no)
        .subquery("came")
    )
    joined = member.outerjoin(came, came.c.member_no == member.c.no)
    visits = func.coalesce(came.c.visits, 0).label("visits")
    return select(*member.c, visits, came.c.last_on).select_from(joined).subquery("attending")


def _often(t: FromClause, _: AsOf) -> ColumnElement[str]:
    """How often each came, in words."""
    return case(*((t.c.visits >= least, literal(name)) for least, name in reversed(BINS)))


# fmt: off
ATTENDING = Fact(
    "委员", "人", _attending, serves, None, columns("sector") | {"visits": _often},
    (Detail("no", "委员编号", column("no"), of="members"), Detail("name", "姓名", column("name")),
     Detail("sector", "界别", column("sector")), Detail("visits", "参加协商", column("visits"), "integer"),
     Detail("last_on", "最近一场", column("last_on"), "date")),
    consumes=(*DIMS, GROUP), spans=True,
    grouped=of_member(),
)
# fmt: on

_all, _seen = Count(ATTENDING), Count(ATTENDING, lambda t, at: t.c.visits > 0)
_visits = Total(ATTENDING, column("visits"), counter="人次")
_BY = f"{HELD}（委员按截至日在任）"

# fmt: off
METRICS = (
    Metric("consultation.members", "在任委员", "人", "截至日在任的委员，不论参加过协商没有；按参与次数分组时，次数是期间内参会名单上有几场。", _all, _BY),
    Metric("consultation.members_seen", "参加过协商的委员", "人",
           "在任委员中，期间内至少一场协商的参会名单上有的。", _seen, _BY, better=1, told_by=("consultation_members",)),
    Metric("consultation.members_never", "没有参加过的委员", "人", "在任委员中，期间内没有一场协商的参会名单上有的；没有名单的协商看不出是谁。",
           Count(ATTENDING, lambda t, at: t.c.visits == 0), _BY, better=-1, told_by=("consultation_members",)),
    Metric("consultation.seen_rate", "委员参与率", "%", "参加过协商的委员占在任委员的比例。", Ratio(_seen, _all), _BY,
           "参加过协商的委员", "在任委员", 1, told_by=("consultation_members",)),
    Metric("consultation.attendances", "名单人次", "人次", "在任委员在参会名单上的次数之和；一场一人计一次。与填报的委员人次是两个数。",
           _visits, _BY, better=1, told_by=("consultation_members",)),
    Metric("consultation.attendances_per_member", "人均参加", "次", "名单人次 ÷ 在任委员数。", Ratio(_visits, _all), _BY,
           "名单人次", "在任委员", 1, told_by=("consultation_members",)),
)
# fmt: on


@dataclass(frozen=True, eq=False)
class Concentration:
    """How evenly attendance is spread over ``members`` in office: ``visits`` in all, ``top_share`` of them by the most
    active tenth (rounded up), ``gini`` 0 (all alike) to 1 (one does all). None where nobody came.
    """

    members: int
    visits: int
    top_share: float | None
    gini: float | None


def concentration(visits: "np.typing.ArrayLike") -> Concentration:
    """Of the number of visits of each member, those who never came included."""
    counts = np.sort(np.asarray(visits, dtype=float))
    n, total = len(counts), float(counts.sum())
    if not total:
        return Concentration(n, 0, None, None)
    tenth = int(np.ceil(n * TOP_SHARE))
    ranks = np.arange(1, n + 1)
    gini = float((2 * ranks - n - 1) @ counts / (n * total))
    return Concentration(n, int(total), float(counts[-tenth:].sum()) / total, gini)


class MemberVisits(NamedTuple):
    """One member in office: how many meetings have them on their list, and the last of these."""

    no: str
    name: str
    sector: str
    region: str | None
    visits: int
    last_on: date | None


def visits_of_members(reading: Reading, filters: Filters, rules: Rules) -> Records[MemberVisits]:
    """Members in office under the filters, the least seen first."""
    at = as_of(reading, filters, rules)
    t = ATTENDING.source(at)
    asked = (
        select(t.c.no, t.c.name, t.c.sector, t.c.place, t.c.visits, t.c.last_on)
        .where(*conditions(reading, ATTENDING, t, at))
        .order_by(t.c.visits, t.c.no)
    )
    named = cache(lambda place: region_name(reading, place, at))
    rows = (
        MemberVisits(no, name, sector or UNFILLED, named(place), visits, last_on)
        for no, name, sector, place, visits, last_on in reading.rows(asked)
    )
    return Records(MemberVisits, tuple(rows))
