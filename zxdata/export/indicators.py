"""What a card says."""

from zxdata import words
from zxdata.figures import Indicator, View


def of_indicator(indicator: Indicator) -> str:
    """``镇街覆盖率 89.1%（916 / 1,028 个镇街），同比上升 7.0 百分点，向好。``"""
    if indicator.value == words.MISSING:
        return f"{indicator.name}无法计算（{indicator.base or '没有数据'}）。"
    base = f"（{indicator.base}）" if indicator.base else ""
    return f"{indicator.name} {indicator.with_unit}{base}{_changed(indicator)}。"


def worse(view: View) -> tuple[Indicator, ...]:
    return tuple(indicator for indicator in view.indicators if indicator.change and indicator.change.better is False)


def of_worse(indicator: Indicator) -> str:
    """``办理用时中位 59 天，同比上升 1 天``"""
    return f"{indicator.name} {indicator.with_unit}{_change(indicator)}"


def _change(indicator: Indicator) -> str:
    if indicator.change is None or indicator.change.text == words.MISSING:
        return ""
    return f"，{indicator.change.name}{indicator.change.text.replace('▲ ', '上升 ').replace('▼ ', '下降 ')}"


def _changed(indicator: Indicator) -> str:
    better = indicator.change.better if indicator.change and indicator.change.text != words.MISSING else None
    return _change(indicator) + ("" if better is None else "，向好" if better else "，变差")
