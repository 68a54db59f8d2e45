"""The unit that a header gives its numbers: 人口（万人） counts in ten thousands."""

from zxdata.datasets import Column
from zxdata.errors import Unreadable
from zxdata.intake.headers import Header
from zxdata.intake.vocabulary import plain, vocabulary

NUMBERS = frozenset(("number", "integer"))


def multiple(column: Column, header: Header, at: int) -> int:
    """By what the numbers below a header are to be multiplied. Raises Unreadable for a unit that the column lacks."""
    times = 1
    for remark in header.remarks(at) if column.kind in NUMBERS else ():
        found = _multiple(column, plain(remark))
        if found is None:
            known = "、".join(sorted(_measures(column)))
            raise Unreadable(
                f"表头“{header.names[at]}”里的“{remark}”不是{column.header}认得的单位（{known}，前面可加 万、亿 等）；请改写表头。"
            )
        times *= found
    return times


def _multiple(column: Column, remark: str) -> int | None:
    words = vocabulary()
    if remark.startswith(words.remarks):
        return 1
    unit = remark.removeprefix("单位").removeprefix(":")
    for prefix, times in sorted(words.multiples.items(), key=lambda pair: -len(pair[0])):
        if unit.startswith(prefix) and unit.removeprefix(prefix) in {"", *_measures(column)}:
            return times
    return 1 if unit in _measures(column) else None


def _measures(column: Column) -> frozenset[str]:
    measures = vocabulary().measures
    return measures.get(column.name, measures["any"])
