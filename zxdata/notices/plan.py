"""What ``assets/notices.toml`` says of notices."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from zxdata.configuration import ASSETS


@dataclass(frozen=True)
class Plan:
    """retry: until the first further try, doubled each time up to ``longest``; tries: how many in all; listed: most cases
    that a notice names; weekday: ISO day of the week from which the week before is reported; metrics: of the weekly brief."""

    retry: timedelta
    longest: timedelta
    tries: int
    listed: int
    weekday: int
    metrics: tuple[str, ...]

    def wait(self, tries: int) -> timedelta:
        """How long after the failure of a try, counted from 1."""
        return min(self.retry * (1 << (tries - 1)), self.longest)


@cache
def plan() -> Plan:
    told = tomllib.loads((ASSETS / "notices.toml").read_text(encoding="utf-8"))
    return Plan(
        timedelta(minutes=told["retry_minutes"]),
        timedelta(hours=told["retry_most_hours"]),
        told["tries"],
        told["listed"],
        told["weekly"]["weekday"],
        tuple(told["weekly"]["metrics"]),
    )
