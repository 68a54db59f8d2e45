"""How proposals are handled, beyond their counts: units, durations, review, second rounds; single cases, flow, forecasts."""

from zxdata.metrics.handling import durations, duties, review, rounds

METRICS = (*review.METRICS, *durations.METRICS, *duties.METRICS, *rounds.METRICS)
