"""How numbers, periods and ages are written on the screen."""

from datetime import date

from zxdata.figures.media.labels import base, number, period, signed, tick
from zxdata.words import MISSING, day

_WEEKDAYS = "一二三四五六日"
__all__ = ["MISSING", "age", "base", "day", "number", "period", "signed", "tick", "version", "weekday"]


def weekday(on: date) -> str:
    return f"星期{_WEEKDAYS[on.weekday()]}"


def age(seconds: float) -> str:
    """How long ago: 刚刚, 12 分钟前, 3 小时前, 2 天前."""
    if seconds < 60:
        return "刚刚"
    if seconds < 3600:
        return f"{seconds // 60:.0f} 分钟前"
    return f"{seconds // 3600:.0f} 小时前" if seconds < 172_800 else f"{seconds // 86_400:.0f} 天前"


def version(name: str) -> str:
    """``v000012`` of ``v000012-3f9a1c2b``: screens have room for the number, files name the content too."""
    return name.partition("-")[0]
