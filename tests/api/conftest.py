"""The paths for programs on the demonstration's ledger."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.commands import Said, command, configured
from tests.demonstration import EARLIER, own_demonstration

TODAY = EARLIER.isoformat()
Tell = Callable[..., Said]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return own_demonstration(tmp_path_factory.mktemp("programs"), EARLIER)


@pytest.fixture
def installation(filled: Path) -> Iterator[Path]:
    with configured(filled, TODAY, ZX_AUTH="none", ZX_REFRESH_SECONDS="3600", ZX_API_PER_MINUTE="100000"):
        yield filled


@pytest.fixture
def api(installation: Path) -> Iterator[TestClient]:
    from api import ROUTES

    with TestClient(Starlette(routes=ROUTES)) as client:
        yield client


@pytest.fixture
def tell(installation: Path, capsys: pytest.CaptureFixture[str]) -> Tell:
    return lambda *words: command(capsys, *words)
