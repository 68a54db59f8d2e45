"""Mappings are kept, renamed and dropped with their texts and an entry in the log each."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from tests.intake.office_sheets import ANSWERS, PROPOSALS, settled
from zxdata.access.acts_log import entries, verify
from zxdata.configuration import Settings
from zxdata.errors import Unknown, WrongUse
from zxdata.ledger.places import open_ledger
from zxdata.revising.mappings import (
    drop_mapping,
    keep_mapping,
    kept_mappings,
    mapping_in_words,
    mappings_history,
    rename_mapping,
)


@pytest.fixture
def kept(signed: Settings) -> Settings:
    keep_mapping(signed, settled(open_ledger(signed), PROPOSALS, **ANSWERS), "提案台账", by="王", address="10.0.0.7")
    return signed


def test_a_mapping_says_what_it_does_whose_it_is_and_since_when(kept: Settings) -> None:
    (one,) = kept_mappings(kept)
    assert (one.mapping.name, one.saved_by) == ("提案台账", "王")
    assert mapping_in_words(one.mapping).startswith("一行是一条提案；读 ")
    assert "提案办理" in mapping_in_words(one.mapping)


def test_each_change_stands_in_history_and_log(kept: Settings) -> None:
    assert rename_mapping(kept, "提案台账", " 提案委台账 ", by="系") == "提案委台账"
    drop_mapping(kept, "提案委台账", by="系")
    assert kept_mappings(kept) == ()
    assert [(r.name, r.change, r.made_by) for r in mappings_history(kept)] == [
        ("提案委台账", "删去", "系"),
        ("提案委台账", "改名", "系"),
        ("提案台账", "保存", "王"),
    ]
    assert all("[" in r.text for r in mappings_history(kept))
    assert [(e.who, e.address, e.act, e.subject, e.note) for e in entries(kept)] == [
        ("王", "10.0.0.7", "mappings", "对照 提案台账", "保存"),
        ("系", "", "mappings", "对照 提案委台账", "由“提案台账”改名"),
        ("系", "", "mappings", "对照 提案委台账", "删去"),
    ]
    assert verify(kept) == []


def test_mappings_are_bounded_in_number_and_size(kept: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = kept_mappings(kept)
    monkeypatch.setattr("zxdata.revising.mappings.MOST", 2)
    keep_mapping(kept, one.mapping, "二", by="王")
    with pytest.raises(WrongUse, match=r"^已有 2 份对照，最多 2 份；请先删除不再用的。$"):
        keep_mapping(kept, one.mapping, "三", by="王")
    keep_mapping(kept, one.mapping, " 二 ", by="李")  # in place of what the name held
    assert [(each.mapping.name, each.saved_by) for each in kept_mappings(kept)] == [("二", "李"), ("提案台账", "王")]
    title = next(target for target in one.mapping.targets)
    long = replace(one.mapping, targets=(replace(title, name="长" * 100_000), *one.mapping.targets[1:]))
    with pytest.raises(WrongUse, match=r"^这份对照写下来有 10\d,\d{3} 个字符，最多 100,000 个；"):
        keep_mapping(kept, long, "二", by="王")
    assert len(mappings_history(kept)) == 3


def test_what_cannot_be_done_is_noted_nowhere(kept: Settings) -> None:
    for act in (
        lambda: rename_mapping(kept, "没有", "新", by="系"),
        lambda: drop_mapping(kept, "没有", by="系"),
        lambda: rename_mapping(kept, "提案台账", "提案台账", by="系"),
        lambda: rename_mapping(kept, "提案台账", "  ", by="系"),
    ):
        with pytest.raises((Unknown, WrongUse)):
            act()
    assert len(entries(kept)) == len(mappings_history(kept)) == 1


def test_a_ledger_that_is_only_read_keeps_no_mapping(ledger: Engine, kept: Settings) -> None:
    read_only = kept.model_copy(update={"read_only": True})
    with pytest.raises(WrongUse, match="只读"):
        drop_mapping(read_only, "提案台账", by="系")
