"""A real Spark cluster on this machine: a master and workers, each a process, none of them seen from outside."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

_CLASS = "org.apache.spark.deploy"
_CONF = """spark.sql.shuffle.partitions 2
spark.executor.memory {memory}m
spark.driver.memory {memory}m
spark.sql.codegen.wholeStage false
spark.sql.codegen.factoryMode NO_CODEGEN
spark.driver.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
spark.executor.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
spark.driver.bindAddress 127.0.0.1
spark.driver.host 127.0.0.1
"""  # for small ledgers: compiling well what runs once took longer than running it
_LOG = """rootLogger.level = error
rootLogger.appenderRef.console.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %p %c{1}: %m%n%ex{short}
"""
UP_SECONDS = 90


@dataclass
class Standalone:
    """memory: MB of each worker; address: the master's; workers: their processes, in the order in which they were started."""

    folder: Path
    memory: int
    address: str = ""
    workers: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    servers: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    connect_address: str = ""

    @property
    def engine(self) -> str:
        """What ``ZX_ENGINE`` is: the master, or with ``CLUSTER_WAY=sc`` a Spark Connect server before it."""
        return self.connect_server() if os.environ.get("CLUSTER_WAY") == "sc" else self.address

    def add_worker(self) -> None:
        number = len(self.workers)
        held = ["--cores", "1", "--memory", f"{self.memory}m"]
        command = ["worker.Worker", "--host", "127.0.0.1", *held, "--webui-port", "0"]
        self.workers.append(self.start(f"worker{number}", [*command, self.address], says=True))
        self.wait(f"worker{number}", r"Successfully registered with master")

    def connect_server(self) -> str:
        """The address of a Spark Connect server, the driver of its own application on the cluster."""
        if "connect" not in self.servers:
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            named = ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "--master", self.address]
            bound = [f"spark.connect.grpc.binding.{name}" for name in (f"port={port}", "address=127.0.0.1")]
            settled = [word for setting in bound for word in ("--conf", setting)]
            self.servers["connect"] = self.start("connect", ["SparkSubmit", *named, *settled, "spark-internal"])
            until = time.monotonic() + UP_SECONDS
            while not _answers(port):
                assert time.monotonic() < until and self.servers["connect"].poll() is None, self.log("connect")
                time.sleep(0.2)
            self.connect_address = f"sc://127.0.0.1:{port}"
        return self.connect_address

    @property
    def alive(self) -> list["subprocess.Popen[bytes]"]:
        """The workers that nobody has killed yet."""
        return [worker for worker in self.workers if worker.poll() is None]

    def kill_worker(self) -> None:
        """The first that is alive, and the executors that it has started, at once."""
        killed = self.alive[0]
        os.killpg(killed.pid, signal.SIGKILL)
        killed.wait()

    def start(self, name: str, command: list[str], *, says: bool = False) -> "subprocess.Popen[bytes]":
        """A process of Spark. ``says``: that it is there, too, which is no error and which our settings leave out."""
        home = Path(str(find_spec("pyspark").origin)).parent  # type: ignore[union-attr]
        settled = {
            "SPARK_HOME": str(home),
            "SPARK_WORKER_DIR": str(self.folder / "work"),
            "SPARK_LOCAL_IP": "127.0.0.1",
        }
        around = {key: value for key, value in os.environ.items() if not (says and key == "SPARK_CONF_DIR")}
        log = (self.folder / f"{name}.log").open("wb")
        arguments = [str(home / "bin" / "spark-class"), f"{_CLASS}.{command[0]}", *command[1:]]
        return subprocess.Popen(
            arguments,
            env=around | settled,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def wait(self, name: str, said: str) -> str:
        """What a process has said of itself, first group of the pattern or all of it."""
        until = time.monotonic() + UP_SECONDS
        while time.monotonic() < until:
            text = self.log(name)
            if found := re.search(said, text):
                return found[found.lastindex or 0]
            time.sleep(0.2)
        raise TimeoutError(f"{name}: {text[-2000:]}")


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


@contextmanager
def standalone(
    folder: Path, workers: int = 2, memory: int = 700, settled: Mapping[str, str] | None = None
) -> Iterator[Standalone]:
    """A cluster for as long as it is needed; what this process asks of it uses its settings, too. memory: MB of each."""
    (folder / "conf").mkdir(parents=True)
    settings = _CONF.format(memory=memory) + "".join(f"{name} {value}\n" for name, value in (settled or {}).items())
    (folder / "conf" / "spark-defaults.conf").write_text(settings, encoding="utf-8")
    (folder / "conf" / "log4j2.properties").write_text(_LOG, encoding="utf-8")
    os.environ |= {
        "SPARK_CONF_DIR": str(folder / "conf"),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
    }
    of = Standalone(folder, memory)
    command = ["master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]
    master = of.start("master", command, says=True)
    try:
        of.address = of.wait("master", r"Starting Spark master at (spark://[\d.]+:\d+)")
        for _ in range(workers):
            of.add_worker()
        yield of
    finally:
        os.environ.pop("SPARK_CONF_DIR", None)
        for process in [*of.servers.values(), *of.workers, master]:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
