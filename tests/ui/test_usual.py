"""What a page shows of itself, where its address asks for nothing: worked out once, for each whom it may differ for."""

from datetime import date

import pytest

from tests.commands import configured
from tests.demonstration import Demonstration
from ui import ask
from zxdata.access import Reader, Role
from zxdata.filters import Filters, Scope
from zxdata.store.answers import Answers


def test_the_usual_filters_are_worked_out_once_for_each_page_scope_and_day(
    demo: Demonstration, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_out: list[str] = []
    usual = ask._usual
    monkeypatch.setattr(ask, "SMALL", Answers())

    def counted(key: str, scope: Scope, today: date) -> Filters:
        worked_out.append(key)
        return usual(key, scope, today)

    monkeypatch.setattr(ask, "_usual", counted)
    whole, district = (Reader("甲", Role.READER, scope) for scope in (Scope.whole(), Scope.of("500107")))
    for day in ("2025-09-30", "2025-09-29"):
        with configured(demo.folder, day):
            for who in (whole, district, whole):
                found = [ask.usual("proposals", who) for _ in range(3)]
                assert [each.as_of.isoformat() for each in found] == [day] * 3
    assert worked_out == ["proposals"] * 4
