"""What voices became: information, a consultation, a proposal, supervision; and what was adopted and is not done."""

from datetime import timedelta

from sqlalchemy import ColumnElement, FromClause, and_, func, or_

from zxdata.metrics.expressions import AsOf, column, happened
from zxdata.metrics.model import AT_END, Count, Metric, Quantile, Ratio, decided_on
from zxdata.metrics.voices.cases import ADOPTED, ALL, DAY, PARTLY, VOICE, said

KINDS = {"bulletin": "信息", "consultation": "协商", "proposal": "提案", "supervision": "监督"}
NAMES = {"bulletin": "社情民意信息", "consultation": "协商", "proposal": "提案", "supervision": "监督"}


def _promised(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """Adopted, and not done."""
    return and_(said(ADOPTED, PARTLY)(t, at), or_(t.c.handled_on.is_(None), t.c.handled_on > at.day))


def _broken(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    waited = at.day - timedelta(days=at.rules.voices.promise_days)
    return and_(_promised(t, at), func.coalesce(t.c.told_on < waited, False))


_converted = Count(VOICE, happened("converted_on"))
_CHAIN = "直接转化，或经信息、议题、协商再转化的；一件转成几件只计一件"

# fmt: off
METRICS = (
    *(Metric(f"voices.to_{kind}", f"转{NAMES[kind]}", "件", f"截至日转成{NAMES[kind]}的民情：{_CHAIN}，并入它的民情转的也算。",
             Count(VOICE, happened(f"to_{kind}_on")), DAY, better=1, decided=decided_on("转化日期", f"to_{kind}_on"))
      for kind in KINDS),
    Metric("voices.converted", "转化民情", "件", "截至日转成信息、协商、提案、监督等任何一类的民情；转成几类只计一件。", _converted, DAY, better=1,
           decided=decided_on("首次转化日期", "converted_on")),
    Metric("voices.converted_rate", "民情转化率", "%", "转化的占收集的民情的比例。", Ratio(_converted, ALL), DAY, "转化民情", "收集民情", 1,
           decided=decided_on(DAY, "raised_on")),
    *(Metric(f"voices.to_{kind}_days_median", f"转{NAMES[kind]}用时中位", "天", f"转成{NAMES[kind]}的民情，从反映到转化的日历天数的中位。",
             Quantile(VOICE, 0.5, column("raised_on"), column(f"to_{kind}_on"), happened(f"to_{kind}_on")), DAY, better=-1,
             decided=decided_on("转化日期", f"to_{kind}_on"))
      for kind in KINDS),
    Metric("voices.promised", "采纳未办结", "件", "反馈时采纳或部分采纳，截至日还没有办结的。", Count(VOICE, _promised), DAY, better=-1, stock=True,
           decided=AT_END),
    Metric("voices.promised_late", "承诺未兑现", "件", "反馈时采纳或部分采纳，过了规则的日数（默认 30 日）还没有办结的。", Count(VOICE, _broken), DAY,
           better=-1, stock=True, decided=AT_END),
)
# fmt: on
