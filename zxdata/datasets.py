"""The datasets of the shared database: one declaration for tables, templates, contracts and snapshot types.

A column's ``kind`` says how a cell is read and stored:

text      free text                      date      a calendar day in the body's time zone
choice    text from an open dictionary   instant   a moment, stored with its offset
closed    one of ``values`` exactly      number    a decimal        integer   a whole number
flag      yes or no                      region    a region code    regions   several, stored as a、b
unit      a unit number

``ref`` names the dataset a text key points at. The order here is the order of loading: what is
referred to comes first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LEVELS = {"省": "province", "市": "city", "区县": "district", "乡镇街道": "township", "村社区": "community"}
ROLES = {"主办": "lead", "会办": "joint", "分办": "split"}
ADOPTIONS = {"采纳": "adopted", "部分采纳": "partly", "未采纳": "declined", "待定": "pending"}
ORIGINS = {"协商": "consultation", "监督": "supervision", "提案": "proposal"}
# fmt: off
PROPOSAL_STAGES = {
    "提交": "submitted", "审查": "reviewed", "立案": "filed", "并案": "merged", "不予立案": "rejected",
    "转社情民意": "converted", "退回补充": "sent_back", "交办": "assigned", "签收": "accepted", "退办": "returned",
    "改派": "reassigned", "沟通": "consulted", "延期": "extended", "答复": "replied", "评价": "rated",
    "提案质量评价": "proposal_rated", "二次办理": "second_round", "办结": "closed", "结案": "closed",
    "回头看": "reviewed_again",
}
SUPERVISION_STAGES = {
    "交办": "assigned", "签收": "accepted", "反馈": "reported", "整改": "rectified", "评估": "assessed",
    "销号": "closed", "退回重办": "sent_back",
}
# fmt: on


@dataclass(frozen=True)
class Column:
    """One column: code name, Chinese header, kind, and what a value must satisfy."""

    name: str
    header: str
    kind: str = "text"
    required: bool = False
    values: tuple[tuple[str, str], ...] = ()  # closed dictionary: (中文, code); the Chinese word is stored
    ref: str = ""
    sample: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class Dataset:
    """One table of the shared database. ``key`` are the columns whose values identify a row."""

    name: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)

    def key_of(self, values: Mapping[Any, Any]) -> tuple[Any, ...]:
        """The values that identify a row; empty counts as a value."""
        return tuple("" if values.get(name) is None else values[name] for name in self.key)

    @property
    def case(self) -> str:
        """The column that names the case of which each row tells a part; empty where a row stands for itself."""
        return self.key[0] if len(self.key) > 1 and self.column(self.key[0]).ref else ""

    @property
    def identity(self) -> tuple[str, ...]:
        """Title and day of a numbered case: where both differ, it is another case under the same number."""
        titles = [c.name for c in self.columns if c.name == "title"]
        days = [c.name for c in self.columns if c.required and c.kind in ("date", "instant")]
        return (titles[0], days[0]) if titles and days and len(self.key) == 1 else ()


def _c(
    spec: str,
    kind: str = "text",
    *,
    values: dict[str, str] | None = None,
    ref: str = "",
    sample: str = "",
    meaning: str = "",
) -> Column:
    """``中文=code_name``; a leading * marks a required column."""
    header, name = spec.lstrip("*").split("=")
    closed = tuple((values or {}).items())
    return Column(name, header, kind, spec.startswith("*"), closed, ref, sample, meaning)


# fmt: off
DATASETS: tuple[Dataset, ...] = (
    Dataset("regions", "行政区划", ("code",), (
        _c("*代码=code", sample="990101"),
        _c("*名称=name", sample="示例区"),
        _c("上级代码=parent_code", sample="990100", meaning="上级区划的代码；最上级留空"),
        _c("*级别=level", "closed", values=LEVELS, sample="区县"),
        _c("经度=lon", "number", sample="106.5110"),
        _c("纬度=lat", "number", sample="29.5020"),
        _c("人口=population", "integer", meaning="常住人口，人"),
        _c("启用日期=valid_from", "date", meaning="设立日；一直存在的留空"),
        _c("停用日期=valid_to", "date", meaning="撤销前的最后一日；现行的留空"),
        _c("并入代码=successor_code", meaning="撤销后并入的区划代码"),
    )),
    Dataset("units", "承办单位", ("unit_no",), (
        _c("*单位编号=unit_no", sample="U001"),
        _c("*名称=name", sample="市住房和城乡建设委员会"),
        _c("别名=aliases", sample="市住房城乡建委、市住建委", meaning="几个别名用、隔开"),
        _c("类别=kind", "choice", sample="政府部门"),
        _c("所属区划=region", "region", sample="九龙坡区"),
    )),
    Dataset("members", "委员", ("member_no",), (
        _c("*委员编号=member_no", sample="M0001"),
        _c("*姓名=name", sample="张某"),
        _c("界别=sector", "choice", sample="经济界"),
        _c("专委会=committee", "choice", sample="提案委员会"),
        _c("所属区划=region", "region", sample="九龙坡区"),
        _c("职务=role", sample="常委"),
        _c("中共党员=party_member", "flag", sample="是"),
        _c("任期起=term_from", "date", sample="2022-01-10"),
        _c("任期止=term_to", "date", meaning="任期最后一日；在任的留空"),
    )),
    Dataset("workstations", "阵地", ("station_no",), (
        _c("*阵地编号=station_no", sample="S0001"),
        _c("*名称=name", sample="石坪桥街道委员工作站"),
        _c("*类型=kind", "choice", sample="委员工作站"),
        _c("层级=tier", "choice", sample="镇街"),
        _c("运行方式=channel", "choice", sample="线下"),
        _c("*所在区划=region", "region", sample="九龙坡区", meaning="写到镇街或村社区，如 九龙坡区石坪桥街道"),
        _c("经度=lon", "number", sample="106.4890"),
        _c("纬度=lat", "number", sample="29.5260"),
        _c("坐标系=crs", "choice", sample="WGS84", meaning="WGS84 或 GCJ02（高德、腾讯取点）；留空作 WGS84"),
        _c("启用日期=opened_on", "date", sample="2023-03-01"),
        _c("停用日期=closed_on", "date", meaning="停用当日起不再计入"),
    )),
    Dataset("workstation_members", "入驻委员", ("station_no", "member_no", "since"), (
        _c("*阵地编号=station_no", ref="workstations", sample="S0001"),
        _c("*委员编号=member_no", ref="members", sample="M0001"),
        _c("起=since", "date", sample="2023-03-01"),
        _c("止=until", "date", meaning="离开当日起不再计入"),
    )),
    Dataset("activities", "阵地活动", ("activity_no",), (
        _c("*活动编号=activity_no", sample="H0001"),
        _c("*阵地编号=station_no", ref="workstations", sample="S0001"),
        _c("*日期=held_on", "date", sample="2025-03-05"),
        _c("类型=kind", "choice", sample="接待群众"),
        _c("委员人次=member_visits", "integer", sample="6"),
        _c("群众人次=public_visits", "integer", sample="40"),
        _c("解决问题数=solved", "integer", sample="2"),
    )),
    Dataset("proposals", "提案", ("proposal_no",), (
        _c("*提案号=proposal_no", sample="20250001"),
        _c("*标题=title", sample="关于推进老旧小区加装电梯的建议"),
        _c("类别=category", "choice", sample="城乡建设"),
        _c("提案者类型=proposer_kind", "choice", sample="委员"),
        _c("提案者=proposers", sample="张某、李某", meaning="几位提案者用、隔开"),
        _c("界别=sector", "choice", sample="经济界"),
        _c("所属区划=region", "region", sample="九龙坡区"),
        _c("届次=session", "choice", sample="六届三次"),
        _c("重点提案=key", "flag", sample="否"),
        _c("*提交日期=submitted_on", "date", sample="2025-01-15"),
        _c("分管领导=leader", "choice"),
        _c("提交日期取自=submitted_from", "choice", meaning="不知道哪天提交、借用别的日期的，写借自哪里，如 立案时间；不计审查用时"),
    )),
    Dataset("proposal_events", "提案办理", ("proposal_no", "stage", "occurred_at", "unit", "rater"), (
        _c("*提案号=proposal_no", ref="proposals", sample="20250001"),
        _c("*节点=stage", "closed", values=PROPOSAL_STAGES, sample="交办"),
        _c("*时间=occurred_at", "instant", sample="2025-03-05 09:30"),
        _c("单位=unit", "unit", sample="市住房城乡建委"),
        _c("角色=role", "closed", values=ROLES, sample="主办", meaning="留空作主办"),
        _c("结果=result", "choice", meaning="答复填 A/B/C/D，评价填 满意/基本满意/不满意/未反馈"),
        _c("期限=due_on", "date", sample="2025-06-05"),
        _c("备注=note"),
        _c("评价人=rater"),
        _c("得分=score", "number"),
    )),
    Dataset("supervisions", "监督事项", ("matter_no",), (
        _c("*事项编号=matter_no", sample="J0001"),
        _c("*题目=title", sample="老旧小区电梯加装审批提速"),
        _c("形式=form", "choice", sample="专项"),
        _c("来源=channel", "choice", sample="视察"),
        _c("类别=category", "choice", sample="城乡建设"),
        _c("所属区划=region", "region", sample="九龙坡区"),
        _c("责任单位=unit", "unit", sample="市住房城乡建委"),
        _c("*提出日期=opened_on", "date", sample="2025-03-05"),
        _c("整改期限=due_on", "date", sample="2025-06-05"),
        _c("分管领导=leader", "choice"),
    )),
    Dataset("supervision_events", "监督进展", ("matter_no", "stage", "occurred_at", "unit"), (
        _c("*事项编号=matter_no", ref="supervisions", sample="J0001"),
        _c("*节点=stage", "closed", values=SUPERVISION_STAGES, sample="交办"),
        _c("*时间=occurred_at", "instant", sample="2025-03-06"),
        _c("单位=unit", "unit", sample="市住房城乡建委"),
        _c("结果=result"),
        _c("备注=note"),
    )),
    Dataset("consultations", "协商活动", ("consultation_no",), (
        _c("*协商编号=consultation_no", sample="X0001"),
        _c("*题目=title", sample="社区养老服务怎么办"),
        _c("平台=platform", "choice", sample="渝事好商量"),
        _c("形式=form", "choice", sample="专题协商"),
        _c("渠道=channel", "choice", sample="线下"),
        _c("类别=category", "choice", sample="民政"),
        _c("*所属区划=region", "region", sample="九龙坡区"),
        _c("协作区划=partner_regions", "regions", meaning="几个区划用、隔开"),
        _c("阵地编号=station_no", ref="workstations", sample=""),
        _c("*日期=held_on", "date", sample="2025-03-05"),
        _c("委员人次=member_visits", "integer", sample="12"),
        _c("群众人次=public_visits", "integer", sample="30"),
        _c("党政领导人次=leader_visits", "integer", sample="2"),
    )),
    Dataset("suggestions", "意见建议", ("suggestion_no",), (
        _c("*建议编号=suggestion_no", sample="Y0001"),
        _c("*来源类型=origin", "closed", values=ORIGINS, sample="协商"),
        _c("*来源编号=origin_no", sample="X0001"),
        _c("内容=text", sample="为老旧小区加装无障碍坡道"),
        _c("承办单位=unit", "unit", sample="市住房城乡建委"),
        _c("*提出日期=raised_on", "date", sample="2025-03-05"),
        _c("答复期限=due_on", "date", sample="2025-06-05"),
        _c("答复日期=replied_on", "date"),
        _c("采纳情况=adoption", "closed", values=ADOPTIONS, sample="采纳"),
        _c("落实日期=implemented_on", "date"),
    )),
    Dataset("calendar", "工作日历", ("day",), (
        _c("*日期=day", "date", sample="2027-02-08"),
        _c("*是否工作日=is_workday", "flag", sample="否"),
        _c("说明=note", sample="春节（示例）"),
    )),
    Dataset("reported_figures", "通报数据", ("region", "body", "indicator", "unit", "period", "qualifier"), (
        _c("*区划=region", sample="重庆市九龙坡区", meaning="区划全名；市外参照的也照写"),
        _c("*机构=body", sample="九龙坡区政协"),
        _c("*指标=indicator", sample="委员工作阵地"),
        _c("*数值=value", sample="81", meaning="照原文；区间写 3-5"),
        _c("单位=unit", sample="个"),
        _c("期间=period", sample="2023年"),
        _c("限定词=qualifier", sample="余", meaning="余、近、多、约、上……照原文保留"),
        _c("*出处=cited_from", sample="2023年度工作报告"),
        _c("摘录=quote"),
    )),
    Dataset("member_groups", "委员分组", ("member_no", "kind", "name"), (
        _c("*委员编号=member_no", ref="members", sample="M0001"),
        _c("*分组类型=kind", "choice", sample="行业联"),
        _c("*分组=name", sample="工程建设"),
    )),
    Dataset("consultation_members", "协商参会", ("consultation_no", "member_no"), (
        _c("*协商编号=consultation_no", ref="consultations", sample="X0001"),
        _c("*委员编号=member_no", ref="members", sample="M0001"),
    )),
    Dataset("consultation_steps", "协商步骤", ("consultation_no", "step"), (
        _c("*协商编号=consultation_no", ref="consultations", sample="X0001"),
        _c("*步骤=step", "choice", sample="商"),
        _c("*日期=done_on", "date", sample="2025-03-05"),
    )),
    Dataset("plans", "年度计划", ("plan_no",), (
        _c("*计划编号=plan_no", sample="P2025-01"),
        _c("*年度=year", "integer", sample="2025"),
        _c("*类型=kind", "choice", sample="协商"),
        _c("*题目=title", sample="社区养老服务"),
        _c("所属区划=region", "region", sample="九龙坡区"),
        _c("计划日期=planned_on", "date", sample="2025-06-30"),
        _c("完成编号=done_no"),
    )),
    Dataset("follow_ups", "成果调度", ("suggestion_no", "kind", "held_on"), (
        _c("*建议编号=suggestion_no", ref="suggestions", sample="Y0001"),
        _c("*类型=kind", "choice", sample="调度"),
        _c("*日期=held_on", "date", sample="2025-04-05"),
        _c("结果=result"),
    )),
    Dataset("reminders", "催办记录", ("subject", "subject_no", "unit", "sent_on", "kind"), (
        _c("*对象类型=subject", "choice", sample="提案"),
        _c("*对象编号=subject_no", sample="20250001"),
        _c("*单位=unit", "unit", sample="市住房城乡建委"),
        _c("*日期=sent_on", "date", sample="2025-06-01"),
        _c("方式=kind", "choice", sample="催办"),
        _c("经办=sent_by"),
    )),
)
# fmt: on

BY_NAME = {dataset.name: dataset for dataset in DATASETS}
