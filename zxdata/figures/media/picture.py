"""How all pictures look: names and numbers on matplotlib axes, legends, words beside marks."""

from collections.abc import Iterable
from typing import Any

from matplotlib.ticker import MaxNLocator, PercentFormatter, StrMethodFormatter

from zxdata import words
from zxdata.figures.palette import tokens

PERIODS_NAMED, DAYS_NAMED = 12, 7


def of_rows(count: int) -> float:
    """The height of so many names under each other."""
    return max(1.2, 0.7 + 0.17 * count)


def names_down(axes: Any, names: Any) -> None:
    axes.set_yticks(range(len(names)), [str(name) for name in names], fontsize=7.5)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(axis="x")


def names_across(axes: Any, names: Any, most: int) -> None:
    step = max(1, -(-len(names) // most))
    axes.set_xticks(range(0, len(names), step), [str(name) for name in list(names)[::step]], fontsize=7)
    axes.grid(axis="y")


def numbers(axis: Any, value_format: str) -> None:
    formatter = PercentFormatter(1, 0) if value_format == "percent" else StrMethodFormatter("{x:,g}")
    axis.set_major_formatter(formatter)
    if value_format in ("integer", "days"):
        axis.set_major_locator(MaxNLocator(5, integer=True))


def legend(axes: Any) -> None:
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=8,
        fontsize=7.5,
        borderaxespad=0.2,
        columnspacing=1.0,
        handlelength=1.2,
        handletextpad=0.4,
    )


def told(axes: Any, text: str, at: tuple[float, float], shift: tuple[float, float] = (3, 0), **more: Any) -> None:
    """A word beside a mark."""
    given = {"va": "center", "fontsize": 7.5, "textcoords": "offset points", "color": tokens().t1}
    axes.annotate(text, at, shift, **(given | more))


def mean_line(axes: Any, name: str, value: float, value_format: str) -> None:
    axes.axvline(value, color=tokens().t3, linewidth=0.8)
    axes.set_title(f"{name} {words.with_unit(value, value_format)}", fontsize=8, loc="right")


def rests(axes: Any, periods: Iterable[str], days_off: frozenset[str]) -> None:
    for at, period in enumerate(periods):
        if period in days_off:
            axes.axvspan(at - 0.5, at + 0.5, color=tokens().hair, alpha=0.4, linewidth=0, zorder=0)


def over_periods(axes: Any, periods: Any, value_format: str) -> None:
    long = max((len(str(period)) for period in periods), default=0) > len("2026-09")
    names_across(axes, periods, DAYS_NAMED if long else PERIODS_NAMED)
    numbers(axes.yaxis, value_format)
    axes.set_ylim(bottom=0)
    legend(axes)
