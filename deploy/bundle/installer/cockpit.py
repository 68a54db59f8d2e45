"""One release that lies in its folder: made ready, asked by its command line, and started for a trial."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.error import HTTPError
from urllib.request import urlopen

from deploy.bundle.installer.faults import Stopped

START_SECONDS = 300
WITH_TESTS = ("matplotlib", "mpl_toolkits", "numpy", "pandas", "pyarrow", "scipy")
MUST_BE_GOOD = ("python", "packages", "settings", "database", "schema", "rules")


@dataclass(frozen=True)
class Cockpit:
    """folder: where it lies; environment: under which it runs."""

    folder: Path
    environment: dict[str, str]

    @property
    def python(self) -> Path:
        return self.folder / ".venv" / "bin" / "python"

    def lay(self, bundle: Path, outliving: Path) -> None:
        """Sources and an own Python with the bundle's wheels into the folder, which must not be there yet. Raises Stopped."""
        shutil.copytree(bundle / "app", self.folder)
        shutil.copyfile(bundle / "release.json", self.folder / ".release.json")
        for name in ("data", "cockpit.toml"):
            (self.folder / name).unlink(missing_ok=True)
            (self.folder / name).symlink_to(os.path.relpath(outliving / name, self.folder))
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(self.folder / ".venv")], check=True)
        pip = next((bundle / "wheels").glob("pip-*.whl"))
        words = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-index",
            "--no-cache-dir",
            "--no-compile",
            "--disable-pip-version-check",
        ]
        words += ["--find-links", str(bundle / "wheels"), "-r", str(self.folder / "requirements-mysql.txt")]
        alone = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        alone |= {"PYTHONPATH": str(pip), "PIP_CONFIG_FILE": os.devnull}
        done = subprocess.run([str(self.python), *words], env=alone, capture_output=True, text=True)
        if done.returncode:
            raise Stopped(f"软件包没有装上：{done.stderr.strip()[-400:]}")
        self._lighten()
        (self.folder / ".release.json").replace(self.folder / "release.json")  # the last: the folder is whole

    def _lighten(self) -> None:
        """Leave out the tests that large packages bring of themselves: some 50 MB that nothing asks for."""
        for package in WITH_TESTS:
            for folder in sorted(self.folder.glob(f".venv/lib/python*/site-packages/{package}/**/tests")):
                shutil.rmtree(folder, ignore_errors=True)

    def command(self, *words: str, may_find: bool = False, settings: Mapping[str, str] = MappingProxyType({})) -> str:
        """What a command of the cockpit answers; ``may_find``: findings (exit code 1) are an answer too. Raises Stopped with
        its last sentence."""
        environment = self.environment | dict(settings) | {"PYTHONPATH": str(self.folder)}
        asked = [str(self.python), "-m", "zxdata", *words]
        done = subprocess.run(asked, cwd=self.folder, env=environment, capture_output=True, text=True)
        if done.returncode not in ((0, 1) if may_find else (0,)):
            said = (done.stderr.strip() or done.stdout.strip()).splitlines()
            raise Stopped(f"{' '.join(words[:1])} 没有做成：{said[-1] if said else f'退出码 {done.returncode}'}")
        return done.stdout

    def examined(self, settings: Mapping[str, str] = MappingProxyType({})) -> list[str]:
        """What doctor finds amiss that does not stop a start, a sentence each. Raises Stopped with what does."""
        found = json.loads(self.command("doctor", "--json", may_find=True, settings=settings))
        amiss = [
            (each["key"], f"{each['subject']}：{each['state']}{each['mend']}") for each in found if not each["good"]
        ]
        if fatal := [said for key, said in amiss if key in MUST_BE_GOOD and "还没有台账文件" not in said]:
            raise Stopped(f"装好后自查没有通过。{fatal[0]}")
        return [said for key, said in amiss if key != "snapshot" and "还没有台账文件" not in said]

    def tried(self, settings: Mapping[str, str] = MappingProxyType({})) -> float:
        """Start the cockpit on a free port of this machine, ask for its first page, and stop it; seconds until it answered.
        Raises Stopped; what the start wrote then stays beside the folder, which may be removed."""
        port = free_port()
        log = self.folder.with_name(f"{self.folder.name}.log")
        asked = [str(self.python), "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
        environment = self.environment | dict(settings) | {"STREAMLIT_SERVER_ADDRESS": "127.0.0.1"}
        started = time.monotonic()
        with log.open("w") as out:
            server = subprocess.Popen(asked, cwd=self.folder, env=environment, stdout=out, stderr=out)
        try:
            while time.monotonic() - started < START_SECONDS:
                if server.poll() is not None:
                    break
                if (own := is_cockpit(port)) is False:
                    raise Stopped(
                        f"试着启动没有成功：启动了，答话的却不是驾驶舱，app.py 不完整；请重新拷贝安装包。全部输出在 {log}。"
                    )
                if own and first_page(port):
                    seconds = time.monotonic() - started
                    log.unlink()
                    return seconds
                time.sleep(0.2)
            said = [line for line in log.read_text("utf-8", "replace").splitlines() if line.strip()]
            raise Stopped(f"试着启动没有成功：{said[-1] if said else '没有回答'}。全部输出在 {log}。")
        finally:
            server.terminate()
            with suppress(subprocess.TimeoutExpired):
                server.wait(10)
            if server.poll() is None:
                server.kill()


def is_cockpit(port: int) -> bool | None:
    """Whether what listens on a port of this machine is a cockpit that can serve; None as long as it cannot be said."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=30) as answer:
            return bool(answer.read(1) == b"{")  # Streamlit without the cockpit answers every address with its own page
    except OSError:  # nothing listens yet, or it says that it is not ready
        return None


def first_page(port: int) -> bool:
    """Whether a browser would be given a page there, or be asked who comes."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
            return bool(answer.status == 200)
    except HTTPError as refused:
        return refused.code in (401, 403)
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])
