"""To whom a rule applies: a body's own rule laid on everybody's cases only makes alarms that nobody heeds."""

from collections.abc import Callable
from typing import Literal

from zxdata.rules.clock import Section


class Audience(Section):
    """Suggestions of these origins, from meetings or matters of these forms, on these platforms, in these regions
    (codes, each with all below it). What is left empty lets all through.
    """

    origins: tuple[Literal["协商", "监督", "提案"], ...] = ()
    forms: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()

    def words(self, region_name: Callable[[str], str]) -> str:
        """``只用于监督的建议、渝中区``; empty where it applies to all."""
        parts = [f"{'、'.join(self.origins)}的建议" if self.origins else "", *self.forms, *self.platforms]
        named = [part for part in (*parts, *map(region_name, self.regions)) if part]
        return f"只用于{'、'.join(named)}" if named else ""
