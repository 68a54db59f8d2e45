"""How each body consults, laid beside the copied ledger: the steps of its method, and where a method holds."""

from collections.abc import Sequence

import pyarrow as pa

from zxdata.rules.book import Rules
from zxdata.snapshot.target import Target


def lay_out_methods(target: Target, rules: Rules) -> None:
    """Temporary tables ``method_step`` (method, n, step, days), ``method_on`` (platform, method) and ``method_in``
    (code, method); ``tellers`` (kind, tells): kinds of follow-up that tell a signing or a rating. Macro
    ``sign_limit(day)``: the day by which what is raised on ``day`` is to be signed.
    """
    ways = rules.consultation
    target.execute(f"create temp macro sign_limit(d) as (d + {rules.suggestions.sign_days})")
    steps = [(m.name, n, s.name, s.days) for m in ways.methods for n, s in enumerate(m.steps, 1)]
    _lay(target, "method_step", ("method", "n", "step", "days"), steps, "sisi")
    platforms = [(platform, m.name) for m in ways.methods for platform in m.platforms]
    _lay(target, "method_on", ("platform", "method"), platforms, "ss")
    parents = dict(target.execute("select code, parent_code from l_regions").fetchall())
    own = {code: m.name for m in ways.methods for code in m.regions}
    general = next((m.name for m in ways.methods if not m.regions and not m.platforms), None)
    regions = [(code, method) for code in parents if (method := _nearest(code, parents, own) or general)]
    _lay(target, "method_in", ("code", "method"), regions, "ss")
    kinds = [(kind, "signed") for kind in ways.signing] + [(kind, "rated") for kind in ways.rating]
    _lay(target, "tellers", ("kind", "tells"), kinds, "ss")


def _nearest(code: str, parents: dict[str, str | None], own: dict[str, str]) -> str | None:
    """The method of the region or of the nearest one above it that has its own."""
    seen: set[str] = set()
    current: str | None = code
    while current and current not in seen:
        if current in own:
            return own[current]
        seen.add(current)
        current = parents.get(current)
    return None


def _lay(
    target: Target,
    name: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[object, ...]],
    kinds: str,
) -> None:
    types = [pa.int32() if kind == "i" else pa.string() for kind in kinds]
    values = zip(*rows, strict=True) if rows else ((),) * len(columns)
    rows_table = pa.table([pa.array(list(v), t) for v, t in zip(values, types, strict=True)], list(columns))
    target.register("rows_table", rows_table)
    target.execute(f"create temp table {name} as select * from rows_table")
    target.unregister("rows_table")
