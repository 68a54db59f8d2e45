"""What a page shows when it is opened: the period it takes of itself, and how that is read."""

from typing import Literal

from pydantic import Field

from zxdata.filters import Basis
from zxdata.rules.clock import Section


class Opening(Section):
    """``period``: one of the named periods that the filters offer; 本届 where no first day of a term is known is 近12个月."""

    period: Literal["近12个月", "本届", "今年", "本季", "本月", "不限期间"] = Field("近12个月")
    basis: Basis = Field("period")
