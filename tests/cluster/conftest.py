"""One Spark cluster for all tests of the room, and the demonstration published on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cluster.standalone import Standalone, standalone

if TYPE_CHECKING:
    from zxdata.configuration import Settings
    from zxdata.store import Store

if find_spec("sqlglot") is None:  # only make cluster installs it
    collect_ignore = ["test_building.py", "test_pruning.py", "test_transpiling.py"]


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standalone]:
    """A master and two workers, or as many as ``CLUSTER_WORKERS`` says."""
    workers = int(os.environ.get("CLUSTER_WORKERS", "2"))
    with standalone(tmp_path_factory.mktemp("spark") / "cluster", workers) as found:
        yield found


@pytest.fixture(scope="session")
def address(spark: Standalone) -> str:
    """As ``Standalone.engine``."""
    return spark.engine


@pytest.fixture(scope="session")
def settings(address: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The demonstration's installation, asked on the cluster."""
    from tests.demonstration import demonstration, own_demonstration
    from zxdata.configuration import load_settings
    from zxdata.ledger import connect
    from zxdata.snapshot.build import refresh

    folder: Path = own_demonstration(tmp_path_factory.mktemp("demonstration"))
    own = load_settings(
        database_url=f"sqlite:///{folder / 'ledger.db'}",
        snapshot_dir=folder / "snapshot",
        today=demonstration().settings.today,
        engine=address,
    )
    refresh(connect(own.database_url), own)
    return own


@pytest.fixture(scope="session")
def on_spark(settings: Settings) -> Iterator[Store]:
    """The demonstration as the cluster answers for it."""
    from zxdata.store import Store

    with closing(Store.of(settings)) as store:
        store.reach()
        yield store
