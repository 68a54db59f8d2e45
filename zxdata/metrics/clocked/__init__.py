"""What runs against a clock, whatever its subject: how each case stands on a day, why, what turns next, what flipped."""

from zxdata.metrics.clocked.subject import ClockedCases, Day, due_this_week

__all__ = ["ClockedCases", "Day", "due_this_week"]
