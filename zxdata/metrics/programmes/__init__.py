"""清单行动: what was promised by when, who does it, is it done."""

from zxdata.metrics.programmes import homes, items, records
from zxdata.metrics.programmes.items import ITEM, ITEMS

METRICS = (*items.METRICS, *records.METRICS, *homes.METRICS)

__all__ = ["ITEM", "ITEMS", "METRICS"]
