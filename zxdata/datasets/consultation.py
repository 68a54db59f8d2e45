"""Consultations, who took part, the steps of each, and the topics that they grew from."""

from zxdata.datasets.model import Dataset, column

# fmt: off
TOPIC_STAGES = {
    "征集": "collected", "商议": "discussed", "审议": "deliberated", "确定": "settled", "圈题": "marked", "点题": "named", "列入计划": "planned",
    "退回": "sent_back",
}

CONSULTATION: tuple[Dataset, ...] = (
    Dataset("consultations", "协商活动", ("consultation_no",), (
        column("*协商编号=consultation_no", sample="X0001"),
        column("*题目=title", sample="社区养老服务怎么办"),
        column("平台=platform", "choice", sample="渝事好商量"),
        column("形式=form", "choice", sample="专题协商"),
        column("渠道=channel", "choice", sample="线下"),
        column("类别=category", "choice", sample="民政"),
        column("*所属区划=region", "region", sample="九龙坡区"),
        column("协作区划=partner_regions", "regions", meaning="几个区划用、隔开"),
        column("阵地编号=station_no", ref="workstations", sample=""),
        column("*日期=held_on", "date", sample="2025-03-05"),
        column("委员人次=member_visits", "integer", sample="12"),
        column("群众人次=public_visits", "integer", sample="30"),
        column("党政领导人次=leader_visits", "integer", sample="2"),
        column("机构=body", "choice", meaning="哪一级政协的记录；留空作本会"),
        column("解决问题数=solved", "integer", sample="3"),
        column("专家人次=expert_visits", "integer", sample="2"),
        column("企业人次=business_visits", "integer", sample="0"),
        column("计划内=planned", "flag", sample="是", meaning="列入年度计划的填是，临时安排的填否"),
        column("主要领导参加=chief_attended", "flag", sample="否", meaning="党委或政府主要领导到场"),
        column("外地协作=outside_partners", meaning="本级区划以外的协作方，照原文保留；几个用、隔开"),
    )),
    Dataset("consultation_members", "协商参会", ("consultation_no", "member_no"), (
        column("*协商编号=consultation_no", ref="consultations", sample="X0001"),
        column("*委员编号=member_no", ref="members", sample="M0001"),
    )),
    Dataset("consultation_steps", "协商步骤", ("consultation_no", "step"), (
        column("*协商编号=consultation_no", ref="consultations", sample="X0001"),
        column("*步骤=step", "choice", sample="商"),
        column("*日期=done_on", "date", sample="2025-03-05"),
    )),
    Dataset("topics", "议题", ("topic_no",), (
        column("*议题编号=topic_no", sample="T0001"),
        column("*题目=title", sample="社区养老服务怎么办"),
        column("*渠道=channel", "choice", sample="二维码征集"),
        column("所属区划=region", "region", sample="九龙坡区"),
        column("类别=category", "choice", sample="民政"),
        column("*提出日期=raised_on", "date", sample="2024-10-15"),
        column("机构=body", "choice", meaning="哪一级政协的记录；留空作本会"),
    )),
    Dataset("topic_events", "议题进展", ("topic_no", "stage", "occurred_at"), (
        column("*议题编号=topic_no", ref="topics", sample="T0001"),
        column("*节点=stage", "closed", values=TOPIC_STAGES, sample="确定"),
        column("*时间=occurred_at", "instant", sample="2024-11-20"),
        column("由谁=by", sample="主席会议"),
    )),
)
# fmt: on
