"""A filter by groups of members asks who took part, on the day of the act; the numbers are counted by hand.

甲队: M1 until 30 June 2025. 乙队: M2 from 1 March 2025. Both are 监督力量. M3 belongs to none.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tests.demonstration import TODAY, demonstration
from tests.ledger_rows import Row, day, default_rules, matter, meeting, proposal, suggestion
from tests.metrics.asking import TOWNS, Ask
from tests.reference import read_tables
from tests.voice_rows import report, voice
from zxdata.filters import UNFILLED, Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer

FIRST, SECOND, ALL = "监督力量·甲队", "监督力量·乙队", "监督力量"


def belongs(member: str, name: str, **more: Any) -> Row:
    return {"member_no": member, "kind": "监督力量", "name": name} | more


def proposed(number: str, member: str) -> Row:
    return {"proposal_no": number, "member_no": member, "role": "第一提案人"}


def came(number: str, member: str) -> Row:
    return {"consultation_no": number, "member_no": member}


def supervised(number: str, member: str, case: str, when: str, attendance: str | None = "出席") -> Row:
    told = {"kind": "民主监督", "attendance": attendance, "origin": "监督", "origin_no": case}
    return {"duty_no": number, "member_no": member, "held_on": day(when)} | told


def contact(number: str, member: str, when: str, people: int) -> Row:
    return {"contact_no": number, "member_no": member, "held_on": day(when), "people": people, "region": "5001"}


def ledger(second: str = "5001") -> dict[str, list[Row]]:
    """``second``: where M2 is at home; all that is done lies in 5001."""
    return dict(
        regions=TOWNS,
        members=[
            {"member_no": number, "name": f"委员{number}", "region": home}
            for number, home in (("M1", "5001"), ("M2", second), ("M3", "5001"))
        ],
        member_groups=[
            belongs("M1", "甲队", since=day("2025-01-01"), until=day("2025-07-01")),
            belongs("M2", "乙队", since=day("2025-03-01")),
        ],
        proposals=[
            proposal("P1", "2025-02-01", region="5001"),
            proposal("P2", "2025-08-01", region="5001"),  # M1 has left
            proposal("P3", "2025-02-28", region="5001"),  # M2 has not come yet
            proposal("P4", "2025-03-01", region="5001"),  # M1 and M2: once
            proposal("P5", "2025-04-01", region="5001"),  # M3
        ],
        proposal_members=[
            *(proposed(f"P{n}", member) for n, member in enumerate(("M1", "M1", "M2", "M2", "M3"), 1)),
            proposed("P4", "M1") | {"role": "联名"},
        ],
        consultations=[
            meeting("C1", "5001", "2025-06-30", member_visits=2),
            meeting("C2", "5001", "2025-07-01", member_visits=1),
        ],
        consultation_members=[came("C1", "M1"), came("C1", "M2"), came("C2", "M1")],
        suggestions=[suggestion("S1", "C1", "2025-07-01"), suggestion("S2", "C2", "2025-07-02")],
        supervisions=[matter(f"J{n}", "2025-05-01", region="5001") for n in (1, 2, 3)],
        duties=[
            supervised("D1", "M1", "J1", "2025-05-02"),
            supervised("D2", "M2", "J2", "2025-05-03", "缺席"),  # was to come and did not
            supervised("D3", "M2", "J3", "2025-05-04", None),
        ],
        voices=[
            voice("V1", "2025-03-01", member_no="M1"),
            voice("V2", "2025-05-01", member_no="M2"),
            voice("V3", "2025-05-02", member_no="M2", merged_into="V1"),
        ],
        bulletins=[
            report("B1", "2025-06-01", members="M1、M3", region="5001"),
            report("B2", "2025-06-02", members="M3", region="5001"),
        ],
        programmes=[{"programme_no": "X", "name": "双百行动"}],
        programme_records=[
            {
                "record_no": "R1",
                "programme_no": "X",
                "held_on": day("2025-05-01"),
                "region": "5001",
                "members": "M1、M3",
            },
            {"record_no": "R2", "programme_no": "X", "held_on": day("2025-05-02"), "region": "5001"},
        ],
        contacts=[contact("K1", "M1", "2025-06-30", 20), contact("K2", "M1", "2025-07-01", 50)],
    )


@pytest.fixture
def of(ask: Callable[..., Ask]) -> Callable[..., Any]:
    return by_groups(ask(**ledger()))


def by_groups(found: Ask) -> Callable[..., Any]:
    def asked(key: str, *groups: str, **filters: Any) -> Any:
        return found(key, where=(("group", groups),) if groups else (), **filters)

    return asked


# metric: of 甲队, of 乙队, of 监督力量, of nobody's group, in all
BY_GROUP = {
    "proposals.submitted": (2, 1, 2, 3, 5),
    "consultation.meetings": (1, 1, 1, 1, 2),
    "consultation.member_visits": (2, 2, 2, 1, 3),
    "consultation.suggestions": (1, 1, 1, 1, 2),
    "supervision.matters": (1, 1, 2, 1, 3),
    "supervision.sessions": (1, 1, 2, 0, 2),
    "supervision.participations": (1, 1, 2, 0, 2),
    "programmes.records": (1, 0, 1, 1, 2),
    "voices.collected": (1, 2, 2, 0, 2),
    "voices.tellings": (1, 2, 3, 0, 3),
    "voices.bulletins": (1, 0, 1, 1, 2),
    "voices.contact_people": (20, 0, 20, 50, 70),
    "duty.records": (8, 6, 14, 8, 22),
}


def test_what_a_group_took_part_in_counts_by_the_day_of_the_act(of: Callable[..., Any]) -> None:
    """M1's records as one of 甲队: P1, P4, C1, J1, V1, B1, R1, K1. M2's of 乙队: P4, C1, V2, V3, J3 and J2, to which M2 was
    to come. Of nobody: P2, C2, K2, P3, and M3's P5, B1, B2, R1.
    """
    asked = {key: (of(key, FIRST), of(key, SECOND), of(key, ALL), of(key, UNFILLED), of(key)) for key in BY_GROUP}
    assert asked == BY_GROUP


def test_each_group_is_told_as_a_filter_by_it_tells_it_and_groups_are_never_added_up(of: Callable[..., Any]) -> None:
    """P4, C1 and V1 are of both groups: they count in each, and once in all."""
    for key, (first, second, either, nobody, whole) in BY_GROUP.items():
        told = {FIRST: first, SECOND: second, ALL: either, UNFILLED: nobody}
        assert of(key, by="group") == {group: number for group, number in told.items() if number}, key
        assert of(key) == whole
    assert of("proposals.submitted", FIRST, UNFILLED, by="group") == {FIRST: 2, UNFILLED: 3}
    assert of("proposals.submitted", by="group", on="2025-02-15") == {FIRST: 1, ALL: 1}


def test_what_members_did_for_a_group_is_told_beside_the_group(of: Callable[..., Any]) -> None:
    """On its last day M1 was of 甲队, had met 20 people for it and been at C1; M2 of 乙队, and at C1; both are of 监督力量."""
    on = "2025-06-30"
    assert of("consultation.attendances", by="group", on=on) == {FIRST: 1, SECOND: 1, ALL: 2, UNFILLED: 0}
    assert of("duty.members", by="group", on=on) == {FIRST: 1, SECOND: 1, ALL: 2, UNFILLED: 1}
    assert of("duty.members", by="group") == {SECOND: 1, ALL: 1, UNFILLED: 2}
    assert of("voices.member_coverage", by="group", on=on) == {FIRST: 1, SECOND: 1, ALL: 1, UNFILLED: 0}


def test_a_member_counts_in_a_group_only_while_belonging_to_it(of: Callable[..., Any]) -> None:
    assert [of("duty.members", FIRST, on=day) for day in ("2025-06-30", "2025-07-01")] == [1, 0]
    assert [of("coverage.members", SECOND, on=day) for day in ("2025-02-28", "2025-03-01")] == [0, 1]
    assert of("coverage.members_grouped", on="2025-06-30") == 2
    assert of("coverage.members_grouped", by="group") == {ALL: 1, SECOND: 1}
    assert of("coverage.members_grouped", on="2025-02-28", by="group") == {ALL: 1, FIRST: 1}


def test_members_of_a_group_are_seen_where_they_came_as_its_members(of: Callable[..., Any]) -> None:
    """Of 甲队 on its last day M1 was at C1; C2 was on the day after."""
    assert of("consultation.attendances", FIRST, on="2025-06-30") == 1
    assert of("consultation.attendances", SECOND) == 1
    assert of("voices.contact_met", FIRST, on="2025-06-30") == 0  # 20 of 30
    assert of("consultation.attendances") == 3


# metric: to a reader of 5001, of 甲队 and so of 监督力量, of nobody's group, in all; and whether M2 took part in any of it
WITHIN = {
    "proposals.submitted": (2, 3, 5),
    "consultation.meetings": (1, 1, 2),
    "consultation.suggestions": (1, 1, 2),
    "supervision.matters": (1, 2, 3),
    "voices.collected": (1, 1, 2),
    "voices.tellings": (1, 2, 3),
}


def test_a_filter_by_a_group_tells_nobody_of_a_district_that_a_member_elsewhere_belongs_to_it(
    ask: Callable[..., Ask],
) -> None:
    """M2, of 乙队, lives in 5002 and took part in cases of 5001: to a reader of 5001 it is as if M2 were in no group."""
    asked, own = by_groups(ask(**ledger(second="5002"))), Scope.of("5001")
    for key, (first, nobody, whole) in WITHIN.items():
        told = [asked(key, *named, scope=own) for named in ((FIRST,), (SECOND,), (ALL,), (UNFILLED,), ())]
        assert told == [first, 0, first, nobody, whole], key
        assert asked(key, by="group", scope=own) == {FIRST: first, ALL: first, UNFILLED: nobody}
        assert asked(key, SECOND) == BY_GROUP[key][1] > 0  # who sees everything finds them


def test_what_happened_later_changes_no_earlier_answer(of: Callable[..., Any]) -> None:
    assert of("proposals.submitted", ALL, on="2025-02-15") == 1
    assert of("supervision.matters", FIRST, on="2025-05-01") == 0  # nobody had come by then


def test_groups_of_the_demonstration_are_counted_again_from_its_tables() -> None:
    """Of groups whose memberships have no days, so that each act counts for all groups of its member."""
    here = demonstration()
    tables = read_tables(here.ledger)
    of_member: dict[str, set[str]] = {}
    for row in tables["member_groups"]:
        if row["since"] is None:
            of_member.setdefault(row["member_no"], set()).update((row["kind"], f"{row['kind']}·{row['name']}"))
    shown = {row["consultation_no"] for row in tables["consultations"] if row["held_on"] and row["held_on"] <= TODAY}
    told = {row["origin_no"] for row in tables["duties"] if row["origin"] == "协商"}
    assert not told  # else who came would stand in two tables

    came: dict[str, set[str]] = {}
    for row in tables["consultation_members"]:
        if row["consultation_no"] in shown:
            came.setdefault(row["consultation_no"], set()).update(of_member.get(row["member_no"], ()))
    signed: dict[str, set[str]] = {}
    submitted = {
        row["proposal_no"] for row in tables["proposals"] if row["submitted_on"] and row["submitted_on"] <= TODAY
    }
    for row in tables["proposal_members"]:
        if row["proposal_no"] in submitted:
            signed.setdefault(row["proposal_no"], set()).update(of_member.get(row["member_no"], ()))
    met: Counter[str] = Counter()
    for row in tables["contacts"]:
        for group in of_member.get(row["member_no"], ()):
            met[group] += row["people"] or 0

    with here.store.reading(Scope.whole()) as reading:
        for key, expected in (
            ("consultation.meetings", Counter(group for groups in came.values() for group in groups)),
            ("proposals.submitted", Counter(group for groups in signed.values() for group in groups)),
            ("voices.contact_people", met),
        ):
            frame = answer(reading, (metric(key),), ("group",), Filters(TODAY), default_rules()).frame
            told_by = {row.group: row[1] for row in frame.itertuples(index=False) if row.group in expected}
            assert told_by == dict(expected) and len(expected) > 20, key
