"""Where an installation keeps what: releases side by side, one of them current, and what outlives them all."""

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from deploy.bundle import release
from deploy.bundle.release import Release

ENVIRONMENT = """# 密码和密钥写在这里，只有本用户可读；改后重新启动驾驶舱。cockpit.toml 里的各项也可以写成 ZX_大写名。
# ZX_DATABASE_URL=postgresql+psycopg://cockpit:密码@主机/库名
# ZX_AUTH=local
ZX_SECRET_KEY={key}
"""
COCKPIT = """#!/bin/sh
# ./cockpit start [端口] 启动；./cockpit 命令 … 运行命令（./cockpit --help 列出全部）
set -eu
here=$(cd "$(dirname "$0")" && pwd)
set -a; . "$here/cockpit.env"; set +a
if [ "${1:-}" = start ]; then
    cd "$here/current"
    exec .venv/bin/python -m streamlit run app.py --server.port "${2:-8501}"
fi
PYTHONPATH="$here/current" exec "$here/current/.venv/bin/python" -m zxdata "$@"
"""


@dataclass(frozen=True)
class Prefix:
    """The folder of an installation: ``releases/<name>``, ``current`` → one of them, and beside them ``data``, ``backups``,
    ``cockpit.toml``, ``cockpit.env`` and ``cockpit``."""

    folder: Path

    @property
    def current(self) -> Path:
        return self.folder / "current"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    def release_folder(self, of: Release) -> Path:
        return self.folder / "releases" / of.name

    def installed(self) -> Release | None:
        """The release in force; None where there is none yet."""
        return release.read(self.current) if self.current.exists() else None

    def environment(self) -> dict[str, str]:
        """The process's environment with what ``cockpit.env`` says."""
        lines = (self.folder / "cockpit.env").read_text(encoding="utf-8").splitlines()
        pairs = (line.partition("=") for line in lines if "=" in line and not line.lstrip().startswith("#"))
        return os.environ | {name.strip(): value.strip().strip("'\"") for name, _, value in pairs}

    def settle(self, sources: Path) -> None:
        """Make what outlives releases, where it is missing; nothing that is there is changed but the command ``cockpit``."""
        for folder in (self.folder / "releases", self.folder / "data", self.backups):
            folder.mkdir(parents=True, exist_ok=True)
        if not (settings := self.folder / "cockpit.toml").exists():
            shutil.copyfile(sources / "cockpit.toml", settings)
        if not (own := self.folder / "cockpit.env").exists():
            with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                file.write(ENVIRONMENT.format(key=secrets.token_hex(32)))
        (self.folder / "cockpit").write_text(COCKPIT, encoding="utf-8")
        (self.folder / "cockpit").chmod(0o755)

    def switch(self, to: Path) -> None:
        """Make a release the current one, in one step."""
        ready = self.folder / ".current"
        ready.unlink(missing_ok=True)
        ready.symlink_to(to.relative_to(self.folder))
        ready.replace(self.current)

    def tidy(self, keep: int = 2) -> None:
        """Remove the oldest releases, never the current one."""
        folders = [path for path in (self.folder / "releases").iterdir() if (path / release.FILE).exists()]
        newest = sorted(folders, key=lambda path: release.read(path).order, reverse=True)
        for old in newest[keep:]:
            if old.resolve() != self.current.resolve():
                shutil.rmtree(old)
