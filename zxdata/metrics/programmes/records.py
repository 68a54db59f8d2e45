"""行动: which run on a day, what was done for them, and by how many."""

from sqlalchemy import ColumnElement, FromClause, and_, or_

from zxdata.metrics.expressions import AsOf, column, columns, happened
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric, Total, decided_on
from zxdata.metrics.taking_part import in_case
from zxdata.snapshot.facts import programme, programme_record


def _runs(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """From its first day through its last."""
    return and_(or_(t.c.since.is_(None), t.c.since <= at.day), or_(t.c.until.is_(None), t.c.until >= at.day))


def _approximate(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return t.c.qualifier.is_not(None)


# fmt: off
PROGRAMME = Fact(
    "行动", "个行动", lambda at: programme, _runs, None, columns("kind", "owner"),
    (Detail("no", "行动编号", column("no"), of="programmes"), Detail("title", "名称", column("title")),
     Detail("kind", "类型", column("kind")), Detail("owner", "牵头", column("owner")),
     Detail("since", "起", column("since"), "date"), Detail("until", "止", column("until"), "date")),
)
RECORD = Fact(
    "行动记录", "条", lambda at: programme_record, happened("held_on"), "held_on",
    columns("programme", "kind", "owner", "measure"),
    (Detail("no", "记录编号", column("no"), of="programme_records"), Detail("programme", "行动", column("programme")),
     Detail("held_on", "日期", column("held_on"), "date"), Detail("measure", "指标", column("measure")),
     Detail("quantity", "数量", column("quantity"), "decimal"), Detail("qualifier", "限定词", column("qualifier")),
     Detail("member_visits", "委员人次", column("member_visits"), "integer"),
     Detail("public_visits", "群众人次", column("public_visits"), "integer"), Detail("effect", "成效", column("effect"))),
    grouped=in_case("行动"),
)
_DAY = "行动记录日期"
METRICS = (
    Metric("programmes.programmes", "行动", "个", "截至日正在进行的：已到起日、还没有过止日的；没有写的不限。", Count(PROGRAMME), "截至日的状态"),
    Metric("programmes.records", "行动记录", "条", "期间内登记的行动记录。", Count(RECORD), _DAY, better=1),
    Metric("programmes.approximate", "约数记录", "条", "数量带“近、余、多”的行动记录；照原文显示，不与确数相加。", Count(RECORD, _approximate),
           _DAY, decided=decided_on(_DAY, "held_on")),
    Metric("programmes.member_visits", "行动委员人次", "人次", "行动记录所记的委员人次。",
           Total(RECORD, column("member_visits"), counter="人次"), _DAY, better=1),
    Metric("programmes.public_visits", "行动群众人次", "人次", "行动记录所记的群众人次。",
           Total(RECORD, column("public_visits"), counter="人次"), _DAY, better=1),
)
# fmt: on
