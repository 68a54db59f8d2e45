"""A ledger judged under rules that are not in force: copied once, made into facts and wound anew under each.

What one set of rules makes is taken back (DuckDB takes back tables, types and macros with the transaction) before the next
one's turn; nothing of it is published.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from sqlalchemy import Engine, Select

from zxdata.configuration import Settings
from zxdata.ledger import schema
from zxdata.rules.book import Rules
from zxdata.snapshot import classes, clocks, consulting, keywords, reference, replying
from zxdata.snapshot.clocked import SUBJECTS
from zxdata.snapshot.dialect import SnapshotDialect
from zxdata.snapshot.making import copied, opened
from zxdata.snapshot.moment import moment
from zxdata.snapshot.steps import Step, steps

Row = tuple[Any, ...]


class Trial:
    """One copy of a ledger, at one moment."""

    def __init__(self, target: duckdb.DuckDBPyConnection) -> None:
        self._target = target

    def rows(self, rules: Rules, subjects: Iterable[str], question: Select[Any]) -> list[Row]:
        """What the question comes to under the rules; it reads the facts of these ``subjects``, by which the rules file
        names clocks, and what they are made of."""
        wanted = {fact.table for name, fact in SUBJECTS.items() if name in set(subjects)}
        asked = str(question.compile(dialect=SnapshotDialect(), compile_kwargs={"literal_binds": True}))
        self._target.begin()
        try:
            reference.lay_out_rules(self._target, rules)
            clocks.lay_out_limits(self._target, rules)
            replying.lay_out_replies(self._target, rules.voices)
            if "suggestion" in wanted:
                consulting.lay_out_methods(self._target, rules)
                keywords.lay_out_phrases(self._target)
            if "voice" in wanted:
                classes.lay_out_classes(self._target, rules.voices)
            for step in needed(frozenset(wanted)):
                self._target.execute(step.text)
            for table in wanted:
                clocks.wind(self._target, rules, table)
            return self._target.execute(asked).fetchall()
        finally:
            self._target.rollback()


@contextmanager
def trial(engine: Engine, settings: Settings) -> Iterator[Trial]:
    """The ledger as it is now, to be judged under other rules. Raises LedgerUnavailable, SchemaMismatch."""
    schema.require(engine)
    settings.snapshot_dir.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="trial-", dir=settings.snapshot_dir) as folder:
        draft = Path(folder) / "trial.duckdb"
        with ExitStack() as made:
            with moment(engine, settings.timezone) as ledger:
                target = made.enter_context(opened(engine, ledger, draft, settings))
                copied(engine, ledger, target, settings)
            yield Trial(target)


@cache
def needed(tables: frozenset[str]) -> tuple[Step, ...]:
    """The statements that these facts and the tables of their events are made by, in order."""
    wanted = set(tables) | {fact.events for fact in SUBJECTS.values() if fact.table in tables and fact.events}
    chosen: list[Step] = []
    for step in reversed(steps()):
        called = step.kind in ("macro", "type") and any(re.search(rf"\b{step.name}\b", each.text) for each in chosen)
        if called or step.name in wanted:
            chosen.append(step)
            wanted |= step.reads
    return tuple(reversed(chosen))
