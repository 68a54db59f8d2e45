"""联系群众: visits and receptions, whether the member came, whether it helped (到场率, 见效率)."""

from sqlalchemy import ColumnElement, FromClause

from zxdata.metrics.expressions import AsOf, column, columns, happened
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric, Ratio, Total, decided_on
from zxdata.metrics.taking_part import by_member
from zxdata.snapshot.facts import contact

# fmt: off
CONTACT = Fact(
    "联系群众", "次", lambda at: contact, happened("held_on"), "held_on", columns("kind"),
    (Detail("no", "记录编号", column("no"), of="contacts"), Detail("member", "委员", column("member"), personal=True),
     Detail("kind", "方式", column("kind")), Detail("held_on", "日期", column("held_on"), "date"),
     Detail("people", "群众人次", column("people"), "integer"), Detail("present", "到场", column("present"), "flag"),
     Detail("solved", "见效", column("solved"), "flag")),
    grouped=by_member(), begins=True,
)
# fmt: on


def _told(name: str) -> Count:
    return Count(CONTACT, lambda t, at: t.c[name].is_not(None))


def _yes(name: str) -> Count:
    def holds(t: FromClause, at: AsOf) -> ColumnElement[bool]:
        return t.c[name].is_(True)

    return Count(CONTACT, holds)


_DAY = "联系日期"
_HELD = decided_on(_DAY, "held_on")
# fmt: off
METRICS = (
    Metric("voices.contacts", "联系群众", "次", "期间内委员走访、接待、服务群众的记录。", Count(CONTACT), _DAY, better=1, decided=_HELD),
    Metric("voices.contact_people", "联系群众人次", "人次", "期间内联系的群众人次；没有写人次的不计。",
           Total(CONTACT, column("people"), counter="人次"), _DAY, better=1, decided=_HELD),
    Metric("voices.present_rate", "到场率", "%", "写明到场与否的记录中，委员到场的比例。", Ratio(_yes("present"), _told("present")), _DAY,
           "到场", "写明到场与否的记录", 1, decided=_HELD),
    Metric("voices.effective_rate", "见效率", "%", "写明见效与否的记录中，问题见效的比例。", Ratio(_yes("solved"), _told("solved")), _DAY,
           "见效", "写明见效与否的记录", 1, decided=_HELD),
)
# fmt: on
