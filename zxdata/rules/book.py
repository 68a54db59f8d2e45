"""The rule book: limits and thresholds of one body, read from TOML, every field with its default."""

import hashlib
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from zxdata.errors import BadSetting, Unknown


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Clock(_Section):
    """limit_months: calendar months from 交办 where no due date is given; yellow_workdays: this many or fewer left."""

    limit_months: int = Field(3, ge=1, le=60)
    extended_limit_months: int = Field(6, ge=1, le=60)
    yellow_workdays: int = Field(7, ge=0, le=250)


class Coverage(_Section):
    active_months: int = Field(12, ge=1, le=120)


class RankingLimits(_Section):
    confidence: float = Field(0.998, gt=0.5, lt=1)
    small: int = Field(10, ge=1)


class Rules(_Section):
    version: str = "2026"
    proposals: Clock = Clock()
    supervision: Clock = Clock()
    suggestions: Clock = Clock()
    coverage: Coverage = Coverage()
    ranking: RankingLimits = RankingLimits()
    targets: dict[str, float] = {}

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]


_REASONS = {
    "greater_than_equal": "不能小于 {ge}", "less_than_equal": "不能大于 {le}", "greater_than": "应大于 {gt}",
    "less_than": "应小于 {lt}", "int_parsing": "应为整数", "int_type": "应为整数", "int_from_float": "应为整数",
    "float_parsing": "应为数", "float_type": "应为数", "string_type": "应为文字", "dict_type": "应为一组设置",
    "model_type": "应为一组设置", "model_attributes_type": "应为一组设置",
}  # fmt: skip


@lru_cache(maxsize=8)
def read_rules(path: Path) -> Rules:
    """The rules in ``path``; raises BadSetting with a sentence for each fault."""
    try:
        return Rules.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as fault:
        raise BadSetting(f"规则文件 {path.name} 读不出来：{fault}。") from fault
    except tomllib.TOMLDecodeError as fault:
        raise BadSetting(f"规则文件 {path.name} 不是有效的 TOML：{fault}。") from fault
    except ValidationError as fault:
        raise BadSetting("\n".join(_sentence(path.name, dict(e)) for e in fault.errors())) from fault


def _sentence(name: str, error: dict[str, Any]) -> str:
    where = ".".join(str(step) for step in error["loc"])
    if error["type"] == "extra_forbidden":
        section: Any = Rules
        for step in error["loc"][:-1]:
            section = section.model_fields[step].annotation
        return f"规则文件 {name} 的 {where}：{Unknown('规则', str(error['loc'][-1]), section.model_fields)}"
    reason = _REASONS.get(error["type"], error["msg"]).format(**error.get("ctx", {}))
    return f"规则文件 {name} 的 {where} 的值“{error['input']}”不能用：{reason}。"
