"""What changed rules would do, said before they are kept: worked out by hand, and the same as a snapshot made under them."""

from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from tests.demonstration import demonstration
from tests.ledger_rows import day, event, matter, proposal, put, region, settings_for
from zxdata.configuration import Settings
from zxdata.filters import Filters, Scope
from zxdata.ledger.places import open_ledger
from zxdata.metrics.clocked.cases import cases_by_colour
from zxdata.metrics.supervision.following import suggestion_clocks
from zxdata.revising.effect import Effect, Move, effect_in_words
from zxdata.revising.judged import CASES, JudgedCases
from zxdata.revising.preview import Preview, preview
from zxdata.rules.book import Rules, rules_in
from zxdata.rules.colours import ORDER
from zxdata.rules.differing import differences
from zxdata.snapshot.build import refresh
from zxdata.snapshot.trial import trial
from zxdata.store import Store

FILE = Path("本会.toml")
CITY = [region("50", "某省", "省"), region("5001", "甲区", "区县", "50")]
# On 2025-09-30, before a week of holidays: 9, 10 and 11 October are the next working days.
MATTERS = [
    matter("七", "2025-09-01", region="5001", due_on=day("2025-10-16")),
    matter("八", "2025-09-01", region="5001", due_on=day("2025-10-17")),
    matter("十", "2025-09-01", region="5001", due_on=day("2025-10-21")),
    matter("十一", "2025-09-01", region="5001", due_on=day("2025-10-22")),
    matter("过", "2025-08-01", region="5001", due_on=day("2025-09-29")),
]
PROPOSALS = [proposal(number, "2025-07-01", region="5001") for number in ("无期限", "有期限")]
EVENTS = [
    event("无期限", "交办", "2025-07-15"),
    event("有期限", "交办", "2025-07-15") | {"due_on": day("2025-12-31")},
]
DUTIES = [
    {"duty_no": "1", "member_no": "M1", "kind": "学习", "held_on": day("2025-03-01")},
]
MEMBERS = [
    {"member_no": number, "name": f"{number}某", "region": "5001", "role": "委员", "term_from": day("2023-01-01")}
    for number in ("M1", "M2")
]


def ruled(text: str) -> Rules:
    return rules_in(f'extends = "default"\n{text}', FILE)


def told(found: Preview) -> dict[str, str]:
    return {c.where: effect_in_words(c.effect, found.palette) if c.effect else c.untried for c in found.changes}


@pytest.fixture
def settings(sqlite_ledger: Engine, tmp_path: Path) -> Settings:
    put(sqlite_ledger, regions=CITY, supervisions=MATTERS, proposals=PROPOSALS, proposal_events=EVENTS)
    put(sqlite_ledger, members=MEMBERS, duties=DUTIES)
    return settings_for(sqlite_ledger, tmp_path)


def test_each_changed_rule_says_how_many_cases_it_turns_and_all_of_them_together(settings: Settings) -> None:
    new = ruled("[supervision]\nyellow_workdays = 10\n[proposals]\nlimit_months = 2\n[ranking]\nsmall = 5")
    found = preview(settings, ruled(""), new)
    assert told(found) == {
        "proposals.limit_months": "提案 1 件转红",
        "supervision.yellow_workdays": "监督 2 件转黄",
        "ranking.small": "",
    }
    assert [(c.before, c.after) for c in found.changes] == [
        ("期限 3 个月", "期限 2 个月"),
        ("剩 7 个工作日及以内为黄", "剩 10 个工作日及以内为黄"),
        ("10", "5"),
    ]
    assert effect_in_words(found.whole, found.palette) == "提案 1 件转红；监督 2 件转黄"


def test_rules_that_undo_each_other_come_to_nothing_together(settings: Settings) -> None:
    """A limit a month longer alone would turn the case green, which yellow from far ahead makes yellow again; of the other
    61 working days are left."""
    new = ruled("[proposals]\nlimit_months = 4\nyellow_workdays = 60")
    found = preview(settings, ruled(""), new)
    assert told(found)["proposals.limit_months"] == "提案 1 件转绿"
    assert effect_in_words(found.whole, found.palette) == "件的颜色不变"


def test_what_is_said_beforehand_is_what_a_snapshot_made_under_the_rules_shows(settings: Settings) -> None:
    text = "[supervision]\nyellow_days = 20\n[[supervision.idle]]\nred_days = 20\n[proposals]\nlimit_days = 60"
    said = preview(settings, ruled(""), ruled(text)).whole.moves
    now, then = (_colours(settings, rules, name) for rules, name in (("", "now"), (text, "then")))
    moved = Counter(
        Move(CASES[section].subject, now[section, no], colour, 0)
        for (section, no), colour in then.items()
        if now[section, no] != colour
    )
    assert moved == {replace(move, count=0): move.count for move in said}
    assert moved.total() == 5


def _colours(settings: Settings, text: str, name: str) -> dict[tuple[str, str], str]:
    """By a snapshot of its own, made under these rules."""
    folder = settings.snapshot_dir.parent / name
    folder.mkdir()
    (folder / "本会.toml").write_text(f'extends = "default"\n{text}', encoding="utf-8")
    made = settings.model_copy(update={"snapshot_dir": folder, "rules": folder / "本会.toml"})
    refresh(open_ledger(made), made)
    with closing(Store(folder)) as store, store.reading(Scope.whole()) as reading:
        return {
            (section, case.no): case.colour
            for section, of in CASES.items()
            for case in cases_by_colour(reading, of, Filters(made.day()), store.rules(), colours=ORDER)
        }


def test_the_demonstration_is_judged_as_its_pages_show_it() -> None:
    of = demonstration()
    rules = of.store.rules()
    with trial(of.ledger, of.settings) as ledger:
        told = JudgedCases(ledger, of.settings.day(), rules, tuple(CASES)).now
    with of.store.reading(Scope.whole(), seconds=60) as reading:
        for section, cases in CASES.items():
            t, day = cases.table, of.settings.day()
            shown = dict(reading.rows(select(t.c.no, cases.colour(t, day)).where(cases.alive(t, day))))
            assert told[section] == {no: colour for no, colour in shown.items() if colour}
            assert len(told[section]) > 100


def test_points_say_who_gains_and_how_the_middle_and_the_grades_move(settings: Settings) -> None:
    refresh(open_ledger(settings), settings)
    one = '[[duty.schemes]]\nname = "试"\nmet = 10\n[[duty.schemes.parts]]\nname = "学"\nrows = [{ kind = "学习", each = %s }]'
    found = preview(settings, ruled(one % 6), ruled(one % 12))
    assert list(told(found)) == ["duty.schemes.试.parts.学.rows.1.each"]
    said = effect_in_words(found.whole, found.palette)
    # 6 and 0 points come to a median of 3, 12 and 0 to 6; nine of twelve months ask for 7.5 points.
    assert said.startswith("积分：在任委员 2 人中 1 人增、0 人减，中位数由 3.0 分变为 6.0 分，达标由 0 人变为 1 人")


def test_differences_are_named_as_the_file_names_them(settings: Settings) -> None:
    new = ruled("[supervision]\nyellow_workdays = 10\n[voices]\nlimit_days = 5")
    assert [d.where for d in differences(ruled(""), new)] == [
        "supervision.yellow_workdays",
        "voices.limit_days",
        "voices.limit_workdays",
    ]


def test_a_rule_that_turns_most_cases_red_is_doubted(sqlite_ledger: Engine, tmp_path: Path) -> None:
    late = [matter(f"{n}", "2025-06-01", region="5001", due_on=day("2025-12-31")) for n in range(20)]
    put(sqlite_ledger, regions=CITY, supervisions=late)
    new = ruled("[[supervision.idle]]\nred_days = 30")
    found = preview(settings_for(sqlite_ledger, tmp_path), ruled(""), new)
    assert found.whole.moves == (Move("监督", "green", "red", 20),)
    assert len(found.doubts) == 1 and "20 件中的 20 件为红" in found.doubts[0]


def test_where_nothing_is_judged_otherwise_it_is_said() -> None:
    assert effect_in_words(Effect((), (("监督", 5),)), ruled("").colours) == "件的颜色不变"


def test_changed_rules_of_suggestions_say_how_many_of_their_clocks_turn(settings: Settings) -> None:
    """On 2025-09-30, raised on 15 September: three months to answer are green, ten days are over; of 17 days none of a
    working day is left on 2 October. Raised on 1 July: answered in two months is late under neither of ten days nor three
    months where it is already answered."""
    raised = {"origin": "监督", "origin_no": "七", "text": "增设站点"}
    put(
        open_ledger(settings),
        suggestions=[
            raised | {"suggestion_no": "新", "raised_on": day("2025-09-15")},
            raised | {"suggestion_no": "老", "raised_on": day("2025-07-01"), "replied_on": day("2025-07-09")},
        ],
    )
    found = preview(settings, ruled(""), ruled("[suggestions]\nlimit_days = 10\nlook_back_months = 2"))
    assert told(found)["suggestions.limit_days"] == "意见建议的时限 1 项转红"
    assert told(found)["suggestions.look_back_months"] == "件的颜色不变"  # nothing of the kind is recorded
    assert effect_in_words(found.whole, found.palette) == "意见建议的时限 1 项转红"


def test_what_is_said_of_suggestions_is_what_the_page_of_the_demonstration_counts() -> None:
    of = demonstration()
    rules = of.store.rules()
    with trial(of.ledger, of.settings) as ledger:
        told = Counter(JudgedCases(ledger, of.settings.day(), rules, ("suggestions",)).now["suggestions"].values())
    with of.store.reading(Scope.whole(), seconds=60) as reading:
        shown = suggestion_clocks(reading, Filters(of.settings.day()), rules)
    counted: Counter[str] = Counter()
    for clock in shown.rows:
        counted[clock.colour] += clock.value
    assert +told == +counted and told.total() > 1000
