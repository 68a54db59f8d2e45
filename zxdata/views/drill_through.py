"""What stands behind one number: what it means, and the rows it counts."""

from dataclasses import dataclass

from zxdata import words
from zxdata.figures import Indicator, Table, TableColumn
from zxdata.filters import BASES, Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.metrics.bodies import BODY, fitting
from zxdata.metrics.listing import listed, listing
from zxdata.metrics.model import Distinct, Metric, Ratio, Total
from zxdata.rules.book import Rules
from zxdata.store import Store
from zxdata.views.asking import indicator


@dataclass(frozen=True, eq=False)
class DrillThrough:
    """One number, its meaning as (word, text) pairs, its rows, and in words how their count agrees with it.

    dataset: of which each row's ``number`` column names a case; both empty where rows are of none.
    """

    indicator: Indicator
    meaning: tuple[tuple[str, str], ...]
    rows: Table
    agreement: str
    dataset: str = ""
    number: str = ""


def drill_through(
    store: Store, key: str, filters: Filters, scope: Scope, rules: Rules, limit: int | None = None
) -> DrillThrough:
    """The number of one metric with its definition, numerator, denominator, axis, cut-off, version, and its rows.

    Raises Unknown for a metric that does not exist, WrongUse where the filters do not fit it.
    """
    of, chosen = metric(key), filters.values(BODY)
    filters = fitting(of, filters)
    with store.reading(scope) as reading:
        now = answer(reading, [of], (), filters, rules)
    found = rows(store, key, filters, scope, rules, limit)
    meaning = [("定义", of.definition)]
    if isinstance(of.measure, Ratio):
        tops, bottoms = (words.number(now.value(f"{key}.{part}"), "integer") for part in ("numerator", "denominator"))
        meaning += [("分子", f"{of.numerator}　{tops}"), ("分母", f"{of.denominator_by(filters.basis)}　{bottoms}")]
    if undecided := now.frame.iloc[0].get(f"{key}.undecided"):
        meaning.append(("尚未定的", f"{words.with_unit(undecided, 'percent')}，既不在分子也不在分母"))
    if chosen and not filters.values(BODY):
        meaning.append(("机构", "记录不分机构，合计全部"))
    period = filters.period_in_words()
    meaning += [
        *of.readings,
        ("期间", f"{period}，{BASES[filters.basis]}" if filters.since or filters.until else period),
        ("截至", words.day(filters.as_of)),
        ("数据版本", now.version),
    ]
    agreement = _agreement(of, now.value(key), found, limit)
    numbered = listed(of).numbered
    dataset, number = (numbered.of, numbered.name) if numbered else ("", "")
    return DrillThrough(indicator(of, now), tuple(meaning), found, agreement, dataset, number)


def _agreement(of: Metric, value: float | None, found: Table, limit: int | None) -> str:
    """How many rows there are, and that a count has as many."""
    count = len(found.frame)
    if limit is not None and count == limit:
        return f"只列前 {count:,} 行；下载的是全部。"
    if isinstance(of.measure, Ratio):
        if isinstance(of.measure.bottom, Total) and of.measure.top.fact is of.measure.bottom.fact:
            return f"共 {count:,} 行；分子、分母是各行之和。"
        if "in_numerator" not in found.frame:
            return f"分母 {count:,} 行；分子是{of.measure.top.fact.name}，不在其中。"
        return f"分母 {count:,} 行，其中计入分子 {int(found.frame['in_numerator'].sum()):,} 行。"
    if isinstance(of.measure, Distinct) and of.measure.listed.fact is of.measure.fact:
        counter = of.measure.counter
        return f"共 {count:,} 行；同一{counter}的几行只计一次，计 {words.number(value, of.value_format)} {counter}。"
    agrees = "，与数字一致" if value == count else ""
    return f"共 {count:,} 行{agrees}。"


def rows(store: Store, key: str, filters: Filters, scope: Scope, rules: Rules, limit: int | None = None) -> Table:
    """For a count exactly its rows; for a rate those of its denominator, 计入分子 telling which count above it."""
    of = metric(key)
    filters = fitting(of, filters)
    with store.reading(scope) as reading:
        found = listing(reading, of, filters, rules, limit)
    frame = found.frame
    columns = [TableColumn(d.name, d.header, d.kind) for d in found.fact.details]
    if "region" in frame:
        columns.insert(min(2, len(columns)), TableColumn("region", "区划"))
    if "in_numerator" in frame:
        columns.append(TableColumn("in_numerator", f"计入{of.numerator}", "flag"))
    cut = f"，只列前 {limit} 行" if limit is not None and len(frame) == limit else ""
    return Table(
        key="rows",
        title=f"{of.name}的明细",
        aid=f"{found.fact.name}{cut}",
        note=of.definition,
        frame=frame[[c.name for c in columns]],
        columns=tuple(columns),
        palette=rules.colours,
    )
