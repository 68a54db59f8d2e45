"""办理用时: how long it takes, by whom and for what, and whether it is getting faster."""

from dataclasses import replace
from datetime import date
from itertools import islice

import pandas as pd

from zxdata import words
from zxdata.dimensions import DIMENSIONS
from zxdata.figures import Figure, Indicator, Survival, Table, TableColumn, Trend, View, Waterfall
from zxdata.filters import UNFILLED, Filters
from zxdata.metrics import metric
from zxdata.metrics.answer import survival
from zxdata.metrics.survival import Curve, log_rank
from zxdata.periods import months_after, months_before
from zxdata.views.asking import Asking
from zxdata.views.change import difference
from zxdata.views.frame import framed
from zxdata.views.proposals.curves import NOTE, by_year, called, curves_by

KEY = "proposals.time"
BY = ("year", "unit", "category", "key", "session", "proposer_kind")
MEDIAN, P90, MEAN = (f"proposals.handling_days_{n}" for n in ("median", "p90", "mean_replied"))
SHOWN = 4
QUARTERS = 8
COMPARED = (
    MEDIAN,
    P90,
    "proposals.on_time_rate",
    "proposals.reply_rate",
    "proposals.review_days_median",
    "proposals.signing_days_median",
    "proposals.rating_days_median",
    "proposals.whole_days_median",
)


def view(asking: Asking) -> View:
    by = asking.option("curve")
    by = by if by in BY else BY[0]
    groups = _groups(asking, by)
    named = {called(by, value): curve for value, curve in groups.items()}
    figures: tuple[Figure, ...] = (
        _curves(asking, by, groups),
        _legs(asking),
        _pace(asking),
        _comparison(asking),
        _table(asking, by, named),
    )
    return framed(asking, KEY, "办理用时", _verdict(named), _indicators(asking), figures, None)


def _indicators(asking: Asking) -> tuple[Indicator, ...]:
    waiting = int(asking.answer(["proposals.open"]).value("proposals.open") or 0)
    honest = f"含在办 {waiting:,} 件，按已过天数计入"
    bases = {MEDIAN: honest, P90: honest, MEAN: "不含在办，偏短，不与中位数比"}
    return asking.indicators((MEDIAN, P90, MEAN, "proposals.on_time_rate"), bases)


def _groups(asking: Asking, by: str) -> dict[str, Curve]:
    """Every value of the dimension with its curve, the latest year or the largest group first."""
    if by == "year":
        return by_year(asking, metric(MEDIAN))
    found = survival(asking.reading, metric(MEDIAN), (by,), asking.filters, asking.rules)
    curves = {str(value or UNFILLED): curve for (value,), curve in found.items()}
    return dict(sorted(curves.items(), key=lambda each: (-each[1].count, each[0])))


def _verdict(named: dict[str, Curve]) -> str:
    """The log-rank test of the groups shown, in plain words."""
    shown = list(named)[:SHOWN]
    p = log_rank([named[name] for name in shown])
    if p is None:
        return "只有一组，无从比较。" if shown else ""
    chance = "p<0.001" if p < 0.001 else f"p={words.rounded(p, 3)}"
    listed = "、".join(shown)
    if p < 0.05:
        return f"{listed}的快慢有差别，不像是偶然的（对数秩检验 {chance}）。"
    return f"看不出{listed}的快慢有差别（对数秩检验 {chance}）。"


def _curves(asking: Asking, by: str, groups: dict[str, Curve]) -> Survival:
    shown = dict(islice(groups.items(), SHOWN))
    clock = asking.rules.proposals
    small = [called(by, value) for value, c in shown.items() if c.count < asking.rules.ranking.small]
    note = NOTE + (f"样本少：{'、'.join(small)}。" if small else "")
    title = f"多久能办复：按{DIMENSIONS[by].name}" + (f"（最多的 {SHOWN} 组）" if len(groups) > SHOWN else "")
    found = curves_by(asking, metric(MEDIAN), by, shown, title, note)
    extended = (months_after(asking.day, clock.extended_limit_months) - asking.day).days
    return replace(found, extended_days=float(extended))


def _legs(asking: Asking) -> Waterfall:
    """Medians leg by leg; each is its own curve, so their sum is not the median of the whole."""
    wanted = {
        "审查": "review_days",
        "交办": "handing_days",
        "办理": "handling_days",
        "评价": "rating_days",
        "结案": "closing_days",
    }
    whole = "proposals.whole_days_median"
    keys = [f"proposals.{k}_{q}" for k in wanted.values() for q in ("median", "p90")]
    now = asking.answer([*keys, whole])
    rows: list[tuple[str, float | None, bool, str]] = [
        (n, now.value(f"proposals.{k}_median"), False, f"proposals.{k}_median") for n, k in wanted.items()
    ]
    rows = [row for row in rows if row[1] is not None]
    total = sum(float(value or 0) for _, value, *_ in rows)
    ninety = "，".join(f"{n} {words.number(now.value(f'proposals.{k}_p90'), 'days')}" for n, k in wanted.items())
    rows.append(("各段相加", total, True, ""))
    return Waterfall(
        key="legs",
        title="从提交到办结的各段用时",
        unit="天",
        aid="各段中位数",
        value_format="days",
        note=f"各段分别取中位，相加不等于全程中位 {words.number(now.value(whole), 'days')} 天。九成：{ninety} 天。",
        empty="所选条件下没有走到交办的提案。",
        frame=pd.DataFrame(rows if len(rows) > 1 else [], columns=["name", "value", "standing", "metric"]),
    )


def _pace(asking: Asking) -> Trend:
    """Medians of the last quarters: is handling getting faster? The youngest are still open and may be empty."""
    first = months_before(asking.day.replace(day=1), 3 * QUARTERS)
    own = asking.cohort.filters
    filters = replace(own, since=max(first, own.since or first), until=own.until)
    frame = asking.answer([MEDIAN, P90], by=("quarter",), filters=filters).frame.tail(QUARTERS)
    names = {MEDIAN: "中位", P90: "九成"}
    parts = [
        pd.DataFrame({"period": frame["quarter"], "series": name, "value": pd.to_numeric(frame[key]), "complete": True})
        for key, name in names.items()
    ]
    return Trend(
        key="pace",
        title="各季提交的提案多久办复",
        unit="天",
        aid="按提交季度",
        value_format="days",
        series=tuple(names.values()),
        metric=MEDIAN,
        note="近几季在办的多，曲线没有降到该处的留空。",
        frame=pd.concat(parts, ignore_index=True),
    )


def _comparison(asking: Asking) -> Table:
    """The same question a month and a year earlier, each on its own cut-off; without a period the last twelve months."""
    base = asking.filters
    if base.since is None:
        base = replace(base, since=months_before(asking.day, 12))
    earlier = [_earlier(asking, base, months) for months in (1, 12)]
    now = asking.answer(COMPARED, filters=base)
    before = [asking.answer(COMPARED, filters=f) if f else None for f in earlier]
    rows = []
    for key in COMPARED:
        of = metric(key)
        values = [a.value(key) if a else None for a in (now, *before)]
        texts = [words.with_unit(value, of.value_format) for value in values]
        changes = [difference(of, values[0], value, asking.rules.comparing) for value in values[1:]]
        rows.append((of.name, texts[0], texts[1], changes[0], texts[2], changes[1]))
    columns = [
        TableColumn(name, header)
        for name, header in (
            ("name", "指标"),
            ("now", "本期"),
            ("month", "上月同日"),
            ("month_change", "环比"),
            ("year", "去年同日"),
            ("year_change", "同比"),
        )
    ]
    return Table(
        key="comparison",
        title="环比与同比",
        aid=f"{base.period_in_words()}{'' if base.basis == 'period' else '提交的'}，各按自己的截至日",
        note="环比把期间和截至日都前移一个月，同比前移一年；早一期的在办件按当时删失。",
        frame=pd.DataFrame(rows, columns=[c.name for c in columns]),
        columns=tuple(columns),
    )


def _earlier(asking: Asking, filters: Filters, months: int) -> Filters | None:
    """Every day so many months earlier; None where the region had no counterpart then."""

    def back(day: date | None) -> date | None:
        return months_before(day, months) if day else None

    as_of, code = months_before(filters.as_of, months), filters.region
    current = asking.reading.version.regions.in_force(code, as_of) if code else None
    if code and current is None:
        return None
    return replace(filters, as_of=as_of, since=back(filters.since), until=back(filters.until), region=current)


def _table(asking: Asking, by: str, named: dict[str, Curve]) -> Table:
    small = asking.rules.ranking.small
    ended = {name: int(c.ended.sum()) for name, c in named.items()}
    rows = [
        (name, c.count, ended[name], c.count - ended[name], c.quantile(0.5), c.quantile(0.9), c.count < small)
        for name, c in named.items()
    ]
    columns = (
        TableColumn("name", DIMENSIONS[by].name),
        TableColumn("n", "交办", "integer"),
        TableColumn("ended", "已答复", "integer"),
        TableColumn("open", "在办", "integer"),
        TableColumn("median", "中位天数", "days"),
        TableColumn("p90", "九成天数", "days"),
        TableColumn("small", "样本少", "flag", f"少于 {small} 件"),
    )
    return Table(
        key="table",
        title=f"按{DIMENSIONS[by].name}的办理用时",
        aid=f"{len(rows)} 组，含在办件",
        columns=columns,
        frame=pd.DataFrame(rows, columns=[c.name for c in columns]),
    )
