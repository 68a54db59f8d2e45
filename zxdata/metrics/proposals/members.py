"""Who proposes how much: each member's proposals by the part they had in them."""

from typing import NamedTuple

from sqlalchemy import func, select

from zxdata.filters import Filters
from zxdata.metrics.places import in_scope
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.question import as_of, conditions
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import member, proposal, proposer
from zxdata.store import Reading

FIRST, CO_SIGNED = "第一提案人", "联名"


class MemberProposals(NamedTuple):
    """A member's proposals, counted once each: made first, co-signed, drafted or taken part in; of all these filed and
    answered by the day.
    """

    no: str
    name: str
    sector: str | None
    first: int
    co_signed: int
    took_part: int
    filed: int
    replied: int


def by_member(reading: Reading, filters: Filters, rules: Rules) -> Records[MemberProposals]:
    """Everyone named as a proposer in question, who made most first; within a scope only the members who belong to it."""
    at, t, m = as_of(reading, filters, rules), proposal, proposer
    named = select(
        member.c.no, func.any_value(member.c.name).label("name"), func.any_value(member.c.sector).label("sector")
    )
    people = named.where(in_scope(reading, member.c.place, at)).group_by(member.c.no).subquery("people")

    each = func.count(t.c.no.distinct())
    first, co_signed, took_part = (each.filter(m.c.role.in_(r)) for r in ((FIRST,), (CO_SIGNED,), ("主笔", "参与")))
    filed, replied = (each.filter(t.c[day] <= at.day) for day in ("filed_on", "replied_on"))
    asked = (
        select(
            m.c.member_no, func.coalesce(people.c.name, m.c.member_no), people.c.sector, first, co_signed,
            took_part, filed, replied,
        )
        .select_from(m.join(t, t.c.no == m.c.no).join(people, people.c.no == m.c.member_no, isouter=reading.scope.everything))
        .where(*conditions(reading, PROPOSAL, t, at))
        .group_by(m.c.member_no, people.c.name, people.c.sector)
        .order_by(first.desc(), co_signed.desc(), m.c.member_no)
    )  # fmt: skip
    return Records(MemberProposals, tuple(MemberProposals(*row) for row in reading.rows(asked)))
