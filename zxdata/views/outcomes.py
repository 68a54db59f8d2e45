"""What pages of several subjects show of what comes of their cases: ratings by aspect and what became of what."""

import pandas as pd

from zxdata.figures import Bars
from zxdata.filters import UNFILLED, Filters
from zxdata.views.asking import Asking

SCORE, RATINGS = "outcomes.score_mean", "outcomes.ratings"


def of_subject(asking: Asking, subject: str, *dropped: str) -> Filters:
    """The filters for the ratings of one kind of case, without those that a rating does not know."""
    found = asking.beside("channel", "category", "unit", "leader", "colour", "sector", *dropped)
    return found.only("subject", subject)


def scores(asking: Asking, subject: str, title: str, note: str, *dropped: str) -> Bars:
    """The mean score of each aspect by each side that rates it, beside it the ratings that it rests on."""
    frame = asking.answer([SCORE, RATINGS], by=("aspect", "side"), filters=of_subject(asking, subject, *dropped)).frame
    rows = [
        (f"{aspect}（{side}）" if side != UNFILLED else aspect, float(score), f"{n:,} 次评分", (aspect, side))
        for aspect, side, score, n in frame[["aspect", "side", SCORE, RATINGS]].itertuples(index=False)
        if score is not None and not pd.isna(score)
    ]
    return Bars(
        key="scores",
        title=title,
        unit="分",
        aid="平均得分，旁为评分次数",
        value_format="decimal",
        note=note,
        metric=SCORE,
        within=(("subject", subject),),
        dimension="aspect",
        crossed="side",
        frame=pd.DataFrame(rows, columns=["name", "value", "base", "carries"]),
        empty="所选条件下没有评分。",
    )


def conversions(asking: Asking, key: str, filters: Filters) -> Bars:
    """What it became, by kind."""
    frame = asking.answer([key], by=("kind",), filters=filters).frame
    frame = frame[frame[key] > 0].sort_values(key, ascending=False, kind="stable")
    rows = [(f"转为{kind}", float(n), "", kind) for kind, n in frame[["kind", key]].itertuples(index=False)]
    return Bars(
        key="became",
        title="转成了什么",
        unit="项",
        aid="关联里由监督事项及其建议、成果转出的",
        value_format="integer",
        metric=key,
        dimension="kind",
        frame=pd.DataFrame(rows, columns=["name", "value", "base", "carries"]),
        empty="所选条件下没有转化。",
    )
