"""What members do, learn and are good at, and whom they are linked with."""

from zxdata.datasets.model import Dataset, column

# fmt: off
ATTENDANCE = {"出席": "present", "请假": "excused", "缺席": "absent"}
CREDIT_MODES = {"线上签到": "online", "线下打卡": "onsite", "成果": "result"}

DUTY: tuple[Dataset, ...] = (
    Dataset("duties", "履职记录", ("duty_no",), (
        column("*记录编号=duty_no", sample="D0001"),
        column("*委员编号=member_no", ref="members", sample="M0001"),
        column("*类型=kind", "choice", sample="全体会议", meaning="全体会议、常委会议、调研、视察、民主监督、公益、轮值……"),
        column("*日期=held_on", "date", sample="2025-01-15"),
        column("出勤=attendance", "closed", values=ATTENDANCE, sample="出席"),
        column("角色=role", "choice", sample="发言"),
        column("来源类型=origin", "choice", meaning="协商、监督、提案、活动……：这条记录从哪里来"),
        column("来源编号=origin_no"),
    )),
    Dataset("credits", "学习学分", ("credit_no",), (
        column("*记录编号=credit_no", sample="S0001"),
        column("*委员编号=member_no", ref="members", sample="M0001"),
        column("*内容=course", sample="人民政协理论专题讲座"),
        column("*方式=mode", "closed", values=CREDIT_MODES, sample="线下打卡"),
        column("*日期=held_on", "date", sample="2025-03-05"),
        column("学分=points", "number", sample="2", personal=True),
        column("操作人=entered_by", sample="王某"),
        column("把关人=approved_by", sample="李某"),
        column("把关日期=approved_on", "date", sample="2025-03-06"),
    )),
    Dataset("member_tags", "委员标签", ("member_no", "kind", "tag"), (
        column("*委员编号=member_no", ref="members", sample="M0001"),
        column("*类型=kind", "choice", sample="专长", meaning="专长、产业、智库……"),
        column("*标签=tag", "choice", sample="城市更新"),
        column("依据=ground", sample="注册规划师"),
    )),
    Dataset("relations", "联系关系", ("kind", "from_no", "to_no", "since"), (
        column("*类型=kind", "choice", sample="主席会议成员联系", meaning="主席会议成员联系、界别对口镇街、企业联系……"),
        column("*自=from_no", sample="M0001", meaning="委员编号或界别、专委会的名称"),
        column("*至=to_no", sample="M0002", meaning="委员编号，或镇街、企业、界别的名称"),
        column("起=since", "date", sample="2023-03-01"),
        column("止=until", "date", meaning="解除当日起不再计入"),
    )),
)
# fmt: on
