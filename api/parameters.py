"""The parameters of each path: read from a request, and described, from the same records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zxdata.dimensions import DIMENSIONS
from zxdata.errors import Unknown, WrongUse
from zxdata.inquiry.given import Given
from zxdata.metrics import METRICS
from zxdata.periods import read_day

FORMATS = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "arrow": "application/vnd.apache.arrow.stream",
}
MOST_ROWS = 100_000
_DAY = {"type": "string", "format": "date", "example": "2025-09-30"}


@dataclass(frozen=True)
class Parameter:
    """name: as the command line has it; meaning: in Chinese; schema: as OpenAPI has it; many: may be repeated."""

    name: str
    meaning: str
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string", "minLength": 1})
    many: bool = False
    required: bool = False


_METRIC = {"type": "string", "enum": sorted(METRICS)}
METRIC = Parameter("metric", "指标，如 proposals.filed；可重复", _METRIC, many=True, required=True)
ONE_METRIC = Parameter("metric", "指标，如 proposals.overdue", _METRIC, required=True)
# fmt: off
QUESTION = (
    Parameter("by", f"按维度分组，几个维度以逗号隔开：{'、'.join(DIMENSIONS)}"),
    Parameter("region", "区划：代码、名称、全称或别名"),
    Parameter("from", "期间的第一日（含），按各指标自己的日期", _DAY),
    Parameter("to", "期间的最后一日（含）", _DAY),
    Parameter("where", "筛选，写作 维度=值；可重复，同一维度写几次取其一", {"type": "string", "pattern": "^[^=]+=.+$"},
              many=True),
    Parameter("as_of", "截至日（含）；不写为今天", _DAY),
    Parameter("scope", "只看这个区划的数据范围；只能比调用者自己的范围小"),
    Parameter("basis", "期间的读法：cohort 按批次，period 按期间", {"type": "string", "enum": ["cohort", "period"]}),
    Parameter("format", "答复的格式", {"type": "string", "enum": list(FORMATS), "default": "json"}),
)
PAGING = (
    Parameter("limit", "最多几行；不写为全部", {"type": "integer", "minimum": 0, "maximum": MOST_ROWS}),
    Parameter("offset", "从第几行之后列起", {"type": "integer", "minimum": 0, "maximum": MOST_ROWS * 1_000, "default": 0}),
)
# fmt: on
IN_WORDS = Parameter("question", "用一句话问，如 九龙坡区今年按期办复率比去年怎么样", required=True)
METRICS_TAKES: tuple[Parameter, ...] = ()
ASK_TAKES = (IN_WORDS,)
QUERY_TAKES = (METRIC, *QUESTION)
ROWS_TAKES = (ONE_METRIC, *QUESTION, *PAGING)


@dataclass(frozen=True)
class Wanted:
    """A request as it is written: the question, the format, which of the rows; or the question in words."""

    given: Given
    format: str = "json"
    limit: int | None = None
    offset: int = 0
    words: str = ""


def wanted(query: Sequence[tuple[str, str]], takes: Sequence[Parameter]) -> Wanted:
    """What a request asks for. Raises WrongUse for a parameter that its path does not take, a value that cannot be one,
    and one that is missing; Unknown for a metric that does not exist."""
    known = {each.name: each for each in takes}
    values: dict[str, list[str]] = {}
    for name, value in query:
        if name not in known:
            raise WrongUse(str(Unknown("参数", name, known)))
        values.setdefault(name, []).append(value)
    for name, parameter in known.items():
        if parameter.required and name not in values:
            raise WrongUse(f"缺少参数 {name}：{parameter.meaning}。")
        if not parameter.many and len(values.get(name, ())) > 1:
            raise WrongUse(f"参数 {name} 只能写一次。")
    one = {name: _read(known[name], each[0]) for name, each in values.items() if not known[name].many}
    metrics = values.get("metric", [])
    given = Given(
        region=one.get("region"),
        since=one.get("from"),
        until=one.get("to"),
        where=values.get("where"),
        as_of=one.get("as_of"),
        scope=one.get("scope"),
        metrics=tuple(metrics),
        by=one.get("by"),
        basis=one.get("basis"),
    )
    return Wanted(given, one.get("format") or "json", one.get("limit"), one.get("offset") or 0, one.get("question", ""))


def _read(parameter: Parameter, value: str) -> Any:
    schema = parameter.schema
    if schema.get("type") == "integer":
        if not (value.isascii() and value.isdecimal() and int(value) <= schema["maximum"]):
            raise WrongUse(f"参数 {parameter.name} 应为 0 到 {schema['maximum']:,} 的整数，“{value}”不是。")
        return int(value)
    if schema.get("format") == "date":
        return _day(parameter.name, value)
    if "enum" in schema and parameter is not ONE_METRIC and value not in schema["enum"]:
        raise WrongUse(f"参数 {parameter.name} 可用 {'、'.join(schema['enum'])}，“{value}”不是。")
    if not value.strip():
        raise WrongUse(f"参数 {parameter.name} 是空的；不用它就不要写。")
    return value


def _day(name: str, value: str) -> date:
    try:
        return read_day(value)
    except WrongUse as fault:
        raise WrongUse(f"参数 {name}：{fault}") from fault
