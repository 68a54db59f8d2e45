"""Outputs: reports, letters of recommendation, minutes, cases; which of them were selected."""

from sqlalchemy import ColumnElement, FromClause

from zxdata.metrics.expressions import AsOf, column, columns, happened
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric
from zxdata.metrics.taking_part import of_origin
from zxdata.snapshot.facts import output, place_set

_DAY = "成果日期"

# fmt: off
OUTPUT = Fact(
    "履职成果", "件", lambda at: output, happened("issued_on"), "issued_on", columns("kind", "origin", "selected"),
    (Detail("no", "成果编号", column("no")), Detail("title", "标题", column("title")), Detail("kind", "类型", column("kind")),
     Detail("origin", "来源类型", column("origin")), Detail("origin_no", "来源编号", column("origin_no")),
     Detail("lead", "牵头", column("lead")), Detail("issued_on", "日期", column("issued_on"), "date"),
     Detail("sent_to", "报送", column("sent_to")), Detail("selected", "入选", column("selected"))),
    place_set,
    grouped=of_origin, datasets=("outputs",),
)
# fmt: on


def chosen(t: FromClause, _: AsOf) -> ColumnElement[bool]:
    return t.c.selected.is_not(None)


# fmt: off
METRICS = (
    Metric("outcomes.outputs", "履职成果", "件", "期间内形成的调研报告、视察报告、资政报告、专报、民主监督建议书、协商纪要、案例等。",
           Count(OUTPUT), _DAY, better=1),
    Metric("outcomes.selected", "入选成果", "件", "其中入选直报十条、示范案例、优秀案例等的。", Count(OUTPUT, chosen), _DAY, better=1),
)
# fmt: on
