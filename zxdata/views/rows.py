"""The rows behind one number, as a table."""

from zxdata.figures import Table, TableColumn
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.metrics.model import Ratio
from zxdata.rules.book import read_rules
from zxdata.settings import settings
from zxdata.store import Store


def rows(store: Store, key: str, filters: Filters, scope: Scope, limit: int | None = None) -> Table:
    """For a count exactly its rows; for a rate those of its denominator, 计入分子 telling which count above it."""
    of = metric(key)
    with store.reading(scope) as reading:
        fact, frame = listing(reading, of, filters, read_rules(settings().rules), limit)
    columns = [TableColumn(d.name, d.header, d.kind) for d in fact.details]
    if "region" in frame:
        columns.insert(min(2, len(columns)), TableColumn("region", "区划"))
    if isinstance(of.measure, Ratio):
        columns.append(TableColumn("in_numerator", f"计入{of.numerator}", "flag"))
    cut = f"，只列前 {limit} 行" if limit is not None and len(frame) == limit else ""
    return Table(
        key="rows", title=f"{of.name}的明细", unit=f"{fact.name}{cut}", note=of.definition,
        frame=frame[[c.name for c in columns]], columns=tuple(columns),
    )  # fmt: skip
