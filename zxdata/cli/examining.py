"""Commands that look an installation over: doctor."""

from dataclasses import asdict
from typing import Annotated

import typer

from zxdata.cli.asking import settled
from zxdata.cli.options import AsJson, Db, whole
from zxdata.cli.printing import print_json, say

Port = Annotated[int, typer.Option("--port", metavar="N", parser=whole, help="驾驶舱用的端口")]


def register(app: typer.Typer) -> None:
    app.command("doctor")(doctor)


def doctor(as_json: AsJson = False, port: Port = 8501, db: Db = None) -> int:
    """这台机器上的驾驶舱哪里没有装好，怎样改。"""
    from zxdata.doctor import Machine, examine
    from zxdata.errors import BadSetting

    try:
        found = examine(settled(db), Machine(port=port))
    except BadSetting as fault:
        found = examine(fault, Machine(port=port))
    amiss = [each for each in found if not each.good]
    if as_json:
        print_json([asdict(each) | {"good": each.good} for each in found])
    else:
        for each in found:
            print(f"{'✓' if each.good else '✗'} {each.subject}：{each.state}")
            if each.mend:
                print(f"  办法：{each.mend}")
        say(f"查了 {len(found)} 处，{f'{len(amiss)} 处要改' if amiss else '没有发现问题'}。")
    return 1 if amiss else 0
