"""Commands that move data in: import and templates."""

from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zxdata.cli.asking import settled
from zxdata.cli.noting import noted
from zxdata.cli.options import AsJson, Db, account
from zxdata.cli.printing import print_json, say, working
from zxdata.errors import WrongUse

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from zxdata.intake import Receipt
    from zxdata.intake.mapping import Mapping


def _case(text: str) -> str:
    if text != "case":
        raise typer.BadParameter(f"“{text}”不能替换；只可用 case（按案件）。")
    return text


def _order(text: str) -> str:
    return _one_of(text, "month", "day")


def _span(text: str) -> str:
    return _one_of(text, "first", "last")


def _one_of(text: str, *words: str) -> str:
    if text not in words:
        raise typer.BadParameter(f"“{text}”不行；可写 {' 或 '.join(words)}。")
    return text


Files = Annotated[list[Path], typer.Argument(metavar="FILE", help="要导入的 .xlsx、.xls、.et、.ods、.csv 等；可以几个")]
DatasetName = Annotated[str | None, typer.Option("--dataset", metavar="NAME", help="数据集的代码名；不写按表头认")]
MappingName = Annotated[
    str | None,
    typer.Option("--mapping", metavar="M.toml|NAME", help="按对照读本单位自己的台账；不写用保存着的、表头相符的对照"),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只检查，不写入")]
Strict = Annotated[bool, typer.Option("--strict", help="有一行退回，整个文件就不写入")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="同号不同件的行也覆盖")]
Replace = Annotated[
    str | None,
    typer.Option("--replace", metavar="case", parser=_case, help="替换：文件里的案件，以前导入而这次没有的记录移除"),
]
Year = Annotated[int | None, typer.Option("--year", metavar="YYYY", help="没有写年份的日期是哪一年的")]
Order = Annotated[
    str | None,
    typer.Option("--order", metavar="month|day", parser=_order, help="3/5/2025 这样的日期，月在前还是日在前"),
]
Span = Annotated[
    str | None, typer.Option("--span", metavar="first|last", parser=_span, help="写了起止两个日期的，以哪一天为准")
]
NewUnits = Annotated[bool, typer.Option("--new-units", help="没有见过的单位作为新的承办单位登记，由驾驶舱编号")]
Same = Annotated[
    list[str] | None,
    typer.Option(
        "--same", metavar="NAME=NO", help="文件里的单位名称就是编号为 NO 的单位，NO 写 new 的是新单位；可以几个"
    ),
]
Report = Annotated[Path | None, typer.Option("--report", metavar="OUT.xlsx", help="把原表连同退回原因存到这里")]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="放模板的文件夹，没有就新建")]


def register(app: typer.Typer) -> None:
    app.command("import")(import_files)
    app.command("templates")(templates)


def import_files(
    files: Files,
    dataset: DatasetName = None,
    mapping: MappingName = None,
    dry_run: DryRun = False,
    strict: Strict = False,
    overwrite: Overwrite = False,
    replace: Replace = None,
    year: Year = None,
    order: Order = None,
    span: Span = None,
    new_units: NewUnits = False,
    same: Same = None,
    report: Report = None,
    as_json: AsJson = False,
    db: Db = None,
) -> int:
    """把文件导入共享数据库；退回的行写明原因。几个文件按被引用的先后导入。"""
    from zxdata.access import Act
    from zxdata.datasets import BY_NAME, DATASETS
    from zxdata.errors import Unknown
    from zxdata.intake import Assumptions, guess_dataset, import_file
    from zxdata.intake.assumptions import NEW
    from zxdata.ledger import open_ledger

    if dataset and mapping:
        raise WrongUse("--dataset 和 --mapping 只能写一个：对照里已写明数据集。")
    if dataset is not None and dataset not in BY_NAME:
        raise Unknown("数据集", dataset, BY_NAME)
    if report and len(files) > 1:
        raise WrongUse("--report 一次只能对一个文件；请分别导入。")
    if report and report.suffix.lower() != ".xlsx":
        raise WrongUse(f"--report 的文件名应以 .xlsx 结尾，“{report.name}”不是。")
    if report and not report.absolute().parent.is_dir():
        raise WrongUse(f"--report 要写进的文件夹“{report.parent}”不存在；请先建好。")
    named = _same(same or ())
    new = tuple(name for name, number in named.items() if number == NEW)
    known = {name: number for name, number in named.items() if number != NEW}
    assumed = Assumptions(year, order, span, new_units, new, known)  # type: ignore[arg-type]
    settings = settled(db)
    engine = open_ledger(settings)
    loading = [each.name for each in DATASETS]
    chosen = _mapping(engine, mapping) if mapping else None
    if dataset is None and chosen is None and len(files) > 1:
        files = sorted(files, key=lambda path: loading.index(guess_dataset(path)))
    refused = 0
    for path in files:
        noting = nullcontext(list[str]()) if dry_run else noted(settings, Act.IMPORT, path.name)
        with working(f"正在导入 {path.name}"), noting as words:
            receipt = import_file(
                engine,
                path,
                settings,
                dataset=dataset,
                mapping=chosen,
                dry_run=dry_run,
                strict=strict,
                overwrite=overwrite,
                replace=replace is not None,
                by=account(),
                assumed=assumed,
            )
            words.append(receipt.summary)
        refused += receipt.refused
        if as_json:
            print_json(receipt.to_dict())
        else:
            print(receipt.summary)
            for fault in receipt.faults[:20]:
                where = f"第 {fault.row} 行{fault.column}" + (f"“{fault.value}”" if fault.value else "")
                say(f"{where}：{fault.reason}；{fault.remedy}。")
            if len(receipt.faults) > 20:
                say(f"……共 {len(receipt.faults)} 处，加 --report OUT.xlsx 可得到全部。")
            for finding in receipt.findings:
                say(finding)
            for question in receipt.questions:
                choices = "；".join(f"{choice.value} {choice.words}" for choice in question.choices)
                say(f"请问：{question.ask}可答：{choices}。用 {ANSWERS[question.key.partition('.')[0]]} 回答后再导入。")
        if report:
            refused += not _reported(receipt, report)
    return 1 if refused else 0


def _reported(receipt: "Receipt", report: Path) -> bool:
    """Whether the report could be written. The rows are in by then: whatever fails here undoes nothing of the receipt."""
    from zxdata.intake import write_report

    try:
        write_report(receipt, report)
    except Exception as fault:
        say(f"带原因的原表没有写成（{fault}）；导入的结果以上面的回执为准。")
        return False
    say(f"带原因的原表已写到 {report}。")
    return True


ANSWERS = {
    "year": "--year",
    "order": "--order",
    "span": "--span",
    "same": "--same NAME=NO（新单位写 NAME=new）或 --new-units",
}


def _same(pairs: Iterable[str]) -> dict[str, str]:
    """Name → number. Raises WrongUse where a pair is none."""
    found = {}
    for pair in pairs:
        name, sign, number = pair.rpartition("=")
        if not (sign and name and number):
            raise WrongUse(f"--same 应写成 名称=编号，“{pair}”不是。")
        found[name] = number
    return found


def _mapping(engine: "Engine", given: str) -> "Mapping":
    """The mapping in that file, or kept under that name."""
    from zxdata.intake.mapping import get, read

    file = Path(given)
    if file.suffix == ".toml" or file.is_file():
        if not file.is_file():
            raise WrongUse(f"没有对照文件“{given}”。")
        return read(file.read_text(encoding="utf-8"), file.stem)
    return get(engine, given)


def templates(folder: Folder, db: Db = None) -> None:
    """空白的填报模板，每个数据集一个；库里已有的区划、单位和取值做成下拉。"""
    from zxdata.errors import CockpitError
    from zxdata.intake import write_templates
    from zxdata.ledger import open_ledger, require

    engine = open_ledger(settled(db))
    try:
        require(engine)
        written = write_templates(folder, engine)
    except CockpitError as fault:
        say(f"{fault}模板里没有取自台账的下拉。")
        written = write_templates(folder)
    for path in written:
        print(path)
