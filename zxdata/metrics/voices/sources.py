"""Where voices came from: every one as it was raised, those merged into another too."""

from sqlalchemy import ColumnElement, FromClause, and_

from zxdata.metrics.expressions import AsOf, column, columns, happened, known_from
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric, Ratio, decided_on
from zxdata.metrics.taking_part import by_member
from zxdata.snapshot.facts import telling

# fmt: off
TELLING = Fact(
    "民情来源", "条", lambda at: telling, happened("raised_on"), "raised_on", columns("channel", "category", "grade"),
    (Detail("no", "民情编号", column("no"), of="voices"), Detail("title", "标题", column("title")),
     Detail("channel", "渠道", column("channel")), Detail("raised_on", "反映日期", column("raised_on"), "date"),
     Detail("merged_into", "并入", known_from("merged_into", "merged_on"))),
    grouped=by_member("member_no", "raised_on"),
)
# fmt: on


def _merged(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(t.c.merged_into.is_not(None), t.c.merged_on <= at.day)


_DAY = "反映日期"
_RAISED = decided_on(_DAY, "raised_on")
# fmt: off
METRICS = (
    Metric("voices.tellings", "民情来源", "条", "期间内反映的每一条，并入另一件的也各计一条；按渠道分组时是来源占比的分子。", Count(TELLING), _DAY),
    Metric("voices.merged", "并入民情", "条", "其中截至日已并入另一件的；合并由人确认，并入的一条不另计件数，来源保留。",
           Count(TELLING, _merged), _DAY, decided=_RAISED),
    Metric("voices.merged_rate", "合并率", "%", "并入另一件的占全部来源的比例。", Ratio(Count(TELLING, _merged), Count(TELLING)), _DAY,
           "并入民情", "民情来源", decided=_RAISED),
)
# fmt: on
