"""What any cases with a clock are shown by, 提案, 监督事项 and 民情 alike: the board, what is coming, the replay, 催办."""

from zxdata.views.clocked.subject import ITEMS, MATTERS, PROPOSALS, VOICES, Subject

__all__ = ["ITEMS", "MATTERS", "PROPOSALS", "VOICES", "Subject"]
