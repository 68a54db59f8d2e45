"""教育基地: visits on site and online, apart; by base, occasion and visitors."""

from zxdata.metrics.expressions import column, columns, happened
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric, Total, decided_on
from zxdata.snapshot.facts import base_visit

ONSITE, ONLINE = "线下", "线上"
# fmt: off
VISIT = Fact(
    "基地打卡", "次", lambda at: base_visit, happened("held_on"), "held_on",
    columns("base", "occasion", "mode") | {"visitor": column("visitor_kind")},
    (Detail("no", "打卡编号", column("no"), of="base_visits"), Detail("held_on", "日期", column("held_on"), "date"),
     Detail("base", "教育基地", column("base")), Detail("occasion", "场合", column("occasion")),
     Detail("visitor_kind", "对象", column("visitor_kind")), Detail("mode", "方式", column("mode")),
     Detail("visits", "人次", column("visits"), "integer")),
)
_DAY = "打卡日期"
METRICS = (
    Metric("party.base_visits", "基地线下人次", "人次", "教育基地线下扫码打卡的人次；线上另计，不相加。",
           Total(VISIT, column("visits"), lambda t, at: t.c.mode == ONSITE, counter="人次"), _DAY, better=1,
           decided=decided_on(_DAY, "held_on")),
    Metric("party.base_visits_online", "基地线上人次", "人次", "教育基地线上（云基地、VR）打卡的人次。",
           Total(VISIT, column("visits"), lambda t, at: t.c.mode == ONLINE, counter="人次"), _DAY, better=1,
           decided=decided_on(_DAY, "held_on")),
    Metric("party.base_groups", "基地打卡", "次", "教育基地打卡的记录，一批人计一次，线上线下都计。", Count(VISIT), _DAY, better=1),
)
# fmt: on
