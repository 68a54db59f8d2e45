"""Commands that keep the cockpit: init, demo, refresh, settings, check."""

import json
import sys
from typing import Annotated

import typer

from zxdata.cli.asking import asking, settled
from zxdata.cli.limits import within
from zxdata.cli.options import AsAccount, AsJson, AsOf, Db, Format, Limit, Region, ScopeRegion, whole
from zxdata.cli.printing import print_answer, print_json, say, working
from zxdata.inquiry.given import Given
from zxdata.inquiry.written import plain

REFRESH_SECONDS = 3600  # a ledger of many millions of rows takes minutes
Divisions = Annotated[bool, typer.Option("--divisions", help="装入随附的本地区划")]
Scale = Annotated[str, typer.Option("--scale", metavar="city|large|N", help="规模；N 为台账的倍数")]
Seed = Annotated[int, typer.Option("--seed", metavar="S", parser=whole, help="随机种子；同一种子同一天，数据相同")]
IssueKey = Annotated[
    str | None, typer.Option("--rows", metavar="KEY", help="列出一个疑点涉及的每一行，如 proposals.missing.category")
]
NUMBERS = (
    "refresh_seconds", "refresh_mb", "query_seconds", "running_scripts", "answers_mb", "api_per_minute", "session_hours",
    "idle_minutes",
)  # fmt: skip
Full = Annotated[bool, typer.Option("--full", help="台账没有变化也重建")]


def register(app: typer.Typer) -> None:
    for command in (init, demo, refresh, settings, check):
        app.command(command.__name__)(command)


def init(divisions: Divisions = False, db: Db = None) -> None:
    """建表，或把旧表升级；表是空的。"""
    from zxdata.divisions import load_home
    from zxdata.ledger import open_ledger, open_own, place, require, upgrade

    chosen = settled(db)
    engine = open_ledger(chosen)
    if chosen.read_only:
        require(engine)
        own = open_own(chosen)
        print(f"共享数据库 {place(engine)} 只读接入，视图可用；驾驶舱自己的表在 {place(own)}。")
        return
    done = upgrade(engine)
    if done.before == done.after:
        print(f"共享数据库 {place(engine)} 的表已是最新版本 {done.after}。")
    else:
        print(f"共享数据库 {place(engine)} 的表：从{done.before or '无表'}到 {done.after}。")
    if divisions:
        print(f"区划 {chosen.home}：新增或更新 {load_home(engine, chosen.home)} 条。")


def demo(scale: Scale = "city", seed: Seed = 1, db: Db = None) -> None:
    """装入演示数据：真实区划与通报数，合成台账。不会与真实数据放在一起。"""
    from zxdata.datasets import BY_NAME
    from zxdata.demo import fill, size
    from zxdata.ledger import open_ledger, upgrade

    size(scale)
    chosen = settled(db)
    engine = open_ledger(chosen)
    upgrade(engine)
    watched = sys.stderr.isatty()
    with working("正在准备演示数据") as show:

        def tell(dataset: str, rows: int, rate: float) -> None:
            (show if watched else say)(f"{BY_NAME[dataset].title} {rows:,} 行，每秒 {rate:,.0f} 行")

        written = fill(engine, chosen, scale=scale, seed=seed, progress=tell)
    for dataset, rows in written.items():
        print(f"{BY_NAME[dataset].title}（{dataset}）：{rows:,} 行")


def refresh(full: Full = False, db: Db = None) -> None:
    """让数据快照跟上共享数据库。"""
    from zxdata.errors import ClusterUnavailable
    from zxdata.ledger import open_ledger
    from zxdata.snapshot.build import refresh as bring_up

    chosen = settled(db)
    with working("正在更新数据快照"):
        done = within(REFRESH_SECONDS, "更新数据快照", lambda: bring_up(open_ledger(chosen), chosen, full=full))
    if chosen.on_cluster:
        from zxdata.landing import ship  # every page with it: more to load than a ledger of some cases to read

        with working("正在备好各页打开时的数"):
            try:
                say(f"随版本备好 {ship(chosen)} 个答案。")
            except ClusterUnavailable as fault:
                say(f"{fault}各页打开时的数还没有备好。")
    if not done.built:
        say("台账没有变化，快照仍然有效。")
    print(f'version = "{done.version}"\nrows = {done.rows}\nseconds = {done.seconds:.3f}')


def settings(db: Db = None) -> None:
    """正在使用的设置，不含密码；可以贴进 cockpit.toml。"""
    for name, value in settled(db).public().items():
        shown = value if value and name in NUMBERS else json.dumps(value, ensure_ascii=False)
        print(f"{'' if value else '# '}{name} = {shown}")


def check(
    rows: IssueKey = None,
    region: Region = None,
    as_of: AsOf = None,
    scope: ScopeRegion = None,
    account: AsAccount = None,
    limit: Limit = None,
    wanted: Format = None,
    as_json: AsJson = False,
    db: Db = None,
) -> int:
    """数据质量：缺漏、矛盾、久未更新的区县、通报数与台账数之差；--rows 列出一个疑点涉及的每一行。"""
    from dataclasses import asdict

    from zxdata.quality import check as issues
    from zxdata.quality import issue_rows

    with asking(Given(region, as_of=as_of, scope=scope), db, account) as asked:
        about = {"as_of": asked.question.filters.as_of, "version": asked.reading.version.name}
        if rows:
            listed = issue_rows(asked.reading, rows, asked.question.filters, asked.rules)
            columns = [cell.name for cell in listed.cells]
            found_rows = plain(listed.frame[columns].head(limit).to_dict("records"))
            about |= {"filters": asked.described(), "issue": asdict(listed.issue)}
            print_answer(wanted or ("json" if as_json else None), columns, found_rows, about)
            return 1
        found = issues(asked.reading, asked.question.filters, asked.rules)
    if as_json:
        print_json([asdict(issue) for issue in found])
    elif not found:
        print("没有发现问题。")
    else:
        for issue in found:
            examples = f"例如 {'、'.join(issue.examples)}。" if issue.examples else ""
            print(f"{issue.sentence}{examples}（{issue.key}）")
        say("列出一个疑点涉及的每一行：check --rows 括号里的名字。")
    return 1 if found else 0
