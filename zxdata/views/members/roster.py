"""Members in office as a list whose rows open a card; only who may see what is personal is shown one."""

from zxdata.figures import Table, TableColumn
from zxdata.metrics.duty.members import MemberPoints
from zxdata.records import Records

LISTED = 300
COLUMNS = (
    TableColumn("name", "姓名"),
    TableColumn("region", "所属区划"),
    TableColumn("sector", "界别"),
    TableColumn("post", "职务"),
    TableColumn("months", "任职月数", "integer"),
    TableColumn("points", "积分", "decimal"),
    TableColumn("last_on", "最近一条记录", "date"),
    TableColumn("no", "委员编号"),
)


def roster(members: Records[MemberPoints], key: str, title: str, of: str, empty: str, metric: str = "") -> Table:
    """The first ``LISTED`` of ``members`` in their order; ``of`` says whose list it is."""
    frame = members.frame.head(LISTED).assign(code=lambda t: t["no"])
    listed = f"，只列前 {LISTED} 人" if len(members) > LISTED else ""
    return Table(
        key=key,
        title=title,
        aid=f"{of} {len(members):,} 人{listed}，按任职月数折算后积分少者在前；点一行看委员卡",
        note="供联络服务用，不对外公布",
        frame=frame[["code", *(c.name for c in COLUMNS)]],
        columns=COLUMNS,
        option="person",
        metric=metric,
        empty=empty,
    )
