"""Proposals, who makes them, and what becomes of them."""

from zxdata.datasets.model import Dataset, column

ROLES = {"主办": "lead", "会办": "joint", "分办": "split"}
PROPOSING = {"第一提案人": "first", "联名": "co_signed", "主笔": "drafted", "参与": "took_part"}
# fmt: off
PROPOSAL_STAGES = {
    "提交": "submitted", "预审": "pre_reviewed", "复审": "re_reviewed", "审查": "reviewed", "立案": "filed",
    "并案": "merged", "不予立案": "rejected", "转社情民意": "converted", "退回补充": "sent_back", "交办": "assigned",
    "签收": "accepted", "退办": "returned", "改派": "reassigned", "沟通": "consulted", "延期": "extended",
    "答复": "replied", "评价": "rated", "提案质量评价": "proposal_rated", "二次办理": "second_round", "办结": "closed",
    "结案": "closed", "回头看": "reviewed_again",
}

PROPOSALS: tuple[Dataset, ...] = (
    Dataset("proposals", "提案", ("proposal_no",), (
        column("*提案号=proposal_no", sample="20250001"),
        column("*标题=title", sample="关于推进老旧小区加装电梯的建议"),
        column("类别=category", "choice", sample="城乡建设"),
        column("提案者类型=proposer_kind", "choice", sample="委员"),
        column("提案者=proposers", sample="张某、李某", meaning="几位提案者用、隔开"),
        column("界别=sector", "choice", sample="经济界"),
        column("所属区划=region", "region", sample="九龙坡区"),
        column("届次=session", "choice", sample="六届三次"),
        column("重点提案=key", "flag", sample="否"),
        column("*提交日期=submitted_on", "date", sample="2025-01-15"),
        column("分管领导=leader", "choice"),
        column("提交日期取自=submitted_from", "choice", meaning="不知道哪天提交、借用别的日期的，写借自哪里，如 立案时间；不计审查用时"),
        column("机构=body", "choice", meaning="哪一级政协的记录；留空作本会"),
        column("正文字数=text_length", "integer", sample="1200"),
        column("关键词=keywords", sample="加装电梯、适老化改造、资金分担", meaning="几个关键词用、隔开"),
        column("对策建议条数=measures", "integer", sample="3", meaning="正文里提了几条对策建议"),
    )),
    Dataset("proposal_events", "提案办理", ("proposal_no", "stage", "occurred_at", "unit", "rater"), (
        column("*提案号=proposal_no", ref="proposals", sample="20250001"),
        column("*节点=stage", "closed", values=PROPOSAL_STAGES, sample="交办"),
        column("*时间=occurred_at", "instant", sample="2025-03-05 09:30"),
        column("单位=unit", "unit", sample="市住房城乡建委"),
        column("角色=role", "closed", values=ROLES, sample="主办", meaning="留空作主办"),
        column("结果=result", "choice", meaning="答复填 A/B/C/D，评价填 满意/基本满意/不满意/未反馈"),
        column("期限=due_on", "date", sample="2025-06-05"),
        column("备注=note"),
        column("评价人=rater", personal=True),
        column("得分=score", "number"),
    )),
    Dataset("proposal_members", "提案人", ("proposal_no", "member_no", "role"), (
        column("*提案号=proposal_no", ref="proposals", sample="20250001"),
        column("*委员编号=member_no", ref="members", sample="M0001"),
        column("*角色=role", "closed", values=PROPOSING, sample="第一提案人"),
    )),
)
# fmt: on
