"""委员履职: what members do, counted once wherever it is recorded, and the points that the rules give for it."""

from zxdata.metrics.duty import learning, members, records, relations
from zxdata.metrics.duty.members import APPRAISED
from zxdata.metrics.duty.records import RECORD

METRICS = (*members.METRICS, *records.METRICS, *learning.METRICS, *relations.METRICS)

__all__ = ["APPRAISED", "METRICS", "RECORD"]
