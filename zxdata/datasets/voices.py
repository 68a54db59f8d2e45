"""What people say and what becomes of it: voices, reports on public opinion and their uses, visits to people."""

from zxdata.datasets.model import Dataset, column

# fmt: off
VOICE_GRADES = {"具体问题": "concrete", "普遍性事项": "common", "宏观政策": "policy"}
VOICE_STAGES = {
    "审核": "reviewed", "提交": "submitted", "签收": "accepted", "反馈": "replied", "办结": "handled", "评价": "rated",
    "退回": "sent_back", "不予受理": "refused", "选题": "chosen", "领题": "taken", "解题": "solved",
}
USE_LEVELS = {
    "全国政协": "national", "中央部门": "central", "省政协": "province", "省委省政府": "province_government", "市政协": "city",
    "市委市政府": "city_government", "区县": "district",
}
USE_MODES = {"单篇": "single", "综合": "combined", "转送": "forwarded"}

VOICES: tuple[Dataset, ...] = (
    Dataset("voices", "民情", ("voice_no",), (
        column("*民情编号=voice_no", sample="V0001"),
        column("*标题=title", sample="小区门口路灯不亮"),
        column("内容=text", sample="晚上九点后整条路没有灯", personal=True),
        column("*渠道=channel", "choice", sample="民情码", meaning="民情码、随手拍、委员走访、12345热线、接待日……"),
        column("类别=category", "choice", sample="城乡建设"),
        column("分级=grade", "closed", values=VOICE_GRADES, sample="具体问题"),
        column("*所属区划=region", "region", sample="九龙坡区"),
        column("委员编号=member_no", ref="members", sample="M0001", meaning="收集或提交的委员"),
        column("阵地编号=station_no", ref="workstations"),
        column("责任单位=unit", "unit", sample="市住房城乡建委"),
        column("*反映时间=raised_at", "instant", sample="2025-03-05 09:30"),
        column("期限=due_on", "date", meaning="另有约定的期限；留空按规则计算"),
        column("并入编号=merged_into", meaning="说的是同一件事、已并入的那一件"),
        column("机构=body", "choice", meaning="哪一级政协的记录；留空作本会"),
    )),
    Dataset("voice_events", "民情进展", ("voice_no", "stage", "occurred_at", "unit"), (
        column("*民情编号=voice_no", ref="voices", sample="V0001"),
        column("*节点=stage", "closed", values=VOICE_STAGES, sample="提交"),
        column("*时间=occurred_at", "instant", sample="2025-03-06 10:00"),
        column("单位=unit", "unit", sample="市住房城乡建委"),
        column("结果=result", "choice", meaning="反馈、办结填 采纳/部分采纳/未采纳，评价填 满意/基本满意/不满意"),
        column("得分=score", "number"),
    )),
    Dataset("bulletins", "社情民意信息", ("bulletin_no",), (
        column("*信息编号=bulletin_no", sample="B0001"),
        column("*标题=title", sample="关于夜间公交接驳的建议"),
        column("反映者类型=author_kind", "choice", sample="委员", meaning="委员、党派、专委会、区县政协、联系点、特邀信息员"),
        column("委员=members", sample="M0001", meaning="委员编号，几位用、隔开"),
        column("报送单位=sender", "choice", sample="九龙坡区政协"),
        column("界别=sector", "choice", sample="经济界"),
        column("类别=category", "choice", sample="城乡建设"),
        column("所属区划=region", "region", sample="九龙坡区"),
        column("*报送日期=submitted_on", "date", sample="2025-03-05"),
        column("机构=body", "choice", meaning="哪一级政协的记录；留空作本会"),
    )),
    Dataset("bulletin_uses", "信息采用", ("bulletin_no", "level", "mode", "used_on"), (
        column("*信息编号=bulletin_no", ref="bulletins", sample="B0001"),
        column("*级别=level", "closed", values=USE_LEVELS, sample="市政协"),
        column("*方式=mode", "closed", values=USE_MODES, sample="单篇"),
        column("*日期=used_on", "date", sample="2025-04-01"),
    )),
    Dataset("contacts", "联系群众", ("contact_no",), (
        column("*记录编号=contact_no", sample="L0001"),
        column("*委员编号=member_no", ref="members", sample="M0001"),
        column("*日期=held_on", "date", sample="2025-03-05"),
        column("方式=kind", "choice", sample="走访", meaning="走访、接待、服务月、宣讲、谈心谈话……"),
        column("群众人次=people", "integer", sample="12"),
        column("所属区划=region", "region", sample="九龙坡区"),
        column("阵地编号=station_no", ref="workstations"),
        column("到场=present", "flag", sample="是"),
        column("见效=solved", "flag", sample="否"),
        column("机构=body", "choice", meaning="哪一级政协的记录；留空作本会"),
    )),
)
# fmt: on
