"""联系谈心: who links with members, and whether they talk as often as the rules ask."""

from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, FromClause, Integer, String, and_, func, select, values
from sqlalchemy import cast as sql_cast

from zxdata.metrics.coverage.stations import STATE
from zxdata.metrics.expressions import AsOf, always, column, columns
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric, Ratio
from zxdata.metrics.party.covering import holds
from zxdata.periods import months_before
from zxdata.snapshot.facts import member, member_link, talk


def since(day: date) -> date:
    """Talks after this day are within twelve months of ``day``."""
    return months_before(day, 12)


def _linkers(at: AsOf) -> FromClause:
    """A row a member and relation that has a rule, with how many are linked and how many talks there were."""
    rules = at.rules.party
    named: Any = values(Column("relation", String), Column("times", Integer), name="asked").data(
        [(each.relation, each.times) for each in rules.talks]
    )
    times = sql_cast(named.c.times, Integer)
    talked = (
        select(talk.c.member_no, func.count().label("talks"))
        .where(talk.c.kind.in_(rules.talk_kinds), talk.c.held_on > since(at.day), talk.c.held_on <= at.day)
        .group_by(talk.c.member_no)
        .subquery("talked")
    )
    joined = (
        member_link.join(named, named.c.relation == member_link.c.kind)
        .join(member, member.c.no == member_link.c.from_no)
        .outerjoin(talked, talked.c.member_no == member_link.c.from_no)
    )
    key = (member.c.no, member.c.name, member.c.sector, member.c.place, member.c.term_from, member.c.term_to)
    return (
        select(*key, member_link.c.kind.label("relation"), times.label("wanted"))
        .add_columns(func.count().label("linked"), func.coalesce(func.max(talked.c.talks), 0).label("talks"))
        .select_from(joined)
        .where(holds(member_link, at))
        .group_by(*key, member_link.c.kind, times)
        .subquery("linker")
    )


def _met(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.talks >= t.c.wanted


def _short(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(t.c.talks < t.c.wanted)


# fmt: off
LINKER = Fact(
    "联系人", "人次", _linkers, always, None, columns("relation", "sector"),
    (Detail("no", "委员编号", column("no"), of="members", personal=True),
     Detail("name", "姓名", column("name"), personal=True), Detail("sector", "界别", column("sector")),
     Detail("relation", "联系关系", column("relation")), Detail("linked", "联系几位", column("linked"), "integer"),
     Detail("wanted", "一年至少", column("wanted"), "integer"), Detail("talks", "近 12 个月谈心", column("talks"), "integer")),
)
_all = Count(LINKER)
METRICS = (
    Metric("party.linkers", "联系人", "人次", "按规则应联系谈心的委员，一人一种关系计一次。", _all, STATE),
    Metric("party.talk_rate", "谈心达标率", "%", "近 12 个月谈心谈话的次数达到规则要求的联系人占全部的比例；台账不记谈话对象，按联系人计。",
           Ratio(Count(LINKER, _met), _all), STATE, "次数达到的", "联系人", 1, told_by=("contacts",)),
    Metric("party.talks_short", "谈心不足的联系人", "人次", "近 12 个月谈心谈话的次数不够的。", Count(LINKER, _short), STATE, better=-1,
           stock=True, told_by=("contacts",)),
)
# fmt: on
