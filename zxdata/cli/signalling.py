"""Commands that speak up by themselves, for cron: digest."""

from pathlib import Path
from typing import Annotated

import typer

from zxdata.cli.asking import asking
from zxdata.cli.options import AsAccount, AsJson, AsOf, Db, Region, ScopeRegion
from zxdata.cli.printing import print_json, say
from zxdata.inquiry.given import Given

To = Annotated[Path, typer.Option("--to", metavar="DIR", help="放日报的文件夹，没有就新建")]


def register(app: typer.Typer) -> None:
    app.command("digest")(digest)


def digest(
    to: To,
    region: Region = None,
    as_of: AsOf = None,
    scope: ScopeRegion = None,
    account: AsAccount = None,
    as_json: AsJson = False,
    db: Db = None,
) -> None:
    """监督预警日报：自上一份以来变了颜色的事项、异常升高、未来 7 日将变色的。"""
    from zxdata.digest import digest as made
    from zxdata.digest import last_before, write
    from zxdata.filter_choices import place_in_words

    with asking(Given(region, as_of=as_of, scope=scope), db, account) as asked:
        day, whole = asked.question.filters.as_of, asked.question.scope.everything and not asked.question.filters.region
        name = asked.settings.body if whole else place_in_words(asked.reading, asked.question.filters)
        found = made(asked.reading, asked.question.filters, asked.rules, last_before(to, day), name)
        path = write(found, to)
    if as_json:
        counts = {"worse": len(found.worse), "better": len(found.better), "rises": len(found.rises)}
        print_json({"file": str(path), "as_of": day, "since": found.since, **counts, "coming": len(found.coming)})
    else:
        print(path)
    say(
        "没有变色的事项。"
        if found.quiet
        else f"变差 {len(found.worse)} 件，转好 {len(found.better)} 件，异常升高 {len(found.rises)} 处。"
    )
