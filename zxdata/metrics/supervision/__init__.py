"""监督预警: every matter's colour on a day, whether it is put right, and what becomes of what was suggested."""

from zxdata.metrics.supervision import adoption, cases, company, following, outcomes, sessions
from zxdata.metrics.supervision.cases import MATTER

METRICS = (
    *cases.METRICS,
    *adoption.METRICS,
    *following.METRICS,
    *outcomes.METRICS,
    *company.METRICS,
    *sessions.METRICS,
)

__all__ = ["MATTER", "METRICS"]
