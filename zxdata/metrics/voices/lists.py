"""三张清单: the public asks, a branch chooses, a member solves, the public judges."""

from dataclasses import replace

from sqlalchemy import ColumnElement, FromClause, and_

from zxdata.metrics.expressions import AsOf, columns, happened
from zxdata.metrics.model import Count, Metric, Ratio, decided_on
from zxdata.metrics.outcomes.ratings import RATING
from zxdata.metrics.voices.cases import DAY, VOICE

JUDGING = "评题"


def _holds(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(RATING.alive(t, at), t.c.subject == "民情", t.c.aspect == JUDGING)


JUDGEMENT = replace(RATING, name="评题", alive=_holds, dims=columns("side"))
_chosen, _taken, _solved = (Count(VOICE, happened(name)) for name in ("chosen_on", "taken_on", "solved_on"))
_both = Count(VOICE, lambda t, at: and_(t.c.chosen_on <= at.day, t.c.solved_on <= at.day))
_told = Count(JUDGEMENT, lambda t, at: t.c.result.is_not(None))
_content = Count(JUDGEMENT, lambda t, at: t.c.result == "满意")
_JUDGED = decided_on("评题日期", "rated_on")

# fmt: off
METRICS = (
    Metric("voices.chosen", "支部选题", "件", "截至日由支部选为题目的民情。", _chosen, DAY, better=1, decided=decided_on("选题日期", "chosen_on")),
    Metric("voices.taken", "委员领题", "件", "截至日有委员领题的民情。", _taken, DAY, better=1, decided=decided_on("领题日期", "taken_on")),
    Metric("voices.solved", "委员解题", "件", "截至日已解题的民情。", _solved, DAY, better=1, decided=decided_on("解题日期", "solved_on")),
    Metric("voices.solved_rate", "解题率", "%", "已选的题目中截至日已解题的比例。", Ratio(_both, _chosen), DAY, "已解题的题目", "支部选题", 1,
           decided=decided_on("选题日期", "chosen_on")),
    Metric("voices.judgements", "群众评题", "次", "期间内对民情的评题；同一评价人只计最近一次。", Count(JUDGEMENT), "评题日期", better=1, decided=_JUDGED),
    Metric("voices.judged_well_rate", "评题满意率", "%", "写明结果的评题中，结果为“满意”的比例。", Ratio(_content, _told), "评题日期",
           "满意", "写明结果的评题", 1, decided=_JUDGED),
)
# fmt: on
