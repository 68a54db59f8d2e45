"""JSON as other systems send it: an array of objects, each a row; names are the header, in order of appearance."""

import json
from collections.abc import Iterator
from typing import Any

from .limits import Limits, Refused
from .rows import numbered

SHAPE = "JSON 应是一个数组，里面每个对象是一行"


def objects(path: str, limits: Limits) -> Iterator[Any]:
    with open(path, "rb") as file:
        content = file.read(limits.unpacked + 1)
    if len(content) > limits.unpacked:
        raise Refused(f"超过 {limits.unpacked >> 20} MB；请拆成几个文件")
    try:
        held = json.loads(content.decode(json.detect_encoding(content)))
    except (ValueError, RecursionError) as fault:
        raise Refused("不是完好的 JSON") from fault
    if isinstance(held, dict) and len(held) == 1:
        (held,) = held.values()
    if not isinstance(held, list) or not all(isinstance(row, dict) for row in held):
        raise Refused(SHAPE)
    names = list(dict.fromkeys(name for row in held for name in row))
    yield {"excel_1904": False}
    yield {"sheet": "", "merged": [], "hidden": []}
    yield from numbered([list(names), *([_value(row.get(name)) for name in names] for row in held)], limits)


def _value(held: Any) -> Any:
    if isinstance(held, list) and not any(isinstance(part, list | dict) for part in held):
        return "、".join(str(part) for part in held)
    if isinstance(held, list | dict):
        raise Refused(f"{SHAPE}；格里不能再套对象")
    return held
