"""Commands that tell people by themselves, for cron: notices."""

from contextlib import closing
from dataclasses import asdict

import typer

from zxdata.cli.asking import followed, settled
from zxdata.cli.options import AsJson, Db
from zxdata.cli.printing import print_json, say


def register(app: typer.Typer) -> None:
    app.command("notices")(notices)


def notices(as_json: AsJson = False, db: Db = None) -> int:
    """把各人订阅的清单里新的变化送出去，没有送到的再试；每几分钟运行一次。"""
    from zxdata.notices import run

    settings = settled(db)
    with closing(followed(settings)) as store:
        done = run(settings, store)
    if as_json:
        print_json(asdict(done))
    else:
        later = f"，免打扰稍后送 {done.quiet} 份" if done.quiet else ""
        print(f"新通知 {done.made} 份，送到 {done.sent} 份，没有送到 {len(done.faults)} 份{later}。")
    for fault in done.faults:
        say(fault)
    return 1 if done.faults else 0
