"""What DuckDB cannot do, in final sentences."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
from sqlalchemy.exc import DBAPIError

from zxdata.errors import CockpitError, SnapshotDamaged, TooSlow
from zxdata.store.version import Version

_OF_THE_FILE = (duckdb.IOException, duckdb.SerializationException, duckdb.FatalException, duckdb.InternalException)


@contextmanager
def in_words(version: Version) -> Iterator[None]:
    """Raises TooSlow where a deadline broke a question off, SnapshotDamaged where the file cannot be read, which the
    version then remembers, CockpitError where the disk is full."""
    try:
        yield
    except (DBAPIError, duckdb.Error) as fault:
        cause = fault.orig if isinstance(fault, DBAPIError) else fault
        if isinstance(cause, duckdb.InterruptException):
            raise TooSlow("这个问题算得太久，已停止。请缩小期间或区划再试。") from fault
        if "No space left" in str(cause):
            raise CockpitError("磁盘满了，这个问题的中间结果写不下；请腾出空间。") from fault
        if isinstance(cause, _OF_THE_FILE) or type(cause) is duckdb.Error:  # the bare class: a checksum is wrong
            version.damaged = True
            raise SnapshotDamaged(
                f"数据快照 {version.name} 的文件读不出来，正在从台账重建，稍后会自己恢复。"
            ) from fault
        raise
