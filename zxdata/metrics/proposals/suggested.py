"""What proposals suggest, suggestion by suggestion: answered, adopted, carried out, or not."""

from dataclasses import replace

from sqlalchemy import ColumnElement, FromClause, and_, case, func, literal

from zxdata.metrics.consultation.suggestions import SUGGESTION, known
from zxdata.metrics.expressions import AsOf, column, columns, ended
from zxdata.metrics.fact import Detail
from zxdata.metrics.model import AT_END, Count, Decided, Metric, Ratio, decided_on
from zxdata.snapshot.facts import suggestion

OWN = "提案"
WAITING, LATE, DONE, ANSWERED = "待答复", "逾期未答复", "已落实", "已答复"


def _alive(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(t.c.raised_on <= at.day, t.c.origin == OWN)


def _replied(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.replied_on <= at.day


def _declined(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(known(t, at), t.c.adoption == "未采纳")


def reply(t: FromClause, at: AsOf) -> ColumnElement[str]:
    """Where its answer stands: carried out, adopted or not, answered without a word on adoption, waiting, late."""
    return case(
        (t.c.fulfilled_on <= at.day, literal(DONE)),
        (t.c.adopted_on <= at.day, literal("采纳")),
        (t.c.heeded_on <= at.day, literal("部分采纳")),
        (_declined(t, at), literal("未采纳")),
        (_replied(t, at), literal(ANSWERED)),
        (t.c.due_on < at.day, literal(LATE)),
        else_=literal(WAITING),
    )


# fmt: off
PROPOSED = replace(
    SUGGESTION, source=lambda at: suggestion, alive=_alive, dims=columns("category", "unit", "leader", "body") | {"reply": reply},
    details=(*SUGGESTION.details[:5], Detail("due_on", "答复期限", column("due_on"), "date"), *SUGGESTION.details[5:],
             Detail("reply", "答复状态", reply)),
)
# fmt: on
_ALL = Count(PROPOSED)
_RAISED = "建议提出日期"
# fmt: off
METRICS = (
    Metric("proposals.suggestions", "提案建议", "条", "期间内由提案提出、逐条登记的意见建议。", _ALL, _RAISED),
    Metric("proposals.suggestions_reply_rate", "清单答复率", "%", "提案建议中截至日已有答复的比例。",
           Ratio(Count(PROPOSED, _replied), _ALL), _RAISED, "已答复的建议", "提案建议", 1,
           decided=Decided("答复日期；期末尚未答复的也计", (ended("replied_on"),)), decided_of="期间内答复 + 期末未答复"),
    Metric("proposals.suggestions_late", "建议逾期未答复", "条", "没有答复、期限已过的；没有写期限的按规则的答复时限。",
           Count(PROPOSED, lambda t, at: func.coalesce(reply(t, at) == LATE, False)), _RAISED, better=-1, stock=True,
           decided=AT_END),
    Metric("proposals.suggestions_declined", "建议未采纳", "条", "截至日采纳情况为“未采纳”的。", Count(PROPOSED, _declined), _RAISED, better=-1,
           decided=decided_on("答复日期", "replied_on")),
)
# fmt: on
