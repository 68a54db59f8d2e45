"""A fault of the rules file in one Chinese sentence: where it is, the value, what would work."""

from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel

from zxdata.errors import Unknown

# fmt: off
_REASONS = {
    "greater_than_equal": "不能小于 {ge}", "less_than_equal": "不能大于 {le}", "greater_than": "应大于 {gt}",
    "less_than": "应小于 {lt}", "int_parsing": "应为整数", "int_type": "应为整数", "int_from_float": "应为整数",
    "float_parsing": "应为数", "float_type": "应为数", "string_type": "应为文字", "dict_type": "应为一组设置",
    "model_type": "应为一组设置", "model_attributes_type": "应为一组设置", "tuple_type": "应为一列设置",
    "too_short": "至少要有 {min_length} 项", "string_too_short": "不能为空", "date_type": "应为日期，例如 2026-01-31",
    "string_too_long": "不能超过 {max_length} 个字", "date_from_datetime_parsing": "应为日期，例如 2026-01-31",
    "date_parsing": "应为日期，例如 2026-01-31", "date_from_datetime_inexact": "应为日期，例如 2026-01-31",
    "finite_number": "应为有限的数", "value_error": "{error}",
}
# fmt: on
_PATTERNS = {
    "#": "应为 #RRGGBB，例如 #B3261E",
    r"\.": "应为指标的代码，例如 supervision.closed_rate",
    "": "应为小写英文字母和下划线",
}


def sentence(file: str, error: dict[str, Any], book: type[BaseModel]) -> str:
    """``error`` is one of pydantic's; ``book`` the model of the whole file."""
    steps: tuple[Any, ...] = error["loc"]
    where = ".".join(str(step) for step in steps if step != "[key]")
    if error["type"] == "extra_forbidden":
        section = _section(book, steps[:-1])
        return f"规则文件 {file} 的 {where}：{Unknown('规则', str(steps[-1]), section.model_fields if section else ())}"
    if error["type"] == "missing":
        return f"规则文件 {file} 缺少 {where}，这一项必须写。"
    if error["type"] == "string_pattern_mismatch":
        reason = next(words for mark, words in _PATTERNS.items() if mark in error["ctx"]["pattern"])
    else:
        reason = _REASONS.get(error["type"], "不是这里能写的值").format(**error.get("ctx", {}))
    return f"规则文件 {file} 的 {where} 的值“{error['input']}”不能用：{reason}。"


def _section(book: type[BaseModel], steps: Sequence[Any]) -> type[BaseModel] | None:
    """The model at the end of the steps; positions in a list and keys of a table lead to what the list holds."""
    found: type[BaseModel] | None = book
    for step in steps:
        if found is not None and step in found.model_fields:
            found = _model_in(found.model_fields[step].annotation)
    return found


def _model_in(kind: Any) -> type[BaseModel] | None:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind
    return next((model for part in get_args(kind) if (model := _model_in(part))), None)
