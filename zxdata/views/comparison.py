"""One subject beside itself: with other periods, and districts beside each other and the median of their peers.

Everything is asked to the same cut-off: what a period had seen by that day of its own.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pandas as pd

from zxdata import words
from zxdata.errors import WrongUse
from zxdata.figures import Figure, Table, TableColumn, Trend, View
from zxdata.filters import Filters
from zxdata.metrics import SUBJECTS, metric
from zxdata.metrics.answer import Result
from zxdata.metrics.bodies import BODY, OF, bodies
from zxdata.metrics.model import Metric
from zxdata.periods import first_of_months, month_labels, read_day, unfinished_month, whole_months_before
from zxdata.regions import LADDER
from zxdata.rules.comparing import Comparing
from zxdata.views.asking import Asking
from zxdata.views.change import change, difference
from zxdata.views.frame import framed
from zxdata.views.regional import side_by_side

# fmt: off
NUMBERS = {
    "coverage": ("coverage.township_rate", "coverage.townships_blank", "coverage.stations", "coverage.stations_asleep",
                 "coverage.members_unassigned", "coverage.activities"),
    "proposals": ("proposals.submitted", "proposals.reply_rate", "proposals.on_time_rate",
                  "proposals.handling_days_median", "proposals.handling_days_mean_replied", "proposals.overdue", "proposals.satisfaction_rate"),
    "supervision": ("supervision.matters", "supervision.red", "supervision.yellow", "supervision.on_time_rate",
                    "supervision.closed_rate", "supervision.lasting_rate"),
    "consultation": ("consultation.meetings", "consultation.public_visits", "consultation.suggestions",
                     "consultation.adoption_rate", "consultation.implementation_rate"),
    "voices": ("voices.collected", "voices.submit_rate", "voices.handled_rate", "voices.on_time_rate", "voices.red",
               "voices.satisfaction_rate", "voices.adoption_rate", "voices.converted"),
    "programmes": ("programmes.items", "programmes.done", "programmes.done_rate", "programmes.on_time_rate",
                   "programmes.red", "programmes.reached_rate"),
    "party": ("party.org_coverage", "party.work_coverage", "party.work_uncovered", "party.talk_rate", "party.base_visits",
              "party.base_visits_online"),
}
# fmt: on
MONTHLY = {
    "coverage": "coverage.activities",
    "proposals": "proposals.submitted",
    "supervision": "supervision.matters",
    "consultation": "consultation.meetings",
    "voices": "voices.collected",
    "programmes": "programmes.done",
    "party": "party.base_visits",
}
FEWEST, MOST_COMPARED = 2, 6
LINES = 4
BODIES_SHOWN = 12
OPTIONS = {f"{subject}.comparison": ("beside", "base_from", "base_to") for subject in NUMBERS}


def view(asking: Asking, subject: str) -> View:
    """Options: ``beside``, two to six district codes joined by dots; ``base_from``, ``base_to``, a period of choice."""
    numbers = [metric(key) for key in (*NUMBERS[subject], MONTHLY[subject])]
    strange = [name for name, _ in asking.filters.where if any(name not in each.filters for each in numbers)]
    asking, said = asking.letting_go("对比里有的指标", *strange)
    chosen, notices = _chosen(asking)
    notices = (*said, *notices)
    figures: tuple[Figure, ...] = (periods(asking, subject), districts(asking, subject, chosen))
    if chosen:
        figures = (*figures, monthly(asking, subject, chosen[:LINES]))
    if len(named := bodies_of(asking, subject)) > 1:
        figures = (*figures, levels(asking, NUMBERS[subject], named))
    return framed(
        asking,
        f"{subject}.comparison",
        f"{SUBJECTS[subject]}·对比",
        "",
        (),
        figures,
        None,
        notices,
        ("monthly", "levels"),
    )


def bodies_of(asking: Asking, *subjects: str) -> tuple[str, ...]:
    """Whose records the numbers count; none where a subject does not tell."""
    if not set(subjects) <= set(OF):
        return ()
    found = bodies(asking.reading, replace(asking.filters, where=()), asking.rules, *subjects)
    own = asking.settings.body
    return (*((own,) if own in found else ()), *(body for body in found if body != own))


def levels(asking: Asking, keys: tuple[str, ...], named: tuple[str, ...]) -> Table:
    """Each number of each body whose records the ledger holds, side by side whichever is chosen, the body of the
    installation first."""
    keys = tuple(key for key in keys if BODY in metric(key).dims)
    answered = asking.answer(keys, by=(BODY,), filters=asking.beside(BODY)).frame.set_index(BODY)
    frame = pd.DataFrame({"metric": keys, "name": [_named(metric(k)) for k in keys]})
    columns = [TableColumn("name", "指标")]
    for n, body in enumerate(named[:BODIES_SHOWN]):
        row = answered.loc[body] if body in answered.index else None
        frame[f"body{n}"] = [
            words.MISSING if row is None else words.with_unit(row[k], metric(k).value_format) for k in keys
        ]
        columns.append(TableColumn(f"body{n}", body))
    left = len(named) - BODIES_SHOWN
    return Table(
        key="levels",
        title="各机构并列",
        aid=f"{len(named)} 个机构",
        frame=frame,
        columns=tuple(columns),
        note="台账没有写机构的计作本会；各机构分列，不相加" + (f"；另有 {left} 个机构未列出" if left > 0 else ""),
    )


def periods(asking: Asking, subject: str) -> Table:
    """Each number now, a year before and a period before at the same cut-off, and in a period of the reader's choice."""
    keys, filters = NUMBERS[subject], asking.filters
    asked: list[tuple[str, Filters, bool]] = [
        ("同比", asking.year_before, asking.comparable),
        ("环比", *_with_region_then(asking, period_before(filters))),
    ]
    if base := _base(asking):
        asked.append(("较所选", *_with_region_then(asking, base)))
    now = asking.answer(keys)
    frame = pd.DataFrame(
        {"metric": keys, "name": [_named(metric(k)) for k in keys], "now": [_written(now, metric(k)) for k in keys]}
    )
    columns = [TableColumn("name", "指标"), TableColumn("now", _span(filters))]
    for n, (name, other, fits) in enumerate(asked):
        then = asking.answer(keys, filters=other) if fits else None
        frame[f"then{n}"] = [_written(then, metric(k)) if then else words.MISSING for k in keys]
        frame[f"change{n}"] = [_moved(name, metric(k), now, then, asking.rules.comparing) for k in keys]
        columns += [TableColumn(f"then{n}", _span(other)), TableColumn(f"change{n}", name)]
    return Table(
        key="periods",
        title="与往期比",
        aid="同一截至日口径，率的差为百分点，没有基数写 —",
        frame=frame,
        columns=tuple(columns),
        note="环比：期间从月初起的，整月前移；否则按天数前移；不限期间的比上月同日。",
    )


def districts(asking: Asking, subject: str, chosen: tuple[str, ...]) -> Table:
    """Chosen districts side by side, the median of all others, and the whole."""
    keys = NUMBERS[subject]
    whole = asking.answer(keys, filters=asking.siblings)
    answered = asking.answer(keys, by=("district",), filters=asking.siblings)
    every = answered.of_whole_regions.frame.set_index("district_code")
    notes: list[str] = []
    if not asking.reading.scope.everything:
        every, notes = _told(asking, answered, keys)
    columns = [TableColumn("name", "指标")]
    frame = pd.DataFrame({"metric": keys, "name": [_named(metric(k)) for k in keys]})
    for code in chosen:
        values = [every[k].get(code) for k in keys]
        frame[code] = [words.with_unit(v, metric(k).value_format) for v, k in zip(values, keys, strict=True)]
        columns.append(TableColumn(code, asking.reading.version.regions.short_name(code)))
    peers = every[~every.index.isin(chosen)]
    median = {k: pd.to_numeric(peers[k]).median() for k in keys}
    frame["median"] = [words.with_unit(median[k], metric(k).value_format) for k in keys]
    frame["whole"] = [_written(whole, metric(k)) for k in keys]
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


def monthly(asking: Asking, subject: str, chosen: tuple[str, ...]) -> Trend:
    """One number a month for each chosen district, over twelve months."""
    of, day = metric(MONTHLY[subject]), asking.day
    first = first_of_months(day, 12)
    filters = replace(asking.siblings, since=first, until=day)
    found = asking.answer([of.key], by=("district", "month"), filters=filters).frame
    months = month_labels(first, day)
    cut = unfinished_month(day)
    parts = []
    for code in chosen:
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


def period_before(filters: Filters) -> Filters:
    """The period before, seen at the same point of its own course: whole months where it begins with one, else days."""
    end = min(filters.until or filters.as_of, filters.as_of)
    if filters.since is None:
        return _shifted(filters, lambda day: whole_months_before(day, 1))
    if filters.since.day == 1:
        count = (end.year - filters.since.year) * 12 + end.month - filters.since.month + 1
        return _shifted(filters, lambda day: whole_months_before(day, count))
    days = timedelta(days=(end - filters.since).days + 1)
    return _shifted(filters, lambda day: day - days)


def _shifted(filters: Filters, back: Callable[[date], date]) -> Filters:
    since, until = (back(day) if day else None for day in (filters.since, filters.until))
    return replace(filters, as_of=back(filters.as_of), since=since, until=until)


def _with_region_then(asking: Asking, filters: Filters) -> tuple[Filters, bool]:
    """The region as it stood then; False where the one asked for had no counterpart."""
    if filters.region is None:
        return filters, True
    then = asking.reading.version.regions.in_force(filters.region, filters.as_of)
    return replace(filters, region=then), then is not None


def _base(asking: Asking) -> Filters | None:
    """The period of the reader's choice, to its own last day."""
    try:
        since, until = (read_day(asking.option(f"base_{end}")) for end in ("from", "to"))
    except WrongUse:
        return None
    if since > until or until > asking.day:
        return None
    return replace(asking.filters, since=since, until=until, as_of=until)


def _chosen(asking: Asking) -> tuple[tuple[str, ...], tuple[str, ...]]:
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


def _moved(name: str, of: Metric, now: Result, then: Result | None, comparing: Comparing) -> str:
    if then is None:
        return words.MISSING
    found = change(name, of, now, then, comparing)
    verdict = {True: "　向好", False: "　变差", None: ""}[found.better]
    return f"{found.text}{verdict}"


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


def _written(answered: Result, of: Metric) -> str:
    return words.with_unit(answered.value(of.key), of.value_format)


def _named(of: Metric) -> str:
    return of.name if of.value_format == "percent" else f"{of.name}（{of.unit}）"


def _span(filters: Filters) -> str:
    """``2025年1月1日至9月30日``, or the cut-off where no period bounds it."""
    if filters.since is None and filters.until is None:
        return f"截至 {words.day(filters.as_of)}"
    end = min(filters.until or filters.as_of, filters.as_of)
    return f"{words.day(filters.since)}至{words.day(end)}" if filters.since else f"{words.day(end)}止"


PARTS: dict[str, Callable[[Asking], View]] = {
    f"{subject}.comparison": partial(view, subject=subject) for subject in NUMBERS
}
