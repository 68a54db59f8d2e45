"""Party organisations among members, who belongs to them, and visits to education bases."""

from zxdata.datasets.model import Dataset, column

# fmt: off
VISIT_MODES = {"线下": "onsite", "线上": "online"}

PARTY: tuple[Dataset, ...] = (
    Dataset("party_units", "党组织", ("party_unit_no",), (
        column("*组织编号=party_unit_no", sample="O0001"),
        column("*名称=name", sample="经济界功能型党支部"),
        column("*类型=kind", "choice", sample="功能型党支部", meaning="党组、分党组、履职临时党委、功能型党支部……"),
        column("上级编号=parent_no"),
        column("所属区划=region", "region", sample="九龙坡区"),
        column("成立日期=opened_on", "date", sample="2022-03-01"),
        column("撤销日期=closed_on", "date", meaning="撤销当日起不再计入"),
        column("机构=body", "choice", meaning="哪一级政协的记录；留空作本会"),
    )),
    Dataset("party_unit_members", "党组织成员", ("party_unit_no", "member_no", "since"), (
        column("*组织编号=party_unit_no", ref="party_units", sample="O0001"),
        column("*委员编号=member_no", ref="members", sample="M0001"),
        column("职务=role", "choice", sample="支部书记"),
        column("起=since", "date", sample="2022-03-01"),
        column("止=until", "date", meaning="转出当日起不再计入"),
    )),
    Dataset("base_visits", "基地打卡", ("visit_no",), (
        column("*打卡编号=visit_no", sample="K0001"),
        column("*阵地编号=station_no", ref="workstations", sample="S0001"),
        column("*日期=held_on", "date", sample="2025-03-05"),
        column("对象=visitor_kind", "choice", sample="委员", meaning="委员、党派、干部、群众、外来……"),
        column("场合=occasion", "choice", sample="委员学习", meaning="委员学习、党派教育、干部培训、主题宣传……"),
        column("方式=mode", "closed", values=VISIT_MODES, sample="线下"),
        column("*人次=visits", "integer", sample="30"),
    )),
)
# fmt: on
