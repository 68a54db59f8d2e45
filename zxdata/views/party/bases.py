"""教育基地: visits on site and online apart, which occasion each base has had, and which is missing."""

import pandas as pd

from zxdata import words
from zxdata.figures import Bars, Figure, Matrix, View
from zxdata.filters import UNFILLED
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

ONSITE, ONLINE, GROUPS = "party.base_visits", "party.base_visits_online", "party.base_groups"
SHOWN = 20


def view(asking: Asking) -> View:
    """A visit has no sector: filters by it are let go."""
    own, said = asking.letting_go("打卡", "sector")
    cards = own.indicators((ONSITE, ONLINE, GROUPS))
    figures: tuple[Figure, ...] = (
        ranked(own, ONSITE, "onsite", "线下打卡"),
        ranked(own, ONLINE, "online", "线上打卡"),
        occasions(own),
    )
    headline = f"教育基地线下 {cards[0].value} 人次，线上 {cards[1].value} 人次，不相加。"
    return framed(asking, "party.bases", "党建·教育基地", headline, cards, figures, None, said)


def ranked(asking: Asking, key: str, name: str, title: str) -> Bars:
    frame = asking.answer([key], by=("base",)).frame
    frame = frame[(frame[key] > 0) & (frame["base"] != UNFILLED)].sort_values(key, ascending=False, kind="stable")
    rows = [(base, float(n), "") for base, n in frame[["base", key]].head(SHOWN).itertuples(index=False)]
    return Bars(
        key=name,
        title=f"各基地{title}",
        unit="人次",
        aid=f"最多的 {SHOWN} 个" if len(frame) > SHOWN else "",
        value_format="integer",
        dimension="base",
        metric=key,
        frame=pd.DataFrame(rows, columns=["name", "value", "base"]),
        empty=f"所选条件下没有{title}。",
    )


def occasions(asking: Asking) -> Matrix:
    """五必到: each base by occasion; an occasion that it has not had in the period is framed."""
    named = asking.rules.party.occasions
    frame = asking.answer([GROUPS], by=("base", "occasion")).frame
    frame = frame[frame["base"] != UNFILLED]
    counted = {(b, o): int(n) for b, o, n in frame[["base", "occasion", GROUPS]].itertuples(index=False)}
    most = frame.groupby("base")[GROUPS].sum().sort_values(ascending=False, kind="stable").head(SHOWN)
    cells = [
        (base, occasion, float(n), words.number(n, "integer") if n else "缺", not n)
        for base in most.index
        for occasion in named
        for n in (counted.get((base, occasion), 0),)
    ]
    return Matrix(
        key="occasions",
        title="各基地各场合的打卡",
        kind="教育基地",
        unit="次",
        aid="“缺”为期间内没有",
        value_format="integer",
        rows=tuple(most.index),
        columns=named,
        metric=GROUPS,
        row_dimension="base",
        column_dimension="occasion",
        frame=pd.DataFrame(cells, columns=["row", "column", "value", "text", "outside"]),
        note=f"场合由规则文件定：{'、'.join(named)}",
        empty="所选条件下没有打卡。",
    )
