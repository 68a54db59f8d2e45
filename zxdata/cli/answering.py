"""Commands that answer: metrics, query, rows, export. They read the snapshot, never the ledger."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from zxdata.cli.asking import asking, marked
from zxdata.cli.noting import note
from zxdata.cli.options import (
    AsAccount,
    AsJson,
    AsOf,
    Basis,
    By,
    Db,
    Format,
    LedgerOf,
    Limit,
    NoBy,
    Offset,
    Region,
    RowsFormat,
    ScopeRegion,
    Since,
    Until,
    Where,
    refuse,
)
from zxdata.cli.printing import print_answer, print_json, print_table, say
from zxdata.cli.writing import put
from zxdata.inquiry.given import Given

AsMarkdown = Annotated[bool, typer.Option("--markdown", help="输出说明里的一页")]
MetricKeys = Annotated[list[str], typer.Argument(metavar="METRIC", help="指标，如 proposals.filed；可用 coverage.*")]
MetricKey = Annotated[str, typer.Argument(metavar="METRIC", help="指标，如 proposals.overdue")]
ViewKey = Annotated[
    str,
    typer.Argument(
        metavar="VIEW",
        help="overview、coverage、proposals、supervision、consultation、voices、diagnosis、statistics 等",
    ),
]
RowsOut = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="把台账里的整行写到 .xlsx、.csv 或 .json，改好后可以导回")
]
Out = Annotated[Path, typer.Option("--out", metavar="FILE", help="写到哪个文件，按扩展名定格式；写文件夹则自动取名")]


Template = Annotated[
    Path, typer.Argument(metavar="TEMPLATE.xlsx", help="考核方的表样，要填的单元格用 Excel 的“定义名称”起好名")
]
FormOut = Annotated[Path, typer.Option("--out", metavar="FILE.xlsx", help="填好的表写到哪里")]


def register(app: typer.Typer) -> None:
    for command in (metrics, query, rows, export, form):
        app.command(command.__name__)(command)


def metrics(
    as_json: AsJson = False, markdown: AsMarkdown = False, account: AsAccount = None, db: LedgerOf = None
) -> None:
    """全部指标：名称、单位、口径、可用的维度；写 --db 时另有该库里各指标可数的行数。"""
    from zxdata.inquiry.documented import documented
    from zxdata.inquiry.replies import metric_records

    if markdown:
        print(documented(), end="")
        return
    rows = _recorded(db, account) if db is not None else {}
    found = metric_records(rows)
    if as_json:
        print_json(found)
        return
    heads = ("指标", "名称", "单位", *(("行数",) if rows else ()), "口径", "维度")
    said = [
        (
            *(m["key"], m["name"], m["unit"]),
            *((f"{m['rows']:,}",) if rows else ()),
            *(m["definition"], ",".join(m["dimensions"])),
        )
        for m in found
    ]
    print_table(heads, said)


def _recorded(db: str, account: str | None) -> Mapping[str, int]:
    from zxdata.metrics.recorded import recorded

    with asking(Given(), db, account) as asked:
        return recorded(asked.reading, asked.question.filters, asked.rules)


def query(
    metric: MetricKeys,
    by: By = None,
    region: Region = None,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    as_of: AsOf = None,
    scope: ScopeRegion = None,
    account: AsAccount = None,
    basis: Basis = None,
    wanted: Format = None,
    db: Db = None,
) -> None:
    """指标的数，与页面上的相同。"""
    from zxdata.inquiry.replies import numbers

    with asking(Given(region, since, until, where, as_of, scope, metric, by, basis=basis), db, account) as asked:
        found = numbers(asked)
        print_answer(wanted, found.columns, found.rows, found.about)


def rows(
    metric: MetricKey,
    by: By = None,
    region: Region = None,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    as_of: AsOf = None,
    scope: ScopeRegion = None,
    account: AsAccount = None,
    basis: Basis = None,
    wanted: RowsFormat = None,
    limit: Limit = None,
    offset: Offset = 0,
    out: RowsOut = None,
    db: Db = None,
) -> None:
    """一个指标背后的明细行；行数等于那个数，比率列出分母的行。

    写了 --out 的，写的是这些行在台账里的整行，列是全的，改好后可以原样导回。
    """
    from zxdata.access import Act
    from zxdata.cli.returning import kind_of, write_out
    from zxdata.inquiry.replies import behind
    from zxdata.metrics import metric as of

    kind = kind_of(out, wanted)
    given = Given(region, since, until, where, as_of, scope, (of(metric).key,), by, basis=basis)
    with asking(given, db, account) as asked:
        found, listed = behind(asked, limit, offset)
        if out:
            note(asked.settings, Act.ROWS, f"{metric} {out.name}")
            say(write_out(out, kind, asked.settings, listed.fact, listed.frame, asked.question.scope.personal))
        else:
            print_answer(wanted, found.columns, found.rows, found.about)


def export(
    view: ViewKey,
    out: Out,
    by: NoBy = None,
    region: Region = None,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    as_of: AsOf = None,
    scope: ScopeRegion = None,
    account: AsAccount = None,
    basis: Basis = None,
    db: Db = None,
) -> None:
    """一页的图表，存成可继续编辑的文件。"""
    from zxdata.access import Act
    from zxdata.errors import WrongUse
    from zxdata.export import check_kind, export_file, export_name
    from zxdata.views import answered

    refuse("--by", by, "一页的图表各有自己的分组；要按维度分组请用 query")
    if not out.suffix and not out.is_dir():
        raise WrongUse(f"--out 应以 .pptx、.docx、.xlsx、.csv 或 .pdf 结尾，或是已有的文件夹；“{out}”都不是。")
    kind = "xlsx" if out.is_dir() else check_kind(out.suffix.removeprefix("."))
    with asking(
        Given(region, since, until, where, as_of, scope, view=view, basis=basis or "period"), db, account
    ) as asked:
        shown, mark = answered(asked.store, asked.question, asked.settings), marked(asked, account)
    path = out / export_name(shown, kind) if out.is_dir() else out
    note(asked.settings, Act.EXPORT, path.name)
    put(path, export_file(shown, kind, mark))
    say(f"已写到 {path}。")


def form(
    template: Template,
    out: FormOut,
    region: Region = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    scope: ScopeRegion = None,
    basis: Basis = None,
    db: Db = None,
) -> None:
    """把指标填进考核方自己的表样：只填起了名的单元格，别处不动。

    名称写 指标键（点换成下划线）_区划代码，如 supervision_on_time_rate_500107；单位写单位编号；全市不写；
    综合指数写它在规则文件里的名字，如 participation_500107；另可用 截至日、机构。
    """
    from zxdata.access import Act
    from zxdata.errors import WrongUse
    from zxdata.export.assessment import values_of
    from zxdata.export.form import fill, names_of

    if not template.is_file():
        raise WrongUse(f"没有表样文件 {template}。")
    content = template.read_bytes()
    given = Given(region, since, until, None, as_of, scope, view="programmes", basis=basis or "period")
    with asking(given, db) as asked:
        filters = asked.question.filters
        values = values_of(names_of(content), asked.reading, filters, asked.rules, asked.settings)
    filled = fill(content, values)
    note(asked.settings, Act.EXPORT, out.name)
    put(out, filled.content)
    left = f"，{len(filled.left)} 个名称没有对上：{'、'.join(filled.left[:5])}" if filled.left else ""
    say(f"已填 {len(filled.names)} 个单元格，写到 {out}{left}。")
