"""What is promised by when and what is done: checklists with their items, programmes with their records."""

from zxdata.datasets.model import Dataset, column

# fmt: off
ITEM_STAGES = {
    "启动": "begun", "进展": "progressed", "完成": "done", "退回": "sent_back", "延期": "extended",
}

PROGRAMMES: tuple[Dataset, ...] = (
    Dataset("checklists", "清单", ("checklist_no",), (
        column("*清单编号=checklist_no", sample="QD2025-01"),
        column("*名称=name", sample="2025年机关重点任务清单"),
        column("*类型=kind", "choice", sample="机关任务", meaning="专委会履职量化、机关任务、建设任务、问题清单、承诺书……"),
        column("年度=year", "integer", sample="2025"),
        column("所属区划=region", "region", sample="九龙坡区"),
        column("机构=body", "choice", meaning="哪一级政协的记录；留空作本会"),
    )),
    Dataset("checklist_items", "清单事项", ("item_no",), (
        column("*事项编号=item_no", sample="QD2025-01-01"),
        column("*清单编号=checklist_no", ref="checklists", sample="QD2025-01"),
        column("*题目=title", sample="开展民主监督视察"),
        column("责任主体=owner", "choice", sample="提案委员会"),
        column("目标数=target", "number", sample="4"),
        column("限定词=qualifier", sample="", meaning="余、近、多、约……照原文保留"),
        column("单位=measure", sample="次"),
        column("起=since", "date", sample="2025-01-01"),
        column("期限=due_on", "date", sample="2025-12-31"),
        column("阶段=horizon", "choice", sample="一年", meaning="一年、三年、五年……"),
    )),
    Dataset("checklist_events", "清单进展", ("item_no", "stage", "occurred_at"), (
        column("*事项编号=item_no", ref="checklist_items", sample="QD2025-01-01"),
        column("*节点=stage", "closed", values=ITEM_STAGES, sample="进展"),
        column("*时间=occurred_at", "instant", sample="2025-04-10"),
        column("数量=quantity", "number", sample="1", meaning="这一次完成的数量，不是累计"),
        column("新期限=due_on", "date", meaning="延期填延到哪一日"),
        column("备注=note"),
    )),
    Dataset("programmes", "行动", ("programme_no",), (
        column("*行动编号=programme_no", sample="XD01"),
        column("*名称=name", sample="双百行动"),
        column("类型=kind", "choice", sample="服务发展"),
        column("所属区划=region", "region", sample="九龙坡区"),
        column("起=since", "date", sample="2024-01-01"),
        column("止=until", "date"),
        column("牵头=lead", "choice", sample="经济委员会"),
        column("机构=body", "choice", meaning="哪一级政协的记录；留空作本会"),
    )),
    Dataset("programme_records", "行动记录", ("record_no",), (
        column("*记录编号=record_no", sample="XJ0001"),
        column("*行动编号=programme_no", ref="programmes", sample="XD01"),
        column("*日期=held_on", "date", sample="2025-03-05"),
        column("所属区划=region", "region", sample="九龙坡区"),
        column("委员人次=member_visits", "integer", sample="8"),
        column("群众人次=public_visits", "integer", sample="60"),
        column("指标=measure", "choice", sample="走访企业"),
        column("数量=quantity", "number", sample="5"),
        column("限定词=qualifier", meaning="余、近、多、约……照原文保留"),
        column("成效=effect", meaning="做成了什么，用经办人的话写"),
        column("委员=members", sample="M0001、M0002", meaning="参加的委员，写委员编号，几个用、隔开；记入各人的履职"),
        column("机构=body", "choice", meaning="哪一级政协的记录；留空作本会"),
    )),
)
# fmt: on
