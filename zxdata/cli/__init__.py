"""The command line: ``python -m zxdata COMMAND``.

Standard output carries only the answer; progress and logs go to standard error. Exit codes: 0 done, 1 done with
refused rows or findings, 2 wrong use or cannot.
"""

import sys
import traceback
from collections.abc import Sequence
from typing import Any

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from zxdata.cli import (
    accounts,
    answering,
    auditing,
    backups,
    briefs,
    examining,
    importing,
    keeping,
    mappings,
    notifying,
    ruling,
    serving,
    signalling,
    withdrawing,
    wording,
)
from zxdata.cli.helping import in_chinese
from zxdata.errors import CockpitError, Unknown
from zxdata.journal import tell

DONE, CANNOT = 0, 2

app = typer.Typer(
    help="政协履职决策驾驶舱：共享数据库、指标和导出。每个命令都可以用 --help 看写法。",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
)
for family in (
    keeping,
    examining,
    serving,
    backups,
    importing,
    mappings,
    ruling,
    withdrawing,
    answering,
    briefs,
    signalling,
    notifying,
    wording,
    accounts,
    auditing,
):
    family.register(app)
_NAMES = ([c.name for c in app.registered_commands], [group.name for group in app.registered_groups])
COMMANDS = tuple(name for names in _NAMES for name in names if name)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; every expected failure is one sentence on standard error."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    tell()
    argument = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if argument and not argument[0].startswith("-") and argument[0] not in COMMANDS:
            raise Unknown("命令", argument[0], COMMANDS)
        code = in_chinese(get_command(app)).main(argument, prog_name="python -m zxdata", standalone_mode=False)
        return code or DONE
    except CockpitError as fault:
        print(fault.sentence, file=sys.stderr)
    except TyperException as fault:
        print(_in_words(fault), file=sys.stderr)
    except Exception:
        traceback.print_exc()
        print("出了没有料到的错，没有完成；请把上面的记录交给维护人员。", file=sys.stderr)
    return CANNOT


def _in_words(fault: TyperException) -> str:
    """A wrong command line in one Chinese sentence."""
    context, param = getattr(fault, "ctx", None), getattr(fault, "param", None)
    kind = type(fault).__name__
    if kind == "NoArgsIsHelpError":
        return str(fault)
    if kind == "NoSuchOption" and context is not None:
        argument: str = fault.option_name  # type: ignore[attr-defined]
        if argument in {name for each in getattr(context.command, "commands", {}).values() for name in _options(each)}:
            return f"选项 {argument} 要写在命令后面，例如 python -m zxdata query METRIC {argument} …。"
        return str(Unknown("选项", argument, _options(context.command)))
    if kind == "MissingParameter" and param is not None:
        usage = context.get_usage() if context else ""
        return f"缺少 {param.metavar if param.param_type_name == 'argument' else param.opts[0]}。{usage}"
    if kind == "BadOptionUsage":
        return f"选项 {fault.option_name} 后面缺少值。"  # type: ignore[attr-defined]
    if kind == "BadParameter" and param is not None:
        return f"{param.opts[0]} 的值不能用：{fault}"
    return f"命令的写法不对：{fault.format_message()}"  # type: ignore[attr-defined]


def _options(command: Any) -> list[str]:
    return [name for each in command.params for name in each.opts if name.startswith("--")]
