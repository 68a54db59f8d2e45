"""要素: whether a proposal has what one is made of, judged by what the ledger records of it only."""

from dataclasses import replace

from sqlalchemy import ColumnElement, FromClause, and_, false, func, not_, or_

from zxdata.metrics.expressions import AsOf, column
from zxdata.metrics.fact import Detail
from zxdata.metrics.model import Count, Metric, Ratio
from zxdata.metrics.proposals.cases import PROPOSAL, SUBMITTED

ELEMENTS = {"text_length": ("正文", "字"), "keywords": ("关键词", "个"), "measures": ("对策建议", "条")}
"""Element → its name and what it is counted in."""
_HEADERS = {"text_length": "正文字数", "keywords": "关键词个数", "measures": "对策建议条数"}


def lacks(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """An element that is recorded falls short."""
    short = (t.c[name] < at.rules.procedure.elements.least(name) for name in ELEMENTS)
    return or_(*(func.coalesce(each, false()) for each in short))


def judged(t: FromClause, _: AsOf) -> ColumnElement[bool]:
    """One element at least is recorded."""
    return or_(*(t.c[name].is_not(None) for name in ELEMENTS))


def whole(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(judged(t, at), not_(lacks(t, at)))


# fmt: off
CHECKED = replace(
    PROPOSAL,
    details=(*PROPOSAL.details[:3], Detail("submitted_on", "提交日期", column("submitted_on"), "date"),
             *(Detail(name, header, column(name), "integer") for name, header in _HEADERS.items())),
)
_DAY = "提交日期"
METRICS = (
    Metric("proposals.lacking", "要素不齐", "件",
           "正文字数、关键词、对策建议中有一项记录了而达不到要求的提案（各要多少由规则文件定）；没有记录的要素不判。",
           Count(CHECKED, lacks), _DAY, better=-1, decided=SUBMITTED),
    Metric("proposals.elements_rate", "要素齐全率", "%",
           "有要素记录的提案里，记录了的各项都达到要求的比例；三项都没有记录的不计。",
           Ratio(Count(CHECKED, whole), Count(CHECKED, judged)), _DAY, "要素齐全", "有要素记录的提案", 1, decided=SUBMITTED),
)
# fmt: on
