"""阵地覆盖: where the workstations are, whom they reach, and whether they live."""

from zxdata.metrics.coverage import people, stations, towns
from zxdata.metrics.coverage.people import MEMBER
from zxdata.metrics.coverage.stations import ACTIVITY, STATION, STATION_DIMS

METRICS = (*stations.METRICS, *towns.METRICS, *people.METRICS)

__all__ = ["ACTIVITY", "MEMBER", "METRICS", "STATION", "STATION_DIMS"]
