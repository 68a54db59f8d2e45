"""Presentations: views in an order, each with a note, on SQLite and PostgreSQL."""

import pytest
from sqlalchemy import Engine

from zxdata.errors import WrongUse
from zxdata.workspace.presentations import Presentation, Slide, begin, drop, keep, presented

FIRST, SECOND = (
    Slide("逾期", "proposals", "part=list&order=最急"),
    Slide("九龙坡", "coverage", "region=500107", "先说空白镇街"),
)


def test_a_presentation_is_kept_with_its_slides_in_their_order(ledger: Engine) -> None:
    begin(ledger, Presentation("  九月 主席会议 ", (FIRST,)))
    kept = presented(ledger)[0]
    keep(ledger, kept.adding(SECOND).moving(1, -1))
    assert presented(ledger) == (Presentation("九月 主席会议", (SECOND, FIRST)),)
    keep(ledger, presented(ledger)[0].without(0).noting(0, " 最久的\n先办 "))
    assert presented(ledger)[0].slides == (Slide("逾期", "proposals", "part=list&order=最急", "最久的 先办"),)


def test_slides_move_no_further_than_the_ends() -> None:
    third = Slide("总览", "overview", "")
    found = Presentation("甲", (FIRST, SECOND, third))
    assert found.moving(0, -1).slides == found.moving(2, 5).slides == (FIRST, SECOND, third)
    assert found.moving(0, 2).slides == (SECOND, third, FIRST)


def test_a_name_is_begun_once_and_others_are_left_alone(ledger: Engine) -> None:
    begin(ledger, Presentation("甲", (FIRST,)))
    begin(ledger, Presentation("乙", (SECOND,)))
    with pytest.raises(WrongUse, match="已有名为“甲”的汇报"):
        begin(ledger, Presentation(" 甲 ", (SECOND,)))
    drop(ledger, "甲")
    assert [one.name for one in presented(ledger)] == ["乙"]
    with pytest.raises(WrongUse, match="没有名为“甲”的汇报"):
        drop(ledger, "甲")


def test_what_does_not_fit_is_named_and_changes_nothing(ledger: Engine) -> None:
    kept = begin(ledger, Presentation("甲", (FIRST,)))
    for changed, said in (
        (kept.without(0), "1 到 60 屏，现在有 0 屏"),
        (kept.noting(0, "长" * 301), "最多 300 个字，现在有 301 个"),
        (Presentation(" ", (FIRST,)), "1 到 40 个字，现在有 0 个"),
    ):
        with pytest.raises(WrongUse, match=said):
            keep(ledger, changed)
    assert presented(ledger) == (kept,)
