"""Runs the command line inside the tests' process, with a ledger and a snapshot folder of the test's own."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from zxdata.cli import main
from zxdata.configuration import settings


@dataclass(frozen=True)
class Said:
    """What a command answered: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@contextmanager
def configured(folder: Path, today: str = "2025-09-30", **more: str) -> Iterator[None]:
    """The environment of one installation in ``folder``; its ledger is ``ledger.db`` there."""
    environment = {
        "ZX_DATABASE_URL": f"sqlite:///{folder / 'ledger.db'}",
        "ZX_SNAPSHOT_DIR": str(folder / "snapshot"),
        "ZX_TODAY": today,
        "ZX_AUTH": "none",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (environment | more).items():
            patch.setenv(name, value)
        settings.cache_clear()
        yield
    settings.cache_clear()


def command(capsys: pytest.CaptureFixture[str], *words: str) -> Said:
    capsys.readouterr()
    code = main([str(word) for word in words])
    out, err = capsys.readouterr()
    return Said(code, out, err)
