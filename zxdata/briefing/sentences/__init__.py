"""What a figure says, in sentences: totals, change, first and last three, exceptions. Computed, never canned."""

from zxdata.briefing.sentences import comparisons, courses, maps, tables
from zxdata.briefing.sentences.cards import of_card, of_worse, worse
from zxdata.briefing.sentences.figure import sentences

__all__ = ["comparisons", "courses", "maps", "of_card", "of_worse", "sentences", "tables", "worse"]
