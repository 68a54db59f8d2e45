"""委员之家: what of the six each has, and whether each quarter's duty is done."""

import pandas as pd

from zxdata import words
from zxdata.figures import Figure, Matrix, Table, TableColumn, View
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

INDICATORS = (
    "programmes.homes",
    "programmes.homes_rate",
    "programmes.home_quarters",
    "programmes.quarter_rate",
    "programmes.quarters_missed",
)
FILTERS = ("owner", "horizon", "colour")
SHOWN = 60


def view(asking: Asking) -> View:
    """A home has no owner, stage or colour of its own: filters by them are let go."""
    own, said = asking.letting_go("委员之家", *FILTERS)
    cards = own.indicators(INDICATORS)
    figures: tuple[Figure, ...] = (six(own), quarters(own))
    homes, sectors = (own.answer([key]).value(key) for key in ("programmes.homes", "coverage.members"))
    headline = "所选条件下没有委员之家。"
    if homes:
        headline = words.joined(
            f"委员之家 {int(homes)} 个", cards[1].clause("六有达标率"), cards[3].clause("季度任务完成率")
        )
    flagged = _mismatch(own, int(homes or 0)) if homes and sectors else ()
    return framed(asking, "programmes.homes", "清单行动·委员之家", headline, cards, figures, None, (*said, *flagged))


def _mismatch(asking: Asking, homes: int) -> tuple[str, ...]:
    """Homes of sectors and sectors are to be as many; where they are not, somebody has to say why."""
    frame = asking.answer(["coverage.members"], by=("sector",)).frame
    sectors = int((frame["coverage.members"] > 0).sum())
    if homes == sectors:
        return ()
    return (
        f"列入六有的委员之家 {homes} 个，在任委员的界别 {sectors} 个，两数不等；请核对是否有综合性的家或合用的家。",
    )


def six(asking: Asking) -> Table:
    frame = listing(asking.reading, metric("programmes.homes"), asking.filters, asking.rules).frame
    frame = frame.sort_values(["there", "title"], kind="stable").reset_index(drop=True)
    frame["lacks"] = frame["lacks"].where(frame["lacks"].notna() & (frame["lacks"] != ""), "齐全")
    columns = (
        TableColumn("title", "委员之家"),
        TableColumn("region", "区划"),
        TableColumn("there", "已有", "integer"),
        TableColumn("wanted", "应有", "integer"),
        TableColumn("lacks", "缺什么"),
    )
    return Table(
        key="six",
        title="六有达标表",
        aid=f"{words.number(len(frame), 'integer')} 个，缺得多的在前",
        columns=columns,
        frame=pd.DataFrame(frame[[c.name for c in columns]]),
        metric="programmes.homes",
        empty="所选条件下没有“六有”一类的清单。",
    )


def quarters(asking: Asking) -> Matrix:
    """Each home by quarter: how many activities it held, framed where a duty is missing."""
    frame = listing(asking.reading, metric("programmes.home_quarters"), asking.filters, asking.rules).frame
    missed = frame[frame["lacks"] != ""].groupby("title").size()
    order = frame.groupby("title").size().index
    homes = sorted(order, key=lambda name: (-int(missed.get(name, 0)), name))[:SHOWN]
    shown = frame[frame["title"].isin(homes)].drop_duplicates(["title", "quarter_of"])
    cells = [(row.title, row.quarter_of, float(row.held), str(row.held), row.lacks != "") for row in shown.itertuples()]
    duties = "；".join(
        f"{duty.name}（{'、'.join(duty.kinds)}）每季 {duty.times} 次" for duty in asking.rules.programmes.homes.duties
    )
    return Matrix(
        key="quarters",
        title="每季做了几场",
        kind="委员之家",
        unit="场",
        per="季",
        aid=f"框为有一类没有做够；只列缺得最多的 {SHOWN} 个" if len(order) > SHOWN else "框为有一类没有做够",
        value_format="integer",
        rows=tuple(homes),
        columns=tuple(sorted(shown["quarter_of"].unique())),
        metric="programmes.home_quarters",
        row_dimension="home",
        column_dimension="quarter",
        frame=pd.DataFrame(cells, columns=["row", "column", "value", "text", "outside"]),
        note=duties,
        empty="没有整季开放的委员之家。",
    )
