"""Voices in small ledgers with one trap each; the right numbers are worked out by hand."""

from collections.abc import Callable

import pytest

from tests.ledger_rows import Row, day
from tests.metrics.asking import TOWNS, UNITS, Ask
from tests.voice_rows import event, link, member, report, use, voice


@pytest.fixture
def of(ask: Callable[..., Ask]) -> Callable[..., Ask]:
    return lambda **rows: ask(regions=TOWNS, units=UNITS, **rows)


def test_the_funnel_of_jinhua_is_what_was_published(of: Callable[..., Ask]) -> None:
    """6437 raised, 5444 submitted, 5280 done from June 2021 to September 2022: 84.57, 96.99 and 82.03 %."""
    numbers = [f"V{n}" for n in range(6437)]
    days = [f"{2021 + (5 + n % 16) // 12}-{(5 + n % 16) % 12 + 1:02}-{n % 28 + 1:02} 10:00" for n in range(6437)]
    asked = of(
        voices=[voice(no, on) for no, on in zip(numbers, days, strict=True)] + [voice("X", "2021-05-31 23:59")],
        voice_events=[event(no, "提交", on) for no, on in list(zip(numbers, days, strict=True))[:5444]]
        + [event(no, "办结", on) for no, on in list(zip(numbers, days, strict=True))[:5280]],
    )
    window = {"since": day("2021-06-01"), "until": day("2022-09-30")}

    def rate(name: str) -> float:
        return float(round(100 * asked(f"voices.{name}", "2022-09-30", **window), 2))

    assert [asked(f"voices.{n}", "2022-09-30", **window) for n in ("collected", "submitted", "handled")] == [
        6437,
        5444,
        5280,
    ]
    assert [rate(n) for n in ("submit_rate", "handled_rate", "overall_rate")] == [84.57, 96.99, 82.03]
    assert asked("voices.collected", "2022-09-30") == 6438


def test_three_working_days_run_over_a_holiday(of: Callable[..., Ask]) -> None:
    # 2025-09-30 is a Tuesday; 10-01 to 10-08 are holidays; 09, 10 and Saturday 11 are worked.
    asked = of(voices=[voice("1", "2025-09-30 10:00")])
    found = [next(iter(asked("voices.collected", f"2025-10-{d:02}", by="colour"))) for d in (8, 9, 10, 11, 12)]
    assert found == ["green", "green", "yellow", "yellow", "red"]


def test_a_day_and_a_half_over_a_holiday_is_a_day_and_a_half(of: Callable[..., Ask]) -> None:
    asked = of(
        voices=[voice("1", "2025-09-30 12:00")],
        voice_events=[event("1", "反馈", "2025-10-10 00:00")],  # half of the 30th, all of the 9th
    )
    assert asked("voices.reply_workdays_mean", "2025-10-10") == 1.5
    assert asked("voices.reply_days_median", "2025-10-10") == 10


def test_what_is_refused_and_answered_all_the_same_took_its_time_to_the_answer(of: Callable[..., Ask]) -> None:
    asked = of(
        voices=[voice("1", "2025-09-22 10:00"), voice("2", "2025-09-22 10:00")],
        voice_events=[
            event("1", "不予受理", "2025-09-24 10:00"),
            event("1", "反馈", "2025-10-02 10:00"),
            event("2", "不予受理", "2025-09-24 10:00"),  # and never answered: it waits for nothing
        ],
    )
    assert [asked("voices.reply_days_median", f"2025-{d}") for d in ("10-01", "10-02")] == [None, 10]
    assert asked("voices.collected", "2025-10-02", by="colour") == {"done_late": 1, "未填": 1}


def test_a_reply_in_the_last_minute_of_its_due_day_is_in_time_whatever_the_zone_it_is_written_in(
    of: Callable[..., Ask],
) -> None:
    asked = of(
        voices=[voice("1", "2025-09-22 10:00+08:00"), voice("2", "2025-09-22 10:00+08:00")],
        voice_events=[
            event("1", "反馈", "2025-09-25 15:59+00:00"),  # 23:59 in Shanghai
            event("2", "反馈", "2025-09-25 16:00+00:00"),  # the next day
        ],
    )
    assert asked("voices.collected", by="colour") == {"done": 1, "done_late": 1}


def test_what_is_answered_before_it_is_raised_takes_no_time(of: Callable[..., Ask]) -> None:
    asked = of(voices=[voice("1", "2025-09-22 10:00")], voice_events=[event("1", "反馈", "2025-09-19 10:00")])
    assert asked("voices.done") == 1
    assert asked("voices.reply_workdays_mean") == 0


def test_what_is_done_without_a_reply_is_answered_and_was_submitted(of: Callable[..., Ask]) -> None:
    asked = of(
        voices=[voice("1", "2025-09-22 10:00")], voice_events=[event("1", "办结", "2025-09-23 10:00", result="采纳")]
    )
    assert [asked(f"voices.{n}") for n in ("submitted", "handled", "adopted", "done")] == [1, 1, 1, 1]


def test_a_voice_sent_back_has_to_be_submitted_and_done_again(of: Callable[..., Ask]) -> None:
    asked = of(
        voices=[voice("1", "2025-09-01 10:00")],
        voice_events=[
            event("1", "提交", "2025-09-02 10:00"),
            event("1", "办结", "2025-09-03 10:00"),
            event("1", "退回", "2025-09-10 10:00"),
            event("1", "提交", "2025-09-12 10:00"),
        ],
    )
    days = ("2025-09-03", "2025-09-10", "2025-09-12")
    assert [asked("voices.submitted", d) for d in days] == [1, 0, 1]
    assert [asked("voices.handled", d) for d in days] == [1, 0, 0]
    assert [next(iter(asked("voices.collected", d, by="colour"))) for d in days] == ["done", "red", "red"]


def test_what_is_not_taken_in_is_raised_and_waits_for_nobody(of: Callable[..., Ask]) -> None:
    asked = of(voices=[voice("1", "2025-09-01 10:00")], voice_events=[event("1", "不予受理", "2025-09-02 10:00")])
    assert asked("voices.collected") == 1
    assert asked("voices.open") == asked("voices.red") == 0
    assert asked("voices.open", "2025-09-01") == 1


def test_a_report_used_at_three_levels_is_one_used_report(of: Callable[..., Ask]) -> None:
    asked = of(
        bulletins=[report("B1", "2025-03-01"), report("B2", "2025-03-01")],
        bulletin_uses=[
            use("B1", "区县", "单篇", "2025-03-10"),
            use("B1", "市政协", "综合", "2025-04-10"),
            use("B1", "全国政协", "单篇", "2025-05-10"),
        ],
    )
    assert (asked("voices.bulletins_used"), asked("voices.uses"), asked("voices.use_rate")) == (1, 3, 0.5)
    assert asked("voices.bulletins_used", by="level") == {"全国政协": 1, "未填": 0}
    assert asked("voices.bulletins_used", "2025-04-30", by="level") == {"市政协": 1, "未填": 0}
    # Handed in 1 each; of the uses the highest: 5 at the end of March, 20 in the end.
    assert [asked("voices.bulletin_points", d) for d in ("2025-03-31", "2025-09-30")] == [7, 22]


def test_a_member_whose_term_ended_is_neither_counted_nor_divided_by(of: Callable[..., Ask]) -> None:
    asked = of(
        members=[member("M1"), member("M2", term_to=day("2025-06-30")), member("M3")],
        voices=[voice("1", "2025-03-01 10:00", member_no="M1"), voice("2", "2025-03-02 10:00", member_no="M2")],
    )
    assert asked("voices.member_coverage", "2025-06-30") == pytest.approx(2 / 3)
    assert asked("voices.member_coverage", "2025-07-01") == 0.5


def test_thirty_people_met_in_the_year_are_enough(of: Callable[..., Ask]) -> None:
    def met(number: str, who: str, when: str, people: int | None) -> Row:
        return {"contact_no": number, "member_no": who, "held_on": day(when), "people": people}

    asked = of(
        members=[member("M1"), member("M2")],
        contacts=[
            met("1", "M1", "2025-01-01", 12),
            met("2", "M1", "2025-09-30", 18),
            met("3", "M2", "2024-12-31", 99),
            met("4", "M2", "2025-05-01", None),
        ],
    )
    assert [asked("voices.contact_met", d) for d in ("2025-09-29", "2025-09-30", "2024-12-31")] == [0, 1, 1]
    assert asked("voices.contact_met_rate") == 0.5


def test_a_voice_becomes_a_proposal_by_way_of_a_report(of: Callable[..., Ask]) -> None:
    asked = of(
        voices=[voice("1", "2025-03-01 10:00"), voice("2", "2025-03-01 10:00", merged_into="1")],
        bulletins=[report("B1", "2025-03-20")],
        proposals=[{"proposal_no": "P1", "title": "提案", "submitted_on": day("2025-05-10")}],
        links=[link("2", "信息", "B1", "2025-03-21"), link("B1", "提案", "P1", "2025-05-10", from_kind="信息")],
    )
    assert (asked("voices.to_bulletin"), asked("voices.to_proposal"), asked("voices.converted")) == (1, 1, 1)
    assert asked("voices.to_proposal", "2025-05-09") == 0
    assert asked("voices.to_proposal_days_median") == 70


def test_what_was_adopted_and_is_not_done_is_a_promise_and_after_thirty_days_a_broken_one(
    of: Callable[..., Ask],
) -> None:
    asked = of(
        voices=[voice("1", "2025-07-01 10:00")],
        voice_events=[
            event("1", "反馈", "2025-07-02 10:00", result="部分采纳"),
            event("1", "办结", "2025-09-01 10:00", result="采纳"),
        ],
    )
    days = ("2025-07-01", "2025-08-01", "2025-08-02", "2025-09-01")
    assert [asked("voices.promised", d) for d in days] == [0, 1, 1, 0]
    assert [asked("voices.promised_late", d) for d in days] == [0, 0, 1, 0]


def test_words_decide_what_a_voice_is_about_and_without_any_it_stays_unknown(of: Callable[..., Ask]) -> None:
    asked = of(
        voices=[voice("1", "2025-09-01", title="路灯不亮，充电桩也少"), voice("2", "2025-09-01", title="请看一看")]
    )
    assert asked("voices.collected", by="theme") == {"城乡建设": 1, "未填": 1}


def test_what_was_said_with_a_second_closing_counts_from_that_day(of: Callable[..., Ask]) -> None:
    asked = of(
        voices=[voice("1", "2025-03-03")],
        voice_events=[event("1", "办结", "2025-03-10"), event("1", "办结", "2025-06-12", result="采纳")],
    )
    assert [asked("voices.handled", on) for on in ("2025-03-09", "2025-03-10")] == [0, 1]
    assert [asked("voices.adopted", on) for on in ("2025-03-10", "2025-06-11", "2025-06-12")] == [0, 0, 1]
