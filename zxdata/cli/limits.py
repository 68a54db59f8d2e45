"""An end for what a driver may wait for beyond any deadline of its own."""

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from zxdata.errors import CockpitError

Result = TypeVar("Result")


def within(seconds: float, what: str, work: Callable[[], Result]) -> Result:
    """What the work gives; CockpitError where it takes longer than ``seconds``. It is left behind then: only the end of the
    process ends it, so this is for commands."""
    given: list[Result] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            given.append(work())
        except BaseException as fault:  # goes on in the thread that asked
            failed.append(fault)

    worker = Thread(target=run, daemon=True)
    worker.start()
    worker.join(seconds)
    if worker.is_alive():
        raise CockpitError(f"{what}超过 {seconds / 60:.0f} 分钟，已停止。")
    if failed:
        raise failed[0]
    return given[0]
