"""Who fits, on what grounds, and who keeps out; who is kept in touch with, and who is not."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import day, default_rules, matter, proposal, publish, put, region, unit
from zxdata.filters import Filters, Scope
from zxdata.metrics.duty.matching import fitting, sought
from zxdata.metrics.duty.relations import link_gaps
from zxdata.rules.book import Rules
from zxdata.store import Store

NOW = Filters(day("2025-09-30"))


@pytest.fixture
def store(sqlite_ledger: Engine, tmp_path: Path) -> Store:
    put(
        sqlite_ledger,
        regions=[
            region("50", "某省", "省"),
            region("5001", "甲区", "区县", "50"),
            region("5001001", "东镇", "乡镇街道", "5001"),
            region("5001002", "西镇", "乡镇街道", "5001"),
        ],
        units=[unit("U1", "甲区民政局")],
        members=[
            {"member_no": no, "name": f"{no}某", "region": "5001", "role": role, "employer": employer}
            for no, role, employer in (
                ("甲", "委员", None),
                ("乙", "常委", None),
                ("丙", "常委", "民政局"),
                ("丁", "副主席", None),
                ("戊", "委员", None),
            )
        ],
        member_tags=[
            {"member_no": "甲", "kind": "专长", "tag": "养老服务", "ground": "护理学会"},
            {"member_no": "乙", "kind": "专长", "tag": "养老服务"},
            {"member_no": "丙", "kind": "专长", "tag": "养老服务"},
            {"member_no": "戊", "kind": "专长", "tag": "城市更新"},
        ],
        proposals=[proposal("P1", "2025-01-10") | {"title": "关于养老服务的建议"}],
        proposal_members=[{"proposal_no": "P1", "member_no": "丁", "role": "第一提案人"}],
        supervisions=[matter("J1", "2025-03-01", unit="U1", region="5001") | {"title": "社区养老服务补贴发放"}],
        duties=[
            {"duty_no": f"D{n}", "member_no": "甲", "kind": "调研", "held_on": day("2025-05-01")} for n in range(3)
        ],
        relations=[
            {"kind": "主席会议成员联系", "from_no": "丁", "to_no": "乙", "since": day("2025-01-01")},
            {
                "kind": "主席会议成员联系",
                "from_no": "丁",
                "to_no": "丙",
                "since": day("2025-01-01"),
                "until": day("2025-09-30"),
            },
            {"kind": "界别对口镇街", "from_no": "经济界", "to_no": "5001001", "since": day("2025-01-01")},
        ],
    )
    return publish(sqlite_ledger, tmp_path)


def test_who_fits_a_matter_is_told_with_grounds_and_who_is_of_its_unit_keeps_out(store: Store) -> None:
    with store.reading(Scope.whole()) as reading:
        found = fitting(reading, NOW, default_rules(), sought(reading, NOW, default_rules(), "J1"))
    # 乙 did nothing in the last year, 甲 three things; 丁 only proposed; 丙 works for the unit.
    assert [(f.no, f.score, f.ground, f.stake, f.busy) for f in found] == [
        ("乙", 2, "养老服务", "", 0),
        ("甲", 2, "养老服务（护理学会）", "", 3),
        ("丁", 1, "提案 P1《关于养老服务的建议》", "", 1),
        ("丙", 2, "养老服务", "本单位（民政局）", 0),
    ]


def test_whose_own_proposal_it_is_keeps_out_of_it(store: Store) -> None:
    with store.reading(Scope.whole()) as reading:
        found = fitting(reading, NOW, default_rules(), sought(reading, NOW, default_rules(), "P1"))
    assert {f.no: f.stake for f in found} == {"甲": "", "乙": "", "丙": "", "丁": "本人提案"}
    assert found[-1].no == "丁"


def test_words_alone_find_those_whose_tags_hold_them(store: Store) -> None:
    with store.reading(Scope.whole()) as reading:
        found = fitting(reading, NOW, default_rules(), sought(reading, NOW, default_rules(), "更新"))
    assert [(f.no, f.ground) for f in found] == [("戊", "城市更新")]


def test_who_may_not_see_what_is_personal_learns_neither_employers_nor_how_busy_anyone_is(store: Store) -> None:
    with store.reading(Scope.whole(personal=False)) as reading:
        found = fitting(reading, NOW, default_rules(), sought(reading, NOW, default_rules(), "J1"))
    assert {f.busy for f in found} == {0}
    assert {f.no: f.stake for f in found}["丙"] == "应回避"


def test_a_relation_that_has_ended_leaves_a_gap(store: Store) -> None:
    links = [{"kind": "主席会议成员联系", "roles": "常委"}, {"kind": "界别对口镇街", "whom": "township"}]
    rules = Rules.model_validate({"duty": {"links": links}})
    with store.reading(Scope.whole()) as reading:
        covered, gaps = link_gaps(reading, NOW, rules)
    assert [(c.kind, c.whom, c.linked, c.due) for c in covered] == [
        ("主席会议成员联系", "常委", 1, 2),
        ("界别对口镇街", "镇街", 1, 2),
    ]
    assert [(g.kind, g.name) for g in gaps] == [("主席会议成员联系", "丙某"), ("界别对口镇街", "西镇")]
