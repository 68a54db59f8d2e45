"""The --help of every command in Chinese: the framework writes its own words, they are said anew on the way out."""

import re
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any

import typer

SECTIONS = {"Arguments": "参数", "Options": "选项", "Commands": "命令"}
HELP = "Show this message and exit."
_PLAIN = typer.Context.formatter_class


class _Chinese(_PLAIN):  # type: ignore[misc, valid-type]
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        said = args.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 [参数]...")
        super().write_usage(prog, said, "写法：")

    def section(self, name: str) -> AbstractContextManager[None]:
        found: AbstractContextManager[None] = super().section(SECTIONS.get(name, name))
        return found

    def write_dl(self, rows: Iterable[tuple[str, str]], *sizes: Any, **more: Any) -> None:
        super().write_dl([(_unboxed(name), _said(text)) for name, text in rows], *sizes, **more)


class _InChinese(typer.Context):
    formatter_class = _Chinese


def in_chinese(command: Any) -> Any:
    """The command, its own commands and all they say about themselves."""
    command.context_class = _InChinese
    for each in getattr(command, "commands", {}).values():
        in_chinese(each)
    return command


def _unboxed(name: str) -> str:
    """``METRIC <list[str]>`` → METRIC"""
    return re.sub(r" <\w+(\[\w+\])?>", "", name)


def _said(text: str) -> str:
    text = text.replace(HELP, "显示这份说明").replace("  [required]", "（必填）")
    return re.sub(r"  \[default: ([^\]]*)\]", r"（缺省 \1）", text)
