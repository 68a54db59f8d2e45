"""The two ways to a cluster: this process as its driver (``spark://``), or a Spark Connect server before it (``sc://``)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

DRIVER = Path("/usr/share/java/postgresql.jar")  # where Debian's libpostgresql-jdbc-java has it: given to the workers
_QUIET = {"spark.ui.showConsoleProgress": "false", "spark.ui.enabled": "false", "spark.scheduler.mode": "FAIR"}
_TRIES = 3  # a server that is gone is said to be so before a page gives up
_MARK = "zhengxie.session"


class Way(Protocol):
    """How a session is opened, watched and interrupted. jdbc: whether its workers have this machine's database driver."""

    jdbc: bool

    def open(self, address: str, settled: Mapping[str, str]) -> Any: ...

    def alive(self, session: Any) -> bool:
        """Whether the session has not been lost, as far as is known here."""

    def answers(self, session: Any) -> bool:
        """The same, asked where it is."""

    def cancel(self, session: Any, tag: str) -> None:
        """Break off every job under the tag."""

    def tagged(self, session: Any, tag: str) -> Any:
        """A context: what this thread asks meanwhile can be cancelled by its tag, down to the tasks of workers."""


class AsDriver:
    """This process is the driver of its own application on the cluster."""

    def __init__(self) -> None:
        self.jdbc = DRIVER.exists()

    def open(self, address: str, settled: Mapping[str, str]) -> Any:
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.appName("zhengxie-cockpit").master(address)
        for name, value in (_QUIET | ({"spark.jars": str(DRIVER)} if self.jdbc else {})).items():
            builder = builder.config(name, value)
        session: Any = builder.getOrCreate()
        for name, value in settled.items():
            session.conf.set(name, value)
        return session

    def alive(self, session: Any) -> bool:
        java = session.sparkContext._jsc
        return java is not None and not java.sc().isStopped()

    answers = alive

    def cancel(self, session: Any, tag: str) -> None:
        session.sparkContext.cancelJobsWithTag(tag)

    @contextmanager
    def tagged(self, session: Any, tag: str) -> Iterator[None]:
        context = session.sparkContext
        context.setInterruptOnCancel(True)
        context.addJobTag(tag)
        try:
            yield
        finally:
            context.removeJobTag(tag)


class Connected:
    """A session of its own on a Spark Connect server; no Java is needed on this machine."""

    jdbc = False

    def open(self, address: str, settled: Mapping[str, str]) -> Any:
        from pyspark.sql.connect.client.retries import DefaultPolicy
        from pyspark.sql.connect.session import SparkSession

        session = SparkSession.builder.remote(address).create()
        session.client.set_retry_policies([DefaultPolicy(max_retries=_TRIES)])
        for name, value in {**settled, _MARK: "1"}.items():
            session.conf.set(name, value)
        return session

    def alive(self, session: Any) -> bool:
        return not session.is_stopped

    def answers(self, session: Any) -> bool:
        """A server that has begun anew knows nothing of what this session has settled."""
        from pyspark.errors import PySparkException

        try:
            known: bool = session.conf.get(_MARK, "") == "1"
        except PySparkException:
            known = False
        if not known:
            session.client.close()
        return known

    def cancel(self, session: Any, tag: str) -> None:
        session.interruptTag(tag)

    @contextmanager
    def tagged(self, session: Any, tag: str) -> Iterator[None]:
        session.addTag(tag)
        try:
            yield
        finally:
            session.removeTag(tag)


def way_to(address: str) -> Way:
    return Connected() if address.startswith("sc://") else AsDriver()
