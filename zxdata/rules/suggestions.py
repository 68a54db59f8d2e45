"""Rules of 意见建议 beyond their answer: to be signed for, and to be looked back at, each for whom it is a rule."""

from pydantic import Field

from zxdata.rules.audience import Audience
from zxdata.rules.clock import Clock


class SuggestionClock(Clock):
    """A suggestion has two more clocks from the day it is raised; ``sign_for`` and ``look_back_for`` say which have."""

    sign_days: int = Field(7, ge=1, le=366)
    sign_for: Audience = Audience()
    look_back_months: int = Field(1, ge=1, le=60)
    look_back_for: Audience = Audience(origins=("监督",))
