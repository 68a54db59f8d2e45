"""What any cases with a clock are shown by, 提案 and 监督事项 alike: the board, what is coming, the replay, 催办."""

from zxdata.views.clocked.subject import ITEMS, MATTERS, PROPOSALS, Subject

__all__ = ["ITEMS", "MATTERS", "PROPOSALS", "Subject"]
