"""How all pictures look: names and numbers on matplotlib axes, legends, words beside marks."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import matplotlib.dates as days
import numpy as np
from matplotlib.ticker import MaxNLocator, PercentFormatter, StrMethodFormatter

from zxdata import words
from zxdata.figures.layout.spans import EPOCH, Spans
from zxdata.figures.palette import PAPER

PERIODS_NAMED, DAYS_NAMED = 12, 7


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
    if not axes.get_legend_handles_labels()[0]:
        return
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


def annotate(axes: Any, text: str, at: tuple[float, float], shift: tuple[float, float] = (3, 0), **more: Any) -> None:
    """A word beside a mark."""
    given = {"va": "center", "fontsize": 7.5, "textcoords": "offset points", "color": PAPER.t1}
    axes.annotate(text, at, shift, **(given | more))


def mean_line(axes: Any, name: str, value: float, value_format: str) -> None:
    axes.axvline(value, color=PAPER.t3, linewidth=0.8)
    axes.set_title(f"{name} {words.with_unit(value, value_format)}", fontsize=8, loc="right")


def rests(axes: Any, periods: Iterable[str], days_off: frozenset[str]) -> None:
    for at, period in enumerate(periods):
        if period in days_off:
            axes.axvspan(at - 0.5, at + 0.5, color=PAPER.hair, alpha=0.4, linewidth=0, zorder=0)


def over_periods(axes: Any, periods: Any, value_format: str) -> None:
    long = max((len(str(period)) for period in periods), default=0) > len("2026-09")
    names_across(axes, periods, DAYS_NAMED if long else PERIODS_NAMED)
    numbers(axes.yaxis, value_format)
    axes.set_ylim(bottom=0)
    legend(axes)


def of_days(axes: Any, laid: Spans, today: date) -> None:
    """Stretches of days, and a line through today."""
    shift = days.date2num(EPOCH)
    left = np.full(len(laid.names), shift)
    for _, lengths, colours in laid.series:
        axes.barh(np.arange(len(laid.names)), lengths, left=left, height=0.62, color=[c or "none" for c in colours])
        left += np.array(lengths)
    for name, colour in laid.legend:
        axes.barh([0], [0], left=[laid.first + shift], color=colour, label=name)
    if laid.today is not None:
        axes.axvline(
            laid.today + shift,
            color=PAPER.t2,
            linestyle="--",
            linewidth=0.8,
            label=f"今日 {words.short_day(today)}",
        )
    names_down(axes, laid.names)
    axes.set_xlim(laid.first + shift - 1, laid.last + shift)
    axes.xaxis.set_major_locator(days.AutoDateLocator(minticks=3, maxticks=6))
    axes.xaxis.set_major_formatter(lambda at, _: words.short_day(days.num2date(at)))
    legend(axes)
