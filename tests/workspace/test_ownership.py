"""What somebody keeps in the workspace is shown to themselves and to those who see at least as much."""

from datetime import date

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import put, region, settings_for
from zxdata.access import Reader, Role, accounts
from zxdata.errors import WrongUse
from zxdata.filters import Scope
from zxdata.workspace.annotations import annotate, annotated
from zxdata.workspace.ownership import scopes, shown_to
from zxdata.workspace.presentations import Presentation, Slide, begin, drop, keep, presented
from zxdata.workspace.saved_views import save, saved

PASSWORD = "正确的马电池订书钉九十"
DISTRICT, OTHER = "500107", "500113"
WRITERS = {"市": (), "甲": (DISTRICT,), "乙": (OTHER,), "甲乙": (DISTRICT, OTHER)}


def reader(name: str) -> Reader:
    regions = WRITERS[name]
    return Reader(name, Role.STAFF, Scope.of(*regions) if regions else Scope.whole())


@pytest.fixture
def ledger_of_all(sqlite_ledger: Engine, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Four accounts, each with a view, a note and a presentation of its own; one of each that nobody signed."""
    home = region("500000", "重庆市", "省")
    put(sqlite_ledger, regions=[home, *(region(code, code, "区县", "500000") for code in (DISTRICT, OTHER))])
    folder = tmp_path_factory.mktemp("accounts")
    settings = settings_for(sqlite_ledger, folder).model_copy(update={"secret_key": "k" * 40})
    for name, regions in WRITERS.items():
        accounts.add(settings, name, Role.STAFF, regions, password=PASSWORD, by="测试")
    for name in (*WRITERS, ""):
        save(sqlite_ledger, f"视图{name}", "proposals", "", name)
        annotate(sqlite_ledger, date(2025, 1, 1), "proposals", f"标注{name}", name)
        begin(sqlite_ledger, Presentation(f"汇报{name}", (Slide("一", "proposals", ""),)), name)
    return sqlite_ledger


@pytest.mark.parametrize(
    ("name", "makers"),
    [("市", {"市", "甲", "乙", "甲乙", ""}), ("甲", {"甲"}), ("乙", {"乙"}), ("甲乙", {"甲", "乙", "甲乙"})],
)
def test_a_reader_is_shown_what_those_keep_who_see_no_more(name: str, makers: set[str], ledger_of_all: Engine) -> None:
    known = scopes(ledger_of_all)
    for kept in (saved(ledger_of_all), annotated(ledger_of_all), presented(ledger_of_all)):
        assert len(kept) == 5
        assert {one.by for one in shown_to(reader(name), kept, known)} == makers  # type: ignore[type-var]


def test_a_presentation_is_changed_and_dropped_by_whose_it_is(ledger_of_all: Engine) -> None:
    one = next(one for one in presented(ledger_of_all) if one.by == "甲")
    for act in (lambda: keep(ledger_of_all, one, "乙"), lambda: drop(ledger_of_all, one.name, "乙")):
        with pytest.raises(WrongUse, match="是甲保存的，只有本人可以"):
            act()
    assert keep(ledger_of_all, one.noting(0, "新"), "甲").by == "甲"
    drop(ledger_of_all, one.name, "甲")
    assert one.name not in {left.name for left in presented(ledger_of_all)}
