"""Versions that machines share through S3: what ``tests/snapshot/test_shared`` asks of every place, asked of one."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import fsspec
import pytest
from sqlalchemy import Engine

from tests.ledger_rows import proposal, put, region
from tests.snapshot.test_shared import (
    machine,
    test_a_shared_version_that_was_cut_short_is_not_taken,
    test_one_machine_builds_and_the_others_take_its_version,
)
from zxdata.errors import CockpitError
from zxdata.snapshot import versions
from zxdata.snapshot.build import refresh
from zxdata.snapshot.shared import Shared

pytestmark = pytest.mark.cluster
IN_ONE_PIECE = 50 << 20  # bytes; s3fs sends more than that in parts

__all__ = [
    "test_a_shared_version_that_was_cut_short_is_not_taken",
    "test_one_machine_builds_and_the_others_take_its_version",
]


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of an S3 on this machine."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def place(s3: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    yield from _place(s3, monkeypatch)


def _place(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """What ``ZX_WAREHOUSE`` is; where the store is stands in the variables that S3's own programs read."""
    for name, value in {
        "ENDPOINT_URL": endpoint,
        "ACCESS_KEY_ID": "k",
        "SECRET_ACCESS_KEY": "s",
        "REGION": "r",
    }.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    kind = fsspec.get_filesystem_class("s3")
    kind.clear_instance_cache()
    yield f"s3://b{uuid4().hex}/versions"
    kind.clear_instance_cache()


def test_a_version_that_is_sent_in_parts_comes_back_whole(place: str, tmp_path: Path) -> None:
    sent, taken = tmp_path / "sent", tmp_path / "taken"
    sent.write_bytes(os.urandom(IN_ONE_PIECE + 1))
    Shared(place).publish(sent, "v000001-0")
    Shared(place).fetch("v000001-0", taken)
    assert taken.read_bytes() == sent.read_bytes()


def test_a_store_that_does_not_answer_is_said_and_leaves_the_version_in_force(
    sqlite_ledger: Engine, tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(sqlite_ledger, regions=[region("50", "某省", "省")], proposals=[proposal("甲", "2025-01-01")])
    settings = machine(sqlite_ledger, tmp_path / "first", place)
    version = refresh(sqlite_ledger, settings).version
    with socket.create_server(("127.0.0.1", 0)) as unheard:
        closed = f"http://127.0.0.1:{unheard.getsockname()[1]}"
    put(sqlite_ledger, proposals=[proposal("乙", "2025-01-02")])
    for _ in _place(closed, monkeypatch):
        with pytest.raises(CockpitError, match=r"版本库 s3://.* 读写不了.*仍是上一版"):
            refresh(sqlite_ledger, settings)
    assert versions.current(settings.snapshot_dir).stem == version
