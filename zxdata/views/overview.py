"""总览: the one screen. What stands out first, then where, then how it moves."""

from zxdata.figures import Bars, Figure, Ranking, RegionMap, View
from zxdata.filters import UNFILLED
from zxdata.views import consultation
from zxdata.views.asking import Asking
from zxdata.views.clocked import MATTERS
from zxdata.views.clocked.board import ROWS_A_COLOUR, board, headline
from zxdata.views.frame import framed
from zxdata.views.proposals.landing import filed_and_replied
from zxdata.views.regional import of_regions, ranking, region_map

INDICATORS = (
    "coverage.township_rate",
    "proposals.reply_rate",
    "proposals.handling_days_median",
    "proposals.satisfaction_rate",
    "consultation.meetings",
    "consultation.adoption_rate",
)
UNITS_SHOWN = 8


def view(asking: Asking) -> View:
    now = asking.answer((*INDICATORS, "proposals.open"))
    waiting = int(now.value("proposals.open") or 0)
    indicators = asking.indicators(
        INDICATORS,
        {
            "proposals.handling_days_median": f"含在办 {waiting:,} 件",
            "consultation.meetings": asking.filters.period_in_words(),
        },
        now,
    )
    matters = board(asking, MATTERS, ROWS_A_COLOUR)
    shaded, ranked = asking.for_all("overview", districts)
    figures: tuple[Figure, ...] = (
        shaded.choosing(asking.district),
        matters,
        ranked.choosing(asking.district),
        filed_and_replied(asking),
        consultation.chain(asking),
        late_units(asking),
    )
    return framed(asking, "overview", "总览", headline(asking, MATTERS, matters), indicators, figures, None)


def districts(asking: Asking) -> tuple[RegionMap, Ranking]:
    """Where the townships without a station are, and where matters are red or yellow."""
    key = "coverage.township_rate"
    warned = asking.answer(["supervision.red", "supervision.yellow"], by=("district",)).frame
    regions = of_regions(asking, asking.answer([key], by=("district",)), key)
    for colour in ("red", "yellow"):
        counts = warned.set_index("district_code")[f"supervision.{colour}"]
        regions[colour] = regions["code"].map(counts).fillna(0).astype(int)
    whole = asking.answer([key]).value(key)
    return (
        region_map(asking, regions, key, "镇街阵地覆盖率与红黄事项", "已有阵地的镇街 ÷ 全部镇街"),
        ranking(asking, regions, key, "覆盖率排名", whole),
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
