"""办前、办中、办后: whether units have talked with the proposers before, during and after handling."""

from sqlalchemy import ColumnElement, FromClause, and_

from zxdata.metrics.expressions import AsOf, Condition, happened
from zxdata.metrics.model import Count, Metric, Ratio, decided_on
from zxdata.metrics.proposals.cases import PROPOSAL, REPLIED

PHASES = {"before": "办前", "during": "办中", "after": "办后"}


def _talked(*phases: str, of: str) -> Count:
    """Proposals that came to ``of`` and in all of these phases were talked about."""

    def where(t: FromClause, at: AsOf) -> ColumnElement[bool]:
        return and_(t.c[of] <= at.day, *(t.c[f"talked_{phase}_on"] <= at.day for phase in phases))

    return Count(PROPOSAL, where)


def _come_to(day: str) -> Count:
    found: Condition = happened(day)
    return Count(PROPOSAL, found)


_DAY = "提交日期"
_HANDED, _REPLIED = _come_to("handed_on"), _come_to("replied_on")
_SAID = "结果写“{}”的沟通"
# fmt: off
METRICS = (
    Metric("proposals.talked_before_rate", "办前沟通率", "%", f"交办的提案中截至日有{_SAID.format('办前')}的比例。",
           Ratio(_talked("before", of="handed_on"), _HANDED), _DAY, "有办前沟通", "交办", 1,
           decided=decided_on("首次交办日期", "handed_on")),
    Metric("proposals.talked_during_rate", "办中沟通率", "%", f"交办的提案中截至日有{_SAID.format('办中')}的比例。",
           Ratio(_talked("during", of="handed_on"), _HANDED), _DAY, "有办中沟通", "交办", 1,
           decided=decided_on("首次交办日期", "handed_on")),
    Metric("proposals.talked_after_rate", "办后沟通率", "%", f"已答复的提案中截至日有{_SAID.format('办后')}的比例。",
           Ratio(_talked("after", of="replied_on"), _REPLIED), _DAY, "有办后沟通", "已答复", 1, decided=REPLIED),
    Metric("proposals.talked_thrice_rate", "三次沟通完成率", "%", "已答复的提案中办前、办中、办后都有沟通的比例；结果没有写明哪一次的沟通不计。",
           Ratio(_talked(*PHASES, of="replied_on"), _REPLIED), _DAY, "三次沟通都有", "已答复", 1, decided=REPLIED),
)
# fmt: on
