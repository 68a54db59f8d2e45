"""The paths for programs as OpenAPI 3.1, made from the same records that read a request."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.parameters import ASK_TAKES, FORMATS, METRICS_TAKES, QUERY_TAKES, ROWS_TAKES, Parameter

JSON = "application/json"
_ERRORS = {
    "400": "参数写错，sentence 说明错在哪里",
    "401": "没有登录，也没有令牌",
    "403": "没有这项权限",
    "404": "没有这个指标、区划或维度值",
    "429": "问得太频繁，Retry-After 秒后再问",
    "503": "暂时答不了：正在准备、太忙或超时",
}
_HEADERS = {
    "ETag": {
        "description": "数据版本与问题不变就不变；随 If-None-Match 送回，没有变化答 304",
        "schema": {"type": "string"},
    }
}
_TOTAL = {"X-Total-Count": {"description": "共有几行", "schema": {"type": "integer"}}}


def description(title: str) -> dict[str, Any]:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{title}接口",
            "version": "1",
            "description": "指标、数和明细，与页面和命令行一致。比率是 0 到 1 的小数，没有意义的数是 null，"
            "日期按本单位的时区，起止两日都含。",
        },
        "security": [{"token": []}, {}],
        "paths": {
            "/api/v1/metrics": _path("metrics", "全部指标：名称、单位、口径、可用的维度", METRICS_TAKES, _metrics()),
            "/api/v1/query": _path("query", "指标的数，与页面上的相同", QUERY_TAKES, _reply()),
            "/api/v1/rows": _path("rows", "一个指标背后的明细行；行数等于那个数", ROWS_TAKES, _reply(), _TOTAL),
            "/api/v1/ask": _path("ask", "用一句话问：听懂的答数，听不准的反问", ASK_TAKES, _in_words()),
            "/api/v1/openapi.json": _plain("openapi", "这份说明", {"type": "object"}),
            "/healthz": _plain("healthz", "进程在不在", {"type": "object", "required": ["alive"]}),
            "/readyz": _plain("readyz", "能不能答数，不能的话为什么", {"type": "object", "required": ["ready"]}, "503"),
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Error": _error()},
        },
    }


def _path(
    name: str,
    summary: str,
    takes: Sequence[Parameter],
    schema: Mapping[str, Any],
    headers: Mapping[str, Any] = {},
) -> dict[str, Any]:
    kinds: dict[str, Any] = {JSON: {"schema": schema}}
    if any(parameter.name == "format" for parameter in takes):
        text = {"text/csv": {"schema": {"type": "string"}}}
        kinds |= text | {FORMATS["arrow"]: {"schema": {"type": "string", "format": "binary"}}}
    refusals = {
        code: {"description": words, "content": {JSON: {"schema": {"$ref": "#/components/schemas/Error"}}}}
        for code, words in _ERRORS.items()
    }
    responses = {
        "200": {"description": "答复", "headers": {**_HEADERS, **headers}, "content": kinds},
        "304": {"description": "没有变化"},
        **refusals,
    }
    parameters = [_parameter(parameter) for parameter in takes]
    return {"get": {"operationId": name, "summary": summary, "parameters": parameters, "responses": responses}}


def _plain(name: str, summary: str, schema: Mapping[str, Any], *more: str) -> dict[str, Any]:
    answers = {code: {"description": summary, "content": {JSON: {"schema": schema}}} for code in ("200", *more)}
    return {"get": {"operationId": name, "summary": summary, "security": [{}], "responses": answers}}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = {"type": "array", "items": parameter.schema, "minItems": 1} if parameter.many else dict(parameter.schema)
    told = {"name": parameter.name, "in": "query", "description": parameter.meaning, "schema": schema}
    return told | ({"required": True} if parameter.required else {}) | ({"explode": True} if parameter.many else {})


def _metrics() -> dict[str, Any]:
    texts = ("key", "name", "unit", "definition")
    return {
        "type": "array",
        "items": {
            "type": "object",
            "required": [*texts, "dimensions"],
            "properties": {
                **{name: {"type": "string"} for name in texts},
                "dimensions": {"type": "array", "items": {"type": "string"}},
            },
        },
    }


def _reply() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["as_of", "version", "filters", "rows"],
        "properties": {
            "as_of": {"type": "string", "format": "date"},
            "version": {"type": "string"},
            "filters": {"type": "object"},
            "not_handed_in": {
                "type": "object",
                "additionalProperties": {"type": "array", "items": {"type": "string"}},
                "description": "指标没有数，是因为台账里还没有这些数据集的记录",
            },
            "rows": {"type": "array", "items": {"type": "object"}},
        },
    }


def _in_words() -> dict[str, Any]:
    rows = {"type": "array", "items": {"type": "object"}}
    answered = {
        "understood": {"const": True},
        "query": {"type": "object"},
        "rows": rows,
        "sentence": {"type": "string"},
        "link": {"type": "string"},
        "version": {"type": "string"},
    }
    back = {
        "understood": {"const": False},
        "sentence": {"type": "string"},
        "choices": {"type": "array", "items": {"type": "string"}},
    }
    more = {"by_model": {"type": "string"}, "listing": rows}
    return {
        "oneOf": [
            {"type": "object", "required": list(answered), "properties": answered | more},
            {"type": "object", "required": list(back), "properties": back},
        ]
    }


def _error() -> dict[str, Any]:
    inner = {"status": {"type": "integer"}, "sentence": {"type": "string"}}
    return {
        "type": "object",
        "required": ["error"],
        "properties": {"error": {"type": "object", "required": list(inner), "properties": inner}},
    }
