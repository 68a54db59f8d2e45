"""What a trend says: the last whole period of each series beside the one before and a year before."""

from datetime import date

import pandas as pd

from zxdata.figures.media.phrases import period, value_text
from zxdata.figures.palette import said
from zxdata.figures.trend import Trend

BEFORE = {"day": "较前一日", "other": "环比"}


def sentences(figure: Trend) -> tuple[str, ...]:
    return tuple(filter(None, (_moved(figure, name) for name in figure.series)))


def _moved(figure: Trend, name: str) -> str:
    whole = figure.frame[(figure.frame["series"] == name) & figure.frame["complete"].astype(bool)]
    whole = whole[whole["value"].notna()]
    if whole.empty:
        return ""
    values = dict(zip(whole["period"].astype(str), whole["value"], strict=True))
    last = list(values)[-1]
    parts = [f"{period(last)}{said(name)} {value_text(values[last], figure)}"]
    if len(values) > 1:
        parts.append(
            f"{BEFORE['day' if _is_day(last) else 'other']}{_difference(values[last], list(values.values())[-2], figure)}"
        )
    before = f"{int(last[:4]) - 1}{last[4:]}" if last[:4].isdecimal() else ""
    if before in values and list(values)[-2] != before:
        parts.append(f"同比{_difference(values[last], values[before], figure)}")
    top = max(values, key=lambda each: values[each])
    if top != last and len(values) > 2:
        parts.append(f"期内最高为{period(top)}的 {value_text(values[top], figure)}")
    return f"{'，'.join(parts)}。"


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _difference(now: float, before: float, figure: Trend) -> str:
    difference = now - before
    if not difference or pd.isna(difference):
        return "持平"
    if figure.value_format == "percent":
        return f"{'上升' if difference > 0 else '下降'} {abs(difference) * 100:.1f} 百分点"
    share = f"（{abs(difference) / before * 100:.1f}%）" if before else ""
    return f"{'增加' if difference > 0 else '减少'} {value_text(abs(difference), figure)}{share}"
