"""议事员库: who deliberates, in which field, how often and when last; by name only for who may see what is personal."""

from zxdata.figures import Table, TableColumn
from zxdata.metrics.duty.deliberators import Deliberator, deliberators
from zxdata.records import Records
from zxdata.views.asking import Asking

KEY, LISTED = "consultation.members_seen", 500
WITHHELD = "议事员的名单涉及个人，须有“个人信息”权限才能看到。"
COLUMNS = (
    TableColumn("name", "姓名"),
    TableColumn("region", "所属区划"),
    TableColumn("sector", "界别"),
    TableColumn("fields", "专长", "text", "委员标签"),
    TableColumn("concerns", "关心", "text", "参加得最多的协商的类别"),
    TableColumn("visits", "参加协商", "integer", "期间内参会名单上有几场"),
    TableColumn("last_on", "最近一场", "date"),
    TableColumn("no", "委员编号"),
)


def library(asking: Asking) -> Table:
    """Members on lists of participants; the option ``who`` searches their fields, concerns, sectors, regions and names."""
    allowed, word = asking.reading.scope.personal, asking.option("who").strip()
    whole = int(asking.answer([KEY]).value(KEY) or 0)
    found = deliberators(asking.reading, asking.filters, asking.rules, word) if allowed else Records(Deliberator, ())
    aid = f"合于“{word}”的 {len(found):,} 人，共 {whole:,} 人" if word and allowed else f"{whole:,} 人"
    empty = f"没有合于“{word}”的议事员。" if word else "所选条件下没有参会名单。"
    return Table(
        key="deliberators",
        title="议事员库",
        aid=f"{aid}，参加得多的在前{f'，只列前 {LISTED} 人' if len(found) > LISTED else ''}",
        note="在任委员中，期间内至少一场协商的参会名单上有的；谁合适谈一个议题，见委员履职·专长与匹配",
        columns=COLUMNS,
        metric=KEY if allowed and not word else "",
        frame=found.frame[[c.name for c in COLUMNS]].head(LISTED),
        empty=empty if allowed else WITHHELD,
    )
