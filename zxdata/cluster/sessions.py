"""This process's session with a Spark cluster: made when first asked for, made anew where it was lost."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from zxdata.errors import ClusterUnavailable

REACHED_SECONDS = 3.0
# What decides about numbers; how large a cluster's tasks are is the business of its own spark-defaults.conf.
_MEANING = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.variable.substitute": "false",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
}
_QUIET = {"spark.ui.showConsoleProgress": "false", "spark.ui.enabled": "false", "spark.scheduler.mode": "FAIR"}
_FUNCTIONS = (
    """create or replace temporary function great_circle_km(lon1 double, lat1 double, lon2 double, lat2 double)
    returns double return
    2 * 6371.0088 * asin(least(1, sqrt(
        pow(sin(radians(lat2 - lat1) / 2), 2)
        + cos(radians(lat1)) * cos(radians(lat2)) * pow(sin(radians(lon2 - lon1) / 2), 2))))""",
)


class Sessions:
    """One session an address, shared by all threads."""

    def __init__(self, address: str, zone: str) -> None:
        self.address, self._zone = address, zone
        self._lock = threading.Lock()
        self._session: Any = None
        self.number = 0

    def session(self) -> Any:
        """Raises ClusterUnavailable where nobody answers at the address."""
        with self._lock:
            if self.alive:
                return self._session
            self.reach()
            self._session = self._opened()
            self.number += 1
            return self._session

    def cancel(self, tag: str) -> None:
        """Break off every job under the tag."""
        session = self._session
        if session is not None:
            session.sparkContext.cancelJobsWithTag(tag)

    @contextmanager
    def tagged(self, session: Any, tag: str) -> Iterator[None]:
        """What this thread asks can be cancelled by its tag, down to the tasks of workers."""
        context = session.sparkContext
        context.setInterruptOnCancel(True)
        context.addJobTag(tag)
        try:
            yield
        finally:
            context.removeJobTag(tag)

    @property
    def alive(self) -> bool:
        """Whether the session that questions go to has not been lost."""
        session = self._session
        java = session.sparkContext._jsc if session is not None else None
        return java is not None and not java.sc().isStopped()

    def reach(self) -> None:
        """Raises ClusterUnavailable where nobody answers at the address: Spark itself would try for minutes."""
        parts = urlsplit(self.address)
        try:
            socket.create_connection((parts.hostname or "", parts.port or 0), REACHED_SECONDS).close()
        except (OSError, ValueError) as fault:
            raise ClusterUnavailable(
                f"Spark 集群 {self.address} 连不上，这个数现在算不出来；集群恢复后会自己恢复。"
            ) from fault

    def _opened(self) -> Any:
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.appName("zhengxie-cockpit").master(self.address)
        for name, value in _QUIET.items():
            builder = builder.config(name, value)
        session: Any = builder.getOrCreate()
        for name, value in (_MEANING | {"spark.sql.session.timeZone": self._zone}).items():
            session.conf.set(name, value)
        for function in _FUNCTIONS:
            session.sql(function)
        return session
