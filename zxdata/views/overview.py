"""总览: the one screen. What stands out first, then where, then how it moves."""

from dataclasses import replace

import pandas as pd

from zxdata import words
from zxdata.figures import Bars, Board, Figure, Ranking, RegionMap, Table, TableColumn, View
from zxdata.filters import UNFILLED
from zxdata.metrics import metric
from zxdata.metrics.bodies import BODY, OF
from zxdata.metrics.handed_in import wanting
from zxdata.periods import week_of
from zxdata.views import consultation
from zxdata.views.asking import Asking
from zxdata.views.clocked import MATTERS
from zxdata.views.clocked.board import ROWS_A_COLOUR, board, headline
from zxdata.views.comparison.bodies import bodies_of, levels
from zxdata.views.coverage.landing import unplaced
from zxdata.views.frame import framed
from zxdata.views.proposals import landing
from zxdata.views.regional import ranking, region_map, side_by_side
from zxdata.views.wanting import titles

INDICATORS = (
    "coverage.township_rate",
    "proposals.reply_rate",
    "proposals.handling_days_median",
    "proposals.satisfaction_rate",
    "consultation.meetings",
    "consultation.adoption_rate",
)
INSTEAD = (
    "supervision.matters",
    "supervision.on_time_rate",
    "supervision.closed_rate",
    "voices.collected",
    "voices.overall_rate",
    "voices.on_time_rate",
    "programmes.done_rate",
    "party.work_coverage",
)
"""What stands in the place of those of which the ledger has nothing, as far as it has something of these."""
UNITS_SHOWN = 8


LEVELS = (
    "proposals.submitted",
    "proposals.reply_rate",
    "proposals.overdue",
    "supervision.open",
    "supervision.red",
    "consultation.meetings",
    "consultation.adoption_rate",
)


def view(asking: Asking) -> View:
    asking = replace(asking, mixed=True)
    keys = _cards(asking)
    now = asking.answer((*keys, "proposals.open"))
    waiting = int(now.value("proposals.open") or 0)
    of_none = unplaced(asking)
    indicators = asking.indicators(
        keys,
        ({"coverage.township_rate": of_none} if of_none else {})
        | {
            "proposals.handling_days_median": f"含在办 {waiting:,} 件",
            "consultation.meetings": asking.filters.period_in_words(),
            "voices.collected": asking.filters.period_in_words(),
        },
        now,
    )
    matters = board(asking, MATTERS, ROWS_A_COLOUR)
    shaded, ranked = asking.for_all("overview", districts)
    figures: tuple[Figure, ...] = (
        domains(asking),
        shaded.choosing(asking.district),
        matters,
        ranked.choosing(asking.district),
        landing.filed_and_replied(asking),
        consultation.chain(asking),
        late_units(asking),
    )
    if len(named := bodies_of(asking, *OF)) > 1:
        figures = (*figures, levels(asking, LEVELS, named))
    said = ("阵地、民情、委员、清单和党建的数不分机构，合计全部。",) if asking.filters.values(BODY) else ()
    return framed(asking, "overview", "总览", _first(asking, matters), indicators, figures, None, said, ("levels",))


def _cards(asking: Asking) -> tuple[str, ...]:
    """The numbers at the head: those of which the ledger has something come first."""
    known = [key for key in (*INDICATORS, *INSTEAD) if not wanting(asking.reading, metric(key), asking.at)]
    return (*known, *(key for key in INDICATORS if key not in known))[: len(INDICATORS)]


def _first(asking: Asking, matters: Board) -> str:
    """What a leader should know first: of matters; of proposals where the ledger has no matters."""
    if not wanting(asking.reading, metric(MATTERS.whole), asking.at):
        return headline(asking, MATTERS, matters)
    return "" if wanting(asking.reading, metric("proposals.open"), asking.at) else landing.headline(asking)


def domains(asking: Asking) -> Table:
    """The fields of work in a row each: its key number, what is red and yellow, what falls due this week."""
    keys = {
        "提案": ("proposals.open", "proposals.red", "proposals.yellow", "proposals.due_this_week"),
        "协商": ("consultation.meetings", "consultation.overdue", "", ""),
        "监督": ("supervision.open", "supervision.red", "supervision.yellow", "supervision.due_this_week"),
        "民情": ("voices.open", "voices.red", "voices.yellow", "voices.due_this_week"),
        "委员": ("duty.attendance_rate", "", "", ""),
        "清单": ("programmes.open", "programmes.red", "programmes.yellow", "programmes.due_this_week"),
        "党建": ("party.work_coverage", "", "", ""),
    }
    named = [key for row in keys.values() for key in row if key]
    now = asking.answer(named)
    rows = []
    for field, (key, red, yellow, due) in keys.items():
        of = metric(key)
        said = f"{of.name} {words.with_unit(now.value(key), of.value_format, of.unit)}"
        if lacking := now.wanting.get(key):
            said = f"还没有{titles(lacking, 1)}"
        amiss = f"{metric(red).name}" if red and not metric(red).colour else ""
        rows.append(
            (
                key,
                field,
                said,
                now.value(red) if red else None,
                now.value(yellow) if yellow else None,
                now.value(due) if due else None,
                amiss,
            )
        )
    _, sunday = week_of(asking.day)
    columns = (
        TableColumn("field", "领域"),
        TableColumn("said", "现在"),
        TableColumn("red", asking.colours.meant("red"), "integer"),
        TableColumn("yellow", asking.colours.meant("yellow"), "integer"),
        TableColumn("due", "本周到期", "integer", f"截至日到{words.short_day(sunday)}（周日）到期、尚未办结"),
        TableColumn("amiss", "超期指"),
    )
    return Table(
        key="domains",
        title="各领域",
        aid=f"本周到期为{words.short_day(asking.day)}至{words.short_day(sunday)}",
        note="没有期限可判的写 —；民情为待反馈的。",
        metrics=tuple(key for row in keys.values() for key in row[1:] if key),
        columns=columns,
        frame=pd.DataFrame(rows, columns=["metric", *(c.name for c in columns)], dtype=object),
    )


def districts(asking: Asking) -> tuple[RegionMap, Ranking]:
    """Where the townships without a station are, and where matters are red or yellow."""
    key = "coverage.township_rate"
    warned = asking.answer(["supervision.red", "supervision.yellow"], by=("district",)).frame
    whole = asking.answer([key]).value(key)
    stations = asking.filters.only(BODY)
    found = side_by_side(asking, asking.answer([key], by=("district",)), key, whole, stations)
    regions = found.frame.copy()
    for colour in ("red", "yellow"):
        counts = regions["code"].map(warned.set_index("district_code")[f"supervision.{colour}"])
        regions[colour] = counts.fillna(0).where(regions["own"])  # of others it is not known
    base = "已有阵地的镇街 ÷ 全部镇街"
    return (
        region_map(asking, regions, key, "镇街阵地覆盖率与红黄事项", base, withheld=found.note),
        ranking(asking, regions, key, "覆盖率排名", found.whole, mean_name=found.whole_name, note=found.note),
    )


def late_units(asking: Asking) -> Bars:
    frame = asking.answer(["proposals.overdue", "proposals.open"], by=("unit",)).frame
    frame = frame[(frame["proposals.overdue"] > 0) & (frame["unit"] != UNFILLED)]
    frame = frame.sort_values(["proposals.overdue", "proposals.open"], ascending=False, kind="stable")[:UNITS_SHOWN]
    frame = frame.rename(columns={"unit": "name", "proposals.overdue": "value"})
    frame["base"] = frame["proposals.open"].map(lambda n: f"在办 {n}")
    return Bars(
        key="late_units",
        title="逾期提案最多的单位",
        unit="件",
        aid="逾期在办",
        value_format="integer",
        dimension="unit",
        metric="proposals.overdue",
        note="主办口径",
        empty="没有逾期的提案。",
        frame=frame[["name", "value", "base"]].reset_index(drop=True),
    )
