"""Periodical briefings for a scheduler: ``brief`` writes a period's documents into a folder."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from zxdata.cli.asking import asking, marked
from zxdata.cli.noting import note
from zxdata.cli.options import AsAccount, Basis, Db, Region, ScopeRegion
from zxdata.cli.printing import say, working
from zxdata.cli.writing import folder, put
from zxdata.errors import CockpitError
from zxdata.inquiry.given import Given

PeriodText = Annotated[str, typer.Option("--period", metavar="P", help="月 2025-09、季 2025-Q3 或年 2025")]
Folder = Annotated[Path, typer.Option("--out", metavar="DIR", help="写到哪个文件夹，没有则新建")]


def register(app: typer.Typer) -> None:
    app.command("brief")(brief)


def brief(
    period: PeriodText,
    out: Folder,
    region: Region = None,
    scope: ScopeRegion = None,
    account: AsAccount = None,
    basis: Basis = None,
    db: Db = None,
) -> int:
    """一个期间的简报：各专题的 Word 和 PowerPoint、智能诊断报告、业务统计报表，一整年的另有民主监督年度报告。"""
    import zxdata as zx
    from zxdata.access import Act
    from zxdata.errors import WrongUse
    from zxdata.export import documents, export_file, export_name
    from zxdata.periods import read_period
    from zxdata.views import answered

    asked_for, today = read_period(period), zx.settings().day()
    if asked_for.since > today:
        raise WrongUse(f"{asked_for.name}还没有开始，今天是 {today}。")
    folder(out)
    last = min(asked_for.until, today)
    given = Given(region, asked_for.since, asked_for.until, None, last, scope, basis=basis or "period")
    written = failed = 0
    with asking(given, db, account) as asked, working("正在写简报") as show:
        note(asked.settings, Act.EXPORT, f"简报 {asked_for.name}")
        for document in documents(asked.question.filters):
            show(f"正在写 {document.title}")
            try:
                shown = answered(asked.store, replace(asked.question, view=document.view), asked.settings)
                for kind in document.kinds:
                    path = out / export_name(shown, kind)
                    put(path, export_file(shown, kind, marked(asked, account)))
                    print(path)
                    written += 1
            except CockpitError as fault:
                failed += 1
                say(f"{document.title}没有写全：{fault}")
    if not written:
        raise WrongUse("一份也没有写出；原因见上。")
    return 1 if failed else 0
