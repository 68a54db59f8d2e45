"""What a figure says, in sentences: totals, change, first and last three, exceptions. Computed, never canned."""

from zxdata.export.sentences import comparisons, courses, maps, tables
from zxdata.export.sentences.figure import sentences
from zxdata.export.sentences.indicators import of_indicator, of_worse, worse

__all__ = ["comparisons", "courses", "maps", "of_indicator", "of_worse", "sentences", "tables", "worse"]
