"""Files as nobody should send them: each is refused with a sentence or taken as what it says, in time, and nothing of it is
half written or runs."""

import os
import resource
import time
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from tests.faults.hostile import CLASSES
from tests.faults.hostile.files import SOME, Hostile, placed
from tests.intake_files import SETTINGS
from zxdata.datasets import DATASETS
from zxdata.errors import CockpitError
from zxdata.intake import Receipt, import_file
from zxdata.ledger import TABLES, reading

SECONDS = 100  # the child's own end of 90, and what comes after it
SENTENCE_LONGEST = 400
MORE_MEMORY = 600 << 10  # kB, in this process


def held(ledger: Engine, folder: Path, file: Hostile) -> Receipt | str:
    """What became of a file: a receipt whose numbers add up, or the sentence of its refusal, and nothing in between."""
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    outcome: Receipt | str
    try:
        outcome = import_file(ledger, placed(folder, file), SETTINGS)
    except CockpitError as fault:
        outcome = fault.sentence
    assert time.monotonic() - began < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MORE_MEMORY
    with reading(ledger) as connection:
        rows = sum(connection.scalar(select(func.count()).select_from(TABLES[d.name])) or 0 for d in DATASETS)
    if isinstance(outcome, str):
        assert rows == 0 and outcome.endswith("。") and len(outcome) < SENTENCE_LONGEST, outcome[:SENTENCE_LONGEST]
        assert "Traceback" not in outcome and "Error" not in outcome
    else:
        assert outcome.read == outcome.accepted + outcome.unchanged + outcome.refused
        assert rows == outcome.accepted
        assert all(fault.reason and fault.row for fault in outcome.faults)
    return outcome


def emptied(ledger: Engine) -> None:
    with ledger.begin() as connection:
        for dataset in reversed(DATASETS):
            connection.execute(TABLES[dataset.name].delete())


def hold(ledger: Engine, folder: Path, kind: str, most: int | None) -> None:
    for file in islice(CLASSES[kind](), most):
        outcome = held(ledger, folder, file)
        accepted = outcome.accepted if isinstance(outcome, Receipt) else None
        said = outcome if isinstance(outcome, str) else ""
        if file.accepted is None:
            assert not accepted, (file.name, accepted)
        elif file.accepted != SOME:
            assert (accepted or 0) == file.accepted, (file.name, accepted, said)
        emptied(ledger)


@pytest.mark.sample
@pytest.mark.parametrize("kind", CLASSES)
def test_the_first_file_of_every_class_is_held(sqlite_ledger: Engine, tmp_path: Path, kind: str) -> None:
    hold(sqlite_ledger, tmp_path, kind, 1)


@pytest.mark.faults
@pytest.mark.parametrize("kind", CLASSES)
def test_every_file_of_every_class_is_held(sqlite_ledger: Engine, tmp_path: Path, kind: str) -> None:
    hold(sqlite_ledger, tmp_path, kind, None)


@pytest.mark.faults
@pytest.mark.postgresql
@pytest.mark.parametrize(
    "kind", ["nuls", "surrogates", "control_signs", "bidi", "huge_cells", "odd_days", "statements"]
)
def test_signs_that_databases_take_differently_are_held_on_postgresql_too(
    postgresql_ledger: Engine, tmp_path: Path, kind: str
) -> None:
    hold(postgresql_ledger, tmp_path, kind, None)


def test_there_are_more_than_180_files_of_more_than_36_classes() -> None:
    counts = {"bombs": 5, "long": 5, "huge_cells": 5, "wide": 5, "deep": 5}  # too large to make only to be counted
    assert len(CLASSES) >= 36
    assert sum(counts.get(kind) or sum(1 for _ in made()) for kind, made in CLASSES.items()) >= 180


@pytest.mark.parametrize("kind", ["folder", "link", "pipe", "device", "locked"])
def test_what_is_no_file_is_refused_and_nobody_waits_for_it(sqlite_ledger: Engine, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "提案.csv"
    if kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to(tmp_path / "nirgends.csv")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        path.symlink_to("/proc/self/mem")
    began = time.monotonic()
    with pytest.raises(CockpitError, match=r"。$"):
        import_file(sqlite_ledger, path, SETTINGS)
    assert time.monotonic() - began < 20
