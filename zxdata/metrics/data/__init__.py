"""数据归集: how good and how punctual what districts hand in is."""

from zxdata.metrics.data import filings, interfaces, quality

METRICS = (*quality.METRICS, *filings.METRICS, *interfaces.METRICS)
