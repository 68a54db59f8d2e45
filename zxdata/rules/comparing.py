"""When a change beside another period is said to be good or bad, and when it is said in percent."""

from pydantic import Field

from zxdata.rules.clock import Section


class Comparing(Section):
    """A change is judged where chance alone would bring one as large less often than ``1 - confidence``: shares and
    numbers of cases are tested. What cannot be tested (durations, scores, stocks) has to change by ``least_share`` of
    what it was, a stock of cases moreover by so many that they would hardly all come, or all go, by chance (six at 0.95);
    a share of what exists (townships, stations) has to change by ``least_points`` percentage points.

    A number of cases is compared in percent where it was ``small`` or more; below that in cases.
    """

    confidence: float = Field(0.95, ge=0.5, lt=1)
    least_share: float = Field(0.02, ge=0, le=1)
    least_points: float = Field(0.5, ge=0, le=100)
    small: int = Field(20, ge=1)
