"""Life: which stations are alive, which sleep since when, which closed and came back."""

from dataclasses import replace

import pandas as pd

from zxdata import words
from zxdata.figures import Bars, Figure, Table, TableColumn, View
from zxdata.metrics.coverage.places import Station, asleep, ended
from zxdata.records import Records
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.trends import by_month

LISTED = 500
TURNS = "duty.turns_kept_rate"
INDICATORS = (
    "coverage.stations_active",
    "coverage.stations_asleep",
    "coverage.stations_never",
    "coverage.stations_reopened",
    "coverage.stations_closed",
    "coverage.stations_doubled",
)


def view(asking: Asking) -> View:
    visits = by_month(
        asking,
        {"coverage.public_visits": "群众人次", "coverage.member_visits": "委员人次"},
        "每月到访",
        "人次",
        "未填的不计",
    )
    lives = by_month(
        asking,
        {
            "coverage.stations_opened": "启用",
            "coverage.stations_closed": "停用",
            "coverage.stations_reopened": "其中重新启用",
        },
        "启用与停用",
        "个",
        "重新启用：同一区划有同名阵地在此之前停用",
    )
    figures: tuple[Figure, ...] = (
        awake(asking),
        replace(visits, key="visits"),
        replace(lives, key="lives"),
        sleepers(asking),
        changed(asking),
    )
    indicators = asking.indicators(
        INDICATORS,
        {
            "coverage.stations_reopened": asking.filters.period_in_words(),
            "coverage.stations_closed": asking.filters.period_in_words(),
            "coverage.stations_doubled": "同一区划内同名",
        },
    )
    beside, said = asking.letting_go("轮值", *(d for d, _ in asking.filters.where if d != "sector"))
    indicators += beside.indicators((TURNS,))
    never = indicators[2].counting("个从未有过活动")
    headline = words.joined(
        indicators[0].counting("个阵地活跃"), indicators[1].counting("个休眠"), never and f"其中 {never}"
    )
    return framed(asking, "coverage.life", "活跃与休眠", headline, indicators, figures, None, said)


def awake(asking: Asking) -> Bars:
    """How many of the open stations were active within 3, 6 and the months of the rules."""
    months = asking.rules.coverage.active_months
    named = {
        "coverage.stations": "开放阵地",
        "coverage.stations_active": f"近 {months} 个月有活动",
        "coverage.stations_active_6m": "近 6 个月有活动",
        "coverage.stations_active_3m": "近 3 个月有活动",
    }
    found = asking.answer(named)
    whole = found.value("coverage.stations")
    values = {key: found.value(key) for key in named}
    bases = [words.with_unit(v / whole if whole and v is not None else None, "percent") for v in values.values()]
    frame = pd.DataFrame(
        {"name": list(named.values()), "value": list(values.values()), "base": ["", *bases[1:]], "metric": list(named)}
    )
    return Bars(
        key="awake",
        title="阵地还在活动吗",
        unit="个",
        aid="右为占开放阵地",
        note="月数到截至日为止，含截至日",
        frame=frame,
        value_format="integer",
    )


def sleepers(asking: Asking) -> Table:
    found = asleep(asking.reading, asking.filters, asking.rules, LISTED)
    return Table(
        key="asleep",
        title="休眠清单",
        aid=f"睡得最久的在前{_cut(found)}",
        frame=found.frame.rename(columns={"no": "code"}),
        note=f"近 {asking.rules.coverage.active_months} 个月没有活动的开放阵地；— 为从未有过活动",
        empty="没有休眠阵地。",
        opens="station",
        metric="coverage.stations_asleep",
        columns=(
            TableColumn("name", "阵地"),
            TableColumn("region", "区划"),
            TableColumn("kind", "类型"),
            TableColumn("last_on", "最近活动", "date"),
            TableColumn("opened_on", "启用日期", "date"),
            TableColumn("staff", "入驻委员", "integer"),
        ),
    )


def changed(asking: Asking) -> Table:
    found = ended(asking.reading, asking.filters, asking.rules, LISTED)
    after = [bool(s.closed_on and s.last_on and s.last_on >= s.closed_on) for s in found]
    return Table(
        key="ended",
        title="停用与重新启用",
        aid=f"最近的在前{_cut(found)}",
        frame=found.frame.assign(after=after).rename(columns={"no": "code"}),
        note="停用后仍有活动的，台账自相矛盾，请核对",
        empty="没有停用过的阵地。",
        opens="station",
        columns=(
            TableColumn("name", "阵地"),
            TableColumn("region", "区划"),
            TableColumn("kind", "类型"),
            TableColumn("opened_on", "启用日期", "date"),
            TableColumn("closed_on", "停用日期", "date"),
            TableColumn("resumes", "接续的阵地"),
            TableColumn("last_on", "最近活动", "date"),
            TableColumn("after", "停用后仍有活动", "flag"),
        ),
    )


def _cut(found: Records[Station]) -> str:
    return f"，只列前 {LISTED} 个" if len(found) == LISTED else f"，{len(found):,} 个"
