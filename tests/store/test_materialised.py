"""When rows are laid out in memory."""

import pyarrow as pa
import pytest

from tests.demonstration import Demonstration
from zxdata.filters import Scope
from zxdata.snapshot import facts
from zxdata.store.materialised import A_QUESTION, Materialised

ROWS = pa.table({"place": [1, 2, 2]})


def never() -> int:
    raise AssertionError("counted")


def test_rows_of_a_small_table_are_laid_out_without_counting_them() -> None:
    made = Materialised(asked=1).coded("key", lambda: A_QUESTION - 1, never, lambda: ROWS)
    assert made is not None and made["place"].values == [1, 2] and list(made["place"].codes) == [0, 1, 1]


def test_rows_of_a_big_table_are_counted_first() -> None:
    held = Materialised(asked=1)
    made = [held.coded("key", lambda: 9 * A_QUESTION, lambda: 2 * A_QUESTION, lambda: ROWS) for _ in range(4)]
    assert [found is not None for found in made] == [False, False, True, True]


def test_what_is_held_is_as_big_as_its_numbers_and_words() -> None:
    held = Materialised(asked=1)
    for key in ("one", "other"):
        held.coded(key, lambda: 3, never, lambda: ROWS)
    assert held.size == 2 * (3 * 1 + 2 * 8)  # three numbers of a byte, two words of eight


@pytest.mark.parametrize("table", ["proposal", "proposal_event", "voice", "region"])
def test_a_version_knows_how_many_rows_its_tables_have(demo: Demonstration, table: str) -> None:
    with demo.store.reading(Scope.whole()) as reading:
        counted = reading.connection.exec_driver_sql(f"select count(*) from {table}").scalar_one()
        assert reading.version.heights[table] == counted > 0
    assert table in facts.facts.tables
