"""The machine: Python and its packages, disk, fonts, clock, port, LibreOffice."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from shutil import disk_usage
from urllib.request import urlopen

from zxdata.configuration import Settings
from zxdata.doctor.model import GIGABYTE, Check, Machine

LEAST_PYTHON = (3, 11)
SECONDS = 5.0
_INSTALL = (
    "请在驾驶舱的文件夹里运行 .venv/bin/python -m pip install -r requirements.txt，或重新运行安装包里的 install.sh。"
)


def _python(_: Settings, __: Machine) -> Iterator[tuple[str, str]]:
    now = ".".join(map(str, sys.version_info[:3]))
    old = sys.version_info < LEAST_PYTHON
    yield f"Python {now}。", "请安装 Python 3.11 或更新的版本，再重新安装驾驶舱。" if old else ""


def _packages(_: Settings, machine: Machine) -> Iterator[tuple[str, str]]:
    pinned = re.findall(r"^([\w.-]+)(?:\[\w+\])?==(\S+)$", (machine.root / "requirements.txt").read_text("utf-8"), re.M)
    missing = [name for name, _ in pinned if _installed(name) is None]
    other = [
        f"{name} {found}（应为 {wanted}）"
        for name, wanted in pinned
        if (found := _installed(name)) not in (None, wanted)
    ]
    if missing:
        yield f"缺少 {len(missing)} 个软件包：{'、'.join(missing[:5])}。", _INSTALL
    if other:
        yield f"{len(other)} 个软件包的版本不对：{'、'.join(other[:5])}。", _INSTALL
    if not missing and not other:
        yield f"{len(pinned)} 个软件包的版本都对。", ""


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _disk(settings: Settings, machine: Machine) -> Iterator[tuple[str, str]]:
    folder = _existing(settings.snapshot_dir)
    free = disk_usage(folder).free
    said = f"{folder} 所在的磁盘还有 {free / GIGABYTE:.1f} GB。"
    short = free < machine.free
    yield (
        said,
        f"至少要有 {machine.free / GIGABYTE:.1f} GB；请清出空间，或把 snapshot_dir 指到别的磁盘。" if short else "",
    )


def _existing(path: Path) -> Path:
    return next(folder for folder in (path.absolute(), *path.absolute().parents) if folder.exists())


def _fonts(_: Settings, machine: Machine) -> Iterator[tuple[str, str]]:
    mend = (
        "请安装一种中文字体，例如 apt-get install fonts-noto-cjk，或把字体文件放进 /usr/share/fonts 再运行 fc-cache。"
    )
    lister = machine.program("fc-list")
    if lister is None:
        yield "没有 fontconfig，不知道装了哪些字体；导出 PDF 时中文可能成方框。", f"请先安装 fontconfig。{mend}"
        return
    listed = subprocess.run([lister, ":lang=zh", "family"], capture_output=True, text=True, timeout=SECONDS * 6)
    families = sorted({line.split(",")[0] for line in listed.stdout.splitlines() if line.strip()})
    if families:
        yield f"中文字体 {len(families)} 种，例如 {families[0]}。", ""
    else:
        yield "没有中文字体，导出 PDF 时中文成方框。", mend


def _clock(_: Settings, machine: Machine) -> Iterator[tuple[str, str]]:
    written = max(file.stat().st_mtime for file in (machine.root / "zxdata").rglob("*.py"))
    slow = written - machine.now.timestamp()
    said = f"时钟 {machine.now.astimezone():%Y-%m-%d %H:%M:%S}。"
    mend = "请校准时间，例如 timedatectl set-ntp true，或 date -s 写入正确的时间。"
    if slow > 86_400:
        yield f"{said}比驾驶舱的文件还早 {slow / 86_400:.0f} 天。", mend
    else:
        yield said, ""


def _port(_: Settings, machine: Machine) -> Iterator[tuple[str, str]]:
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind(("127.0.0.1", machine.port))
        except OSError:
            if _ours(machine.port):
                yield f"驾驶舱正在端口 {machine.port} 上运行。", ""
            else:
                yield (
                    f"端口 {machine.port} 被别的程序占用。",
                    f"请换一个端口（make run PORT=8502），或用 ss -ltnp 'sport = :{machine.port}' 找到那个程序并停掉它。",
                )
            return
    yield f"端口 {machine.port} 可用。", ""


def _ours(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=SECONDS) as answer:
            return bool(b"alive" in answer.read(200))
    except OSError:
        return False


def _office(_: Settings, machine: Machine) -> Iterator[tuple[str, str]]:
    program = machine.program("soffice") or machine.program("libreoffice")
    if program:
        yield f"LibreOffice 在 {program}。", ""
    else:
        yield (
            "没有 LibreOffice，不能导出 PDF；其他格式不受影响。",
            "要导出 PDF 请安装 LibreOffice，例如 apt-get install libreoffice-writer。",
        )


CHECKS = (
    Check("python", "Python", _python),
    Check("packages", "软件包", _packages),
    Check("disk", "磁盘", _disk),
    Check("fonts", "字体", _fonts),
    Check("clock", "时钟", _clock),
    Check("port", "端口", _port),
    Check("office", "LibreOffice", _office),
)
