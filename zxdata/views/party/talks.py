"""联系谈心: by each relation, who talks as often as the rules ask, and who does not."""

import pandas as pd

from zxdata import words
from zxdata.figures import Figure, Table, TableColumn, View
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.party.landing import WITHHELD
from zxdata.views.regional import of_regions, ranking

RATE, SHORT = "party.talk_rate", "party.talks_short"
LISTED = 400


def view(asking: Asking) -> View:
    cards = asking.indicators(("party.linkers", RATE, SHORT))
    answered = asking.answer([RATE], by=("district",), filters=asking.siblings)
    whole = asking.answer([RATE], filters=asking.siblings).value(RATE)
    ranked = ranking(asking, of_regions(asking, answered, RATE), RATE, "谈心达标率", whole, name="talking")
    figures: tuple[Figure, ...] = (by_relation(asking), ranked.choosing(asking.district), short(asking))
    headline = words.joined(
        f"应联系谈心 {cards[0].value} 人次", cards[1].clause("近 12 个月达标"), cards[2].clause("不足")
    )
    return framed(asking, "party.talks", "党建·联系谈心", headline, cards, figures, None)


def by_relation(asking: Asking) -> Table:
    wanted = {each.relation: each.times for each in asking.rules.party.talks}
    frame = asking.answer(("party.linkers", RATE, SHORT), by=("relation",)).frame
    frame["wanted"] = frame["relation"].map(wanted)
    columns = (
        TableColumn("relation", "联系关系"),
        TableColumn("wanted", "一年至少（次）", "integer"),
        TableColumn("party.linkers", "联系人", "integer"),
        TableColumn(RATE, "达标率", "percent"),
        TableColumn(SHORT, "不足", "integer"),
    )
    return Table(
        key="relations",
        title="各种联系关系",
        aid="近 12 个月",
        columns=columns,
        frame=pd.DataFrame(frame[[c.name for c in columns]]),
        metric=RATE,
        note=f"联系群众里方式为{'、'.join(asking.rules.party.talk_kinds)}的计为谈心；次数由规则文件定",
        empty="没有按规则应联系谈心的关系。",
    )


def short(asking: Asking) -> Table:
    """Who has talked too seldom, the farthest behind first: by name only for those who may see it."""
    columns = (
        TableColumn("name", "姓名"),
        TableColumn("region", "区划"),
        TableColumn("relation", "联系关系"),
        TableColumn("linked", "联系几位", "integer"),
        TableColumn("wanted", "一年至少", "integer"),
        TableColumn("talks", "近 12 个月谈心", "integer"),
    )
    allowed = asking.reading.scope.personal
    frame = pd.DataFrame(columns=[c.name for c in columns])
    if allowed:
        frame = listing(asking.reading, metric(SHORT), asking.filters, asking.rules).frame
        frame = frame.assign(behind=frame["wanted"] - frame["talks"])
        frame = frame.sort_values(["behind", "no"], ascending=[False, True], kind="stable").head(LISTED)
    return Table(
        key="short",
        title="谈心不足的联系人",
        aid="差得多的在前",
        columns=columns,
        frame=frame[[c.name for c in columns]].reset_index(drop=True),
        metric=SHORT if allowed else "",
        empty="没有谈心不足的联系人。" if allowed else WITHHELD,
    )
