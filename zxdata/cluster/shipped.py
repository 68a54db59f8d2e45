"""Answers that a version ships with: asked of the cluster once, then known to every serving machine.

A small DuckDB file beside the version's tables holds them, each under its statement and values. What is in it is
answered in no time, and without the cluster.
"""

import hashlib
import os
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from pyarrow import ipc

Answers = dict[str, bytes]
_LARGEST = 4_000_000


def file_of(version: Path, day: date) -> Path:
    """What a version ships for the day that its pages open with."""
    return version / f"landing-{day}.duckdb"


def key_of(sql: str, values: tuple[Any, ...]) -> str:
    return hashlib.blake2b(repr((sql, values)).encode(), digest_size=16).hexdigest()


def packed(answer: pa.Table) -> bytes:
    into = pa.BufferOutputStream()
    with ipc.new_stream(into, answer.schema) as stream:
        stream.write_table(answer)
    return into.getvalue().to_pybytes()  # type: ignore[no-any-return]


def unpacked(answer: bytes) -> pa.Table:
    return ipc.open_stream(answer).read_all()


def write(answers: Answers, file: Path) -> None:
    """All of them at once: a reader finds the whole file or none. What is large is left to the cluster."""
    draft = file.with_suffix(f".w{os.getpid()}")
    draft.unlink(missing_ok=True)
    small = [(key, answer) for key, answer in answers.items() if len(answer) <= _LARGEST]
    with duckdb.connect(str(draft)) as target:
        target.register("given", pa.table({"key": [k for k, _ in small], "answer": [a for _, a in small]}))
        target.execute("create table answer as select * from given")
    os.replace(draft, file)


def files(version: Path) -> tuple[Path, ...]:
    """What the version ships, a file a day."""
    return tuple(sorted(version.glob("landing-*.duckdb")))


def read(files: tuple[Path, ...]) -> Answers:
    """All that the files hold."""
    found: Answers = {}
    for file in files:
        with duckdb.connect(str(file), read_only=True) as source:
            found |= dict(source.execute("select key, answer from answer").fetchall())
    return found
