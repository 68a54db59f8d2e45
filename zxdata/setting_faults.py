"""What is wrong with a setting, in words: of a value, and of the file that holds them."""

import re
from collections.abc import Mapping
from typing import Any

KINDS = (
    ("bool", "应为 true 或 false"),
    ("int", "应为整数"),
    ("float", "应为数"),
    ("date", "应为日期，例如 2025-09-30"),
    ("path", "应为文件或文件夹的路径"),
    ("string", "应为文字，写在引号里"),
    ("tuple", "应为一列值"),
    ("list", "应为一列值"),
    ("literal", "不在可选的值里"),
)
_PLACE = re.compile(r"at line (\d+), column (\d+)")


def why(error: Mapping[str, Any]) -> str:
    """The reason of one error of pydantic: our own sentence where a check of ours refused, else by what was expected."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return next((words for kind, words in KINDS if str(error["type"]).startswith(kind)), "不是这一项的值")


def of_file(name: str, fault: Exception) -> str:
    """Why a file of settings cannot be read."""
    if isinstance(fault, UnicodeDecodeError):
        return f"{name} 不是 UTF-8 文字；请另存为 UTF-8。"
    if isinstance(fault, OSError):
        return f"{name} 打不开；请检查它是不是文件、能不能读。"
    place = _PLACE.search(str(fault))
    where = f"第 {place[1]} 行第 {place[2]} 个字" if place else "结尾"
    return f"{name} 不是有效的 TOML：{where}读不下去；每行应写成 名称 = 值，文字放在英文引号里，一项只写一次。"
