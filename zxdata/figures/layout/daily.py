"""Days in a native chart, and behind them as a ground those on which nobody works."""

from collections.abc import Collection
from datetime import date

import pandas as pd

from zxdata.figures.grid import Column, Grid, grid_of
from zxdata.figures.layout.scale import round_above

GROUND = ("ground", "休息日", "decimal")


def daily(rows: pd.DataFrame) -> bool:
    """Whether the column ``period`` holds days, each later than the one before it."""
    try:
        days = [date.fromisoformat(str(period)) for period in rows["period"]]
    except ValueError:
        return False
    return len(days) > 1 and days == sorted(set(days))


def of_days(
    rows: pd.DataFrame, columns: list[Column], days_off: Collection[str], high: float, *, lasting: bool
) -> Grid | None:
    """What a native chart of ``rows`` needs: its columns with ``period`` as dates, and ``ground``, which is as high as the
    axis on a day off; None where the periods are no days.

    ``lasting``: each day lasts until the next begins, so it has two rows, as it begins and as it ends; the last begins.
    Else a day stands for itself, and ``ground`` is empty on the others.
    """
    if not daily(rows):
        return None
    days = [date.fromisoformat(str(period)) for period in rows["period"]]
    top, no = round_above(high), 0.0 if lasting else None
    begun = rows.assign(period=days, ground=[top if str(period) in days_off else no for period in rows["period"]])
    if lasting:
        ended = begun.iloc[:-1].assign(period=days[1:])
        begun = pd.concat([begun, ended]).sort_index(kind="stable").reset_index(drop=True)
    return grid_of(begun, ("period", "日期", "date"), *columns, *([GROUND] if days_off else []))


def top(rows: Grid) -> float | None:
    """Where the axis of values ends, which the ground reaches; None where there is none, or no day off."""
    found = rows.frame["ground"].max() if "ground" in rows.frame else None
    return float(found) if found else None
