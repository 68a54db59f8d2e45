"""``python -m deploy.bundle``: make the bundle (make bundle)."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from deploy.bundle.making import MACHINES, PYTHONS, make
from zxdata.configuration import ROOT
from zxdata.errors import CockpitError


def main() -> int:
    parser = ArgumentParser(prog="python -m deploy.bundle", description="把驾驶舱和它要的全部软件包写成一个离线安装包")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="写到哪个文件夹")
    parser.add_argument("--python", nargs="+", default=PYTHONS, choices=PYTHONS, help="给哪些 Python 版本")
    parser.add_argument("--machine", nargs="+", default=MACHINES, choices=MACHINES, help="给哪些处理器")
    parser.add_argument("--commit", default="HEAD", help="哪一次提交")
    chosen = parser.parse_args()
    try:
        archive = make(
            chosen.out, chosen.python, chosen.machine, chosen.commit, lambda words: print(words, file=sys.stderr)
        )
    except CockpitError as fault:
        print(fault.sentence, file=sys.stderr)
        return 2
    print(f"{archive}：{archive.stat().st_size / 1e6:,.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
