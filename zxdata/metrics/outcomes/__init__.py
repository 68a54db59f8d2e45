"""履职成果: what comes of the work of any subject. Outputs, endorsements by leaders, what became what, ratings."""

from zxdata.metrics.outcomes import endorsements, links, outputs, ratings
from zxdata.metrics.outcomes.endorsements import ENDORSEMENT
from zxdata.metrics.outcomes.links import LINK
from zxdata.metrics.outcomes.outputs import OUTPUT
from zxdata.metrics.outcomes.ratings import RATING

METRICS = (*outputs.METRICS, *endorsements.METRICS, *links.METRICS, *ratings.METRICS)

__all__ = ["ENDORSEMENT", "LINK", "METRICS", "OUTPUT", "RATING"]
