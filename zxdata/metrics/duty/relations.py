"""Whom members keep in touch with, and who of them is kept in touch with: relations in force on the day, and the gaps."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, FromClause, and_, func, or_, select

from zxdata.filters import Filters
from zxdata.metrics.coverage.stations import STATE, serves, stays
from zxdata.metrics.coverage.towns import TOWNSHIP
from zxdata.metrics.duty.records import MEMBER_DIMS, member_name
from zxdata.metrics.expressions import AsOf, column, columns
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric, Ratio
from zxdata.metrics.places import region_name
from zxdata.metrics.question import as_of, conditions
from zxdata.metrics.taking_part import of_member
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import member, relation
from zxdata.store import Reading


def _in_force(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """The relation holds, and a member at its end is in office."""
    return and_(stays(t, at), or_(t.c.member_no.is_(None), serves(t, at)))


# fmt: off
RELATION = Fact(
    "联系关系", "对", lambda at: relation, _in_force, None, columns("kind", *MEMBER_DIMS),
    (Detail("kind", "类型", column("kind")),
     Detail("from_name", "联系人", lambda t, at: func.coalesce(t.c.from_name, t.c.from_no), within="from_place", personal=True),
     Detail("to_name", "联系对象", column("to_name"), personal=True), Detail("since", "起", column("since"), "date"),
     Detail("until", "止", column("until"), "date")),
    grouped=of_member("member_no"), datasets=("relations",),
)
# fmt: on


def _linked(at: AsOf) -> FromClause:
    """Members with the number of relations of each due kind that end at them."""
    held = (
        select(relation.c.member_no, func.count().label("links"))
        .where(relation.c.member_no.is_not(None), _in_force(relation, at))
        .group_by(relation.c.member_no)
        .subquery("held")
    )
    joined = member.outerjoin(held, held.c.member_no == member.c.no)
    return select(*member.c, func.coalesce(held.c.links, 0).label("links")).select_from(joined).subquery("linked")


# fmt: off
LINKED = Fact(
    "委员", "人", _linked, serves, None, columns(*MEMBER_DIMS) | {"member": member_name("no")},
    (Detail("no", "委员编号", column("no"), of="members"), Detail("name", "姓名", column("name")),
     Detail("sector", "界别", column("sector")), Detail("post", "职务", column("post")),
     Detail("links", "联系关系", column("links"), "integer")),
    grouped=of_member(),
)
_links, _kept = Count(RELATION), Count(LINKED, lambda t, at: t.c.links > 0)
METRICS = (
    Metric("duty.relations", "联系关系", "对", "截至日有效的联系关系：联系人与联系对象各一，委员一方须在任。", _links, STATE, better=1),
    Metric("duty.linked_members", "有人联系的委员", "人",
           "在任委员中，截至日至少有一条联系到本人的联系关系的。", _kept, STATE, better=1, told_by=("relations",)),
    Metric("duty.linked_rate", "联系覆盖率", "%", "有人联系的委员占在任委员的比例；按职务分组可见常委的覆盖。", Ratio(_kept, Count(LINKED)), STATE,
           "有人联系的委员", "在任委员", 1, told_by=("relations",)),
)
# fmt: on


class LinkCoverage(NamedTuple):
    """One kind of relation as the rules ask for it: how many are due one, and how many have it."""

    kind: str
    whom: str
    due: int
    linked: int


class Gap(NamedTuple):
    """Someone or somewhere that a kind of relation should reach and does not."""

    kind: str
    name: str
    region: str | None
    no: str


def link_gaps(reading: Reading, filters: Filters, rules: Rules) -> tuple[Records[LinkCoverage], Records[Gap]]:
    """Each kind that the rules ask for: whom it covers, and everyone whom it does not."""
    at = as_of(reading, filters, rules)
    coverage, gaps = [], []
    for link in rules.duty.links:
        held = select(relation.c.to_no).where(relation.c.kind == link.kind, stays(relation, at))
        reached = {no for (no,) in reading.rows(held)}
        due = _townships(reading, at) if link.whom == "township" else _members(reading, at, link.roles)
        missing = [each for each in due if not {each[0], each[1]} & reached]
        whom = "镇街" if link.whom == "township" else "、".join(link.roles) or "委员"
        coverage.append(LinkCoverage(link.kind, whom, len(due), len(due) - len(missing)))
        gaps += [Gap(link.kind, name, region_name(reading, place, at), no) for no, name, place in missing]
    return Records(LinkCoverage, tuple(coverage)), Records(Gap, tuple(gaps))


def _members(reading: Reading, at: AsOf, roles: tuple[str, ...]) -> list[tuple[str, str, int]]:
    t = member
    asked = select(t.c.no, t.c.name, t.c.place).where(*conditions(reading, LINKED, t, at)).order_by(t.c.no)
    found = reading.rows(asked.where(t.c.post.in_(roles)) if roles else asked)
    return [(no, name, place) for no, name, place in found]


def _townships(reading: Reading, at: AsOf) -> list[tuple[str, str, int]]:
    t = TOWNSHIP.source(at)
    asked = select(t.c.no, t.c.name, t.c.place).where(*conditions(reading, TOWNSHIP, t, at)).order_by(t.c.no)
    return [(no, name, place) for no, name, place in reading.rows(asked)]
