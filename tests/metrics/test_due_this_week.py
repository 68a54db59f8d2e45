"""What falls due this week: from the day to its Sunday, open, with a limit that is known by then."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from tests.ledger_rows import at, day, event, matter, progress, proposal, region
from tests.metrics.asking import Ask
from tests.supervision_days import Matter, settings_for, write
from zxdata.configuration import Settings
from zxdata.filters import Filters, Scope
from zxdata.metrics import metrics
from zxdata.metrics.answer import answer
from zxdata.metrics.clocked.cases import DueDay, falling_due
from zxdata.metrics.supervision.cases import MATTERS
from zxdata.rules.book import read_rules
from zxdata.snapshot.build import refresh
from zxdata.store import Store

# 2025-09-22 is a Monday, 09-28 the Sunday of its week, which is worked before the holidays.
WEEK = ("2025-09-21", "2025-09-22", "2025-09-25", "2025-09-28", "2025-09-29")


def test_a_week_ends_with_its_sunday_and_what_is_due_on_the_day_still_counts(ask: Callable[..., Ask]) -> None:
    of = ask(supervisions=[matter(due, "2025-06-01", due_on=day(due)) for due in WEEK])
    asked = ("2025-09-21", "2025-09-22", "2025-09-23", "2025-09-26", "2025-09-28", "2025-09-29", "2025-09-30")
    assert [of("supervision.due_this_week", d) for d in asked] == [1, 3, 2, 1, 1, 1, 0]


def test_what_is_done_or_has_no_limit_falls_due_no_more(ask: Callable[..., Ask]) -> None:
    of = ask(
        supervisions=[
            matter("done", "2025-06-01", due_on=day("2025-09-25")),
            matter("without", "2025-06-01"),
            matter("later", "2025-06-01"),
        ],
        supervision_events=[progress("done", "销号", "2025-09-24"), progress("later", "交办", "2025-09-24")],
    )
    # The third is due three months after its hand-over, 2025-12-24, a Wednesday, which is known from that day on.
    asked = ("2025-09-23", "2025-09-24", "2025-12-21", "2025-12-22", "2025-12-24", "2025-12-25")
    assert [of("supervision.due_this_week", d) for d in asked] == [1, 0, 0, 1, 1, 0]


def test_a_proposal_is_due_while_its_lead_unit_has_not_answered_and_in_any_period(ask: Callable[..., Ask]) -> None:
    of = ask(
        proposals=[proposal(no, "2025-03-01") for no in ("waits", "answered", "handed on Thursday")],
        proposal_events=[
            event("waits", "交办", "2025-06-24", due_on=day("2025-09-24")),
            event("answered", "交办", "2025-06-24", due_on=day("2025-09-24")),
            event("answered", "答复", "2025-09-22"),
            event("handed on Thursday", "交办", "2025-09-25", due_on=day("2025-09-26")),
        ],
    )
    asked = ("2025-09-21", "2025-09-22", "2025-09-24", "2025-09-25", "2025-09-27")
    assert [of("proposals.due_this_week", d) for d in asked] == [0, 1, 1, 1, 0]


def test_voices_and_items_of_a_checklist_fall_due_by_the_same_week(ask: Callable[..., Ask]) -> None:
    raised = {"channel": "网络", "region": "1", "raised_at": at("2025-09-01")}
    of = ask(
        regions=[region("1", "市", "市")],
        voices=[raised | {"voice_no": due, "title": due, "due_on": day(due)} for due in WEEK],
        checklists=[{"checklist_no": "单", "name": "单", "kind": "清单"}],
        checklist_items=[
            {"item_no": due, "checklist_no": "单", "title": due, "since": day("2025-01-01"), "due_on": day(due)}
            for due in WEEK
        ],
        checklist_events=[{"item_no": "2025-09-25", "stage": "完成", "occurred_at": at("2025-09-23")}],
    )
    asked = ("2025-09-21", "2025-09-22", "2025-09-24", "2025-09-29")
    assert [of("voices.due_this_week", d) for d in asked] == [1, 3, 2, 1]
    assert [of("programmes.due_this_week", d) for d in asked] == [1, 3, 1, 1]


def test_of_a_red_case_that_stands_still_the_limit_counts_from_the_day_that_it_is_known(
    sqlite_ledger: Engine, tmp_path: Path, open_store: Callable[[Settings], Store]
) -> None:
    write(sqlite_ledger, [Matter("1", day("2025-09-01"), None, (("交办", day("2025-09-24")),))])
    book = "[supervision]\nlimit_days = 2\n[[supervision.idle]]\nafter = '提出'\nred_workdays = 5\n"
    settings = settings_for(sqlite_ledger, tmp_path, day("2025-09-30"), book)
    refresh(sqlite_ledger, settings)
    rules, counted = read_rules(settings.rules), metrics(("supervision.red", "supervision.due_this_week"))
    with open_store(settings).reading(Scope.whole()) as reading:
        found = {
            asked: answer(reading, counted, (), Filters(day(asked)), rules).frame.to_numpy().tolist()[0]
            for asked in ("2025-09-23", "2025-09-24", "2025-09-27")
        }
        coming = [falling_due(reading, MATTERS, Filters(day(asked)), rules, 7) for asked in found]
    assert coming == [(), (DueDay(day("2025-09-26"), "yellow", 1),), ()]
    assert found == {"2025-09-23": [1, 0], "2025-09-24": [0, 1], "2025-09-27": [1, 0]}
