"""A mapping as TOML, in and out: what a clerk can read, correct and keep beside the sheet."""

import json
import tomllib
from collections.abc import Iterable
from collections.abc import Mapping as Table
from typing import Any

from zxdata.datasets import BY_NAME
from zxdata.errors import Unknown, WrongUse
from zxdata.intake.mapping.record import (
    FIRST_DAY,
    FIRST_LEADS,
    LAST_DAY,
    LIST_KIND,
    NAME,
    NEW,
    REFUSE,
    REGION,
    SESSION,
    SPLIT,
    YEAR,
    Mapping,
    Source,
    Target,
)

TEXTS = ("name", "case", "number", "instead", "year", "month", "leads", "units")
CHOICES = {"month": (FIRST_DAY, LAST_DAY), "leads": (SPLIT, FIRST_LEADS), "units": (NEW, REFUSE)}
# fmt: off
EXPLAINED = {
    "case": "表里的一行是哪个数据集的一条",
    "number": "编号怎样组成：{表头} 取那一列，{届次}、{年份}、{表名} 取标题",
    "year": "没有写年份的日期：标题（取标题里的年份）、某一年如 2025、或写年份的表头；空着就退回这些行",
    "month": "只写到月的日期：月初 或 月末；空着就退回这些行",
    "leads": "主办单位写了几个：分办 或 首个主办；空着就退回这些行",
    "units": "承办单位表里没有的单位：新增 或 退回",
    "unread": "知道不读的列，不再提示",
}
# fmt: on


def read(text: str, name: str = "") -> Mapping:
    """The mapping written in ``text``; ``name`` stands in where it has none. Raises WrongUse, Unknown."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise WrongUse(f"对照{f'“{name}”' if name else ''}不是有效的 TOML：{fault}。") from fault
    _only(given, (*TEXTS, "unread", "targets"), "对照的项")
    texts = {key: _text(given.get(key, ""), key) for key in TEXTS}
    texts["name"] = texts["name"] or name
    _only([texts["case"]], BY_NAME, "数据集")
    for key, choices in CHOICES.items():
        _only([texts[key]] if texts[key] else [], choices, f"{key} 取值")
    targets = given.get("targets", [])
    if not isinstance(targets, list) or not targets or not all(isinstance(each, dict) for each in targets):
        raise WrongUse("对照里没有 [[targets]]，不知道一行要变成什么。")
    return Mapping(**texts, unread=_texts(given.get("unread", []), "unread"), targets=tuple(map(_target, targets)))


def write(mapping: Mapping, remarks: Table[str, str] | None = None) -> str:
    """The mapping as ``read`` takes it; ``remarks``: what is to be said beside a key, or beside ``target.field``."""
    said = remarks or {}
    lines = []
    for key in ("name", "case", "number", "year", "month", "leads", "units"):
        lines += [*_remark(said.get(key, "")), f"{key} = {_quoted(getattr(mapping, key))}{_explained(key)}"]
    lines.append(f"unread = {_quoted(list(mapping.unread))}{_explained('unread')}")
    for target in mapping.targets:
        lines += ["", "[[targets]]", f"name = {_quoted(target.name)}", f"dataset = {_quoted(target.dataset)}"]
        lines += [f"needs = {_quoted(list(target.needs))}"] if target.needs else []
        lines += ["lead_only = true"] if target.lead_only else []
        lines.append("[targets.fields]")
        for field, source in target.fields.items():
            lines += [*_remark(said.get(f"{target.name}.{field}", "")), f"{field} = {_source_out(source)}"]
    return "\n".join(lines) + "\n"


def _target(given: dict[str, Any]) -> Target:
    _only(given, ("name", "dataset", "fields", "needs", "lead_only"), "[[targets]] 的项")
    dataset = _text(given.get("dataset", ""), "dataset")
    _only([dataset], BY_NAME, "数据集")
    columns = [column.name for column in BY_NAME[dataset].columns]
    fields = given.get("fields", {})
    if not isinstance(fields, dict):
        raise WrongUse(f"{BY_NAME[dataset].title}的 fields 应写成 字段 = 表头。")
    needs = _texts(given.get("needs", []), "needs")
    _only([*fields, *needs], columns, f"{BY_NAME[dataset].title}的字段")
    name = _text(given.get("name", ""), "name") or BY_NAME[dataset].title
    sources = {field: _source(each, field) for field, each in fields.items()}
    return Target(name, dataset, sources, needs, given.get("lead_only") is True)


def _source(given: Any, field: str) -> Source:
    if isinstance(given, str):
        return Source(columns=(given,)) if given else Source()
    if isinstance(given, list):
        return Source(columns=_texts(given, field))
    if not isinstance(given, dict):
        raise WrongUse(f'字段 {field} 应写成表头，例如 {field} = "案由"。')
    _only(
        given,
        ("columns", "value", "title", "number", "merged", "after", "suggest", "otherwise"),
        f"字段 {field} 的写法",
    )
    columns = given.get("columns", [])
    if title := _text(given.get("title", ""), "title"):
        _only([title], (YEAR, SESSION, REGION, NAME, LIST_KIND), "标题里的项")
    return Source(
        columns=(columns,) if isinstance(columns, str) else _texts(columns, field),
        value=_text(given.get("value", ""), field),
        title=title,
        number=given.get("number") is True,
        merged=given.get("merged") is True,
        after=_text(given.get("after", ""), field),
        suggest=_texts(given.get("suggest", []), field),
        otherwise=_text(given.get("otherwise", ""), field),
    )


def _source_out(source: Source) -> str:
    if len(source.columns) == 1 and not (source.after or source.otherwise):
        return _quoted(source.columns[0])
    parts = {
        "columns": list(source.columns),
        "value": source.value,
        "title": source.title,
        "number": source.number,
        "merged": source.merged,
        "after": source.after,
        "suggest": list(source.suggest) if not source.filled else [],
        "otherwise": source.otherwise,
    }
    shown = ", ".join(f"{key} = {_quoted(part)}" for key, part in parts.items() if part)
    return f"{{ {shown} }}" if shown else '""'


def _quoted(value: Any) -> str:
    """Text, a list of texts or a truth value as TOML has them: JSON's strings are TOML's."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _explained(key: str) -> str:
    return f"  # {EXPLAINED[key]}" if key in EXPLAINED else ""


def _remark(text: str) -> list[str]:
    return [f"# {line}" for line in text.splitlines()]


def _only(given: Iterable[str], known: Iterable[str], what: str) -> None:
    names = tuple(known)
    for name in given:
        if name not in names:
            raise Unknown(what, name, names)


def _text(given: Any, key: str) -> str:
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    if not isinstance(given, str):
        raise WrongUse(f"对照的 {key} 应是文字。")
    return given


def _texts(given: Any, key: str) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise WrongUse(f'对照的 {key} 应是文字的列表，例如 ["案由"]。')
    return tuple(given)
