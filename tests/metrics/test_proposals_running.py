"""The clocks of one proposal, worked out by hand: limits, pauses, returns, a second round."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from zxdata.configuration import load_settings
from zxdata.errors import BadSetting
from zxdata.periods import months_after
from zxdata.rules.book import read_rules
from zxdata.rules.calendar import WorkCalendar
from zxdata.rules.procedure import Limit, Procedure, Timed
from zxdata.rules.running import Happening, Run, runs

CALENDAR = WorkCalendar({})
THREE, SIX = Limit(months=3), Limit(months=6)


def day(text: str) -> date:
    return date.fromisoformat(f"2025-{text}")


def run(*events: Happening, procedure: Procedure | None = None) -> dict[tuple[str, str | None], Run]:
    """The last run of each clock and unit."""
    found = runs(events, procedure or Procedure(), THREE, SIX, CALENDAR)
    return {(r.clock, r.unit): r for r in found}


# fmt: off
ASSIGNED = (Happening("提交", day("01-02")), Happening("立案", day("01-10")),
            Happening("交办", day("01-15"), "甲", "主办"))
# fmt: on


@pytest.mark.parametrize(
    ("since", "months", "until"),
    [
        ("2025-11-30", 3, "2026-02-28"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2025-03-31", 6, "2025-09-30"),
    ],
)
def test_months_end_on_the_same_day_or_the_last(since: str, months: int, until: str) -> None:
    assert months_after(date.fromisoformat(since), months) == date.fromisoformat(until)


def test_working_days_of_a_limit_count_a_working_saturday() -> None:
    # 28 September 2025 is a working Sunday; 1 to 8 October are the holiday; 11 October is a working Saturday.
    assert Limit(workdays=5).after(date(2025, 9, 26), CALENDAR) == date(2025, 10, 10)
    assert Limit(workdays=6).after(date(2025, 9, 26), CALENDAR) == date(2025, 10, 11)


def test_each_unit_has_its_own_clock() -> None:
    found = run(
        *ASSIGNED,
        Happening("交办", day("01-15"), "乙", "会办"),
        Happening("交办", day("01-15"), "丙", "分办"),
        Happening("答复", day("02-10"), "乙", "会办"),
        Happening("答复", day("04-20"), "甲", "主办"),
    )
    assert (found["办理", "甲"].due_on, found["办理", "甲"].until) == (day("04-15"), day("04-20"))
    assert (found["会办", "乙"].due_on, found["会办", "乙"].until) == (day("02-15"), day("02-10"))
    assert (found["分办", "丙"].due_on, found["分办", "丙"].until) == (day("04-15"), None)
    assert found["办理", "甲"].late(day("12-31")) and not found["会办", "乙"].late(day("12-31"))


def test_a_reply_on_the_due_day_is_in_time() -> None:
    assert not run(*ASSIGNED, Happening("答复", day("04-15"), "甲"))["办理", "甲"].late(day("05-01"))
    open_still = run(*ASSIGNED)["办理", "甲"]
    assert not open_still.late(day("04-15")) and open_still.late(day("04-16"))


def test_a_new_lead_unit_starts_its_own_clock_or_goes_on_with_the_old() -> None:
    moved = (*ASSIGNED, Happening("退办", day("01-20"), "甲", "主办"), Happening("改派", day("01-25"), "乙", "主办"))
    restarted = run(*moved)
    assert restarted["办理", "甲"].until == day("01-25")
    assert restarted["办理", "乙"].due_on == day("04-25")
    assert restarted["签收", "甲"].until == day("01-20")
    went_on = run(*moved, procedure=Procedure(reassigned="continue"))
    assert went_on["办理", "乙"].due_on == day("04-20")  # the five days between the units do not count
    ran_on = run(*moved, procedure=Procedure(reassigned="continue", returned="run"))
    assert ran_on["办理", "乙"].due_on == day("04-15")


def test_an_extension_moves_the_limit_of_its_unit_only() -> None:
    joint = Happening("交办", day("01-15"), "乙", "会办")
    dated = run(*ASSIGNED, joint, Happening("延期", day("04-01"), "甲", None, day("05-30")))
    assert dated["办理", "甲"].due_on == day("05-30") and dated["会办", "乙"].due_on == day("02-15")
    undated = run(*ASSIGNED, Happening("延期", day("04-01"), "甲"))
    assert undated["办理", "甲"].due_on == day("07-15")


def test_a_clock_stands_still_while_its_proposal_is_sent_back() -> None:
    reviewed = Procedure().clock("审查")
    assert reviewed
    timed = reviewed.model_copy(update={"days": 20})
    procedure = Procedure(clocks=(timed,))
    sent = (Happening("提交", day("01-02")), Happening("退回补充", day("01-05")))
    assert run(*sent, procedure=procedure)["审查", None].paused
    back = run(*sent, Happening("审查", day("01-15")), procedure=procedure)["审查", None]
    assert back.pauses == ((day("01-05"), day("01-15")),)
    assert back.due_on == day("02-01")  # 2 January + 20 days + the 10 it stood still


def test_a_second_round_has_a_month_of_its_own() -> None:
    found = run(
        *ASSIGNED,
        Happening("答复", day("03-01"), "甲"),
        Happening("评价", day("03-10")),
        Happening("二次办理", day("03-20"), "甲"),
        Happening("答复", day("04-21"), "甲"),
    )
    assert (found["二次办理", None].due_on, found["二次办理", None].until) == (day("04-20"), day("04-21"))
    assert found["办结", None].until == day("03-20")


def test_a_due_date_in_the_ledger_goes_before_the_rules() -> None:
    events = (*ASSIGNED[:2], replace(ASSIGNED[2], due_on=day("03-03")))
    assert run(*events)["办理", "甲"].due_on == day("03-03")
    assert run(*events)["签收", "甲"].due_on == date(2025, 2, 5)  # ten working days, past the new year


def test_a_stage_that_the_ledger_does_not_know_is_refused() -> None:
    with pytest.raises(ValidationError):
        Timed(name="呈送", starts=("呈送",), stops=("答复",))


def test_the_rules_file_spells_out_the_defaults() -> None:
    assert read_rules(load_settings().rules).procedure == Procedure()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('[procedure]\nleaves = ["撤回"]', "procedure.leaves.0 的值“撤回”"),
        ('[procedure]\nreassigned = "again"', "procedure.reassigned 的值“again”"),
        ('[procedure]\nreasigned = "restart"', "procedure.reasigned"),
        (
            '[[procedure.clocks]]\nname = "会办"\nstarts = ["交办"]\nstops = ["答复"]\nmonths = 1\ndays = 30',
            "procedure.clocks.0",
        ),
        (
            '[[procedure.clocks]]\nname = "会办"\nstarts = ["交办"]\nstops = ["答复"]\nroles = ["协办"]',
            "procedure.clocks.0.roles.0",
        ),
    ],
)
def test_a_fault_in_the_procedure_is_named(text: str, where: str, tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadSetting, match=re.escape(where)):
        read_rules(file)
