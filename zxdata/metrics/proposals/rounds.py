"""二次办理 and 双向评议: what went round again, what came of it, and how both sides judge each other."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func, literal, not_, or_, select
from sqlalchemy import String as Text

from zxdata.metrics.expressions import AsOf, always, column
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import AT_END, Count, Mean, Metric, Ratio, decided_on
from zxdata.metrics.proposals.cases import PROPOSAL, REPLIED
from zxdata.metrics.taking_part import in_case
from zxdata.rules.running import LEAD, SECOND_ROUND
from zxdata.snapshot.facts import proposal, proposal_event

NOT_RATED = "未评价"
_BANDS = ((90, "90 分及以上"), (80, "80–89 分"), (0, "80 分以下"))
_DIMS = ("category", "sector", "session", "proposer_kind", "leader", "body", "key", "unit")


def _leads(e: FromClause) -> ColumnElement[bool]:
    return func.coalesce(e.c.role, LEAD).in_((LEAD, ""))


def _again(at: AsOf) -> FromClause:
    """When each proposal first went into its second round, and by when that is due."""
    e = proposal_event
    return (
        select(
            e.c.no,
            func.min(e.c.clock).label("clock"),
            func.min(e.c.on_day).label("second_on"),
            func.arg_min(e.c.due_on, e.c.clock).label("second_due"),
        )
        .where(e.c.stage == SECOND_ROUND, e.c.on_day <= at.day)
        .group_by(e.c.no)
        .subquery("again")
    )


def _said(at: AsOf, again: FromClause, stage: str) -> FromClause:
    """The lead unit's replies, or the ratings, each known to lie before or after the second round began."""
    e = proposal_event
    later = func.coalesce(e.c.clock > again.c.clock, False).label("later")
    return (
        select(
            e.c.no,
            e.c.clock,
            e.c.on_day,
            e.c.result.cast(Text).label("result"),
            func.coalesce(e.c.rater, "").label("rater"),
            later,
        )
        .select_from(e.outerjoin(again, again.c.no == e.c.no))
        .where(e.c.stage == stage, e.c.on_day <= at.day, _leads(e))
        .subquery(f"said_{'rating' if stage == '评价' else 'reply'}")
    )


def _rounds(at: AsOf) -> FromClause:
    """One row an answered proposal: what the first round brought, and the second where there was one."""
    p, again = proposal, _again(at)
    reply = _said(at, again, "答复")
    replies = (
        select(
            reply.c.no,
            func.arg_max(reply.c.result, reply.c.clock).filter(~reply.c.later).label("first_outcome"),
            func.arg_max(reply.c.result, reply.c.clock).filter(reply.c.later).label("second_outcome"),
            func.min(reply.c.on_day).filter(reply.c.later).label("second_replied_on"),
        )
        .group_by(reply.c.no)
        .subquery("replies")
    )
    ratings = _ratings(at, again).subquery("ratings")
    wanted = [
        p.c[n]
        for n in (
            "no",
            "title",
            "place",
            "submitted_on",
            "unit",
            "replied_on",
            "category",
            "sector",
            "session",
            "proposer_kind",
            "leader",
            "body",
            "key",
        )
    ]
    rounds = replies.c.first_outcome, replies.c.second_outcome, replies.c.second_replied_on
    judged = ratings.c.first_satisfaction, ratings.c.second_satisfaction
    return (
        select(*wanted, *rounds, *judged, again.c.second_on, again.c.second_due)
        .select_from(
            p.outerjoin(again, again.c.no == p.c.no)
            .outerjoin(replies, replies.c.no == p.c.no)
            .outerjoin(ratings, ratings.c.no == p.c.no)
        )
        .where(PROPOSAL.alive(p, at), or_(p.c.replied_on <= at.day, again.c.second_on.is_not(None)))
        .subquery("rounds")
    )


def _ratings(at: AsOf, again: FromClause) -> Select[Any]:
    """In each round the worst of every rater's latest word; 未反馈 is none."""
    rating = _said(at, again, "评价")
    latest = (
        select(rating.c.no, rating.c.later, func.arg_max(rating.c.result, rating.c.clock).label("word"))
        .where(rating.c.result != "未反馈")
        .group_by(rating.c.no, rating.c.later, rating.c.rater)
        .subquery("latest")
    )
    severity = case({"不满意": 3, "基本满意": 2, "满意": 0}, value=latest.c.word, else_=1)
    return select(
        latest.c.no,
        func.arg_max(latest.c.word, severity).filter(~latest.c.later).label("first_satisfaction"),
        func.arg_max(latest.c.word, severity).filter(latest.c.later).label("second_satisfaction"),
    ).group_by(latest.c.no)


def triggered(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """The first round ended as the rules send back."""
    rule = at.rules.procedure.second_round
    outcome = func.coalesce(t.c.first_outcome.in_(rule.outcomes), False)
    satisfaction = func.coalesce(t.c.first_satisfaction.in_(rule.satisfactions), False)
    return and_(outcome, satisfaction) if rule.both else or_(outcome, satisfaction)


def _entered(t: FromClause, _: AsOf) -> ColumnElement[bool]:
    return t.c.second_on.is_not(None)


def _answered(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(_entered(t, at), t.c.second_replied_on.is_not(None))


def _adopted(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    found = t.c.second_outcome.in_(at.rules.procedure.second_round.adopted)
    return and_(_answered(t, at), func.coalesce(found, False))


def why(t: FromClause, at: AsOf) -> ColumnElement[str]:
    """What sent it back, in words: ``B 类``, ``不满意``, both, or 其他."""
    rule = at.rules.procedure.second_round
    outcome = case((t.c.first_outcome.in_(rule.outcomes), func.concat(t.c.first_outcome, " 类")), else_=literal(""))
    satisfaction = case((t.c.first_satisfaction.in_(rule.satisfactions), t.c.first_satisfaction), else_=literal(""))
    judged = func.concat_ws("、", func.nullif(outcome, ""), func.nullif(satisfaction, ""))
    return func.coalesce(func.nullif(judged, ""), "其他")


# fmt: off
ROUND = Fact(
    "提案", "件", _rounds, always, "submitted_on",
    {name: column(name) for name in (*_DIMS, "first_outcome", "second_outcome")} | {"key": PROPOSAL.dims["key"]},
    (Detail("no", "提案号", column("no"), of="proposals"), Detail("title", "标题", column("title")), Detail("unit", "主办单位", column("unit")),
     Detail("why", "缘由", why), Detail("first_outcome", "一轮结果", column("first_outcome")),
     Detail("first_satisfaction", "一轮评价", column("first_satisfaction")),
     Detail("second_on", "进入二次", column("second_on"), "date"),
     Detail("second_due", "二次期限", column("second_due"), "date"),
     Detail("second_replied_on", "二次答复", column("second_replied_on"), "date"),
     Detail("second_outcome", "二轮结果", column("second_outcome")),
     Detail("second_satisfaction", "二轮评价", column("second_satisfaction"))),
    grouped=in_case("提案"),
)
# fmt: on


def _quality(at: AsOf) -> FromClause:
    """Answered proposals with what their units think of them, and their proposers of the handling: the means of the
    scores of 提案质量评价 and of 评价.
    """
    p, e = proposal, proposal_event
    scored = (
        select(
            e.c.no,
            func.count().label("times"),
            func.avg(e.c.score).label("score"),
            func.min(e.c.on_day).label("scored_on"),
        )
        .where(e.c.stage == "提案质量评价", e.c.on_day <= at.day)
        .group_by(e.c.no)
        .subquery("scored")
    )
    marked = (
        select(e.c.no, func.avg(e.c.score).label("handling_score"), func.min(e.c.on_day).label("marked_on"))
        .where(e.c.stage == "评价", e.c.on_day <= at.day, e.c.score.is_not(None))
        .group_by(e.c.no)
        .subquery("marked")
    )
    return (
        select(
            p,
            scored.c.times,
            scored.c.score,
            scored.c.scored_on,
            marked.c.handling_score,
            marked.c.marked_on,
            func.greatest(scored.c.scored_on, marked.c.marked_on).label("both_on"),
        )
        .select_from(p.outerjoin(scored, scored.c.no == p.c.no).outerjoin(marked, marked.c.no == p.c.no))
        .where(PROPOSAL.alive(p, at), p.c.replied_on <= at.day)
        .subquery("quality")
    )


def rated(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """The proposers have judged the handling."""
    return func.coalesce(t.c.rated_on <= at.day, False)


def _band(t: FromClause, _: AsOf) -> ColumnElement[str]:
    """The proposal as its units judge it; missing without a score."""
    return case(*((t.c.score >= least, literal(name)) for least, name in _BANDS))


def _satisfaction(t: FromClause, at: AsOf) -> ColumnElement[str]:
    """The handling as its proposers judge it; who has not judged is not content."""
    return case((rated(t, at), func.coalesce(t.c.satisfaction.cast(Text), NOT_RATED)), else_=literal(NOT_RATED))


# fmt: off
QUALITY = Fact(
    "提案", "件", _quality, always, "submitted_on",
    {name: PROPOSAL.dims[name] for name in _DIMS} | {"quality": _band, "satisfaction": _satisfaction},
    (*PROPOSAL.details, Detail("score", "提案质量得分", column("score"), "decimal"),
     Detail("judged", "委员评价", _satisfaction), Detail("handling_score", "办理评价得分", column("handling_score"), "decimal")),
    grouped=in_case("提案"),
)
# fmt: on


def both_scored(t: FromClause, _: AsOf) -> ColumnElement[bool]:
    return and_(t.c.score.is_not(None), t.c.handling_score.is_not(None))


def _unrated(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return and_(not_(rated(t, at)), t.c.replied_on < at.day - timedelta(at.rules.procedure.remind_days))


_DAY = "提交日期"
_AGAIN = decided_on("二次答复日期", "second_replied_on")
_SCORED_ON = decided_on("首次提案质量评价日期", "scored_on")
_ANSWERED, _SCORED, _ALL = Count(ROUND, _answered), Count(QUALITY, lambda t, at: t.c.times > 0), Count(QUALITY)
# fmt: off
METRICS = (
    Metric("proposals.second_round_due", "应二次办理", "件", "已答复且一轮结果或评价符合规则所列（默认 B、C 类或不满意）的。",
           Count(ROUND, triggered), _DAY, better=-1, decided=REPLIED),
    Metric("proposals.second_round_missing", "应转未转", "件", "其中截至日没有进入二次办理的。",
           Count(ROUND, lambda t, at: and_(triggered(t, at), not_(_entered(t, at)))), _DAY, better=-1, stock=True,
           decided=AT_END),
    Metric("proposals.second_round_replied", "二次已答复", "件", "进入二次办理且主办单位此后再次答复的。", _ANSWERED, _DAY, better=1,
           decided=_AGAIN),
    Metric("proposals.second_round_adopted_rate", "二次后转 A 率", "%", "二次答复为采纳类（规则文件可改，默认 A）的占二次已答复的比例。",
           Ratio(Count(ROUND, _adopted), _ANSWERED), _DAY, "二次答复为 A", "二次已答复", 1, decided=_AGAIN),
    Metric("proposals.unadopted", "两轮后未采纳", "件", "二次已答复而结果仍不是采纳类的。",
           Count(ROUND, lambda t, at: and_(_answered(t, at), not_(_adopted(t, at)))), _DAY, better=-1,
           decided=_AGAIN),
    Metric("proposals.quality_rated", "提案质量已评", "件", "已答复且承办单位评过提案质量的。", _SCORED, _DAY, better=1, decided=_SCORED_ON),
    Metric("proposals.quality_rated_rate", "提案质量评价率", "%", "提案质量已评占已答复的比例。", Ratio(_SCORED, _ALL), _DAY,
           "提案质量已评", "已答复", 1, decided=REPLIED),
    Metric("proposals.quality_score_mean", "提案质量均分", "分", "有得分的提案的平均分，几次评价先在一件内取平均；没有得分的不计。",
           Mean(QUALITY, column("score"), lambda t, at: t.c.score.is_not(None)), _DAY, "得分之和", "有得分的提案", 1,
           decided=_SCORED_ON),
    Metric("proposals.handling_score_mean", "办理评价均分", "分", "提案者评价办理时打了分的提案的平均分，几次打分先在一件内取平均；没有打分的不计。",
           Mean(QUALITY, column("handling_score"), lambda t, at: t.c.handling_score.is_not(None)), _DAY, "得分之和", "有打分的提案", 1,
           decided=decided_on("首次打分日期", "marked_on")),
    Metric("proposals.both_scored", "双方都有得分", "件", "承办单位给提案质量打了分、提案者也给办理打了分的。", Count(QUALITY, both_scored), _DAY,
           better=1, decided=decided_on("双方都评过的日期", "both_on")),
    Metric("proposals.unrated", "久未评价", "件", "已答复超过提醒天数（由规则文件定）仍没有委员评价的。",
           Count(QUALITY, _unrated), _DAY, better=-1, stock=True, decided=AT_END),
)
# fmt: on
