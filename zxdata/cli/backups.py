"""Commands that hand an installation over: backup, restore."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from zxdata.cli.asking import settled
from zxdata.cli.noting import note
from zxdata.cli.options import Db, operator, whole
from zxdata.cli.printing import say, working

Into = Annotated[Path, typer.Argument(metavar="FILE", help="写到哪个文件，例如 备份.zip；加 --keep 时是文件夹")]
Out = Annotated[Path, typer.Argument(metavar="FILE", help="backup 写出的文件")]
Keep = Annotated[int | None, typer.Option("--keep", metavar="N", parser=whole, help="按时刻起名，只留最近 N 份")]
Force = Annotated[bool, typer.Option("--force", help="库里已有数据也换掉")]


def register(app: typer.Typer) -> None:
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(file: Into, keep: Keep = None, db: Db = None) -> None:
    """把台账、驾驶舱自己的表、规则和设置（不含密码）存进一个文件，写完逐一核对。"""
    from zxdata.access import Act
    from zxdata.backup import backup as save
    from zxdata.backup import name_at, retain

    settings = settled(db)
    if keep is not None:
        file = file / name_at(datetime.now(settings.zone))
    note(settings, Act.EXPORT, f"备份 {file.name}")
    with working("正在备份") as show:
        done = save(file, settings, show)
    if keep is not None:
        for old in retain(file.parent, keep):
            say(f"已删去较早的 {old.name}。")
    print(f"已备份到 {file}：{len(done.rows)} 张表 {sum(done.rows.values()):,} 行，表版本 {done.schema}，已核对。")


def restore(file: Out, force: Force = False, db: Db = None) -> None:
    """用备份整个换掉共享数据库里的数据；不论备份来自 SQLite 还是 PostgreSQL。"""
    from zxdata.backup import restore as put_back

    with working("正在恢复") as show:
        done = put_back(file, settled(db), force=force, by=operator(), progress=show)
    print(f"已恢复 {done.contents.day} 的备份：{len(done.rows)} 张表 {sum(done.rows.values()):,} 行。")
    if done.settings:
        say(f"备份里的规则和设置与现在用的不同，写在 {done.settings}；要用它们，把其中各行抄进 cockpit.toml。")
