"""Commands that look an installation over: doctor."""

from dataclasses import asdict
from typing import Annotated

import typer

from zxdata.cli.asking import settled
from zxdata.cli.options import AsJson, Db, whole
from zxdata.cli.printing import print_json, say

Port = Annotated[int, typer.Option("--port", metavar="N", parser=whole, help="驾驶舱用的端口")]

Database = Annotated[
    str, typer.Option("--database", metavar="URL", help="试一个空的数据库：建表、写入、读回、事务、锁、时限，试完清掉")
]


def register(app: typer.Typer) -> None:
    app.command("doctor")(doctor)


def doctor(as_json: AsJson = False, port: Port = 8501, db: Db = None, database: Database = "") -> int:
    """这台机器上的驾驶舱哪里没有装好，怎样改；或者一个数据库能不能做台账库。"""
    from zxdata.doctor import Machine, examine, examine_database
    from zxdata.errors import BadSetting

    if database:
        found = examine_database(database, settled(db))
    else:
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
