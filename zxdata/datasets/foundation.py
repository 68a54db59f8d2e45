"""What every subject refers to: divisions, units, members, working days; what bodies published and exchange."""

from zxdata.datasets.model import Dataset, column

LEVELS = {"省": "province", "市": "city", "区县": "district", "乡镇街道": "township", "村社区": "community"}
DIRECTIONS = {"接入": "incoming", "送出": "outgoing"}

# fmt: off
FOUNDATION: tuple[Dataset, ...] = (
    Dataset("regions", "行政区划", ("code",), (
        column("*代码=code", sample="990101"),
        column("*名称=name", sample="示例区"),
        column("上级代码=parent_code", sample="990100", meaning="上级区划的代码；最上级留空"),
        column("*级别=level", "closed", values=LEVELS, sample="区县"),
        column("经度=lon", "number", sample="106.5110"),
        column("纬度=lat", "number", sample="29.5020"),
        column("人口=population", "integer", meaning="常住人口，人"),
        column("启用日期=valid_from", "date", meaning="设立日；一直存在的留空"),
        column("停用日期=valid_to", "date", meaning="撤销前的最后一日；现行的留空"),
        column("并入代码=successor_code", meaning="撤销后并入的区划代码"),
    )),
    Dataset("units", "承办单位", ("unit_no",), (
        column("*单位编号=unit_no", sample="U001"),
        column("*名称=name", sample="市住房和城乡建设委员会"),
        column("别名=aliases", sample="市住房城乡建委、市住建委", meaning="几个别名用、隔开"),
        column("类别=kind", "choice", sample="政府部门"),
        column("所属区划=region", "region", sample="九龙坡区"),
    )),
    Dataset("members", "委员", ("member_no",), (
        column("*委员编号=member_no", sample="M0001"),
        column("*姓名=name", sample="张某"),
        column("界别=sector", "choice", sample="经济界"),
        column("专委会=committee", "choice", sample="提案委员会"),
        column("所属区划=region", "region", sample="九龙坡区"),
        column("职务=role", sample="常委"),
        column("中共党员=party_member", "flag", sample="是", personal=True),
        column("任期起=term_from", "date", sample="2022-01-10"),
        column("任期止=term_to", "date", meaning="任期最后一日；在任的留空"),
        column("机构=body", "choice", meaning="哪一级政协的记录；留空作本会"),
        column("出生年=birth_year", "integer", sample="1975", meaning="四位数的年份", personal=True),
        column("党派=party", "choice", sample="民建", personal=True),
        column("工作单位=employer", personal=True),
    )),
    Dataset("member_groups", "委员分组", ("member_no", "kind", "name"), (
        column("*委员编号=member_no", ref="members", sample="M0001"),
        column("*分组类型=kind", "choice", sample="行业联"),
        column("*分组=name", sample="工程建设"),
        column("起=since", "date", sample="2023-03-01"),
        column("止=until", "date", meaning="退出当日起不再计入"),
    )),
    Dataset("calendar", "工作日历", ("day",), (
        column("*日期=day", "date", sample="2027-02-08"),
        column("*是否工作日=is_workday", "flag", sample="否"),
        column("说明=note", sample="春节（示例）"),
    )),
    Dataset("reported_figures", "通报数据", ("region", "body", "indicator", "unit", "period", "qualifier"), (
        column("*区划=region", sample="重庆市九龙坡区", meaning="区划全名；市外参照的也照写"),
        column("*机构=body", sample="九龙坡区政协"),
        column("*指标=indicator", sample="委员工作阵地"),
        column("*数值=value", sample="81", meaning="照原文；区间写 3-5"),
        column("单位=unit", sample="个"),
        column("期间=period", sample="2023年"),
        column("限定词=qualifier", sample="余", meaning="余、近、多、约、上……照原文保留"),
        column("*出处=cited_from", sample="2023年度工作报告"),
        column("摘录=quote"),
    )),
    Dataset("interfaces", "数据接口", ("interface_no",), (
        column("*接口编号=interface_no", sample="K01"),
        column("*对方=counterpart", "choice", sample="市政府办公厅"),
        column("*方向=direction", "closed", values=DIRECTIONS, sample="接入"),
        column("*数据集=dataset", "choice", sample="提案办理", meaning="交换的是哪一种数据，写数据集的名称"),
        column("方式=manner", "choice", sample="文件", meaning="文件、视图、接口……"),
        column("频次=frequency", "choice", sample="每日"),
        column("应到日期=expected_on", "date", sample="2025-03-06", meaning="下一次应当交换的日期"),
        column("最近交换=exchanged_at", "instant", sample="2025-03-05 02:00"),
        column("状态=state", "choice", sample="正常"),
    )),
)
# fmt: on
