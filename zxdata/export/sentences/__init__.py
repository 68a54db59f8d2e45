"""What a figure says, in sentences: totals, change, first and last three, exceptions. Computed, never canned."""

from zxdata.export.sentences import comparisons, courses, maps, tables
from zxdata.export.sentences.cards import of_card, of_worse, worse
from zxdata.export.sentences.figure import sentences

__all__ = ["comparisons", "courses", "maps", "of_card", "of_worse", "sentences", "tables", "worse"]
