"""Whether a rule says anything: one that turns most of its cases red is more probably wrong than they are."""

from pydantic import Field

from zxdata import words
from zxdata.rules.clock import Section


class Flooding(Section):
    """More than ``share`` of at least ``least`` judged cases red: the rule is doubted, not the cases."""

    share: float = Field(0.5, gt=0, le=1)
    least: int = Field(20, ge=1)

    def doubt(self, rule: str, red: int, judged: int, counter: str, setting: str, verdict: str = "为红") -> str:
        """``“一月一调度”使 300 项中的 280 项为红……``, ``setting`` names what to look at; empty where nothing is doubtful.

        ``verdict``: how red is said of them.
        """
        if judged < self.least or red <= self.share * judged:
            return ""
        return (
            f"“{rule}”使 {judged:,} {counter}中的 {red:,} {counter}{verdict}，超过 {words.percent(self.share, 0)}，"
            f"多半是规则不合适：请核对规则文件{setting}。"
        )
