"""What a presentation shows, as the exporters take it: one view after another, each with its own words."""

from dataclasses import dataclass

from zxdata.figures import View


@dataclass(frozen=True)
class Screen:
    """One view of a presentation: how it is called there, and what the speaker says beside it."""

    title: str
    note: str
    view: View
