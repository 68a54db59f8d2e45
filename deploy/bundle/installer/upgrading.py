"""Installing a bundle step by step; where a step fails, what was in force before is in force again."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy.bundle import release
from deploy.bundle.installer.cockpit import Cockpit
from deploy.bundle.installer.faults import Stopped
from deploy.bundle.installer.prefix import Prefix
from deploy.bundle.release import Release

ASK_URL = "from zxdata.configuration import settings; print(settings().database_url)"
Progress = Callable[[str], None]


def refuse_older(new: Release, now: Release | None) -> None:
    """Raises Stopped where ``new`` is older than what is in force."""
    if now and new.order < now.order:
        raise Stopped(
            f"已安装的是较新的 {now.name}，安装包是较旧的 {new.name}，没有安装。"
            "不支持退回旧版；要用旧版的数据，请装到另一个文件夹，再用那时的备份恢复（./cockpit restore）。"
        )


def install(
    bundle: Path, prefix: Prefix, progress: Progress = print, after: Callable[[], None] = lambda: None
) -> list[str]:
    """Install a bundle into a prefix, or upgrade what is there; what doctor advises, a sentence each.

    An upgrade is tried on a copy of the data first. ``after``: what is left once the new release is current (starting the
    service again). Raises Stopped: then the release and the data are those of before.
    """
    new = release.read(bundle)
    now = prefix.installed()
    refuse_older(new, now)
    prefix.settle(bundle / "app")
    environment = prefix.environment()
    old = Cockpit(prefix.current.resolve(), environment) if now else None
    cockpit = Cockpit(prefix.release_folder(new), environment)
    _lay(cockpit, bundle, prefix, progress)
    try:
        advice = cockpit.examined() if not old else []
        saved = _saved(old, now, prefix, progress) if old and now else None
        if saved:
            progress("在数据的副本上试新版本")
            _rehearse(cockpit, saved)
    except Stopped:
        if not old or cockpit.folder != old.folder:
            shutil.rmtree(cockpit.folder, ignore_errors=True)
        raise
    try:
        if not _unmade(cockpit):
            progress("升级数据库的表" if old else "建数据库的表")
            cockpit.command("init")
        prefix.switch(cockpit.folder)
        progress("启动一次，看能不能打开")
        progress(f"{cockpit.tried():.0f} 秒后能打开")
        advice = advice or cockpit.examined()
        after()
    except (Stopped, OSError) as fault:
        raise Stopped(f"{fault} {_put_back(cockpit, old, prefix, saved)}") from fault
    prefix.tidy()
    return advice


def _lay(cockpit: Cockpit, bundle: Path, prefix: Prefix, progress: Progress) -> None:
    if (cockpit.folder / release.FILE).exists():
        progress(f"{cockpit.folder.name} 已经在")
        return
    progress(f"装入 {cockpit.folder}")
    shutil.rmtree(cockpit.folder, ignore_errors=True)  # one that was broken off
    try:
        cockpit.lay(bundle, prefix.folder)
    except (Stopped, OSError):
        shutil.rmtree(cockpit.folder, ignore_errors=True)
        raise


def _saved(old: Cockpit, now: Release, prefix: Prefix, progress: Progress) -> Path | None:
    """A backup by the release in force; None where there is no ledger yet."""
    if _unmade(old):
        return None
    path = prefix.backups / f"升级前-{now.name}-{datetime.now():%Y%m%d-%H%M%S}.zip"
    progress(f"备份到 {path}")
    old.command("backup", str(path))
    return path


def _rehearse(cockpit: Cockpit, saved: Path) -> None:
    """Restore the backup beside, bring it up to the new release and open it. Raises Stopped."""
    with TemporaryDirectory(prefix="rehearsal-", dir=saved.parent) as name:
        scratch = {
            "ZX_DATABASE_URL": f"sqlite:///{name}/ledger.db",
            "ZX_OWN_DATABASE_URL": f"sqlite:///{name}/own.db",
            "ZX_SNAPSHOT_DIR": f"{name}/snapshot",
            "ZX_READ_ONLY": "false",
            "ZX_AUTH": "none",
        }
        cockpit.command("restore", str(saved), settings=scratch)
        cockpit.examined(scratch)
        cockpit.tried(scratch)


def _put_back(failed: Cockpit, old: Cockpit | None, prefix: Prefix, saved: Path | None) -> str:
    """The release and the data of before; what was done, in a sentence."""
    if not old:
        prefix.current.unlink(missing_ok=True)
        return "没有装成；改正后再运行一次 install.sh。"
    prefix.switch(old.folder)
    if saved and _schema_changed(old):
        file = _sqlite_file(old)
        if file is None:
            return (
                f"已换回 {old.folder.name}，但数据库的表已是新版；页面显示最后一份快照。请修好后再升级，"
                f"或清空这个库后用 ./cockpit restore {saved} 恢复。"
            )
        for each in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
            if each.exists():
                each.replace(each.with_name(f"{each.name}.failed"))
        old.command("restore", str(saved))
    if failed.folder != old.folder:
        shutil.rmtree(failed.folder, ignore_errors=True)
    return f"已换回 {old.folder.name}，数据与升级前相同。"


def _schema_changed(old: Cockpit) -> bool:
    try:
        old.command("init")
    except Stopped:
        return True
    return False


def _sqlite_file(cockpit: Cockpit) -> Path | None:
    url = _url(cockpit)
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def _url(cockpit: Cockpit) -> str:
    asked = [str(cockpit.python), "-c", ASK_URL]
    environment = cockpit.environment | {"PYTHONPATH": str(cockpit.folder)}
    done = subprocess.run(asked, cwd=cockpit.folder, env=environment, capture_output=True, text=True)
    return done.stdout.strip()


def _unmade(cockpit: Cockpit) -> bool:
    """Whether the ledger is an SQLite file that is not there yet or holds no tables: the first start makes it."""
    file = _sqlite_file(cockpit)
    if file is None:
        return False
    if not file.exists() or not os.path.getsize(file):
        return True
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return not connection.execute("SELECT name FROM sqlite_master LIMIT 1").fetchall()
