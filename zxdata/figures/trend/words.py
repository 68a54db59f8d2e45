"""What a trend says: the last whole period of each series beside the one before and a year before."""

import pandas as pd

from zxdata import words
from zxdata.figures.media.phrases import period, value_text
from zxdata.figures.trend import Trend
from zxdata.periods import label_before


def sentences(figure: Trend) -> tuple[str, ...]:
    return tuple(filter(None, (_moved(figure, name) for name in figure.series)))


def _moved(figure: Trend, name: str) -> str:
    whole = figure.frame[(figure.frame["series"] == name) & figure.frame["complete"].astype(bool)]
    whole = whole[whole["value"].notna()]
    if whole.empty:
        return ""
    values = dict(zip(whole["period"].astype(str), whole["value"], strict=True))
    if figure.value_format == "integer" and not any(values.values()):
        return f"{period(next(iter(values)))}至{period(list(values)[-1])}没有{figure.palette.word(name).removeprefix('其中')}。"
    last = list(values)[-1]
    parts = [f"{period(last)}{figure.palette.word(name).removeprefix('其中')} {value_text(values[last], figure)}"]
    if len(values) > 1:
        earlier = list(values)[-2]
        parts.append(f"{_compared(last, earlier)}{_difference(values[last], values[earlier], figure)}")
    before = f"{int(last[:4]) - 1}{last[4:]}" if last[:4].isdecimal() else ""
    if before in values and list(values)[-2] != before:
        parts.append(f"同比{_difference(values[last], values[before], figure)}")
    top = max(values, key=lambda each: values[each])
    if values[top] != values[last] and len(values) > 2:
        parts.append(f"{period(next(iter(values)))}以来最高的是{period(top)}，{value_text(values[top], figure)}")
    return f"{'，'.join(parts)}。"


def _compared(last: str, earlier: str) -> str:
    """环比 or 较前一日 with the period right before; with an earlier one, because those between are missing, its name."""
    if label_before(last) not in ("", earlier):
        return f"较{period(earlier)}"
    return "较前一日" if len(last) == len("2025-09-30") else "环比"


def _difference(now: float, before: float, figure: Trend) -> str:
    difference = now - before
    if not difference or pd.isna(difference):
        return "持平"
    if figure.value_format == "percent":
        return f"{'上升' if difference > 0 else '下降'} {words.points(difference)}"
    share = f"（{words.rounded(abs(difference) / before * 100, 1)}%）" if before else ""
    return f"{'增加' if difference > 0 else '减少'} {value_text(abs(difference), figure)}{share}"
