"""组织体系: the party's organisations as a tree, each with how many members it holds; and how many there are of a kind."""

from collections import defaultdict
from collections.abc import Iterator

import pandas as pd
from sqlalchemy import func, select

from zxdata.figures import Bars, Figure, Table, TableColumn, View
from zxdata.metrics.party.covering import UNIT, holds
from zxdata.metrics.places import region_name
from zxdata.metrics.question import conditions
from zxdata.snapshot.facts import party_stay, party_unit
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

UNITS = "party.units"
SHOWN = 800


def view(asking: Asking) -> View:
    """An organisation has no sector: filters by it are let go."""
    own, said = asking.letting_go("党组织", "sector")
    laid = tree(own)
    figures: tuple[Figure, ...] = (by_kind(own), laid)
    count = own.answer([UNITS]).value(UNITS) or 0
    headline = f"开放的党组织 {int(count):,} 个。" if count else "所选条件下没有开放的党组织。"
    return framed(asking, "party.organisations", "党建·组织体系", headline, (), figures, None, said)


def by_kind(asking: Asking) -> Bars:
    frame = asking.answer([UNITS], by=("kind",)).frame.sort_values(UNITS, ascending=False, kind="stable")
    rows = [(kind, float(n), "") for kind, n in frame[["kind", UNITS]].itertuples(index=False)]
    return Bars(
        key="kinds",
        title="各类党组织",
        unit="个",
        value_format="integer",
        dimension="kind",
        metric=UNITS,
        frame=pd.DataFrame(rows, columns=["name", "value", "base"]),
        empty="所选条件下没有党组织。",
    )


def tree(asking: Asking) -> Table:
    """Each organisation beneath the one that it belongs to; one whose superior is not seen stands at the top."""
    u, s = party_unit, party_stay
    held = (
        select(s.c.unit_no, func.count(s.c.member_no.distinct()).label("members"))
        .where(holds(s, asking.at))
        .group_by(s.c.unit_no)
        .subquery("held")
    )
    asked = (
        select(u.c.no, u.c.title, u.c.kind, u.c.parent_no, u.c.place, u.c.opened_on, func.coalesce(held.c.members, 0))
        .select_from(u.outerjoin(held, held.c.unit_no == u.c.no))
        .where(*conditions(asking.reading, UNIT, u, asking.at))
        .order_by(u.c.no)
    )
    found = {row[0]: row for row in asking.reading.rows(asked)}
    below: dict[str | None, list[str]] = defaultdict(list)
    for no, row in found.items():
        below[row[3] if row[3] in found and row[3] != no else None].append(no)
    rows = []
    for no, depth in _walk(below, None, 0, set()):
        _, title, kind, _, place, opened, members = found[no]
        named = f"{'　' * (2 * depth - 2)}└ {title}" if depth else title
        under = len(below[no])
        rows.append((named, kind, region_name(asking.reading, place, asking.at), int(members), under or None, opened))
    columns = (
        TableColumn("title", "党组织"),
        TableColumn("kind", "类型"),
        TableColumn("region", "区划"),
        TableColumn("members", "委员", "integer", "截至日在其中的委员"),
        TableColumn("under", "下级组织", "integer"),
        TableColumn("opened_on", "成立", "date"),
    )
    cut = f"，只列 {SHOWN} 个" if len(rows) > SHOWN else ""
    return Table(
        key="tree",
        title="组织体系",
        aid=f"{len(rows):,} 个{cut}，缩进为隶属",
        columns=columns,
        frame=pd.DataFrame(rows[:SHOWN], columns=[c.name for c in columns]),
        metric=UNITS,
        empty="所选条件下没有党组织。",
    )


def _walk(below: dict[str | None, list[str]], of: str | None, depth: int, seen: set[str]) -> Iterator[tuple[str, int]]:
    """Numbers with their depth, each once. Those that name each other in a circle come at the end, at the top."""
    for no in below[of]:
        if no not in seen:
            seen.add(no)
            yield no, depth
            yield from _walk(below, no, depth + 1, seen)
    if of is None:
        for no in [no for group in list(below.values()) for no in group if no not in seen]:
            if no not in seen:
                seen.add(no)
                yield no, 0
                yield from _walk(below, no, 1, seen)
