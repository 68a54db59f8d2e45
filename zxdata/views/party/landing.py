"""党建: the two coverages with what they are made of, and who is not reached."""

import pandas as pd

from zxdata import words
from zxdata.figures import Figure, Table, TableColumn, View
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.regional import of_regions, ranking

TITLE = "党建"
ORG, WORK = "party.org_coverage", "party.work_coverage"
INDICATORS = (ORG, WORK, "party.org_uncovered", "party.work_uncovered", "party.talk_rate", "party.talks_short")
WITHHELD = "未覆盖的名单涉及个人，须有“个人信息”权限才能看到。"


def head(asking: Asking) -> View:
    """The cards over every part of the page."""
    return framed(asking, "party.head", TITLE, "", asking.indicators(INDICATORS), (), None)


def view(asking: Asking) -> View:
    """The page's first part."""
    cards = asking.indicators(INDICATORS)
    figures: tuple[Figure, ...] = (
        _ranked(asking, ORG, "党的组织覆盖率", "organised"),
        _ranked(asking, WORK, "党的工作覆盖率", "worked"),
        by_sector(asking),
        uncovered(asking, "party.org_uncovered", "unorganised", "未进组织的党员委员"),
    )
    table = uncovered(asking, "party.work_uncovered", "table", "工作未覆盖的委员")
    headline = words.joined(
        cards[0].clause("党的组织覆盖率", f"（{cards[0].base}）") or "所选条件下没有党员委员",
        cards[1].clause("党的工作覆盖率", f"（{cards[1].base}）"),
    )
    return framed(asking, "party", TITLE, headline, cards, figures, table)


def _ranked(asking: Asking, key: str, title: str, name: str) -> Figure:
    answered = asking.answer([key], by=("district",), filters=asking.siblings)
    whole = asking.answer([key], filters=asking.siblings).value(key)
    regions, note = of_regions(asking, answered, key), metric(key).definition
    return ranking(asking, regions, key, title, whole, name=name, note=note).choosing(asking.district)


def by_sector(asking: Asking) -> Table:
    """Both coverages of each sector, the least covered first."""
    frame = asking.answer((ORG, WORK, "party.work_uncovered"), by=("sector",), filters=asking.beside("sector")).frame
    frame = frame.sort_values(WORK, kind="stable", na_position="last").reset_index(drop=True)
    columns = (
        TableColumn("sector", "界别"),
        TableColumn(f"{WORK}.denominator", "在任委员", "integer"),
        TableColumn(WORK, "工作覆盖率", "percent"),
        TableColumn("party.work_uncovered", "工作未覆盖", "integer"),
        TableColumn(f"{ORG}.denominator", "党员委员", "integer"),
        TableColumn(ORG, "组织覆盖率", "percent"),
    )
    return Table(
        key="sectors",
        title="各界别的两个覆盖率",
        aid="工作覆盖低的在前",
        columns=columns,
        frame=pd.DataFrame(frame[[c.name for c in columns]]),
        metric=WORK,
        empty="所选条件下没有在任委员。",
    )


def uncovered(asking: Asking, key: str, name: str, title: str) -> Table:
    """Who is not reached, by name: only for those who have the right to what is personal."""
    columns = (
        TableColumn("name", "姓名"),
        TableColumn("sector", "界别"),
        TableColumn("region", "区划"),
        TableColumn("no", "委员编号"),
    )
    allowed = asking.reading.scope.personal
    frame = pd.DataFrame(columns=[c.name for c in columns])
    whole = int(asking.answer([key]).value(key) or 0)
    if allowed:
        frame = listing(asking.reading, metric(key), asking.filters, asking.rules).frame
    return Table(
        key=name,
        title=title,
        aid=f"{whole:,} 人",
        columns=columns,
        frame=frame[[c.name for c in columns]],
        metric=key if allowed else "",
        empty="没有未覆盖的。" if allowed else WITHHELD,
    )
