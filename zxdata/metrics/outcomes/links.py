"""What became what: suggestions and outputs into proposals, topics into meetings, single proposals into joint ones."""

from zxdata.metrics.expressions import column, columns, happened
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric
from zxdata.metrics.taking_part import in_case_named
from zxdata.snapshot.facts import link, place_set

# fmt: off
LINK = Fact(
    "成果转化", "项", lambda at: link, happened("linked_on"), "linked_on", columns("origin") | {"kind": column("to_kind")},
    (Detail("from_kind", "自类型", column("from_kind")), Detail("from_no", "自编号", column("from_no")),
     Detail("title", "题目", column("title")), Detail("to_kind", "至类型", column("to_kind")),
     Detail("to_no", "至编号", column("to_no")), Detail("linked_on", "日期", column("linked_on"), "date"),
     Detail("manner", "方式", column("manner"))),
    place_set,
    grouped=in_case_named("from_kind", "from_no"), datasets=("links",),
)

METRICS = (
    Metric("outcomes.conversions", "成果转化", "项", "期间内由一类转为、并入另一类的，例如监督建议转为提案、议题转为协商；"
           "按来源类型分组时，建议和成果算在其来源之下，按类型分组时是转成了什么。", Count(LINK), "关联日期", better=1),
)
# fmt: on
