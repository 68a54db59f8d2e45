"""What is done at the machine itself stands in the log of acts too, where anyone is asked to sign in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from zxdata.cli.options import operator

if TYPE_CHECKING:
    from zxdata.access import Act
    from zxdata.configuration import Settings


@contextmanager
def noted(settings: "Settings", act: "Act", subject: str) -> Iterator[list[str]]:
    """An act that may fail: an entry when it begins and one on what came of it, in the words that the block adds. Raises
    LedgerUnavailable, SchemaMismatch where it cannot be noted; then it does not happen."""
    from zxdata.access.acts_log import logged

    if settings.open_to_all:
        yield []
        return
    with logged(settings, act, who=operator(), subject=subject) as words:
        yield words


def note(settings: "Settings", act: "Act", subject: str) -> None:
    """An act that cannot fail halfway, right before it happens. Raises as ``noted`` does."""
    from zxdata.access.acts_log import log

    if not settings.open_to_all:
        log(settings, act, who=operator(), subject=subject)
