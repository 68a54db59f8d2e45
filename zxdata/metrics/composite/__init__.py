"""Composite indices: peers scored part by part, weighed, ranked, and tried under other weights."""

from zxdata.metrics.composite.checking import check_rules, part_name
from zxdata.metrics.composite.standing import Standing, standings

__all__ = ["Standing", "check_rules", "part_name", "standings"]
