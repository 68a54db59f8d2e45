"""What install.sh runs once the bundle is known to be whole."""

import os
import pwd
import sys
from argparse import ArgumentParser
from pathlib import Path

from deploy.bundle import release
from deploy.bundle.installer.faults import Stopped
from deploy.bundle.installer.prefix import Prefix
from deploy.bundle.installer.service import serve
from deploy.bundle.installer.upgrading import install


def main() -> int:
    parser = ArgumentParser(prog="install.sh", description="安装驾驶舱，或升级已装的；设置、规则、数据都留着")
    parser.add_argument("--bundle", type=Path, required=True, help="安装包解开的文件夹")
    parser.add_argument("--to", type=Path, default=Path.home() / "zhengxie-cockpit", help="装到哪个文件夹")
    parser.add_argument("--service", action="store_true", help="做成随系统启动的服务，带每日备份等定时任务")
    parser.add_argument("--port", type=int, default=8501, help="服务的端口")
    chosen = parser.parse_args()
    prefix = Prefix(chosen.to.absolute())
    told: list[str] = []
    after = (lambda: told.append(serve(prefix, chosen.port))) if chosen.service else (lambda: None)
    try:
        if chosen.service and prefix.installed() == release.read(chosen.bundle):
            print(serve(prefix, chosen.port))
            return 0
        _refuse_foreign(prefix)
        advice = install(chosen.bundle, prefix, lambda words: print(f"· {words}", flush=True), after)
    except Stopped as fault:
        print(fault, file=sys.stderr)
        return 2
    for sentence in advice:
        print(f"请留意 {sentence}")
    print(f"已装好 {release.read(prefix.current).name}，在 {prefix.folder}。")
    print(
        told[0] if told else f"启动：{prefix.folder}/cockpit start {chosen.port}，再打开 http://localhost:{chosen.port}"
    )
    return 0


def _refuse_foreign(prefix: Prefix) -> None:
    """What one user keeps another must not write into: files of root would shut its owner out. Raises Stopped."""
    if not prefix.current.exists() or prefix.folder.stat().st_uid == os.geteuid():
        return
    owner = pwd.getpwuid(prefix.folder.stat().st_uid).pw_name
    raise Stopped(
        f"{prefix.folder} 是用户 {owner} 装的；请以 {owner} 的身份升级（root 可用 runuser -u {owner} -- sh install.sh …），再由 root 加 --service。"
    )


if __name__ == "__main__":
    sys.exit(main())
