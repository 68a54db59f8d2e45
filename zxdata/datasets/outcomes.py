"""What comes of the work of any subject: suggestions and their fate, plans, reminders, ratings, outputs, links."""

from zxdata.datasets.model import Dataset, column

ORIGINS = {"协商": "consultation", "监督": "supervision", "提案": "proposal"}
ADOPTIONS = {"采纳": "adopted", "部分采纳": "partly", "未采纳": "declined", "待定": "pending"}
RANKS = {"国家": "national", "省部": "provincial", "厅局": "departmental", "县处": "county", "乡科": "township"}
# fmt: off
RATED = {
    "协商": "consultation", "监督": "supervision", "提案": "proposal", "建议": "suggestion", "民情": "voice", "成果": "output",
}
ENDORSED = {
    "信息": "bulletin", "协商": "consultation", "监督": "supervision", "提案": "proposal", "成果": "output", "民情": "voice",
}
SOURCES = {"协商": "consultation", "监督": "supervision", "提案": "proposal", "民情": "voice", "调研": "survey"}
LINKED = {
    "民情": "voice", "信息": "bulletin", "提案": "proposal", "监督": "supervision", "协商": "consultation",
    "建议": "suggestion", "成果": "output", "议题": "topic",
}
ASSISTED = {"协商": "consultation", "监督": "supervision"}

OUTCOMES: tuple[Dataset, ...] = (
    Dataset("suggestions", "意见建议", ("suggestion_no",), (
        column("*建议编号=suggestion_no", sample="Y0001"),
        column("*来源类型=origin", "closed", values=ORIGINS, sample="协商"),
        column("*来源编号=origin_no", sample="X0001"),
        column("内容=text", sample="为老旧小区加装无障碍坡道"),
        column("承办单位=unit", "unit", sample="市住房城乡建委"),
        column("*提出日期=raised_on", "date", sample="2025-03-05"),
        column("答复期限=due_on", "date", sample="2025-06-05"),
        column("答复日期=replied_on", "date"),
        column("采纳情况=adoption", "closed", values=ADOPTIONS, sample="采纳"),
        column("落实日期=implemented_on", "date"),
    )),
    Dataset("plans", "年度计划", ("plan_no",), (
        column("*计划编号=plan_no", sample="P2025-01"),
        column("*年度=year", "integer", sample="2025"),
        column("*类型=kind", "choice", sample="协商"),
        column("*题目=title", sample="社区养老服务"),
        column("所属区划=region", "region", sample="九龙坡区"),
        column("计划日期=planned_on", "date", sample="2025-06-30"),
        column("完成编号=done_no"),
        column("机构=body", "choice", meaning="哪一级政协的记录；留空作本会"),
        column("形式=form", "choice", sample="专题协商"),
    )),
    Dataset("follow_ups", "成果调度", ("suggestion_no", "kind", "held_on"), (
        column("*建议编号=suggestion_no", ref="suggestions", sample="Y0001"),
        column("*类型=kind", "choice", sample="调度"),
        column("*日期=held_on", "date", sample="2025-04-05"),
        column("结果=result"),
    )),
    Dataset("reminders", "催办记录", ("subject", "subject_no", "unit", "sent_on", "kind"), (
        column("*对象类型=subject", "choice", sample="提案"),
        column("*对象编号=subject_no", sample="20250001"),
        column("*单位=unit", "unit", sample="市住房城乡建委"),
        column("*日期=sent_on", "date", sample="2025-06-01"),
        column("方式=kind", "choice", sample="催办"),
        column("经办=sent_by"),
    )),
    Dataset("ratings", "评分", ("subject", "subject_no", "side", "aspect", "rated_on", "rater"), (
        column("*对象类型=subject", "closed", values=RATED, sample="协商"),
        column("*对象编号=subject_no", sample="X0001"),
        column("*评价方=side", "choice", sample="委员", meaning="委员、群众、部门、企业、专家……"),
        column("*维度=aspect", "choice", sample="提得好", meaning="提得好、办得好、聚得好、整改、配合度、满意度……"),
        column("*日期=rated_on", "date", sample="2025-06-10"),
        column("得分=score", "number", sample="92"),
        column("结果=result", "choice", sample="满意"),
        column("评价人=rater", personal=True),
        column("评价人单位=rater_unit"),
    )),
    Dataset("endorsements", "领导批示", ("endorsement_no",), (
        column("*批示编号=endorsement_no", sample="Z0001"),
        column("*对象类型=subject", "closed", values=ENDORSED, sample="成果"),
        column("*对象编号=subject_no", sample="C0001"),
        column("*级别=rank", "closed", values=RANKS, sample="厅局"),
        column("*日期=given_on", "date", sample="2025-07-01"),
        column("批示人职务=post", sample="副市长"),
        column("落实=result", sample="已纳入年度工作安排"),
    )),
    Dataset("outputs", "履职成果", ("output_no",), (
        column("*成果编号=output_no", sample="C0001"),
        column("*标题=title", sample="关于社区养老服务的调研报告"),
        column("*类型=kind", "choice", sample="调研报告", meaning="调研报告、资政报告、专报、民主监督建议书、协商纪要、案例……"),
        column("来源类型=origin", "closed", values=SOURCES, sample="协商"),
        column("来源编号=origin_no", sample="X0001"),
        column("所属区划=region", "region", sample="九龙坡区"),
        column("牵头=lead", sample="社会法制委员会"),
        column("*日期=issued_on", "date", sample="2025-06-20"),
        column("报送=sent_to", sample="市政府"),
        column("入选=selected", "choice", meaning="直报十条、示范案例、优秀案例……"),
        column("机构=body", "choice", meaning="哪一级政协的记录；留空作本会"),
    )),
    Dataset("links", "关联", ("from_kind", "from_no", "to_kind", "to_no"), (
        column("*自类型=from_kind", "closed", values=LINKED, sample="建议"),
        column("*自编号=from_no", sample="Y0001"),
        column("*至类型=to_kind", "closed", values=LINKED, sample="提案"),
        column("*至编号=to_no", sample="20250001"),
        column("*日期=linked_on", "date", sample="2025-04-01"),
        column("方式=manner", "choice", sample="转化", meaning="转化、并入、吸收"),
    )),
    Dataset("partners", "协同单位", ("subject", "subject_no", "name"), (
        column("*对象类型=subject", "closed", values=ASSISTED, sample="协商"),
        column("*对象编号=subject_no", sample="X0001"),
        column("*单位名称=name", sample="内江市政协"),
        column("角色=role", "choice", sample="毗邻政协", meaning="人大、纪委、检察、审计、督查、媒体、毗邻政协……"),
        column("归口=desk", sample="提案委员会"),
        column("纪要日期=minutes_on", "date", sample="2025-03-15"),
        column("答复日期=replied_on", "date"),
    )),
)
# fmt: on
