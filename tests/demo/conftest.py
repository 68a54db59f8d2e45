"""The demonstration's ledger, for tests of what is in it."""

import pytest
from sqlalchemy import Engine

from tests.demonstration import demonstration


@pytest.fixture(scope="session")
def filled() -> Engine:
    """Only to be read."""
    return demonstration().ledger
