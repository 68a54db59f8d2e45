"""A ledger's rows → facts, in DuckDB: first what no rule touches, then what the rules say of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
from sqlalchemy import Engine

from zxdata.configuration import Settings
from zxdata.errors import CockpitError
from zxdata.ledger.places import open_own
from zxdata.rules.book import Rules
from zxdata.snapshot import classes, clocks, consulting, exchanges, keywords, locations, reference, replying
from zxdata.snapshot.copy import copy_ledger, copy_own, unbroken
from zxdata.snapshot.moment import Moment, Source
from zxdata.snapshot.steps import statements
from zxdata.snapshot.target import Target

_ROWS_A_GROUP = 61_440  # half of DuckDB's own: a big city's cases then keep two cores busy
_ONE_THREAD = 200 << 20  # bytes of a ledger; up to there a second thread costs more than it does


@contextmanager
def opened(engine: Engine, ledger: Moment, draft: Path, settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the draft attached as ``snapshot``, for what is in the ledger; what is beyond ``refresh_mb`` lies
    beside it on disk. Raises LedgerUnavailable, and CockpitError where that is too little."""
    spill, memory = str(draft.parent / "spill"), f"{settings.refresh_mb}MB"
    config: dict[str, Any] = {"temp_directory": spill, "memory_limit": memory}
    with unbroken(engine):
        size = ledger.size()
    if size is not None and size < _ONE_THREAD:
        config["threads"] = 1
    with duckdb.connect(config=config) as target:
        file = str(draft).replace("'", "''")
        target.execute(f"attach '{file}' as snapshot (row_group_size {_ROWS_A_GROUP})")
        target.execute("use snapshot")
        target.execute("set preserve_insertion_order = false")
        target.execute("set enable_progress_bar = false")
        target.execute(f"set timezone = '{settings.timezone}'")  # a stamp without an offset is local
        target.execute("set variable own_body = $1", [settings.body])  # whose a row is that names no body
        try:
            yield target
        except duckdb.OutOfMemoryException as fault:
            raise CockpitError(
                f"refresh_mb = {settings.refresh_mb} 的内存不够算这份台账，没有做完，数据快照仍是上一版；"
                f"请在 cockpit.toml 里调大，例如 {2 * settings.refresh_mb}。"
            ) from fault


def close(target: duckdb.DuckDBPyConnection) -> None:
    target.execute("use memory")
    target.execute("detach snapshot")  # writes all of it to the file


def copied(engine: Engine, ledger: Source, target: Target, settings: Settings) -> dict[str, int]:
    """The ledger, and what facts are judged by whatever the rules are; how many rows of each dataset. Raises
    LedgerUnavailable."""
    rows = copy_ledger(engine, ledger, target)
    if settings.read_only:
        copy_own(open_own(settings), target, settings.timezone)
    reference.lay_out_regions(target)
    reference.lay_out_units(target)
    reference.lay_out_calendar(target)
    locations.lay_out_locations(target, settings.home)
    return rows


def make_facts(target: Target, rules: Rules) -> None:
    """Facts of what was copied, under these rules."""
    reference.lay_out_rules(target, rules)
    clocks.lay_out_limits(target, rules)
    consulting.lay_out_methods(target, rules)
    keywords.lay_out_phrases(target)
    keywords.lay_out_words(target, rules.consultation)
    replying.lay_out_replies(target, rules.voices)
    classes.lay_out_classes(target, rules.voices)
    exchanges.lay_out_exchanges(target, rules.exchanging)
    for statement in statements():
        target.execute(statement)
    clocks.wind(target, rules)
