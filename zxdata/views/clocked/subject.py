"""The kinds of cases that have a clock, and what they and their parts are called on screen."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

import pandas as pd

from zxdata.metrics.clocked import ClockedCases
from zxdata.metrics.clocked.cases import ClockedCase
from zxdata.metrics.programmes.items import ITEMS as ITEM_CASES
from zxdata.metrics.proposals.cases import PROPOSALS as PROPOSAL_CASES
from zxdata.metrics.supervision.cases import MATTERS as MATTER_CASES
from zxdata.metrics.voices.cases import VOICES as VOICE_CASES


@dataclass(frozen=True, eq=False)
class Subject:
    """``key``: its page and the first word of its metrics; ``title``: of the page; ``opens``: what a click opens, and the
    option that names one case. ``whole`` counts all of them, ``going`` the open ones; ``finish`` ends one, ``not_yet``
    is one before its clock; ``in_time``: the last word of the metric that counts what was finished within its limit;
    ``remark``: what must be said beside its colours.
    """

    key: str
    title: str
    cases: ClockedCases
    opens: str
    whole: str
    going: str
    noun: str
    short: str
    number: str
    unit: str
    due: str
    not_yet: str
    finish: str
    in_time: str = "done"
    remark: str = ""

    def metric(self, colour: str) -> str:
        return f"{self.key}.{self.in_time if colour == 'done' else colour}"


# fmt: off
MATTERS = Subject("supervision", "监督预警", MATTER_CASES, "matter", "supervision.matters", "supervision.open",
                  "监督事项", "事项", "事项编号", "责任单位", "整改期限", "未提出", "销号")
PROPOSALS = Subject("proposals", "提案办理", PROPOSAL_CASES, "proposal", "proposals.assigned", "proposals.open",
                    "交办提案", "提案", "提案号", "主办单位", "期限", "未交办", "答复")
ITEMS = Subject("programmes", "清单行动", ITEM_CASES, "item", "programmes.items", "programmes.open",
                "清单事项", "事项", "事项编号", "责任主体", "期限", "未开始", "完成", "in_time",
                "没有一项设期限的清单只看完成度，不判色；")
VOICES = Subject("voices", "民情", VOICE_CASES, "voice", "voices.collected", "voices.open",
                 "民情", "民情", "民情编号", "责任单位", "反馈期限", "未反映", "反馈")
# fmt: on


def frame_of(cases: Iterable[ClockedCase]) -> pd.DataFrame:
    """The cases as rows, a column a field."""
    names = [field.name for field in fields(ClockedCase)]
    return pd.DataFrame([[getattr(case, name) for name in names] for case in cases], columns=names)
