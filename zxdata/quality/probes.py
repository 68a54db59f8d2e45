"""The probes, to be read from top to bottom: what should not be in a ledger."""

from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, FromClause, and_, func, or_, select

from zxdata.metrics.consultation import MEETING, SUGGESTION
from zxdata.metrics.coverage import ACTIVITY, MEMBER, STATION
from zxdata.metrics.model import AsOf, always
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.supervision.cases import MATTER
from zxdata.quality.issue import Probe, Where, of_events, of_fact, orphans, repeated
from zxdata.snapshot.facts import (
    activity,
    matter,
    matter_progress,
    meeting,
    proposal,
    proposal_event,
    station,
    suggestion,
)

STATIONS_EVER = replace(STATION, alive=always)
SUGGESTIONS_ALL = replace(SUGGESTION, alive=lambda t, at: t.c.raised_on <= at.day)
NEED_ASSIGNMENT = ("签收", "退办", "改派", "沟通", "延期", "答复", "评价", "二次办理", "办结", "结案")


def _empty(name: str) -> Where:
    return lambda t, _: t.c[name].is_(None)


def _before(earlier: str, later: str) -> Where:
    """What should come later came earlier."""
    return lambda t, _: t.c[later] < t.c[earlier]


def _ahead(name: str) -> Where:
    return lambda t, at: t.c[name] > at.day


def _outlying(name: str) -> Where:
    """Long before the day asked for: 1925 where 2025 was meant."""
    return lambda t, at: t.c[name] < date(at.day.year - at.rules.quality.outlying_years, 1, 1)


def _replied_before_assigned(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(t.c.stage == "答复", t.c.on_day < _first(proposal_event, t, "交办"))


def _never_assigned(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    assigned = select(proposal_event.c.no).where(proposal_event.c.stage.in_(("交办", "改派")))
    return and_(t.c.stage.in_(NEED_ASSIGNMENT), t.c.no.not_in(assigned))


def _nobody_leads(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    assigned = proposal_event.c.stage.in_(("交办", "改派"))
    led = select(proposal_event.c.no).where(assigned, func.coalesce(proposal_event.c.role, "主办") == "主办")
    return and_(t.c.stage.in_(("交办", "改派")), t.c.no.not_in(led))


def _no_due(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    dated = select(proposal_event.c.no).where(proposal_event.c.due_on.is_not(None))
    return and_(t.c.handed_on <= at.day, t.c.no.not_in(dated))


def _outside_station(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    closed = select(station.c.closed_on).where(station.c.no == t.c.station_no).scalar_subquery()
    return or_(t.c.held_on < t.c.opened_on, t.c.held_on >= closed)


def _first(events: FromClause, t: FromClause, stage: str) -> ColumnElement[object]:
    other = events.alias("first")
    return (
        select(func.min(other.c.on_day))
        .where(other.c.no == t.c.no, other.c.stage == stage)
        .correlate(t)
        .scalar_subquery()
    )


# fmt: off
PROBES = (
    Probe("missing", "workstations", "{n} 个开放的阵地没有点位，地图上不显示。", of_fact(STATION, _empty("lon"))),
    Probe("missing", "workstations", "{n} 个阵地的所在区划认不出。", of_fact(STATIONS_EVER, _empty("place"))),
    Probe("order", "workstations", "{n} 个阵地的停用日期早于启用日期。",
          of_fact(STATIONS_EVER, _before("opened_on", "closed_on"))),
    Probe("duplicate", "workstations", "{n} 个开放的阵地与另一个同名、同区划、同类型。",
          repeated(STATION, "no", "name", "place", "kind")),
    Probe("order", "activities", "{n} 场阵地活动在阵地启用之前或停用之后。", of_fact(ACTIVITY, _outside_station)),
    Probe("outlier", "activities", "{n} 场阵地活动的日期在很多年以前，请核对年份是否写错。",
          of_fact(ACTIVITY, _outlying("held_on"))),
    Probe("orphan", "activities", "有 {n} 个阵地编号在阵地里找不到，名下的活动没有区划。",
          orphans(activity, "station_no", station)),
    Probe("missing", "members", "{n} 位在任委员没有填界别。", of_fact(MEMBER, _empty("sector"))),
    Probe("missing", "members", "{n} 位在任委员没有填所属区划。", of_fact(MEMBER, _empty("place"))),
    Probe("duplicate", "members", "{n} 位在任委员与另一位同姓名、同区划、同界别、同任期。",
          repeated(MEMBER, "no", "name", "place", "sector", "committee", "term_from")),

    Probe("missing", "proposals", "{n} 件提案没有填所属区划，分区县时列在“未填”。", of_fact(PROPOSAL, _empty("place"))),
    Probe("missing", "proposals", "{n} 件提案没有填类别。", of_fact(PROPOSAL, _empty("category"))),
    Probe("missing", "proposal_events", "{n} 件已交办的提案没有写期限，按规则推算。", of_fact(PROPOSAL, _no_due)),
    Probe("missing", "proposal_events", "{n} 件提案交办时只有会办或分办单位，没有主办，答复后仍算在办；请补主办单位。",
          of_events(proposal_event, PROPOSAL, _nobody_leads)),
    Probe("missing", "proposal_events", "{n} 件提案有读不出时间的节点。", of_events(proposal_event, PROPOSAL, _empty("on_day"))),
    Probe("order", "proposals", "{n} 件提案的交办早于提交。", of_fact(PROPOSAL, _before("submitted_on", "assigned_on"))),
    Probe("order", "proposal_events", "{n} 件提案的答复早于交办。",
          of_events(proposal_event, PROPOSAL, _replied_before_assigned)),
    Probe("order", "proposal_events", "{n} 件提案没有交办，却有承办以后的节点。",
          of_events(proposal_event, PROPOSAL, _never_assigned)),
    Probe("future", "proposals", "{n} 件提案的提交日期在截至日之后，未计入。",
          of_fact(replace(PROPOSAL, alive=always), _ahead("submitted_on"))),
    Probe("outlier", "proposals", "{n} 件提案的提交日期在很多年以前，请核对年份是否写错。",
          of_fact(PROPOSAL, _outlying("submitted_on"))),
    Probe("outlier", "proposal_events", "{n} 件提案有很多年以前的节点，请核对年份是否写错。",
          of_events(proposal_event, PROPOSAL, _outlying("on_day"))),
    Probe("duplicate", "proposals", "{n} 件提案与另一件同标题、同提案者、同日提交。",
          repeated(PROPOSAL, "no", "title", "proposers", "submitted_on")),
    Probe("orphan", "proposal_events", "办理节点里有 {n} 个提案号在提案里找不到。", orphans(proposal_event, "no", proposal)),

    Probe("missing", "supervisions", "{n} 件监督事项没有填所属区划，分区县时列在“未填”。", of_fact(MATTER, _empty("place"))),
    Probe("missing", "supervisions", "{n} 件监督事项没有填类别。", of_fact(MATTER, _empty("category"))),
    Probe("missing", "supervisions", "{n} 件监督事项没有责任单位。", of_fact(MATTER, _empty("unit"))),
    Probe("missing", "supervisions", "{n} 件监督事项没有期限，也没有交办日可推，无法判定颜色。",
          of_fact(MATTER, _empty("due_on"))),
    Probe("missing", "supervisions", "{n} 件监督事项没有写整改期限，按交办日推算。",
          of_fact(MATTER, lambda t, at: and_(t.c.due_since.is_not(None), t.c.due_on.is_not(None)))),
    Probe("order", "supervisions", "{n} 件监督事项的销号早于提出。", of_fact(MATTER, _before("opened_on", "closed_on"))),
    Probe("order", "supervisions", "{n} 件监督事项的反馈早于交办。", of_fact(MATTER, _before("assigned_on", "reported_on"))),
    Probe("future", "supervisions", "{n} 件监督事项的提出日期在截至日之后，未计入。",
          of_fact(replace(MATTER, alive=always), _ahead("opened_on"))),
    Probe("outlier", "supervisions", "{n} 件监督事项的提出日期在很多年以前，请核对年份是否写错。",
          of_fact(MATTER, _outlying("opened_on"))),
    Probe("orphan", "supervision_events", "监督进展里有 {n} 个事项编号在监督事项里找不到。",
          orphans(matter_progress, "no", matter)),

    Probe("missing", "consultations", "{n} 场协商没有填类别。", of_fact(MEETING, _empty("category"))),
    Probe("missing", "consultations", "{n} 场协商没有填平台。", of_fact(MEETING, _empty("platform"))),
    Probe("future", "consultations", "{n} 场协商的日期在截至日之后，未计入。",
          of_fact(replace(MEETING, alive=always), _ahead("held_on"))),
    Probe("outlier", "consultations", "{n} 场协商的日期在很多年以前，请核对年份是否写错。",
          of_fact(MEETING, _outlying("held_on"))),
    Probe("outlier", "suggestions", "{n} 条意见建议的提出日期在很多年以前，请核对年份是否写错。",
          of_fact(SUGGESTIONS_ALL, _outlying("raised_on"))),
    Probe("missing", "suggestions", "{n} 条意见建议没有填采纳情况，在采纳率的分母而不在分子。",
          of_fact(SUGGESTIONS_ALL, _empty("adoption"))),
    *(Probe("orphan", "suggestions", f"{{n}} 个来源编号在{title}里找不到，名下的意见建议没有区划。",
            orphans(suggestion, "origin_no", table, where=suggestion.c.origin == origin))
      for origin, title, table in (("协商", "协商活动", meeting), ("监督", "监督事项", matter), ("提案", "提案", proposal))),
    Probe("order", "suggestions", "{n} 条意见建议的答复早于提出。", of_fact(SUGGESTIONS_ALL, _before("raised_on", "replied_on"))),
    Probe("order", "suggestions", "{n} 条意见建议的落实早于答复。",
          of_fact(SUGGESTIONS_ALL, _before("replied_on", "implemented_on"))),
    Probe("missing", "suggestions", "{n} 条意见建议已采纳，却没有答复日期，按提出之日即知采纳计。",
          of_fact(SUGGESTIONS_ALL, lambda t, at: and_(t.c.heeded_on.is_not(None), t.c.replied_on.is_(None)))),
    Probe("order", "suggestions", "{n} 条意见建议没有采纳，却填了落实日期，不计入落实率。",
          of_fact(SUGGESTIONS_ALL, lambda t, at: and_(
              t.c.implemented_on.is_not(None), or_(t.c.adoption.is_(None), t.c.adoption.not_in(("采纳", "部分采纳")))))),
)
# fmt: on
