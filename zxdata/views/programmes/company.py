"""贯通协同: units of other supervision beside each matter, and the roster of inspectors."""

from dataclasses import replace

import pandas as pd

from zxdata import words
from zxdata.figures import Bars, Figure, Table, TableColumn, View
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

PARTNERS, REPLIED, ROSTER = "supervision.partners", "supervision.partner_reply_rate", "coverage.members_grouped"
LISTED = 300


def view(asking: Asking) -> View:
    """Neither has an owner, stage or colour: filters by them are let go."""
    own, said = asking.letting_go("协同单位", "owner", "horizon", "colour")
    cards = own.indicators((PARTNERS, REPLIED))
    inspectors = roster(own)
    figures: tuple[Figure, ...] = (by_role(own), beside(own), inspectors)
    headline = words.joined(cards[0].clause("与监督事项协同的单位"), f"特约监督员 {len(inspectors.frame):,} 人")
    return framed(asking, "programmes.company", "清单行动·协同", headline, cards, figures, None, said)


def by_role(asking: Asking) -> Bars:
    frame = asking.answer([PARTNERS], by=("role",)).frame.sort_values(PARTNERS, ascending=False, kind="stable")
    rows = [(role, float(n), "") for role, n in frame[["role", PARTNERS]].itertuples(index=False) if n]
    return Bars(
        key="roles",
        title="与谁协同",
        unit="家次",
        value_format="integer",
        dimension="role",
        metric=PARTNERS,
        frame=pd.DataFrame(rows, columns=["name", "value", "base"]),
        empty="所选条件下没有监督协同单位。",
    )


def beside(asking: Asking) -> Table:
    """Each matter with those who work on it, the latest first."""
    frame = listing(asking.reading, metric(PARTNERS), asking.filters, asking.rules, LISTED).frame
    columns = (
        TableColumn("title", "监督事项"),
        TableColumn("name", "协同单位"),
        TableColumn("role", "角色"),
        TableColumn("desk", "归口"),
        TableColumn("minutes_on", "纪要", "date"),
        TableColumn("replied_on", "答复", "date"),
    )
    return Table(
        key="beside",
        title="每件监督事项旁的协同单位",
        aid=f"最近 {LISTED} 家次，新的在前",
        note="空的为截至日还没有；点一行看事项的逐日颜色",
        columns=columns,
        frame=frame.assign(code=frame["no"])[["code", *(c.name for c in columns)]],
        metric=PARTNERS,
        opens="matter",
        empty="所选条件下没有监督事项的协同单位。",
    )


def roster(asking: Asking) -> Table:
    """The members of the groups that the rules name as inspectors, on the day."""
    groups = asking.rules.programmes.inspectors
    named = replace(asking.filters, since=None, until=None).only("group", *groups)
    frame = listing(asking.reading, metric(ROSTER), named, asking.rules).frame
    columns = (
        TableColumn("name", "姓名"),
        TableColumn("sector", "界别"),
        TableColumn("region", "区划"),
    )
    return Table(
        key="roster",
        title="特约监督员名册",
        aid=f"{len(frame):,} 人",
        columns=columns,
        frame=pd.DataFrame(frame[[c.name for c in columns]]),
        metric=ROSTER,
        within=tuple(("group", group) for group in groups),
        note=f"委员分组里类型为{'、'.join(groups)}的",
        empty="所选条件下没有特约监督员。",
    )
