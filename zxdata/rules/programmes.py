"""Rules of 清单行动: the clock of what was promised, and what counts as done."""

from zxdata.rules.clock import Clock


class Programmes(Clock):
    """target_finishes: an item is also done once its exact target number is reached, without a 完成 of its own.

    An item without a limit has none: the limits of a clock do not apply to it.
    """

    target_finishes: bool = True
