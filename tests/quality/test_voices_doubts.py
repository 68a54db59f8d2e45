"""check on voices, reports and learning: a ledger with one fault a row, what is found of it worked out by hand."""

from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from tests.ledgers import read
from tests.quality.test_quality import CLEAN, RULES, found, written
from zxdata.filters import Filters, Scope
from zxdata.quality import check

# One voice, report or credit for each fault; its number says which. V1, B1 and L1 of the clean ledger have none.
FAULTS = """
insert into voices (voice_no, title, channel, category, grade, region, unit, raised_at, merged_into) values
    ('无区划', '题', '民情码', '教育', '具体问题', '599999', 'U1', '2025-09-01 02:00:00.000000+00:00', null),
    ('无类别', '题', '民情码', null, '具体问题', '500107', 'U1', '2025-09-01 02:00:00.000000+00:00', null),
    ('错类别', '题', '民情码', '教肓', '具体问题', '500107', 'U1', '2025-09-01 02:00:00.000000+00:00', null),
    ('无分级', '题', '民情码', '教育', null, '500107', 'U1', '2025-09-01 02:00:00.000000+00:00', null),
    ('错分级', '题', '民情码', '教育', '具体', '500107', 'U1', '2025-09-01 02:00:00.000000+00:00', null),
    ('无单位', '题', '民情码', '教育', '具体问题', '500107', null, '2025-09-01 02:00:00.000000+00:00', null),
    ('早反馈', '题', '民情码', '教育', '具体问题', '500107', 'U1', '2025-09-10 02:00:00.000000+00:00', null),
    ('只办结', '题', '民情码', '教育', '具体问题', '500107', 'U1', '2025-09-01 02:00:00.000000+00:00', null),
    ('并入无', '题', '民情码', '教育', '具体问题', '500107', 'U1', '2025-09-01 02:00:00.000000+00:00', 'V9'),
    ('并成圈', '题', '民情码', '教育', '具体问题', '500107', 'U1', '2025-09-01 02:00:00.000000+00:00', '并成圈'),
    ('在将来', '题', '民情码', '教育', '具体问题', '500107', 'U1', '2025-10-01 02:00:00.000000+00:00', null),
    ('在从前', '题', '民情码', '教育', '具体问题', '500107', 'U1', '1925-09-01 02:00:00.000000+00:00', null),
    ('错节点', '题', '民情码', '教育', '具体问题', '500107', 'U1', '2025-09-01 02:00:00.000000+00:00', null);
insert into voice_events (voice_no, stage, occurred_at, unit, result) values
    ('早反馈', '反馈', '2025-09-09 02:00:00.000000+00:00', 'U1', '采纳'),
    ('只办结', '办结', '2025-09-02 02:00:00.000000+00:00', 'U1', '采纳'),
    ('错节点', '已办', '2025-09-02 02:00:00.000000+00:00', 'U1', null),
    ('V8', '提交', '2025-09-02 02:00:00.000000+00:00', 'U1', null);
insert into bulletins (bulletin_no, title, sender, category, region, submitted_on) values
    ('无单位', '题', null, '教育', '500107', '2025-03-01'), ('错类别', '题', '甲', '教肓', '500107', '2025-03-01'),
    ('在从前', '题', '甲', '教育', '500107', '1925-03-01'), ('早采用', '题', '甲', '教育', '500107', '2025-03-01');
insert into bulletin_uses (bulletin_no, level, mode, used_on) values
    ('早采用', '市政协', '单篇', '2025-02-28'), ('B1', '本市', '单篇', '2025-05-01'), ('B1', '区县', '转发', '2025-05-01');
insert into credits (credit_no, member_no, course, mode, held_on, points, entered_by, approved_by, approved_on) values
    ('同一人', 'M1', '课', '线下打卡', '2025-05-01', 2, '王某', '王某', '2025-05-02'),
    ('无人把关', 'M1', '课', '线下打卡', '2025-05-01', 2, '王某', null, null),
    ('空着', 'M1', '课', '线下打卡', '2025-05-01', 2, '王某', '', null),
    ('无操作人', 'M1', '课', '线下打卡', '2025-05-01', 2, null, '李某', '2025-05-02'),
    ('错方式', 'M1', '课', '线下', '2025-05-01', 2, '王某', '李某', '2025-05-02');
"""
WORKED_OUT = {
    "voices.missing.region": (1, "无区划"),
    "voices.missing.category": (1, "无类别"),
    "voices.word.category": (1, "教肓（1）"),
    "voices.missing.grade": (1, "无分级"),
    "voices.word.grade": (1, "具体（1）"),
    "voices.missing.unit": (1, "无单位"),
    "voices.order.replied": (1, "早反馈"),
    "voices.order.handled": (1, "只办结"),
    "voices.order.merged": (2, "并入无"),
    "voices.future.raised": (1, "在将来"),
    "voices.outlier.raised": (1, "在从前"),
    "voice_events.word.stage": (1, "已办（1）"),
    "voice_events.orphan.voice": (1, "V8"),
    "bulletins.missing.sender": (1, "无单位"),
    "bulletins.word.category": (1, "教肓（1）"),
    "bulletins.outlier.submitted": (1, "在从前"),
    "bulletin_uses.order.used": (1, "早采用"),
    "bulletin_uses.word.level": (1, "本市（1）"),
    "bulletin_uses.word.mode": (1, "转发（1）"),
    # Two people: the one who enters and the one who approves. Nobody, an empty cell or the same one are no second.
    "credits.order.approved": (3, "同一人"),
    "credits.word.mode": (1, "线下（1）"),
}


def test_each_fault_is_found_once_and_nothing_else(sqlite_ledger: Engine, tmp_path: Path, today: date) -> None:
    written(sqlite_ledger, CLEAN, FAULTS)
    issues = found(sqlite_ledger, tmp_path, today)
    assert {each.key: (each.count, each.examples[0]) for each in issues} == WORKED_OUT
    said = {each.key: each.sentence for each in issues}
    assert said["credits.order.approved"] == "3 条学习学分没有第二人把关，或把关人就是操作人。"
    assert said["voices.order.replied"] == "1 件民情的反馈早于反映，用时记 0。"


def test_a_district_is_told_of_its_own_alone(sqlite_ledger: Engine, tmp_path: Path, today: date) -> None:
    engine = written(sqlite_ledger, CLEAN, FAULTS, "update voices set region = '500106' where voice_no = '无分级'")
    with read(engine, tmp_path, today, Scope.of("500106")) as reading:
        issues = check(reading, Filters(as_of=today), RULES)
    assert [(each.key, each.examples) for each in issues] == [("voices.missing.grade", ("无分级",))]
