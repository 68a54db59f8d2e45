"""Districts beside each other, the median of their peers and the whole; one number of each month by month."""

from dataclasses import replace

import pandas as pd

from zxdata import words
from zxdata.figures import Table, TableColumn, Trend
from zxdata.metrics import metric
from zxdata.metrics.answer import Result
from zxdata.metrics.model import Metric
from zxdata.periods import first_of_months, month_labels, unfinished_month
from zxdata.regions import LADDER
from zxdata.rules.comparing import Comparing
from zxdata.views.asking import Asking
from zxdata.views.change import difference
from zxdata.views.comparison.writing import headed, written
from zxdata.views.regional import side_by_side

FEWEST, MOST_COMPARED = 2, 6
LINES = 4


def chosen_of(asking: Asking) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The districts to set side by side, the filtered one first; and what of the choice cannot be used."""
    regions, asked = asking.reading.version.regions, asking.option("beside")
    known = [r.code for r in regions.all if r.level == LADDER[2] and regions.valid(r.code, asking.day)]
    wanted = dict.fromkeys([*([asking.district] if asking.district else []), *(c for c in asked.split(".") if c)])
    unknown = [code for code in wanted if code not in known]
    notices = (f"没有区县“{'、'.join(unknown)}”，没有列入对比。",) if unknown else ()
    fitting = [code for code in wanted if code in known]
    if len(fitting) > MOST_COMPARED:
        notices = (*notices, f"一次最多并列 {MOST_COMPARED} 个区县，后面的没有列入。")
    return tuple(fitting[:MOST_COMPARED]), notices


def districts(asking: Asking, keys: tuple[str, ...], chosen: tuple[str, ...]) -> Table:
    """Chosen districts side by side, the median of all others, and the whole."""
    whole = asking.answer(keys, filters=asking.siblings)
    answered = asking.answer(keys, by=("district",), filters=asking.siblings)
    every = answered.of_whole_regions.frame.set_index("district_code")
    notes: list[str] = []
    if not asking.reading.scope.everything:
        every, notes = _told(asking, answered, keys)
    columns = [TableColumn("name", "指标")]
    frame = pd.DataFrame({"metric": keys, "name": [headed(metric(k)) for k in keys]})
    for code in chosen:
        values = [every[k].get(code) for k in keys]
        frame[code] = [words.with_unit(v, metric(k).value_format) for v, k in zip(values, keys, strict=True)]
        columns.append(TableColumn(code, asking.reading.version.regions.short_name(code)))
    peers = every[~every.index.isin(chosen)]
    median = {k: pd.to_numeric(peers[k]).median() for k in keys}
    frame["median"] = [words.with_unit(median[k], metric(k).value_format) for k in keys]
    frame["whole"] = [written(whole, metric(k)) for k in keys]
    columns += [TableColumn("median", f"其余 {len(peers)} 个的中位"), TableColumn("whole", asking.whole_name)]
    if chosen:
        first = every.loc[chosen[0]] if chosen[0] in every.index else None
        frame["gap"] = [_gap(metric(k), first, median[k], asking.rules.comparing) for k in keys]
        columns.append(TableColumn("gap", f"{columns[1].header}与中位之差"))
    return Table(
        key="districts",
        title="区县并列",
        aid=f"可选 {FEWEST} 至 {MOST_COMPARED} 个",
        frame=frame,
        columns=tuple(columns),
        note="　".join(["中位数取未选中的区县，各区县不论大小各计一次；缺值的不计。", *notes]),
    )


def _told(asking: Asking, answered: Result, keys: tuple[str, ...]) -> tuple[pd.DataFrame, list[str]]:
    """Each number of the districts in the reader's scope, and of the others as far as it is published; what is withheld."""
    found = {key: side_by_side(asking, answered, key, None, asking.siblings) for key in keys}
    frame = pd.DataFrame({key: each.frame.set_index("code")["value"] for key, each in found.items()})
    return frame, list(dict.fromkeys(f"{metric(key).name}：{each.note}" for key, each in found.items() if each.note))


def monthly(asking: Asking, key: str, chosen: tuple[str, ...]) -> Trend:
    """One number a month for the first of the chosen districts, over twelve months."""
    of, day = metric(key), asking.day
    first = first_of_months(day, 12)
    filters = replace(asking.siblings, since=first, until=day)
    found = asking.answer([of.key], by=("district", "month"), filters=filters).frame
    months = month_labels(first, day)
    cut = unfinished_month(day)
    parts = []
    for code in chosen[:LINES]:
        own = found[found["district_code"] == code].set_index("month")[of.key].reindex(months).fillna(0)
        parts.append(
            pd.DataFrame(
                {
                    "period": months,
                    "series": asking.reading.version.regions.short_name(code),
                    "value": own.astype(float).to_numpy(),
                    "complete": [m != cut for m in months],
                }
            )
        )
    return Trend(
        key="monthly",
        title=f"每月{of.name}",
        unit=of.unit,
        per="月",
        aid=f"前 {LINES} 个区县",
        value_format=of.value_format,
        metric=of.key,
        series=tuple(dict.fromkeys(p["series"].iloc[0] for p in parts)),
        frame=pd.concat(parts, ignore_index=True),
    )


def _gap(of: Metric, row: "pd.Series | None", median: float, comparing: Comparing) -> str:
    """How far a district stands from the median of the others: 百分点 for rates, the metric's own unit else."""
    value = _known(row[of.key]) if row is not None else None
    middle = _known(median)
    if value is None or middle is None:
        return words.MISSING
    if of.value_format == "percent":
        return difference(of, value, middle, comparing)
    apart = value - middle
    return "持平" if not apart else f"{words.arrow(apart)} {words.number(abs(apart), 'decimal')} {of.unit}"


def _known(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[call-overload, arg-type]
