"""What supervision's own suggestions come to: how many are adopted and carried out, apart from those of 协商."""

from dataclasses import replace

from sqlalchemy import ColumnElement, FromClause, and_

from zxdata.metrics import consultation
from zxdata.metrics.consultation.suggestions import (
    ANSWERED,
    FULFILLED_OR_NOT,
    TOLD,
    adopted,
    at_least_partly,
    fulfilled,
    replied,
)
from zxdata.metrics.expressions import AsOf, columns
from zxdata.metrics.model import Count, Metric, Ratio

OWN = "监督"


def _alive(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(t.c.raised_on <= at.day, t.c.origin == OWN)


SUGGESTION = replace(
    consultation.SUGGESTION,
    name="监督意见建议",
    alive=_alive,
    dims=columns("form", "channel", "category", "leader", "unit", "body"),
)
_DAY = consultation.RAISED
_all, _adopted, _partly = Count(SUGGESTION), Count(SUGGESTION, adopted), Count(SUGGESTION, at_least_partly)
_done = Count(SUGGESTION, fulfilled)

# fmt: off
METRICS = (
    Metric("supervision.suggestions", "监督意见建议", "条", "期间内由监督提出的意见建议；形式、来源、类别、分管领导随其监督事项。",
           _all, _DAY, better=1),
    Metric("supervision.suggestions_replied", "已答复监督建议", "条", "其中截至日已答复的。", Count(SUGGESTION, replied), _DAY, better=1,
           decided=ANSWERED),
    Metric("supervision.adopted", "采纳的监督建议", "条", "其中截至日采纳情况为“采纳”的；部分采纳不计。", _adopted, _DAY, better=1, decided=TOLD),
    Metric("supervision.adoption_rate", "监督成果采纳率", "%", "采纳占由监督提出的全部意见建议的比例；部分采纳、待定、未填都在分母而不在分子。",
           Ratio(_adopted, _all), _DAY, "采纳", "监督意见建议", 1, decided=TOLD, decided_of="期间内答复的监督意见建议"),
    Metric("supervision.adoption_rate_with_partial", "监督成果采纳率（含部分采纳）", "%", "采纳与部分采纳占由监督提出的全部意见建议的比例。",
           Ratio(_partly, _all), _DAY, "采纳 + 部分采纳", "监督意见建议", 1, decided=TOLD, decided_of="期间内答复的监督意见建议"),
    Metric("supervision.implementation_rate", "监督建议落实率", "%", "由监督提出、采纳或部分采纳的建议中，截至日已落实的比例。",
           Ratio(_done, _partly), _DAY, "已落实的采纳建议", "采纳 + 部分采纳", 1,
           decided=FULFILLED_OR_NOT, decided_of="期间内落实 + 期末尚未落实的采纳建议"),
)
# fmt: on
