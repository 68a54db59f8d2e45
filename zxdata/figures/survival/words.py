"""What survival curves say."""

from collections.abc import Iterator, Sequence

from zxdata import words
from zxdata.figures.items import Item, Lead, Values
from zxdata.figures.survival import Survival


def sentences(figure: Survival) -> tuple[str, ...]:
    """The median counts what is still open; where the curve does not come down to a half there is none."""
    parts = [
        f"{name} {n:,} 件，中位 {words.with_unit(median, 'days')}"
        if median is not None and median == median
        else f"{name} {n:,} 件，曲线尚未降到一半，没有中位数"
        for name, median, n in figure.medians
    ]
    if not parts:
        return ()
    limit = f"期限 {figure.limit_days:g} 天时，{_open_at(figure, figure.limit_days)}。" if figure.limit_days else ""
    return tuple(filter(None, (f"把尚未完成的也算在内，{'；'.join(parts)}。", limit)))


def _open_at(figure: Survival, day: float) -> str:
    """What is still open at that day, of each series that is known so far."""
    parts = []
    for name in figure.series:
        rows = figure.frame[figure.frame["series"] == name]
        passed = rows[rows["days"] <= day]
        if len(passed) and rows["days"].max() >= day:
            parts.append(f"{name}仍有 {words.with_unit(float(passed['open_share'].iloc[-1]), 'percent')} 未完成")
    return "、".join(parts) or "曲线尚未到此"


def items(figure: Survival) -> Iterator[Item]:
    """An item a curve."""
    yield from (Item((name,), name) for name in figure.series)


def lead(figure: Survival, carried: Sequence[str]) -> Lead | None:
    name = carried[0]
    return Values(((figure.dimension, figure.values.get(name, name)),)) if figure.dimension else None
