"""党建: whom the party's organisations and its work reach, who talks with whom, who visits the bases."""

from zxdata.metrics.party import bases, covering, talks

METRICS = (*covering.METRICS, *talks.METRICS, *bases.METRICS)

__all__ = ["METRICS"]
