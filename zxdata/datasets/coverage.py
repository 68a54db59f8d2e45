"""Where members meet the public: stations, who serves at them, what is done there."""

from zxdata.datasets.model import Dataset, column

# fmt: off
COVERAGE: tuple[Dataset, ...] = (
    Dataset("workstations", "阵地", ("station_no",), (
        column("*阵地编号=station_no", sample="S0001"),
        column("*名称=name", sample="石坪桥街道委员工作站"),
        column("*类型=kind", "choice", sample="委员工作站"),
        column("层级=tier", "choice", sample="镇街"),
        column("运行方式=channel", "choice", sample="线下"),
        column("*所在区划=region", "region", sample="九龙坡区", meaning="写到镇街或村社区，如 九龙坡区石坪桥街道"),
        column("经度=lon", "number", sample="106.4890"),
        column("纬度=lat", "number", sample="29.5260"),
        column("坐标系=crs", "choice", sample="WGS84", meaning="WGS84 或 GCJ02（高德、腾讯取点）；留空作 WGS84"),
        column("启用日期=opened_on", "date", sample="2023-03-01"),
        column("停用日期=closed_on", "date", meaning="停用当日起不再计入"),
        column("机构=body", "choice", meaning="哪一级政协的记录；留空作本会"),
    )),
    Dataset("workstation_members", "入驻委员", ("station_no", "member_no", "since"), (
        column("*阵地编号=station_no", ref="workstations", sample="S0001"),
        column("*委员编号=member_no", ref="members", sample="M0001"),
        column("起=since", "date", sample="2023-03-01"),
        column("止=until", "date", meaning="离开当日起不再计入"),
    )),
    Dataset("activities", "阵地活动", ("activity_no",), (
        column("*活动编号=activity_no", sample="H0001"),
        column("*阵地编号=station_no", ref="workstations", sample="S0001"),
        column("*日期=held_on", "date", sample="2025-03-05"),
        column("类型=kind", "choice", sample="接待群众"),
        column("委员人次=member_visits", "integer", sample="6"),
        column("群众人次=public_visits", "integer", sample="40"),
        column("解决问题数=solved", "integer", sample="2"),
    )),
)
# fmt: on
