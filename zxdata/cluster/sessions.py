"""This process's session with a Spark cluster: made when first asked for, made anew where it was lost."""

import socket
import threading
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlsplit

from zxdata.cluster.ways import way_to
from zxdata.errors import ClusterUnavailable

REACHED_SECONDS = 3.0
# What decides about numbers, and what keeps Spark from failing; how large a cluster's tasks are is the business of its own spark-defaults.conf.
_MEANING = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.variable.substitute": "false",
    # In 4.1 this rule makes invalid plans of some unions of constants with grouped rows.
    "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.RemoveRedundantAliases",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
}
_FUNCTIONS = (
    """create or replace temporary function great_circle_km(lon1 double, lat1 double, lon2 double, lat2 double)
    returns double return
    2 * 6371.0088 * asin(least(1, sqrt(
        pow(sin(radians(lat2 - lat1) / 2), 2)
        + cos(radians(lat1)) * cos(radians(lat2)) * pow(sin(radians(lon2 - lon1) / 2), 2))))""",
    # The last eight bytes of the digest, the lowest first; as a number with a sign, of the same bits.
    f"""create or replace temporary function md5_number_lower(said string) returns bigint return
    cast(conv(concat({", ".join(f"substr(md5(said), {at}, 2)" for at in range(31, 16, -2))}), 16, -10) as bigint)""",
)


class Sessions:
    """One session an address, shared by all threads."""

    def __init__(self, address: str, zone: str) -> None:
        self.address, self._zone, self._way = address, zone, way_to(address)
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

    @property
    def jdbc(self) -> bool:
        """Whether workers can read a PostgreSQL themselves."""
        return self._way.jdbc

    def cancel(self, tag: str) -> None:
        """Break off every job under the tag."""
        session = self._session
        if session is not None:
            self._way.cancel(session, tag)

    def tagged(self, session: Any, tag: str) -> AbstractContextManager[None]:
        """What this thread asks can be cancelled by its tag, down to the tasks of workers."""
        found: AbstractContextManager[None] = self._way.tagged(session, tag)
        return found

    @property
    def alive(self) -> bool:
        """Whether the session that questions go to has not been lost, as far as is known here."""
        return self._session is not None and self._way.alive(self._session)

    def answers(self) -> bool:
        """The same, asked where it is; what is found lost is made anew by the next question."""
        if not self.alive or not self._way.answers(self._session):
            self._session = None
            return False
        return True

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
        session = self._way.open(self.address, _MEANING | {"spark.sql.session.timeZone": self._zone})
        for function in _FUNCTIONS:
            session.sql(function)
        return session
