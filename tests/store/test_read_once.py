"""SQL is read once for all versions and sessions of a process, and asked of each version by itself."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

from sqlalchemy import Integer, cast, func, literal, select
from sqlalchemy.exc import SQLAlchemyError

from tests.neighbours import neighbours
from tests.reference.tables import read_tables
from zxdata.filters import Scope
from zxdata.snapshot.facts import proposal, proposal_event
from zxdata.store import Store


def test_many_threads_that_ask_two_versions_the_same_get_what_each_ledger_holds() -> None:
    ledgers = [read_tables(of.ledger) for of in neighbours()]
    expected = [
        (len(tables["proposals"]), sum(e["stage"] == stage for e in tables["proposal_events"]))
        for tables, stage in ((tables, stage) for stage in ("立案", "答复") for tables in ledgers)
    ]
    assert len(set(expected)) == 4
    with ExitStack() as open_:
        stores = [open_.enter_context(closing(Store(of.settings.snapshot_dir))) for of in neighbours()]

        def asked(n: int) -> tuple[int, int]:
            stage = ("立案", "答复")[n % 4 // 2]
            told = select(func.count()).select_from(proposal_event).where(proposal_event.c.stage == stage)
            whole = select(func.count(proposal.c.no.distinct()))
            with stores[n % 2].reading(Scope.whole()) as reading:
                return int(reading.rows(whole)[0][0]), int(reading.rows(told)[0][0])

        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(asked, range(200)))
    assert found == [expected[n % 4] for n in range(200)]


def test_a_question_that_failed_is_answered_the_next_time() -> None:
    """What fails is the answer, not the text that was read."""
    found = []
    with closing(Store(neighbours()[0].settings.snapshot_dir)) as store, store.reading(Scope.whole()) as reading:
        for given in ("7", "seven", "7", "11"):
            try:
                found.append(reading.connection.scalar(select(cast(literal(given), Integer) + 1)))
            except SQLAlchemyError:
                found.append(None)
    assert found == [8, None, 8, 12]
