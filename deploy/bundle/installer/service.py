"""The cockpit as a service of systemd, with its timers: root's for the whole machine, else the user's own."""

import os
import pwd
import re
import shutil
import subprocess
import time
from pathlib import Path

from deploy.bundle.installer.cockpit import is_cockpit
from deploy.bundle.installer.faults import Stopped
from deploy.bundle.installer.prefix import Prefix

SYSTEM = Path("/etc/systemd/system")
OPERATION = Path(__file__).parents[2]
ANSWER_SECONDS = 120
ONLY_SYSTEM = re.compile(r"^(User|NoNewPrivileges|ProtectSystem|ReadWritePaths|PrivateTmp)=.*\n", re.M)


def units(prefix: Path, user: str | None) -> dict[str, str]:
    """The units in ``deploy/``, by name, for an installation in a folder: run by ``user``, or by whoever runs them."""
    written = {}
    for source in sorted(path for sign in ("*.service", "*.timer") for path in OPERATION.glob(sign)):
        text = source.read_text(encoding="utf-8").replace("/opt/zhengxie-cockpit", str(prefix))
        own = ONLY_SYSTEM.sub("", text).replace("multi-user.target", "default.target")
        written[source.name] = own if user is None else text.replace("User=cockpit", f"User={user}")
    return written


def serve(prefix: Prefix, port: int, into: Path | None = None) -> str:
    """Write the units, start the cockpit on a port and its timers; what to do next where there is no systemd. Raises Stopped
    where it does not answer."""
    root = os.geteuid() == 0
    folder = into or (SYSTEM if root else Path.home() / ".config/systemd/user")
    owner = pwd.getpwuid(prefix.folder.stat().st_uid).pw_name if root else None
    folder.mkdir(parents=True, exist_ok=True)
    written = units(prefix.folder, owner)
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
    started = [f"zhengxie-cockpit@{port}.service", *(name for name in written if name.endswith(".timer"))]
    systemctl = ["systemctl"] if root else ["systemctl", "--user"]
    words = f"{' '.join(systemctl)} daemon-reload && {' '.join(systemctl)} enable --now {' '.join(started)}"
    if not shutil.which("systemctl") or not _running(systemctl):
        return f"服务文件写在 {folder}；systemd 没有在运行，没有启动。以后运行：{words}"
    for command in (["daemon-reload"], ["enable", "--now", *started], ["restart", started[0]]):
        done = subprocess.run([*systemctl, *command], capture_output=True, text=True)
        if done.returncode:
            raise Stopped(f"服务没有启动：{done.stderr.strip()}。")
    until = time.monotonic() + ANSWER_SECONDS
    while not is_cockpit(port):
        if time.monotonic() > until:
            raise Stopped(f"服务启动 {ANSWER_SECONDS} 秒后，端口 {port} 还没有回答；请看 journalctl -u {started[0]}。")
        time.sleep(1)
    return f"服务 {started[0]} 在运行。"


def _running(systemctl: list[str]) -> bool:
    said = subprocess.run([*systemctl, "is-system-running"], capture_output=True, text=True).stdout.strip()
    return said in ("running", "degraded", "starting")
