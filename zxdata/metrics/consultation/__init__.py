"""协商活动: how much is consulted, who takes part, and what comes of what is suggested."""

from zxdata.metrics.consultation import agenda, company, meetings, people, plans, steps, suggestions
from zxdata.metrics.consultation.meetings import MEETING
from zxdata.metrics.consultation.suggestions import RAISED, SUGGESTION, signings_known

METRICS = (
    *agenda.METRICS,
    *meetings.METRICS,
    *company.METRICS,
    *suggestions.METRICS,
    *people.METRICS,
    *steps.METRICS,
    *plans.METRICS,
)

__all__ = ["MEETING", "METRICS", "RAISED", "SUGGESTION", "signings_known"]
