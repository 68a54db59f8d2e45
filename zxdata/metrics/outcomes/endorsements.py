"""领导批示, not of bulletins alone: on what, at which level, and whether it was acted upon."""

from zxdata.metrics.expressions import column, columns, happened
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric, Ratio
from zxdata.metrics.taking_part import in_case_named
from zxdata.snapshot.facts import endorsement, place_set

_DAY = "批示日期"

# fmt: off
ENDORSEMENT = Fact(
    "领导批示", "次", lambda at: endorsement, happened("given_on"), "given_on",
    columns("subject", "origin") | {"level": column("rank")},
    (Detail("no", "批示编号", column("no")), Detail("subject", "对象类型", column("subject")),
     Detail("subject_no", "对象编号", column("subject_no")), Detail("title", "题目", column("title")),
     Detail("rank", "级别", column("rank")), Detail("given_on", "日期", column("given_on"), "date"),
     Detail("post", "批示人职务", column("post")), Detail("result", "落实", column("result"))),
    place_set,
    grouped=in_case_named("subject", "subject_no"), datasets=("endorsements",),
)
_all, _acted = Count(ENDORSEMENT), Count(ENDORSEMENT, lambda t, at: t.c.result.is_not(None))

METRICS = (
    Metric("outcomes.endorsements", "领导批示", "次", "期间内领导对信息、协商、监督、提案、成果、民情的批示。", _all, _DAY, better=1),
    Metric("outcomes.endorsed_rate", "批示落实率", "%", "写明落实情况的批示占全部批示的比例。", Ratio(_acted, _all), _DAY,
           "写明落实情况的批示", "领导批示", 1),
)
# fmt: on
