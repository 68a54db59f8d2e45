"""Matters of supervision and what becomes of them."""

from zxdata.datasets.model import Dataset, column

# fmt: off
SUPERVISION_STAGES = {
    "交办": "assigned", "签收": "accepted", "反馈": "reported", "整改": "rectified", "评估": "assessed",
    "销号": "closed", "退回重办": "sent_back",
}

SUPERVISION: tuple[Dataset, ...] = (
    Dataset("supervisions", "监督事项", ("matter_no",), (
        column("*事项编号=matter_no", sample="J0001"),
        column("*题目=title", sample="老旧小区电梯加装审批提速"),
        column("形式=form", "choice", sample="专项"),
        column("来源=channel", "choice", sample="视察"),
        column("类别=category", "choice", sample="城乡建设"),
        column("所属区划=region", "region", sample="九龙坡区"),
        column("责任单位=unit", "unit", sample="市住房城乡建委"),
        column("*提出日期=opened_on", "date", sample="2025-03-05"),
        column("整改期限=due_on", "date", sample="2025-06-05"),
        column("分管领导=leader", "choice"),
        column("机构=body", "choice", meaning="哪一级政协的记录；留空作本会"),
    )),
    Dataset("supervision_events", "监督进展", ("matter_no", "stage", "occurred_at", "unit"), (
        column("*事项编号=matter_no", ref="supervisions", sample="J0001"),
        column("*节点=stage", "closed", values=SUPERVISION_STAGES, sample="交办"),
        column("*时间=occurred_at", "instant", sample="2025-03-06"),
        column("单位=unit", "unit", sample="市住房城乡建委"),
        column("结果=result"),
        column("备注=note"),
    )),
)
# fmt: on
