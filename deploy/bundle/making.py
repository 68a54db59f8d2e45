"""The bundle: sources of a commit, wheels, licences, checksums and the installer in one archive."""

import hashlib
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from deploy.bundle import licences, release
from deploy.bundle.release import Release
from zxdata.configuration import ROOT
from zxdata.errors import CockpitError

PYTHONS = ("3.11", "3.12", "3.13")
MACHINES = ("x86_64", "aarch64")
GLIBC = (34, 31, 28, 27, 26, 24, 17, 5)  # wheels for a glibc up to 2.34 (麒麟 V10 SP3 and 统信 1060 have 2.28 or more)
LEFT_OUT = ("tests", "benchmarks", ".ci", "requirements-dev.txt", "requirements-mutate.txt")
SUMS, LICENCES = "SHA256SUMS", "licences.spdx.json"
Progress = Callable[[str], None]


def make(
    into: Path, pythons: Iterable[str], machines: Iterable[str], commit: str = "HEAD", progress: Progress = print
) -> Path:
    """Write the archive of a commit into the folder ``into``; its path. Raises CockpitError where a wheel is missing."""
    made = described(commit, tuple(pythons), tuple(machines))
    into.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="bundle-", dir=into) as name:
        folder = Path(name) / f"zhengxie-cockpit-{made.name}"
        (folder / "wheels").mkdir(parents=True)
        progress(f"取出 {made.commit} 的程序")
        take_sources(commit, folder / "app")
        for python in made.pythons:
            for machine in made.machines:
                progress(f"下载 CPython {python} {machine} 的软件包")
                fetch(_requirements(folder / "app"), python, machine, folder / "wheels")
        release.write(made, folder)
        (folder / "install.sh").write_bytes((folder / "app" / "deploy" / "bundle" / "install.sh").read_bytes())
        (folder / "install.sh").chmod(0o755)
        parts = [*licences.of_wheels((folder / "wheels").glob("*.whl")), *licences.shipped()]
        said = orjson.dumps(licences.document(made, parts), option=orjson.OPT_INDENT_2)
        (folder / LICENCES).write_bytes(said)
        sum_up(folder)
        archive = into / f"{folder.name}.tar"
        progress(f"写 {archive}")
        with tarfile.open(archive, "w") as tar:  # wheels are compressed already
            tar.add(folder, folder.name)
    return archive


def described(commit: str, pythons: tuple[str, ...], machines: tuple[str, ...]) -> Release:
    """What the release of a commit says of itself."""
    import tomllib

    text = _git("show", f"{commit}:pyproject.toml").decode()
    hash_, seconds = _git("show", "-s", "--format=%h %ct", commit).decode().split()
    instant = datetime.fromtimestamp(int(seconds), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Release(tomllib.loads(text)["project"]["version"], instant, hash_, pythons, machines)


def take_sources(commit: str, into: Path) -> None:
    """The files of a commit that a server needs."""
    into.mkdir(parents=True)
    packed = _git("archive", commit, ".", *(f":(exclude){name}" for name in LEFT_OUT))
    subprocess.run(["tar", "-x", "-C", str(into)], input=packed, check=True)


def fetch(requirements: Path, python: str, machine: str, into: Path) -> None:
    """Download the wheels that a machine of one kind needs, pip among them. Raises CockpitError naming what is missing."""
    platforms = [f"manylinux_2_{minor}_{machine}" for minor in GLIBC] + [f"manylinux2014_{machine}"]
    short = python.replace(".", "")
    wanted = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
        "--dest",
        str(into),
    ]
    wanted += ["--python-version", python, "--implementation", "cp"]
    wanted += [word for abi in (f"cp{short}", "abi3", "none") for word in ("--abi", abi)]
    wanted += [word for platform in platforms for word in ("--platform", platform)]
    done = subprocess.run([*wanted, "-r", str(requirements), "pip"], capture_output=True, text=True)
    if done.returncode:
        told = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise CockpitError(
            f"CPython {python} {machine} 的软件包没有下载全：{(told or [done.stderr])[0].strip()[:300]}。"
            "请检查网络，或用 make bundle PYTHONS=… ARCHES=… 只做有软件包的几种。"
        )


def _requirements(sources: Path) -> Path:
    """All that an installation may want: nothing more can be fetched where it is."""
    whole = sources / "requirements-mysql.txt"
    return whole if whole.exists() else sources / "requirements.txt"  # a commit before there was one


def sum_up(folder: Path) -> None:
    """Write the SHA-256 of every file, as sha256sum reads them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    lines = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(folder).as_posix()}\n" for p in files]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def _git(*words: str) -> bytes:
    return subprocess.run(["git", "-C", str(ROOT), *words], check=True, capture_output=True).stdout
