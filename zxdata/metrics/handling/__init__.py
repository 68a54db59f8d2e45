"""How proposals are handled, beyond their counts: single cases, units, durations, flow, rounds, forecasts."""
