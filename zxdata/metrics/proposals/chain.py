"""Where proposals come from and what they become: clues that became proposals, members' proposals that became a sector's."""

from dataclasses import replace

from sqlalchemy import ColumnElement, FromClause, func, select, tuple_

from zxdata.metrics.expressions import AsOf, always, column, happened
from zxdata.metrics.fact import Detail
from zxdata.metrics.model import Count, Metric, decided_on
from zxdata.metrics.proposals.cases import PROPOSAL, REPLIED
from zxdata.metrics.proposals.review import collective
from zxdata.snapshot.facts import link, proposal

KIND = "提案"


def _from_clues(at: AsOf) -> FromClause:
    """Proposals that something of another kind became part of, each with the first such thing."""
    found = link.c
    order = tuple_(found.linked_on, found.from_kind, found.from_no)
    first = (
        select(
            found.to_no,
            func.arg_min(found.from_kind, order).label("source"),
            func.arg_min(found.from_no, order).label("source_no"),
        )
        .where(found.to_kind == KIND, found.from_kind != KIND, _linked(at))
        .group_by(found.to_no)
        .subquery("first_clue")
    )
    joined = proposal.join(first, first.c.to_no == proposal.c.no)
    return select(proposal, first.c.source, first.c.source_no).select_from(joined).subquery("clued")


def _linked(at: AsOf) -> ColumnElement[bool]:
    return link.c.linked_on <= at.day


def _raised(at: AsOf) -> FromClause:
    """Proposals that became part of a sector's own."""
    whole = proposal.alias("whole")
    into = (
        select(link.c.from_no)
        .join(whole, whole.c.no == link.c.to_no)
        .where(link.c.from_kind == KIND, link.c.to_kind == KIND, _linked(at), collective(whole, at))
    )
    return select(proposal).where(proposal.c.no.in_(into)).subquery("raised")


# fmt: off
CLUED = replace(
    PROPOSAL, source=_from_clues, dims={**PROPOSAL.dims, "source": column("source")},
    details=(*PROPOSAL.details, Detail("source", "线索来源", column("source")), Detail("source_no", "线索编号", column("source_no"))),
)
RAISED = replace(PROPOSAL, source=_raised)
_DAY = "提交日期"
METRICS = (
    Metric("proposals.from_clues", "线索转化的提案", "件",
           "由民情、信息、协商、监督、建议等转化、并入或吸收而来的（关联表）；几条线索并成一件只计一件，来源取最早的一条。",
           Count(CLUED, always), _DAY, better=1),
    Metric("proposals.from_clues_filed", "线索转化后立案", "件", "其中截至日已立案的。", Count(CLUED, happened("filed_on")), _DAY, better=1,
           decided=decided_on("立案日期", "filed_on")),
    Metric("proposals.from_clues_replied", "线索转化后答复", "件", "其中截至日主办单位已答复的。", Count(CLUED, happened("replied_on")), _DAY, better=1,
           decided=REPLIED),
    Metric("proposals.raised_to_collective", "个人转集体提案", "件",
           "被吸收或转化为界别集体提案的个人提案（关联表，提案到提案）。", Count(RAISED, always), _DAY, better=1),
)
# fmt: on
