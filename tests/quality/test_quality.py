"""check: a clean ledger has no finding; each fault in it is found, counted and named."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.commands import command, configured
from tests.ledgers import read
from zxdata.errors import Unknown
from zxdata.filters import Filters, Scope
from zxdata.quality import IssueRows, QualityIssue, check, issue_rows
from zxdata.rules.book import Rules
from zxdata.rules.reporting import Reporting

CLEAN = """
insert into regions (code, name, parent_code, level) values
    ('500000', '重庆市', null, '省'), ('500107', '九龙坡区', '500000', '区县'), ('500106', '沙坪坝区', '500000', '区县'),
    ('500107004', '石坪桥街道', '500107', '乡镇街道');
insert into units (unit_no, name) values ('U1', '市教育委员会');
insert into members (member_no, name, sector, region) values ('M1', '甲', '经济界', '500107');
insert into workstations (station_no, name, kind, tier, channel, region, lon, lat, opened_on)
    values ('S1', '石坪桥街道委员工作站', '委员工作站', '镇街', '线下', '500107004', 106.4, 29.5, '2023-01-01');
insert into workstation_members (station_no, member_no, since) values ('S1', 'M1', '2023-02-01');
insert into activities (activity_no, station_no, held_on) values ('H1', 'S1', '2025-09-01');
insert into proposals (proposal_no, title, category, proposers, sector, region, submitted_on)
    values ('T1', '关于校车的建议', '教育', '甲', '经济', '500107', '2025-03-01'),
           ('T2', '关于食堂的建议', '教育', '甲', '经济', '500106', '2025-09-01');
insert into proposal_events (proposal_no, stage, occurred_at, unit, role, result, due_on) values
    ('T1', '交办', '2025-03-10', 'U1', '主办', null, '2025-06-10'), ('T1', '签收', '2025-03-12', 'U1', null, null, null),
    ('T1', '答复', '2025-05-09', 'U1', '主办', 'A', null), ('T1', '评价', '2025-05-20', 'U1', null, '满意', null);
insert into supervisions (matter_no, title, form, category, region, unit, opened_on, due_on)
    values ('J1', '电梯加装', '专项', '城乡建设', '500107', 'U1', '2025-03-01', '2025-06-01');
insert into supervision_events (matter_no, stage, occurred_at) values
    ('J1', '交办', '2025-03-05'), ('J1', '反馈', '2025-04-05'), ('J1', '销号', '2025-05-05');
insert into consultations (consultation_no, title, platform, form, channel, category, region, held_on)
    values ('X1', '养老怎么办', '渝事好商量', '专题协商', '线下', '民政', '500107', '2025-04-01');
insert into suggestions (suggestion_no, origin, origin_no, unit, raised_on, replied_on, adoption, implemented_on)
    values ('Y1', '协商', 'X1', 'U1', '2025-04-01', '2025-05-01', '采纳', '2025-06-01');
insert into voices (voice_no, title, channel, category, grade, region, unit, raised_at)
    values ('V1', '路灯不亮', '民情码', '城乡建设', '具体问题', '500107', 'U1', '2025-09-22 02:00:00.000000+00:00');
insert into voice_events (voice_no, stage, occurred_at, unit, result) values
    ('V1', '提交', '2025-09-22 03:00:00.000000+00:00', 'U1', null), ('V1', '反馈', '2025-09-23 03:00:00.000000+00:00', 'U1', '采纳'),
    ('V1', '办结', '2025-09-24 03:00:00.000000+00:00', 'U1', '采纳');
insert into bulletins (bulletin_no, title, author_kind, members, sender, category, region, submitted_on)
    values ('B1', '夜间接驳', '委员', 'M1', '九龙坡区政协', '交通运输', '500107', '2025-03-01');
insert into bulletin_uses (bulletin_no, level, mode, used_on) values ('B1', '市政协', '单篇', '2025-04-01');
insert into credits (credit_no, member_no, course, mode, held_on, points, entered_by, approved_by, approved_on)
    values ('L1', 'M1', '理论讲座', '线下打卡', '2025-05-01', 2, '王某', '李某', '2025-05-02');
"""
COPY_PROPOSAL = """insert into proposals (proposal_no, title, proposers, category, sector, region, submitted_on)
    select 'T3', title, proposers, category, sector, region, submitted_on from proposals where proposal_no = 'T1'"""
COPY_STATION = """insert into workstations (station_no, name, kind, tier, channel, region, lon, lat)
    select 'S2', name, kind, tier, channel, region, lon, lat from workstations"""
RULES = Rules(reporting=Reporting(duties=()))  # what districts owe has its own test
Fault = tuple[str, str, str, int, str | None]
SUBJECTS = {
    "阵地": ("workstations", "activities", "members"),
    "提案": ("proposals", "proposal_events"),
    "监督": ("supervisions", "supervision_events"),
    "协商": ("consultations", "suggestions"),
}
# fmt: off
FAULTS: list[Fault] = [
    ("update workstations set lon = null", "missing", "workstations", 1, "S1"),
    ("update workstations set closed_on = '2022-01-01'", "order", "workstations", 1, "S1"),
    (COPY_STATION, "duplicate", "workstations", 2, "S1"),
    ("update workstations set kind = '委员工坊'", "word", "workstations", 1, "委员工坊（1）"),
    ("update activities set held_on = '2022-12-31'", "order", "activities", 1, "H1"),
    ("delete from workstations", "orphan", "activities", 1, "S1"),
    ("update members set sector = null", "missing", "members", 1, "M1"),
    ("update members set sector = '经挤界'", "word", "members", 1, "经挤界（1）"),
    ("update members set region = null", "missing", "members", 1, "M1"),
    ("update proposals set region = null where proposal_no = 'T2'", "missing", "proposals", 1, "T2"),
    ("update proposals set category = null", "missing", "proposals", 2, "T1"),
    ("update proposals set category = '教肓'", "word", "proposals", 2, "教肓（2）"),
    ("update proposals set submitted_on = '2025-10-01' where proposal_no = 'T2'", "future", "proposals", 1, "T2"),
    ("update proposals set submitted_on = '1925-09-01' where proposal_no = 'T2'", "outlier", "proposals", 1, "T2"),
    ("update proposal_events set occurred_at = '1925-03-12' where stage = '签收'", "outlier", "proposal_events", 1, "T1"),
    ("update supervisions set opened_on = '1925-03-01'", "outlier", "supervisions", 1, "J1"),
    ("update supervisions set opened_on = '2052-03-01'", "future", "supervisions", 1, "J1"),
    ("update consultations set held_on = '1925-04-01'", "outlier", "consultations", 1, "X1"),
    ("update suggestions set raised_on = '1925-04-01'", "outlier", "suggestions", 1, "Y1"),
    ("update activities set held_on = '1925-09-01'", "outlier", "activities", 1, "H1"),
    ("update proposals set submitted_on = '2025-03-11' where proposal_no = 'T1'", "order", "proposals", 1, "T1"),
    (COPY_PROPOSAL, "duplicate", "proposals", 2, "T1"),
    ("update proposal_events set due_on = null", "missing", "proposal_events", 1, "T1"),
    ("update proposal_events set role = '会办' where stage = '交办'", "missing", "proposal_events", 1, "T1"),
    ("update proposal_events set occurred_at = '不详' where stage = '答复'", "misread", "proposal_events", 1, "来源 未注明（1）"),
    ("update proposal_events set occurred_at = '2025-03-09' where stage = '答复'", "order", "proposal_events", 1, "T1"),
    ("delete from proposal_events where stage = '交办'", "order", "proposal_events", 1, "T1"),
    ("update proposal_events set stage = '签首' where stage = '签收'", "word", "proposal_events", 1, "签首（1）"),
    ("update proposal_events set result = '满一' where stage = '评价'", "word", "proposal_events", 1, "满一（1）"),
    ("delete from proposals where proposal_no = 'T1'", "orphan", "proposal_events", 1, "T1"),
    ("update proposal_events set due_on = '2031-05-06'; delete from proposal_events where stage = '答复'",
     "calendar", "calendar", 1, None),
    ("update supervisions set unit = null", "missing", "supervisions", 1, "J1"),
    ("update supervisions set region = null", "missing", "supervisions", 1, "J1"),
    ("update supervisions set due_on = null", "missing", "supervisions", 1, "J1"),
    ("update supervisions set due_on = null; delete from supervision_events", "missing", "supervisions", 1, "J1"),
    ("update supervisions set opened_on = '2025-05-06'", "order", "supervisions", 1, "J1"),
    ("update supervision_events set occurred_at = '2025-03-04' where stage = '反馈'", "order", "supervisions", 1, "J1"),
    ("delete from supervisions", "orphan", "supervision_events", 1, "J1"),
    ("update consultations set category = null", "missing", "consultations", 1, "X1"),
    ("update consultations set held_on = '2025-10-01'", "future", "consultations", 1, "X1"),
    ("update suggestions set adoption = null", "missing", "suggestions", 1, "Y1"),
    ("update suggestions set origin_no = 'X9'", "orphan", "suggestions", 1, "X9"),
    ("update suggestions set replied_on = '2025-03-31'", "order", "suggestions", 1, "Y1"),
    ("update suggestions set implemented_on = '2025-04-30'", "order", "suggestions", 1, "Y1"),
    ("update suggestions set replied_on = null", "missing", "suggestions", 1, "Y1"),
    ("update suggestions set adoption = '未采纳'", "order", "suggestions", 1, "Y1"),
    ("update suggestions set adoption = '同意'", "word", "suggestions", 1, "同意（1）"),
    ("update suggestions set origin = '别处'", "word", "suggestions", 1, "别处（1）"),
]
# fmt: on


def written(engine: Engine, *scripts: str) -> Engine:
    """As another system writes: directly, without foreign keys being looked at."""
    with sqlite3.connect(str(engine.url.database)) as connection:
        for script in scripts:
            connection.executescript(script)
    return engine


def found(engine: Engine, folder: Path, day: date, scope: Scope | None = None) -> tuple[QualityIssue, ...]:
    with read(engine, folder, day, scope) as reading:
        return check(reading, Filters(as_of=day), RULES)


def rows_of(key: str, engine: Engine, folder: Path, day: date, scope: Scope | None = None) -> IssueRows:
    with read(engine, folder, day, scope) as reading:
        return issue_rows(reading, key, Filters(as_of=day), RULES)


def test_a_clean_ledger_has_no_finding(sqlite_ledger: Engine, tmp_path: Path, today: date) -> None:
    assert found(written(sqlite_ledger, CLEAN), tmp_path, today) == ()


def test_an_empty_ledger_has_no_finding(sqlite_ledger: Engine, tmp_path: Path, today: date) -> None:
    assert found(sqlite_ledger, tmp_path, today) == ()


def subject(fault: Fault) -> str:
    """Whose rows it changes: faults of different subjects have nothing to do with each other."""
    table = re.findall(r"(?:update|delete from|insert into) (\w+)", fault[0])[0]
    return next(name for name, tables in SUBJECTS.items() if table in tables)


def together() -> Iterator[list[Fault]]:
    """All faults, one of each subject in a ledger."""
    of_subject = [[fault for fault in FAULTS if subject(fault) == name] for name in SUBJECTS]
    for one_of_each in zip_longest(*of_subject):
        yield [fault for fault in one_of_each if fault]


@pytest.mark.parametrize("faults", together(), ids=lambda faults: "; ".join(fault[0][:40] for fault in faults))
def test_a_fault_is_found_counted_and_named(
    sqlite_ledger: Engine, tmp_path: Path, today: date, faults: list[Fault]
) -> None:
    filters = Filters(as_of=today)
    with read(written(sqlite_ledger, CLEAN, *(sql for sql, *_ in faults)), tmp_path, today) as reading:
        found = check(reading, filters, RULES)
        for _, kind, dataset, count, example in faults:
            (finding,) = (f for f in found if (f.kind, f.dataset) == (kind, dataset))
            assert finding.count == len(issue_rows(reading, finding.key, filters, RULES).frame) == count
            assert finding.examples[:1] == ((example,) if example else ())
            assert finding.sentence.endswith("。")


def test_a_district_without_news_for_90_days_is_stale(sqlite_ledger: Engine, tmp_path: Path) -> None:
    engine = written(sqlite_ledger, CLEAN)
    assert not found(engine, tmp_path, date(2025, 11, 30))
    (finding,) = found(engine, tmp_path, date(2025, 12, 1))
    assert (finding.kind, finding.count) == ("stale", 2)
    assert finding.examples == ("沙坪坝区（最近 2025-09-01）", "九龙坡区（最近 2025-09-01）")


def test_a_district_hears_only_of_its_own_rows(sqlite_ledger: Engine, tmp_path: Path, today: date) -> None:
    engine = written(
        sqlite_ledger,
        CLEAN,
        "update proposals set category = null",
        "update proposal_events set proposal_no = 'T9' where stage = '评价'",
    )
    findings = found(engine, tmp_path, today, Scope.of("500106"))
    assert [(f.kind, f.count, f.examples) for f in findings] == [("missing", 1, ("T2",))]


def test_the_command_exits_with_1_where_it_finds_something(
    sqlite_ledger: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(sqlite_ledger, CLEAN)
    rules = tmp_path / "rules.toml"
    rules.write_text("[reporting]\nduties = []")
    with configured(tmp_path, ZX_RULES=str(rules)):
        clean = command(capsys, "check")
        written(sqlite_ledger, "update workstations set lon = null")
        told, as_json = command(capsys, "check"), command(capsys, "check", "--json")
    assert (clean.code, clean.out) == (0, "没有发现问题。\n")
    assert (told.code, told.out) == (
        1,
        "1 个开放的阵地没有点位，地图上不显示。例如 S1。（workstations.missing.point）\n",
    )
    assert as_json.code == 1
    assert as_json.json == [
        {
            "key": "workstations.missing.point",
            "kind": "missing",
            "dataset": "workstations",
            "count": 1,
            "sentence": "1 个开放的阵地没有点位，地图上不显示。",
            "examples": ["S1"],
        }
    ]


def test_an_issue_lists_its_rows_with_number_title_region_and_what_is_wrong(
    sqlite_ledger: Engine, tmp_path: Path, today: date
) -> None:
    engine = written(
        sqlite_ledger, CLEAN, "update proposals set submitted_on = '2025-03-11' where proposal_no = 'T1'", COPY_PROPOSAL
    )
    early = rows_of("proposals.order.assigned", engine, tmp_path, today)
    assert early.issue.sentence == "1 件提案的交办早于提交。"
    assert [cell.header for cell in early.cells] == ["编号", "标题", "区划", "问题", "提交日期", "交办日期"]
    assert [*early.frame[[cell.name for cell in early.cells]].itertuples(index=False, name=None)] == [
        ("T1", "关于校车的建议", "九龙坡区", "交办早于提交", date(2025, 3, 11), date(2025, 3, 10))
    ]
    twice = rows_of("proposals.duplicate.title", engine, tmp_path, today)
    assert [*twice.frame[["no", "copies", "wrong"]].itertuples(index=False, name=None)] == [
        ("T1", 2, "与另一件同标题、同提案者、同日提交"),
        ("T3", 2, "与另一件同标题、同提案者、同日提交"),
    ]


def test_the_rows_of_events_words_orphans_and_unreadable_cells_say_what_is_wrong(
    sqlite_ledger: Engine, tmp_path: Path, today: date
) -> None:
    engine = written(
        sqlite_ledger,
        CLEAN,
        "update proposal_events set occurred_at = '2025-03-09' where stage = '答复'",
        "update proposal_events set result = '满一' where stage = '评价'",
        "update suggestions set origin_no = 'X9'",
        "update supervisions set due_on = '下月'",
    )

    def listed(key: str, *names: str) -> list[tuple[object, ...]]:
        frame = rows_of(key, engine, tmp_path, today).frame
        return [*frame[list(names)].itertuples(index=False, name=None)]

    assert listed("proposal_events.order.replied", "no", "region", "wrong", "stages", "first_on") == [
        ("T1", "九龙坡区", "答复早于交办", "答复", date(2025, 3, 9))
    ]
    assert listed("proposal_events.word.result", "no", "title", "wrong", "value") == [
        ("T1", "关于校车的建议", "结果不在常用词表里", "满一")
    ]
    assert listed("suggestions.orphan.consultation", "no", "wrong", "children") == [("X9", "在协商活动里找不到", 1)]
    assert listed("supervisions.misread.cells", "no", "wrong", "source") == [("J1", "整改期限读不懂", "未注明")]


def test_a_district_lists_only_its_own_rows_and_no_issue_of_others(
    sqlite_ledger: Engine, tmp_path: Path, today: date
) -> None:
    engine = written(sqlite_ledger, CLEAN, "update proposals set category = null", "update workstations set lon = null")
    own = rows_of("proposals.missing.category", engine, tmp_path, today, Scope.of("500106"))
    assert list(own.frame["no"]) == ["T2"]
    with pytest.raises(Unknown):
        rows_of("workstations.missing.point", engine, tmp_path, today, Scope.of("500106"))


def test_the_command_lists_the_rows_of_one_issue(
    sqlite_ledger: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(sqlite_ledger, CLEAN, "update proposals set category = null")
    with configured(tmp_path):
        every = command(capsys, "check", "--rows", "proposals.missing.category", "--format", "csv")
        own = command(capsys, "check", "--rows", "proposals.missing.category", "--scope", "沙坪坝区", "--json")
        none = command(capsys, "check", "--rows", "proposals.missing.region")
    assert (every.code, every.out.splitlines()) == (
        1,
        [
            "no,title,region,wrong,submitted_on",
            "T1,关于校车的建议,九龙坡区,没有填类别,2025-03-01",
            "T2,关于食堂的建议,沙坪坝区,没有填类别,2025-09-01",
        ],
    )
    assert [row["no"] for row in own.json["rows"]] == ["T2"]
    assert (own.json["issue"]["count"], none.code) == (1, 2)
