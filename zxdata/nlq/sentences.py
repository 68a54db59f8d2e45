"""An answer in one sentence: the number, what it means, what it is formed from, the cut-off; what is compared and selected."""

from typing import Any

from zxdata import words
from zxdata.datasets import BY_NAME
from zxdata.dimensions import DIMENSIONS, TIME_DIMENSIONS, counter
from zxdata.filters import BASES, Filters
from zxdata.metrics.answer import Result
from zxdata.metrics.model import Metric, Ratio
from zxdata.nlq.model import Order, Understood
from zxdata.nlq.selecting import TURNED, Selected
from zxdata.rules.book import Rules
from zxdata.views.change import difference

NAMED = 10


def sentence(
    found: Understood,
    result: Result,
    whole: Result,
    city: Result | None,
    before: Result | None,
    selected: Selected | None,
    place: str,
    rules: Rules,
) -> str:
    """``九龙坡区，2025年1月1日至2025年9月30日，…，截至2025年9月30日：按期办复率 83.9%（按期答复 47 / 已答复 + 逾期在办 56 件；…）。``"""
    restricted = _restricted(found.question.filters, place)
    if selected is None:
        said = [_number(of, whole) for of in result.metrics]
        compared = _compared(found, result.metrics[0], whole, before, rules)
        meant = "；".join(
            f"{of.name}：{of.definition.rstrip('。')}" if len(result.metrics) > 1 else of.definition.rstrip("。")
            for of in result.metrics
        )
        return f"{restricted}：{'，'.join(said)}{compared}。{_meaning(result.metrics[0], meant)}"
    of = result.metrics[0]
    groups = _groups(found, result, selected, city, rules.ranking.small)
    total = (
        f"合计{_number(of, whole)}"
        if result.by[0] not in TIME_DIMENSIONS or len(result.by) > 1
        else f"期间{_number(of, whole)}"
    )
    return f"{restricted}：{groups}；{total}。{_meaning(of, of.definition.rstrip('。'))}"


def _restricted(filters: Filters, place: str) -> str:
    where = [f"{DIMENSIONS[d].name}为{'、'.join(v)}" for d, v in filters.where if d not in ("district", "township")]
    period = [filters.period_in_words(), str(BASES[filters.basis])] if filters.since or filters.until else []
    return "，".join((place, *period, *where, f"截至{words.day(filters.as_of)}"))


def _meaning(of: Metric, meant: str) -> str:
    return f"口径：{meant}。"


def _number(of: Metric, result: Result) -> str:
    row = result.frame.iloc[0].to_dict()
    if lacking := result.wanting.get(of.key):
        return f"{of.name} {words.MISSING}（台账里还没有{'、'.join(BY_NAME[name].title for name in lacking)}）"
    return f"{of.name} {_value(of, row)}{_base(of, row)}"


def _value(of: Metric, row: dict[str, Any]) -> str:
    value = row[of.key]
    return words.with_unit(None if words.missing(value) else value, of.value_format, of.unit)


def _base(of: Metric, row: dict[str, Any]) -> str:
    """Numerator and denominator of a rate, each with what it is."""
    if not isinstance(of.measure, Ratio):
        return ""
    top, bottom = row[f"{of.key}.numerator"], row[f"{of.key}.denominator"]
    unit = of.measure.bottom.counter
    return (
        f"（{of.numerator or '分子'} {words.number(top, 'integer')}，"
        f"{of.denominator or '分母'} {words.number(bottom, 'integer')} {unit}）"
    )


def _compared(found: Understood, of: Metric, now: Result, before: Result | None, rules: Rules) -> str:
    if before is None or found.beside is None or found.other is None:
        return ""
    name = {"year": "上年同期", "before": "上一期", "whole": "全部", "when": "所比期间"}[found.beside.to]
    then = before.frame.iloc[0].to_dict()
    span = "" if found.beside.to == "whole" else f"（{_span(found.other)}）"
    moved = difference(of, now.value(of.key), before.value(of.key), rules.comparing)
    tail = "" if moved == words.MISSING else f"，{moved}"
    return f"；{name}{span}{_value(of, then)}{_base(of, then)}{tail}"


def _span(filters: Filters) -> str:
    if filters.since or filters.until:
        return f"{filters.period_in_words()}，截至{words.day(filters.as_of)}"
    return f"截至{words.day(filters.as_of)}"


def _groups(found: Understood, result: Result, selected: Selected, city: Result | None, small: int) -> str:
    of, by = result.metrics[0], result.by
    counted = counter(by[0])
    name = DIMENSIONS[by[0]].name
    if found.bound:
        against = ""
        if city is not None:
            against = f"全部的 {_value(of, city.frame.iloc[0].to_dict())}"
        elif found.bound.number is not None:
            against = words.with_unit(
                found.bound.number / 100 if of.value_format == "percent" else found.bound.number,
                of.value_format,
                of.unit,
            )
        word = {">": "高于", ">=": "不低于", "<": "低于", "<=": "不高于"}[_sign(found, of)]
        if selected.frame.empty:
            return f"{selected.total:,} {counted}中没有{of.name}{word}{against}的"
        shown = _listed(selected, of, by, small, NAMED)
        more = " 等" if len(selected.frame) > NAMED else ""
        return f"{of.name}{word}{against}的有 {len(selected.frame):,} {counted}：{shown}{more}"
    if found.order and found.order.limit:
        return _extreme(found.order, selected, of, by, small, counted)
    if selected.frame.empty:
        return f"没有一{counted}有数"
    if by[0] in TIME_DIMENSIONS or selected.direction or len(selected.frame) <= NAMED:
        shown = _listed(selected, of, by, small, NAMED)
        more = f" 等 {len(selected.frame):,} {counted}" if len(selected.frame) > NAMED else ""
        return f"按{name}，{of.name}：{shown}{more}"
    valued = selected.frame[selected.frame[of.key].notna()]
    if valued.empty:
        return f"{len(selected.frame):,} {counted}的{of.name}都还没有数"
    values = valued[of.key].astype(float)
    top, bottom = valued.loc[values.idxmax()].to_dict(), valued.loc[values.idxmin()].to_dict()
    return (
        f"{len(selected.frame):,} {counted}的{of.name}，最高{_named(top, by)} {_value(of, top)}{_few(of, top, small)}，"
        f"最低{_named(bottom, by)} {_value(of, bottom)}{_few(of, bottom, small)}"
    )


def _sign(found: Understood, of: Metric) -> str:
    assert found.bound
    if found.bound.good and of.better < 0:
        return TURNED[found.bound.sign]
    return found.bound.sign


def _extreme(order: Order, selected: Selected, of: Metric, by: tuple[str, ...], small: int, counted: str) -> str:
    if not selected.asked:
        return f"没有一{counted}有{of.name}"
    word = "最高" if selected.direction == "desc" else "最低"
    shown = "、".join(
        f"{_named(row, by)} {_value(of, row)}{_few(of, row, small)}"
        for row in selected.frame.head(selected.asked + min(selected.ties, NAMED)).to_dict("records")
    )
    ties = f"（其中 {selected.ties + 1} {counted}并列最后一位）" if selected.ties else ""
    count = "" if selected.asked == 1 and not selected.ties else f" {selected.asked} {counted}"
    return f"{of.name}{word}的{count}是{shown}{ties}"


def _listed(selected: Selected, of: Metric, by: tuple[str, ...], small: int, most: int) -> str:
    rows = selected.frame.head(most).to_dict("records")
    return "、".join(f"{_named(row, by)} {_value(of, row)}{_few(of, row, small)}" for row in rows)


def _few(of: Metric, row: dict[str, Any], small: int) -> str:
    """A rate over few cases says so."""
    if not isinstance(of.measure, Ratio) or of.value_format != "percent":
        return ""
    bottom = row[f"{of.key}.denominator"]
    return (
        f"（仅 {words.number(bottom, 'integer')} {of.measure.bottom.counter}）"
        if bottom is not None and bottom < small
        else ""
    )


def _named(row: dict[str, Any], by: tuple[str, ...]) -> str:
    return "·".join(str(row[d]) for d in by)
