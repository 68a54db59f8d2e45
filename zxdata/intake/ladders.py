"""Regions as they are handed in: each below another that exists above it, never below itself, and not deeper than 村社区."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from zxdata.datasets import BY_NAME
from zxdata.intake.contracts import Entry, Fault
from zxdata.ledger.tables import TABLES
from zxdata.regions import LADDER

REGIONS = BY_NAME["regions"]


def without_tangles(connection: Connection, entries: Sequence[Entry]) -> tuple[list[Entry], list[Fault]]:
    """Rows whose way up, in the ledger as it would be, ends within as many steps as there are levels; others refused."""
    t = TABLES[REGIONS.name].c
    known = {
        code: (parent, level) for code, parent, level in connection.execute(sa.select(t.code, t.parent_code, t.level))
    }
    for entry in entries:
        held = known.get(entry.values["code"], (None, ""))
        known[entry.values["code"]] = (entry.values.get("parent_code", held[0]), entry.values["level"])
    kept, faults = [], []
    for entry in entries:
        code = entry.values["code"]
        if reason := _tangle(code, known):
            parent = known[code][0] or ""
            remedy = f"请改正{REGIONS.column('parent_code').header}；级别从上到下是{'、'.join(LADDER)}"
            header = REGIONS.column("parent_code").header
            faults.append(Fault(entry.row, header, parent, reason, remedy, entry.sheet))
        else:
            kept.append(entry)
    return kept, faults


def _tangle(code: str, known: dict[str, tuple[str | None, str]]) -> str:
    """What is wrong with the way up from a region; nothing where it is well."""
    parent, level = known[code]
    if parent == code:
        return "上级就是它自己"
    above = known.get(parent or "", (None, ""))[1]
    if above and LADDER.index(above) > LADDER.index(level):
        return f"上级是{above}，比{level}还低"
    way = [code]
    while parent and parent in known:
        if parent in way:
            return f"上级连成了圈：{' → '.join((*way[way.index(parent) :], parent))}"
        way.append(parent)
        if len(way) > len(LADDER):
            return f"往上超过 {len(LADDER)} 级"
        parent = known[parent][0]
    return ""
